/** What the command shows on a terminal: aligned, in color, and no wider than that is. */
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { onwire } from '../support/onwire.ts'

/** What the command shows on a terminal of its own. */
function shown(words: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const program = [resolve('test/support/terminal.py'), process.execPath, resolve('bin/onwire.js'), ...words]
  const child = spawn('python3', program, { env: { PATH: process.env.PATH!, TZ: 'UTC', ...env } })
  let text = ''
  child.stdout.on('data', (piece: Buffer) => (text += piece.toString()))
  return new Promise((done) => child.on('close', () => done(text.replaceAll('\r\n', '\n'))))
}

const words = ['read', 'captures/web.pcapng']
// oxlint-disable-next-line no-control-regex
const escapes = /\x1b\[[\d;]*m/g

test('lines on a terminal are aligned, colored, and cut at its width', async () => {
  const text = await shown(words, { COLUMNS: '90', TERM: 'xterm-256color' })
  const lines = text.replaceAll(escapes, '').split('\n').slice(0, 18)
  expect(text).toMatch(escapes)
  expect(new Set(lines.slice(2).map((line) => line.indexOf(' > '))).size).toBe(1)
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(90)
  expect(lines[6]).toMatch(/…$/)
})

test('NO_COLOR leaves them aligned, --wide uncut', async () => {
  const text = await shown([...words, '--wide'], { COLUMNS: '90', TERM: 'xterm-256color', NO_COLOR: '1' })
  expect(text).not.toMatch(escapes)
  expect(text.split('\n')[6]).toMatch(/wscale 10$/)
})

test('elsewhere they are plain', async () => {
  const { stdout } = await onwire(words, { env: { COLUMNS: '90', TERM: 'xterm-256color' } })
  expect(stdout).toMatch(/^14:01:03\.569987 02:00:00:00:00:01 > ff:ff:ff:ff:ff:ff ARP 42 Who has/)
  expect(stdout).toMatch(/ ts 3912826577\/0 wscale 10\n/)
})

test('the help fits 80 columns, each example above what it does', async () => {
  const text = await shown(['--help'], { COLUMNS: '80', TERM: 'xterm-256color' })
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  expect(text).toContain('\n  onwire read trace.pcapng\n      show one line per packet\n')
})

/** One frame of 128 MiB, as link types such as D-Bus allow, must not take the memory of the machine. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pcap } from '../support/capture-bytes.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-long-'))
const path = join(folder, 'dbus.pcap.gz')
const length = 128 << 20
const dbus = 231

beforeAll(() => {
  writeFileSync(path, gzipSync(pcap([[1, 0, new Uint8Array(length).fill(0x61)]], { linkTypeWord: dbus }), { level: 1 }))
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true }))

/** What the command writes: how much, its last characters, and the most memory it had, in bytes. */
async function measured(words: readonly string[]) {
  const report = "process.on('exit', () => process.stderr.write(`maxRSS ${process.resourceUsage().maxRSS}`))"
  const child = spawn(process.execPath, [
    '--import',
    `data:text/javascript,${report}`,
    resolve('bin/onwire.js'),
    'read',
    path,
    ...words,
  ])
  let [written, end, said] = [0, '', '']
  child.stdout.on('data', (piece: Buffer) => {
    written += piece.length
    end = (end + piece.subarray(-100).toString('latin1')).slice(-100)
  })
  child.stderr.on('data', (piece: Buffer) => {
    said += piece.toString()
  })
  const status = await new Promise((resolve) => child.on('close', resolve))
  return { status, written, end, memory: Number(/maxRSS (\d+)/.exec(said)?.[1]) * 1024 }
}

const digits = 2 * (256 << 10)
const cases: [string, number, RegExp][] = [
  ['--count', 0, /^1 packet\n$/],
  ['--format line', 0, / DATA 134217728\n$/],
  ['--format json', digits, /6161\.\.\. \(134217728 bytes\)".*\}\n\]\n$/],
  ['--format ndjson', digits, /6161\.\.\. \(134217728 bytes\)".*\}\n$/],
  ['--format tree', digits, /6161\.\.\. \(134217728 bytes\)\n/],
  ['--format csv --fields data.data', digits, /6161\.\.\. \(134217728 bytes\)\n$/],
  ['--format hex', 4 * length, /\t0x7fffff0: {2}(6161 ){8} a{16}\n$/],
  ['--payload', length, /a{80}\n$/],
]

test.each(cases)('%s takes less than 360 MB', { timeout: 120_000 }, async (words, least, end) => {
  const outcome = await measured(words.split(' '))
  expect(outcome).toMatchObject({ status: 0, end: expect.stringMatching(end) })
  expect(outcome.written).toBeGreaterThan(least)
  expect(outcome.memory).toBeLessThan(360e6)
})

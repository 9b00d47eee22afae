/** Commands that read several files. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { onwire } from '../support/onwire.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-files-'))
afterAll(() => rmSync(folder, { recursive: true }))
const files = ['captures/http.pcapng', 'captures/dns.pcapng', 'captures/igmp.pcapng']
const times = (text: string) => text.split('\n').slice(1, -1)
const output = async (...words: readonly string[]) => (await onwire(words)).stdout
const status = async (...words: readonly string[]) => (await onwire(words)).status

describe('several files', () => {
  test('are read as one, with a filter after them', async () => {
    const counts = await Promise.all(files.map(async (file) => Number.parseInt(await output('read', file, '--count'))))
    const all = counts.reduce((sum, count) => sum + count)
    expect(await output('read', ...files, '--count')).toBe(`${all} packets\n`)
    expect(await output('read', ...files, 'igmp', '--count')).toBe(await output('read', files[2]!, 'igmp', '--count'))
  })

  test('standard input among them', async () => {
    const input = readFileSync(files[1]!)
    const words = ['read', files[0]!, '-', files[2]!, '--count']
    expect(await onwire(words, { input })).toMatchObject({ stdout: await output('read', ...files, '--count') })
  })

  test('a filter longer than any file name is a filter', async () => {
    const filter = Array.from({ length: 300 }, (_, port) => `tcp.port == ${port}`).join(' or ')
    const all = await output('read', files[0]!, '-Y', filter, '--count')
    expect(await output('read', files[0]!, filter, '--count')).toBe(all)
    expect(await output('-r', files[0]!, filter, '--count')).toBe(all)
    expect(await status(filter)).toBe(2)
  })

  test('in order of time, or one after the other', async () => {
    const fields = ['--format', 'csv', '--fields', 'frame.time_epoch']
    const merged = times(await output('read', ...files, ...fields))
    expect(merged).toEqual(merged.toSorted())
    const each = (await Promise.all(files.map(async (file) => times(await output('read', file, ...fields))))).flat()
    expect(merged).not.toEqual(each)
    expect(times(await output('read', '--append', ...files, ...fields))).toEqual(each)
  })

  test('are checked as one', async () => {
    const expectations = ['--expect', 'igmp', '--expect', 'http.request', '--expect', 'dns']
    expect(await status('check', ...files, ...expectations)).toBe(0)
    expect(await status('check', ...files.slice(0, 2), ...expectations)).toBe(1)
  })

  test('are written to one file, which is none of them', async () => {
    const copy = join(folder, 'copy.pcapng')
    expect(await status('read', ...files, '-w', copy)).toBe(0)
    expect(await output('read', copy, '--count')).toBe(await output('read', ...files, '--count'))
    expect(await onwire(['read', files[0]!, copy, '-w', copy])).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('found the same file') as string,
    })
  })

  test('a line without a command that begins with a file reads it', async () => {
    expect(await output(...files, '--count')).toBe(await output('read', ...files, '--count'))
    expect(await status('nosuch.pcap')).toBe(2)
  })
})

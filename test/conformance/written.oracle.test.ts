import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openFile } from '../../src/capture/reading/file.ts'
import { openWriter } from '../../src/capture/writing/writer.ts'

const missing = ['tcpdump', 'capinfos', 'tshark'].filter((tool) => spawnSync(tool, ['--version']).error !== undefined)
if (missing.length > 0 && process.env['CI'] !== undefined) throw new Error(`not installed: ${missing.join(', ')}`)

const folder = mkdtempSync(join(tmpdir(), 'onwire-written-'))
afterAll(() => rmSync(folder, { recursive: true }))

const output = (tool: string, ...words: string[]) =>
  spawnSync(tool, words, { encoding: 'utf8', env: { ...process.env, TZ: 'UTC' } }).stdout

/** What tshark says of each frame: its time, lengths, interface and comment. */
const framesIn = (path: string) =>
  output(
    'tshark',
    '-n',
    '-r',
    path,
    '-T',
    'fields',
    ...['frame.time_epoch', 'frame.len', 'frame.cap_len', 'frame.comment'].flatMap((field) => ['-e', field]),
  )

async function copy(from: string, name: string): Promise<string> {
  const to = join(folder, name)
  const source = await openFile(from)
  const writer = await openWriter(to, { source })
  for await (const batch of source) {
    for (let index = 0; index < batch.length; index++) void writer.write(batch, index)
    await writer.drain()
  }
  await writer.close()
  return to
}

test.skipIf(missing.length > 0).each([
  ['web.pcapng', 'pcapng'],
  ['web.pcapng', 'pcap'],
  ['ping.pcap', 'pcap'],
  ['ping.pcap', 'pcapng'],
  ['nanosecond.pcap', 'pcap'],
  ['nanosecond.pcap', 'pcapng'],
  ['snaplen.pcap', 'pcapng'],
  ['comments.pcapng', 'pcapng'],
  ['interfaces.pcapng', 'pcapng'],
  ['link-types.pcapng', 'pcapng'],
  ['cooked.pcap', 'pcap'],
])(
  '%s written as %s is read alike by tcpdump, capinfos and tshark (skipped where one is missing)',
  async (capture, format) => {
    const original = join('captures', capture)
    const written = await copy(original, `${capture}.${format}`)
    const comments = format === 'pcapng'
    const frames = (path: string) => (comments ? framesIn(path) : framesIn(path).replace(/\t[^\t\n]*$/gm, ''))
    expect(frames(written)).toBe(frames(original))
    expect(output('capinfos', '-Tmrc', written).split(',').at(-1)).toBe(
      output('capinfos', '-Tmrc', original).split(',').at(-1),
    )
    // tcpdump refuses files whose interfaces differ in link type, whoever wrote them.
    if (capture !== 'link-types.pcapng')
      expect(output('tcpdump', '-nnr', written)).toBe(output('tcpdump', '-nnr', original))
  },
)

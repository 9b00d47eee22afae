/** The order of packets of several files, against mergecap. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openFile } from '../../../src/capture/reading/file.ts'
import { openFiles } from '../../../src/capture/reading/merged-files.ts'
import type { FrameStream } from '../../../src/files/streams/frame-stream.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-mergecap-'))
afterAll(() => rmSync(folder, { recursive: true }))
const captures = readdirSync('captures')
  .filter((name) => /\.pcap(ng)?$/.test(name))
  .map((name) => join('captures', name))

async function packetsOf(source: FrameStream): Promise<string[]> {
  const packets: string[] = []
  for await (const batch of source)
    for (const { timestamp, originalLength, bytes } of batch)
      packets.push(`${timestamp} ${originalLength} ${Buffer.from(bytes).toString('hex')}`)
  return packets
}

test.each([2, 5, captures.length])('%i captures, in order of time and appended', async (count) => {
  const paths = captures.slice(0, count)
  for (const order of ['time', 'append'] as const) {
    const merged = join(folder, `${count}-${order}.pcapng`)
    const words = ['-F', 'pcapng', '-w', merged, ...(order === 'append' ? ['-a'] : []), ...paths]
    expect(spawnSync('mergecap', words, { encoding: 'utf8' })).toMatchObject({ status: 0 })
    expect(await packetsOf(await openFiles(paths, { order }))).toEqual(await packetsOf(await openFile(merged)))
  }
})

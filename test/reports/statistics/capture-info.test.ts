import { describe, expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { openBytes } from '../../../src/decode.ts'
import { fileColumns, fileRow, fileText } from '../../../src/reports/statistics/info/capture-info-text.ts'
import { CaptureInfo, type CaptureFacts } from '../../../src/reports/statistics/info/capture-info.ts'

async function factsOf(name: string): Promise<CaptureFacts> {
  const capture = await openBytes(readFileSync(`captures/${name}`))
  const found = new CaptureInfo()
  for await (const batch of capture) found.take(batch)
  return found.facts(capture)
}

const whole = (name: string, facts: CaptureFacts) => ({
  name,
  fileSize: undefined,
  compression: undefined,
  sha256: undefined,
  ...facts,
})

describe('what a capture is', () => {
  test.each([
    'web.pcapng',
    'ping.pcap',
    'nanosecond.pcap',
    'comments.pcapng',
    'interfaces.pcapng',
    'link-types.pcapng',
    'snaplen.pcap',
    'lossy.pcapng',
  ])('%s', async (name) => {
    const text = fileText(whole(name, await factsOf(name)))
    await expect(text).toMatchFileSnapshot(`../../golden/info/${name}.txt`)
  })

  test('one without packets has no times and no rates', async () => {
    const capture = await openBytes(readFileSync('captures/ping.pcap').subarray(0, 24))
    const facts = new CaptureInfo().facts(capture)
    expect(facts).toMatchObject({
      packets: 0,
      duration: undefined,
      first: undefined,
      byteRate: undefined,
      inOrder: true,
    })
    expect(fileRow(whole('empty.pcap', facts))).toHaveLength(fileColumns.length)
  })
})

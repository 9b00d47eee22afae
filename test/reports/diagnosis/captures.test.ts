import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { plainPalette } from '../../../src/text/palette.ts'
import { diagnosisCsv, DiagnosisReport, diagnosisText, type Diagnosis } from '../../../src/reports/index.ts'
import { batchesOf } from '../../support/packets.ts'

function diagnosisOf(name: string): Diagnosis {
  const report = new DiagnosisReport()
  for (const batch of batchesOf(name)) report.take(batch)
  return report.diagnosis()
}

/** Captures of this project in which something is wrong: that is what they were made to show. */
const troubled = [
  '6in4.pcapng',
  'arp.pcap',
  'dns-edns.pcapng',
  'dns.pcapng',
  'fragments.pcapng',
  'http2-frames.pcapng',
  'http2-tls.pcapng',
  'http2.pcapng',
  'ipip.pcapng',
  'lossy.pcapng',
  'padded.pcap',
  'pmtu.pcapng',
  'quic-versions.pcapng',
  'quic.pcapng',
  'raw-tun.pcap',
  'tcp-refused.pcapng',
  'tls-ciphers.pcapng',
  'tls-sessions.pcapng',
  'traceroute.pcapng',
  'turn.pcapng',
  'unreachable.pcapng',
  'web.pcapng',
  'zero-window.pcapng',
]
const others = readdirSync('captures').filter((name) => /\.pcap(ng)?$/.test(name) && !troubled.includes(name))

describe('what is wrong in the captures of this project', () => {
  test.each(troubled)('%s', async (capture) => {
    await expect(diagnosisText(diagnosisOf(capture), plainPalette)).toMatchFileSnapshot(
      `../../golden/diagnoses/${capture}.txt`,
    )
  })

  test.each(others)('%s: nothing', (capture) => {
    expect(diagnosisOf(capture).findings).toEqual([])
    expect(diagnosisText(diagnosisOf(capture), plainPalette)).toMatch(/: nothing wrong was found\n$/)
  })

  test('as plain values and as CSV', async () => {
    const diagnosis = diagnosisOf('zero-window.pcapng')
    expect(JSON.parse(JSON.stringify(diagnosis))).toEqual(diagnosis)
    await expect(`${JSON.stringify(diagnosis, undefined, 2)}\n`).toMatchFileSnapshot('../../golden/diagnoses/json.txt')
    await expect(diagnosisCsv(diagnosis)).toMatchFileSnapshot('../../golden/diagnoses/csv.txt')
  })

  test('in a narrow terminal', async () => {
    const text = diagnosisText(diagnosisOf('lossy.pcapng'), plainPalette, { width: 60 })
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(60)
    await expect(text).toMatchFileSnapshot('../../golden/diagnoses/narrow.txt')
  })
})

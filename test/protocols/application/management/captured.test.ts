import { describe, expect, test } from 'vitest'
import { followedPacketsOf } from '../../../support/followed-packets.ts'
import { expectGolden, packetOf, summariesOf, valuesOf } from '../../../support/packets.ts'

/** Messages of logger, captures/scenes/more-services.sh, and clocks of linuxptp, captures/scenes/peers.sh. */
const packets = [
  ['syslog', 3, 'syslog', 'captured-syslog-old'],
  ['syslog', 4, 'syslog', 'captured-syslog-structured'],
  ['ptp', 1, 'ptp', 'captured-ptp-announce'],
  ['ptp', 4, 'ptp', 'captured-ptp-follow-up'],
] as const

describe('recorded packets', () => {
  test.each(packets)('tree of %s.pcapng, packet %i', (file, number, layer, golden) =>
    expectGolden(packetOf(`${file}.pcapng`, number), golden, layer),
  )

  test('who says what, of each format', () => {
    const old = packetOf('syslog.pcapng', 3)
    expect(valuesOf(old, 'syslog.timestamp_rfc3164')).toEqual(['Nov 30 08:41:38'])
    expect(valuesOf(old, 'syslog.hostname')).toEqual(['example'])
    const structured = packetOf('syslog.pcapng', 4)
    expect(valuesOf(structured, 'syslog.hostname')).toEqual(['example.test'])
    expect(valuesOf(structured, 'syslog.appname')).toEqual(['backup'])
    expect(valuesOf(structured, 'syslog.msgid')).toEqual(['DISK'])
    expect(summariesOf(old, 'syslog')).toEqual([
      'security.notice: Nov 30 08:41:38 example login: Failed login for alice',
    ])
  })

  test('a clock and the one that follows it', () => {
    const lines = followedPacketsOf('ptp.pcapng').flatMap((packet) => summariesOf(packet, 'ptp'))
    expect(new Set(lines.map((line) => /^\w+/.exec(line!)![0]))).toEqual(
      new Set(['Announce', 'Sync', 'Follow_Up', 'Delay_Req', 'Delay_Resp']),
    )
    expect(lines).toContain('Delay_Resp of 020000fffe000002, sequence 1, domain 0')
  })
})

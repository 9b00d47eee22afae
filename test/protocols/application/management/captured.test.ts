import { describe, expect, test } from 'vitest'
import { expectGolden, packetOf, summariesOf, valuesOf } from '../../../support/packets.ts'

/** Messages of logger, captures/scenes/more-services.sh. */
const packets = [
  ['syslog', 3, 'syslog', 'captured-syslog-old'],
  ['syslog', 4, 'syslog', 'captured-syslog-structured'],
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
})

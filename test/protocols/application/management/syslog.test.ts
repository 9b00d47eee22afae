import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, summariesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'
import { datagram, hexOf, raw } from '../../../support/raw-frames.ts'

const old = '<34>Oct 11 22:14:15 gate su[7]: failed for admin'
const structured = '<165>1 2026-11-22T14:00:21.003Z gate.example app 7 ID47 [a@32473 b="c"] started'
const packet = (text: string) => packetOfHex(datagram(514, hexOf(text)), raw)

describe('syslog', () => {
  test('tree of RFC 3164', () => expectGolden(packet(old), 'syslog', 'syslog'))
  test('tree of RFC 5424', () => expectGolden(packet(structured), 'syslog-structured', 'syslog'))

  test.each([
    [old, 'security.critical: Oct 11 22:14:15 gate su[7]: failed for admin'],
    ['<0>no time at all', 'kernel.emergency: no time at all'],
  ])('says what it says', (text, line) => expect(summariesOf(packet(text), 'syslog')).toEqual([line]))

  test('parts', () => {
    expect(packet(old).syslog).toMatchObject({
      facility: 4,
      severity: 2,
      hostname: 'gate',
      processId: 'su',
      messageId: '[7]: failed for admin',
    })
    expect(packet(structured).syslog).toMatchObject({
      facility: 20,
      severity: 5,
      appName: 'app',
      processId: '7',
      messageId: 'ID47',
    })
  })

  test('what has no priority is other data', () => expect(packet('hello <34>').syslog).toBeUndefined())

  test.each([
    ['lines', `${old}\n${structured}\n`],
    ['lengths', `${old.length} ${old}${structured.length} ${structured}`],
  ])('in a stream, by %s', (_name, text) => {
    const packets = dialog([['>'], ['<'], ['>', text.slice(0, 30)], ['>', text.slice(30)]], { port: 601 })
    const messages = packets.flatMap((each) => summariesOf(each, 'syslog'))
    expect(messages).toHaveLength(2)
  })

  test('is safe', () => expectSafe(bytesOf(datagram(514, hexOf(structured))), raw, ['3:syslog/message']))
})

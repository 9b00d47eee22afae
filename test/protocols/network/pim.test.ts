import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf } from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const raw = 101
const ipv4 = (protocol: string, payload: string) =>
  `45 00 ${(20 + bytesOf(payload).length).toString(16).padStart(4, '0')} 0001 0000 01 ${protocol} 0000 c0000201 e000000d ${payload}`
const hello = ipv4('67', '20 00 1234  0001 0002 0069  0014 0004 01020304  0013 0004 00000001')

const unicast = '01 00 c0000209'
const group = '01 00 00 20 e8010101'
/** Three sources of a group: one with a join attribute, one for all of them, one of IPv6. */
const joinPrune = (type: string) =>
  `2${type} 00 1234 ${unicast} 00 01 00d2 ${group} 0002 0001 01 01 04 20 c0000201 40 01 07 01 00 07 20 c0000203
  02 00 04 80 20010db8000000000000000000000001`
const bootstrap = `24 80 1234 017c 04 5d ${unicast} ${group} 02 01 0000 ${unicast} 0096 00 00`
const refresh = `29 00 1234 ${group} ${unicast} ${unicast} 80000064 0000000a 20 10 c0 3c`
const backoff = `2a 30 1234 ${unicast} 00000064 0000000a ${unicast} 00000001 00000002 0064`

describe('PIM', () => {
  test('tree', () => expectGolden(packetOfHex(hello, raw), 'pim', 'pim'))

  test('registers a packet with the rendezvous point', () => {
    const packet = packetOfHex(ipv4('67', `21 00 1234 40000000 ${ipv4('fd', '')}`), raw)
    expect(protocolsOf(packet)).toBe('raw:ip:pim:ip')
    expect(packet.pim).toMatchObject({ registerFlags: { isBorder: false, isNull: true } })
    expect(summariesOf(packet, 'pim')).toEqual(['Register'])
  })

  test.each([
    ['pim-join', joinPrune('3')],
    ['pim-bootstrap', bootstrap],
    ['pim-refresh', refresh],
    ['pim-election', backoff],
  ])('tree of %s', (file, payload) => expectGolden(packetOfHex(ipv4('67', payload), raw), file, 'pim'))

  test.each([
    ['20 00 1234  0001 0002 0069  0013 0004 00000001', 'Hello, holdtime 105 s, DR priority 1'],
    [`20 00 1234  0002 0004 81f4 09c4  0015 0004 01 3c 0000  0018 0006 ${unicast}  fde9 0001 07`, 'Hello'],
    [
      joinPrune('3'),
      'Join/Prune, to 192.0.2.9, join (192.0.2.1, 232.1.1.1), join (*, 232.1.1.1), prune (2001:db8::1, 232.1.1.1)',
    ],
    [
      joinPrune('6'),
      'Graft, to 192.0.2.9, join (192.0.2.1, 232.1.1.1), join (*, 232.1.1.1), prune (2001:db8::1, 232.1.1.1)',
    ],
    [
      joinPrune('7'),
      'Graft-Ack, to 192.0.2.9, join (192.0.2.1, 232.1.1.1), join (*, 232.1.1.1), prune (2001:db8::1, 232.1.1.1)',
    ],
    [`22 00 1234 ${group} ${unicast}`, 'Register-Stop, (192.0.2.9, 232.1.1.1)'],
    [bootstrap, 'Bootstrap, BSR 192.0.2.9, priority 93'],
    [`25 00 1234 ${group} ${unicast} 80000064 0000000a`, 'Assert, (192.0.2.9, 232.1.1.1)'],
    [`28 00 1234 01 4e 005b ${unicast} ${group}`, 'Candidate-RP-Advertisement, RP 192.0.2.9'],
    [refresh, 'State Refresh, (192.0.2.9, 232.1.1.1)'],
    [`2a 10 1234 ${unicast} 00000064 0000000a`, 'DF Election, Offer, RP 192.0.2.9'],
    [backoff, 'DF Election, Backoff, RP 192.0.2.9'],
    [`2a 40 1234 ${unicast} 00000064 0000000a ${unicast} 00000001 00000002`, 'DF Election, Pass, RP 192.0.2.9'],
    [`2a 70 1234 ${unicast} 00000064 0000000a`, 'DF Election, subtype 7, RP 192.0.2.9'],
    ['23 00 1234', 'Join/Prune'],
    ['2f 00 1234', 'type 15'],
  ])('%#: says what it is', (payload, text) =>
    expect(summariesOf(packetOfHex(ipv4('67', payload), raw), 'pim')).toEqual([text]),
  )

  test('is safe', () => expectSafe(bytesOf(hello), raw))
})

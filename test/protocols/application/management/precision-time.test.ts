import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, summariesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'
import { datagram, raw } from '../../../support/raw-frames.ts'

const header = (type: string, length: string, control: string) =>
  `${type} 02 ${length} 05 00 0208 0000000000018000 00000000 0200 00ff fe00 0001 0001 0007 ${control} fd`
const announce = `${header('0b', '0040', '05')} 000000000000 00000000 0025 00 80 f8 fe ffff 80 020000fffe000001 0000 a0`
const managed = `${header('0d', '0048', '04')} ffffffffffffffff ffff 03 03 02 00 0001 0014 2001 0001 00000000ffff 8000 000000000010 0000`
const refused = `${header('0d', '003e', '04')} ffffffffffffffff ffff 00 00 02 00 0002 000a 0002 2fff 00000000 0000`
const request = `${header('0c', '0036', '05')} 020000fffe000002 0001 0004 0006 b0 01 0000012c`
const follow1 = `0001 0001 5f44464c540000000000000000000000 02 01 020000000001 0001 0009 02 00 0008 00000000 0000 0008 65000000 00000064`
const packet = (payload: string) => packetOfHex(datagram(320, payload), raw)

describe('PTP', () => {
  test.each([
    ['ptp', announce],
    ['ptp-management', managed],
    ['ptp-version-1', follow1],
  ])('tree of %s', (file, payload) => expectGolden(packet(payload), file, 'ptp'))

  test.each([
    [announce, 'Announce of 020000fffe000001, sequence 7, domain 5, grandmaster 020000fffe000001 of class 248'],
    [managed, 'Management RESPONSE CURRENT_DATA_SET of 020000fffe000001, sequence 7, domain 5'],
    [request, 'Signaling of 020000fffe000001, sequence 7, domain 5'],
    [follow1, 'v1 Follow_Up of 02:00:00:00:00:01, sequence 9, subdomain _DFLT'],
  ])('says what it is', (payload, text) => expect(summariesOf(packet(payload), 'ptp')).toEqual([text]))

  test('has corrections of nanoseconds and fractions', () =>
    expect(packet(announce).precisionTime).toMatchObject({ correction: 1, correctionFraction: 0x8000 }))

  test('asks for unicast messages', () =>
    expect(packet(request).precisionTime?.signals?.[0]).toMatchObject({ messageKind: 11, period: 1, duration: 300 }))

  test('refuses', () => expect(packet(refused).precisionTime?.tlvs?.[0]).toMatchObject({ error: 2 }))

  test('is safe', () => {
    expectSafe(bytesOf(datagram(320, managed)), raw)
    expectSafe(bytesOf(datagram(320, follow1)), raw)
  })
})

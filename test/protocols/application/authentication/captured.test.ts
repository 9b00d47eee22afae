import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOf, summariesOf, valuesOf } from '../../../support/packets.ts'

/** RADIUS between radclient and FreeRADIUS, captures/scenes/accounts.sh. */
const packets = [
  ['radius', 3, 'radius', 'captured-radius-request'],
  ['radius', 4, 'radius', 'captured-radius-accept'],
  ['radius', 9, 'radius', 'captured-radius-accounting'],
  ['radius', 11, 'radius', 'captured-radius-status'],
] as const

describe('recorded packets', () => {
  test.each(packets)('tree of %s.pcapng, packet %i', (file, number, layer, golden) =>
    expectGolden(packetOf(`${file}.pcapng`, number), golden, layer),
  )

  test.each([
    [3, 'Access-Request, id 249, user alice'],
    [6, 'Access-Reject, id 199'],
    [10, 'Accounting-Response, id 106'],
    [11, 'Status-Server, id 233'],
  ] as const)('radius.pcapng, packet %i', (number, line) =>
    expect(summariesOf(packetOf('radius.pcapng', number), 'radius')).toEqual([line]),
  )

  test('what the server says', () => {
    const accept = packetOf('radius.pcapng', 4)
    expect(valuesOf(accept, 'radius.Reply_Message')).toEqual(['Hello, alice'])
    expect(valuesOf(accept, 'radius.Framed_IP_Address')).toEqual(['192.0.2.100'])
    expect(valuesOf(packetOf('radius.pcapng', 7), 'radius.NAS_Port_Type')).toEqual([15])
    expect(valuesOf(packetOf('radius.pcapng', 9), 'radius.Acct_Status_Type')).toEqual([1])
  })

  test('hidden passwords are bytes', () => {
    const hidden = valuesOf(packetOf('radius.pcapng', 3), 'radius.User_Password_encrypted')
    expect(hidden).toEqual([bytesOf('f2c809ffba3ac3f85bebe43fe95329ac')])
    const challenged = packetOf('radius.pcapng', 7)
    expect(valuesOf(challenged, 'radius.CHAP_Ident')).toHaveLength(1)
    expect(valuesOf(challenged, 'radius.CHAP_String')).toEqual([expect.objectContaining({ length: 16 })])
  })
})

import { expect, test } from 'vitest'
import { bytesOf, join } from '../../../support/capture-bytes.ts'
import { followed, ipv4 } from '../../../support/conversations.ts'

const request = '01 00 00 00 0002 000d 01 0000ea60'
const answer = '01 01 00 00 0002 000d 01 0000ea60'

/** A datagram: from the client or the device, by their ports. */
function datagram(isFromClient: boolean, source: number, destination: number, payload: string) {
  const data = bytesOf(payload)
  const header = new DataView(new ArrayBuffer(8))
  header.setUint16(0, source)
  header.setUint16(2, destination)
  header.setUint16(4, 8 + data.length)
  return { at: 0, bytes: ipv4(17, isFromClient, join(new Uint8Array(header.buffer), data)) }
}
const namesOf = (...sent: ReturnType<typeof datagram>[]) => followed(sent).map(({ names }) => names.at(-1))

test('a device answers a Session Initiate from another port, where the session goes on', () => {
  const said = [datagram(false, 5095, 49_905, answer), datagram(true, 49_905, 5095, request)]
  expect(namesOf(datagram(true, 49_905, 5094, request), ...said)).toEqual(['hart_ip', 'hart_ip', 'hart_ip'])
  expect(namesOf(...said)).toEqual(['data', 'data'])
})

test('other messages announce nothing', () =>
  expect(
    namesOf(
      datagram(true, 49_905, 5094, request.replace('01 00 00', '01 00 03')),
      datagram(false, 5095, 49_905, answer),
    ),
  ).toEqual(['hart_ip', 'data']))

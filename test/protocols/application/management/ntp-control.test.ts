/** Messages of NTP for control, written by hand from RFC 9327; questions and answers. */
import { expect, test } from 'vitest'
import { bytesOf as octets, join } from '../../../support/capture-bytes.ts'
import { followed, ipv4 } from '../../../support/conversations.ts'
import { overUdp, raw } from '../../../support/over-ip.ts'
import { expectGolden, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { bytesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const variables = '16 82 0044 0618 0000 0000 0006 613d312c623d 0000'
const associations = '16 81 0045 0618 0000 0000 0008 bebd961a bebc8011'
const packet = (payload: string) => packetOfHex(overUdp(123, 40_000, payload), raw)

test('tree of variables', () => expectGolden(packet(variables), 'ntp-variables', 'ntp'))
test('associations with their status', async () => {
  await expectGolden(packet(associations), 'ntp-associations', 'ntp')
  expect(valuesOf(packet(associations), 'ntp.ctrl.associd')).toEqual([0, 0xbebd, 0xbebc])
})

test.each([
  ['a question', '16 02 0044 0000 0000 0000 0000', 'read variables, sequence 68'],
  ['an answer', variables, 'read variables response, sequence 68'],
  ['an error', '16 c2 0044 0300 0000 0000 0000', 'read variables response, error, sequence 68'],
  ['an operation that nobody knows', '16 1e 0044 0000 0000 0000 0000', 'operation 30, sequence 68'],
])('the line of %s', (_, payload, words) =>
  expect(summariesOf(packet(payload), 'ntp')).toEqual([`version 2 control message, ${words}`]),
)

test('answers find their questions: by sequence, and by the time that they were sent', () => {
  const datagram = (isFromClient: boolean, payload: string) => {
    const ports = isFromClient ? '9c40 007b' : '007b 9c40'
    const data = octets(payload.replaceAll(' ', ''))
    const length = (8 + data.length).toString(16).padStart(4, '0')
    return { at: 0, bytes: ipv4(17, isFromClient, join(octets(`${ports}${length}0000`.replaceAll(' ', '')), data)) }
  }
  const zeros = (count: number) => '00'.repeat(count)
  const [asked, other] = ['e5db9a8211111111', 'e5db9a8222222222']
  const sent = [
    datagram(true, `23${zeros(39)}${asked}`),
    datagram(true, '16 02 0044 0000 0000 0000 0000'),
    datagram(false, `2402${zeros(22)}${other}${zeros(16)}`),
    datagram(false, variables),
    datagram(false, `2402${zeros(22)}${asked}${zeros(16)}`),
    datagram(true, `25${zeros(47)}`),
  ]
  const requestOf = followed(sent).map(({ values }) => values('ntp.request_in'))
  expect(requestOf).toEqual([[], [], [], [2], [1], []])
})

test('is safe', () => expectSafe(bytesOf(overUdp(123, 40_000, associations)), raw))

import { describe, expect, test } from 'vitest'
import { followed, hexOf, raw, tcp, udp } from '../../../support/raw-frames.ts'
import { bytesOf, expectGolden, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const word = (value: number) =>
  Array.from({ length: 4 }, (_, at) => ((value >> (8 * at)) & 255).toString(16).padStart(2, '0')).join('')
const words = (text: string, size: number) => Buffer.from(text.padEnd(size, '\0')).toString('hex')
const message = (id: number, body: string, version = 0) =>
  `${word(4 + bytesOf(body).length)} ${word(version)} ${word(id)} ${body}`
const line = `${word(1)} ${word(77)}`

describe('Skinny', () => {
  const register = message(
    1,
    `${words('SEP020000000001', 16)} ${word(0)} ${word(1)} c0000201 ${word(7)} ${word(5)} ${word(0)} 11 00 8028`,
  )
  test('tree of a registration', () => expectGolden(packetOfHex(tcp(2000, register), raw), 'skinny-register', 'skinny'))
  test.each([
    [register, 'RegisterReq SEP020000000001'],
    [message(0x22, `${word(0)} c0000202 ${word(0x4000)} ${word(9)}`), 'OpenReceiveChannelAck 192.0.2.2:16384'],
    [
      message(0x22, `${word(0)} ${word(0)} c0000202 ${'00'.repeat(12)} ${word(0x4000)} ${word(9)} ${word(77)}`, 0x11),
      'OpenReceiveChannelAck 192.0.2.2:16384',
    ],
    [
      message(
        0x8a,
        `${word(5)} ${word(9)} c0000202 ${word(0x4000)} ${word(20)} ${word(4)} ${word(0)} ${word(0)} ${word(0)} ${word(0)}`,
      ),
      'StartMediaTransmission 192.0.2.2:16384',
    ],
    [message(0x111, `${word(4)} ${line}`), 'CallState RingIn'],
    [
      message(
        0x8f,
        `${words('bob', 40)} ${words('1234', 24)} ${words('al', 40)} ${words('5678', 24)} ${line} ${word(2)}`,
      ),
      'CallInfo from 1234 to 5678',
    ],
    [message(0x3, word(15)), 'KeypadButton key 15'],
    [message(0x26, `${word(9)} ${line}`), 'SoftKeyEvent EndCall'],
    [message(0x82, `${word(33)} ${word(0)} ${line}`), 'StartTone InsideDialTone'],
    [message(0x112, `${word(0)} ${words('Hello', 32)} ${line}`), 'DisplayPromptStatus Hello'],
    [message(0x11d, `${words('5678', 24)} ${line}`), 'DialedNumber 5678'],
    [message(0x97, `${word(0)} ${word(1)} ${word(1)} 0109`), 'ButtonTemplateRes'],
    [message(0x108, `${word(0)} ${word(1)} ${word(1)} ${words('Redial', 16)} ${word(1)}`), 'SoftKeyTemplateRes'],
    [message(0x9d, hexOf('no')), 'RegisterReject'],
    [message(0x0, ''), 'KeepAliveReq'],
    [message(0x50, ''), 'message 80'],
  ])('line %#', (payload, text) => expect(summariesOf(packetOfHex(tcp(2000, payload), raw), 'skinny')).toEqual([text]))
  test('several messages in a segment, and what follows them', () => {
    const ack = message(0x22, `${word(0)} c0000201 ${word(0x4000)} ${word(9)}`)
    const packets = followed(tcp(2000, `${message(0, '')} ${ack}`), udp(0x4000, '80 00 0001 00000001 00000002 0102'))
    expect(summariesOf(packets[0]!, 'skinny')).toEqual(['KeepAliveReq', 'OpenReceiveChannelAck 192.0.2.1:16384'])
    expect(valuesOf(packets[0]!, 'skinny.portNumber')).toEqual([0x4000])
  })
  test('other bytes are not it', () =>
    expect(packetOfHex(tcp(2000, 'ffffffff 00000000 01000000'), raw).skinny).toBeUndefined())
  test('is safe', () => expectSafe(bytesOf(tcp(2000, register)), raw))
})

/** Which answer is whose. */
import { describe, expect, test } from 'vitest'
import { followed, ipv4, type Sent } from '../support/conversations.ts'
import { join } from '../support/capture-bytes.ts'
import { bytesOf } from '../support/packets.ts'

const values = (sent: readonly Sent[], name: string) => followed(sent).map((frame) => frame.values(name).join())
const at = (microseconds: number, bytes: Uint8Array): Sent => ({ at: microseconds, bytes })

describe('echoes', () => {
  const echo = (type: number, sequence: number) => ipv4(1, type === 8, Uint8Array.of(type, 0, 0, 0, 0, 1, 0, sequence))

  test('are paired by identifier and sequence number, with the time between them', () => {
    const sent = [at(0, echo(8, 1)), at(10, echo(8, 2)), at(500, echo(0, 2)), at(900, echo(0, 1))]
    expect(values(sent, 'icmp.resp_in')).toEqual(['4', '3', '', ''])
    expect(values(sent, 'icmp.resp_to')).toEqual(['', '', '2', '1'])
    expect(values(sent, 'icmp.resptime')).toEqual(['', '', '0.49', '0.9'])
  })
  test('are told if there is no answer', () => {
    const sent = [at(0, echo(8, 1)), at(10, echo(8, 2)), at(500, echo(0, 2))]
    expect(values(sent, 'icmp.no_resp')).toEqual(['true', '', ''])
    expect(followed(sent, { passes: 1 }).map((frame) => frame.values('icmp.no_resp'))).toEqual([[], [], []])
  })
  test('are those of their addresses', () => {
    const other = echo(0, 1)
    other[15] = 9
    expect(values([at(0, echo(8, 1)), at(1, other), at(2, echo(0, 1))], 'icmp.resp_to')).toEqual(['', '', '1'])
  })
  test('are found in tunnels whose own ports are others', () => {
    const tunnel = (port: number, inner: Uint8Array, isFromClient: boolean) => {
      const frame = join(Uint8Array.of(2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0), inner)
      const length = 16 + frame.length
      return ipv4(
        17,
        isFromClient,
        join(
          Uint8Array.of(port >> 8, port & 255, 0x12, 0xb5, length >> 8, length & 255, 0, 0, 8, 0, 0, 0, 0, 0, 1, 0),
          frame,
        ),
      )
    }
    const sent = [at(0, tunnel(5000, echo(8, 1), true)), at(9, tunnel(6000, echo(0, 1), false))]
    expect(values(sent, 'icmp.resp_in')).toEqual(['2', ''])
  })
})

describe('DNS', () => {
  const dns = (isAnswer: boolean, id = 0x12) => {
    const message = bytesOf(
      `00${id.toString(16)} ${isAnswer ? '8180' : '0100'} 0001 0000 0000 0000 03777777 00 0001 0001`,
    )
    const ports = isAnswer ? [0, 53, 0x30, 0] : [0x30, 0, 0, 53]
    return ipv4(17, !isAnswer, join(Uint8Array.from([...ports, 0, 8 + message.length, 0, 0]), message))
  }

  test('tells questions and answers that come again', () => {
    const sent = [at(0, dns(false)), at(10, dns(false)), at(20, dns(true)), at(30, dns(true)), at(40, dns(false))]
    expect(values(sent, 'dns.retransmission')).toEqual(['', 'true', '', 'true', 'true'])
    expect(values(sent, 'dns.retransmit_request_in')).toEqual(['', '1', '', '', '1'])
    expect(values(sent, 'dns.retransmit_response_in')).toEqual(['', '', '', '3', ''])
    expect(values(sent, 'dns.response_in')).toEqual(['3', '', '', '', ''])
    expect(values(sent, 'dns.response_to')).toEqual(['', '', '1', '', ''])
  })
  test('takes an identifier that is used again after a while for another question', () => {
    const sent = [at(0, dns(false)), at(20, dns(true)), at(6e6, dns(false)), at(6e6 + 9, dns(true))]
    expect(values(sent, 'dns.response_in')).toEqual(['2', '', '4', ''])
    expect(values(sent, 'dns.retransmission')).toEqual(['', '', '', ''])
  })
  test('tells an answer that nobody asked for', () =>
    expect(values([at(0, dns(false)), at(9, dns(true, 0x13))], 'dns.unsolicited')).toEqual(['', 'true']))
})

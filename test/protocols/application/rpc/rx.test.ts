import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { overIpv4, raw, udpOf } from '../../../support/over-ip.ts'
import { expectSafe } from '../../../support/safe.ts'
import { followed } from '../../../support/raw-frames.ts'

const hex8 = (value: number) => value.toString(16).padStart(8, '0')
const header = (type: string, flags: string, call = 7, sequence = 1) =>
  `654f2c80 00000104 ${hex8(call)} ${hex8(sequence)} 00000009 ${type} ${flags} 00 02 0000 0001`
const packet = (payload: string, from = 7001, to = 7000) => overIpv4(17, udpOf(from, to, payload))
const reply = (payload: string, from = 7000, to = 7001) =>
  packet(payload, from, to).replace('c0000201 c0000202', 'c0000202 c0000201')
const request = (operation: number, body = '', call = 7) => `${header('01', '05', call)} ${hex8(operation)} ${body}`
const file = '20000001 00000002 00000003'
const counted = '08 01 01 000000 00001718 000005c0 00000010'
const ack = `${header('02', '01', 7, 0)} 0000 0000 00000002 00000001 00000009 ${counted}`
const response = `${header('07', '01', 0, 0)} 00000002 00000000
  654f2c80 00000104 00000001 00000002 ${'00000001'.repeat(4)}
  00000005 00000001 00000003 00000004 aabbccdd`
const linesOf = (...frames: readonly string[]) =>
  followed(...frames).flatMap((one) => [...summariesOf(one, 'rx'), ...summariesOf(one, 'afs')])

describe('RX and AFS', () => {
  test.each([
    ['rx-ack', ack],
    ['rx-response', response],
    ['afs-request', request(132, file)],
  ])('tree of %s', (name, payload) => expectGolden(packetOfHex(packet(payload), raw), name, 'rx', 'afs'))

  test.each([
    [packet(ack), 'ACK Delay, call 7, seq 0'],
    [packet(`${ack} 00000004`.replace('08 01', '63 01')), 'ACK 99, call 7, seq 0'],
    [packet(`${header('04', '01')} ffffffff`), 'ABORT -1, call 7, seq 1'],
    [packet(`${header('06', '00')} 00000002 845fa339 00000000 00000000`), 'CHALLENGE, call 7, seq 1'],
    [packet(response), 'RESPONSE, call 0, seq 0'],
    [packet(header('0d', '00')), 'VERSION, call 7, seq 1'],
  ])('%#: says what it is', (frame, text) => expect(linesOf(frame)).toEqual([text]))

  test.each([
    [7000, request(132, file), 'File Server request fetch-status 536870913.2.3'],
    [7000, request(65537, file), 'File Server request fetch-data-64 536870913.2.3'],
    [7000, request(156, file), 'File Server request set-lock 536870913.2.3'],
    [7000, request(146), 'File Server request get-stats'],
    [7001, request(206), 'Callback request probe'],
    [7003, request(504, '00000004 726f6f74'), 'VLDB request get-entry-by-name "root"'],
    [7003, request(511), 'VLDB request list-attributes'],
    [7021, request(99), 'Backup request 99'],
    [7002, `${header('01', '05')} 0102`, 'Protection request'],
  ])('a call to port %i', (port, payload, text) => expect(linesOf(packet(payload, 1799, port))[1]).toBe(text))

  test('replies and further packets are known by their call', () => {
    const frames = [
      packet(request(130, file)),
      packet(`${header('01', '01', 7, 2)} 0102`),
      reply(`${header('01', '04')} 00000001`),
      reply(`${header('01', '04', 8)} 00000001`),
    ]
    expect(linesOf(...frames).filter((_, at) => at % 2 === 1)).toEqual([
      'File Server request fetch-data 536870913.2.3',
      'File Server request fetch-data',
      'File Server reply fetch-data',
      'File Server reply',
    ])
    expect(followed(...frames).map((one) => valuesOf(one, 'afs.fs.opcode'))).toEqual([[130], [130], [130], []])
    expect(valuesOf(followed(...frames)[2]!, 'afs.reqframe')).toEqual([1])
  })

  test('what is not RX, or of no service of AFS, is data', () => {
    expect(protocolsOf(packetOfHex(packet('0102'), raw))).toBe('raw:ip:udp:data')
    expect(protocolsOf(packetOfHex(packet(header('0b', '00')), raw))).toBe('raw:ip:udp:data')
    expect(protocolsOf(packetOfHex(packet(request(1), 1799, 7006), raw))).toBe('raw:ip:udp:rx:data')
  })

  test('is safe', () => {
    expectSafe(bytesOf(packet(request(132, file))), raw)
    expectSafe(bytesOf(packet(ack)), raw)
  })
})

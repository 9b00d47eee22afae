import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const raw = 101
const word = (value: number) => value.toString(16).padStart(4, '0')
const header = '9c40 0050 0a0b0c0d 00000000'
const over = (protocol: string, content: string) =>
  `45 00 ${word(20 + bytesOf(content).length)} 0001 0000 40 ${protocol} 0000 c0000201 c0000202 ${content}`
const sctp = (chunks: string) => over('84', `${header} ${chunks}`)
const packetWith = (chunks: string) => packetOfHex(sctp(chunks), raw)

const init = '01 00 001c 0a0b0c0d 00010000 000a 0010 00000001  0005 0008 c0000201' // with a parameter, the IPv4 address
const sack = '03 00 0014 00000001 00010000 0001 0000  0002 0003'
const hello = '00 03 0015 00000002 0001 0002 00000000 68656c6c6f 000000' // five bytes and three of padding

describe('SCTP', () => {
  test('tree', () => expectGolden(packetWith(`${sack} ${hello}`), 'sctp', 'sctp'))
  test('tree of a first packet', () => expectGolden(packetWith(init), 'sctp-init', 'sctp'))

  test('has one chunk behind another', () => {
    const packet = packetWith(`${sack} ${hello} 0b 00 0004`)
    expect(valuesOf(packet, 'sctp.chunk_type')).toEqual([3, 0, 11])
    expect(valuesOf(packet, 'sctp.port')).toEqual([40000, 80])
    expect(packet.sctp!.chunks).toMatchObject([
      { cumulativeAcknowledgment: 1, gapBlocks: 1, duplicates: 0, transmissionSequence: undefined },
      { transmissionSequence: 2, stream: 1, streamSequence: 2, data: bytesOf('68656c6c6f') },
      { type: 11, length: 4 },
    ])
    expect(summariesOf(packet, 'sctp')).toEqual(['SACK, DATA, COOKIE ACK'])
  })

  test('pads chunks to four bytes, which their length leaves out (RFC 9260, section 3.2)', () => {
    expect(valuesOf(packetWith(`${hello} ${sack}`), 'sctp.chunk_padding')).toEqual([bytesOf('000000')])
    expect(valuesOf(packetWith(`${hello} ${sack}`), 'sctp.chunk_type')).toEqual([0, 3])
    const unknown = packetWith('3f 00 0007 616263 00  0b 00 0004')
    expect(valuesOf(unknown, 'sctp.chunk_value')).toEqual([bytesOf('616263')])
    expect(valuesOf(unknown, 'sctp.chunk_padding')).toEqual([bytesOf('00')])
    expect(summariesOf(unknown, 'sctp')).toEqual(['chunk 63, COOKIE ACK'])
    expect(packetWith('3f 00 0007 616263').sctp!.chunks).toMatchObject([{ value: bytesOf('616263') }]) // the last one lost its padding
  })

  test('names the fields of INIT and of its acknowledgment apart', () => {
    expect(packetWith(init).sctp!.chunks).toMatchObject([
      { initiateTag: 0x0a0b0c0d, windowCredit: 65536, outboundStreams: 10, inboundStreams: 16, initialSequence: 1 },
    ])
    expect(valuesOf(packetWith(init), 'sctp.init_credit')).toEqual([65536])
    const acknowledgment = packetWith(init.replace('01 00', '02 00'))
    expect(valuesOf(acknowledgment, 'sctp.initack_credit')).toEqual([65536])
    expect(valuesOf(acknowledgment, 'sctp.init_credit')).toEqual([])
  })

  test('a chunk shorter than its own header ends the list', () => {
    expect(packetWith(`0b 00 0004  00 00 0003  ${sack}`).sctp!.chunks).toMatchObject([{ type: 11 }])
    expect(packetWith('00 00 0000').sctp!.chunks).toEqual([])
  })

  test('names no more than eight chunks in a line', () => {
    expect(summariesOf(packetWith('0b 00 0004'.repeat(9)), 'sctp')[0]!.split(', ')).toHaveLength(8)
  })

  test('may lie in UDP (RFC 6951)', () => {
    const inside = `${header} ${hello}`
    expect(
      protocolsOf(packetOfHex(over('11', `c000 26ab ${word(8 + bytesOf(inside).length)} 0000 ${inside}`), raw)),
    ).toBe('raw:ip:udp:sctp')
  })

  test('is safe', () => {
    expectSafe(bytesOf(sctp(`${init} ${sack} ${hello} 3f 00 0007 616263 00`)), raw)
  })
})

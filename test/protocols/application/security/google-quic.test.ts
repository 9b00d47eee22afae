import { describe, expect, test } from 'vitest'
import { ConversationFollower } from '../../../../src/conversations/follower.ts'
import { Batch } from '../../../../src/files/batch.ts'
import { startReader } from '../../../../src/files/reader.ts'
import { Packet } from '../../../../src/packet/packet.ts'
import { pcap } from '../../../support/capture-bytes.ts'
import { overIpv4, raw, udpOf } from '../../../support/over-ip.ts'
import { bytesOf, expectGolden, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const hexOf = (text: string) => [...text].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('')
const little = (value: number, digits = 8) => value.toString(16).padStart(digits, '0').match(/../g)!.reverse().join('')
const sizeOf = (text: string) => bytesOf(text).length

/** A handshake message of tags and their values. */
function message(name: string, values: Readonly<Record<string, string>>): string {
  let end = 0
  const rows = Object.entries(values).map(([tag, value]) => hexOf(tag.padEnd(4, '\0')) + little((end += sizeOf(value))))
  const head = hexOf(name.padEnd(4, '\0')) + little(rows.length, 4) + '0000'
  return `${head} ${rows.join('')} ${Object.values(values).join('')}`
}
const hash = '000102030405060708090a0b'
const id = '0102030405060708'
/** A STREAM frame of stream 1 with an offset and a length. */
const stream = (content: string, order: 'big' | 'little' = 'big') => {
  const length = sizeOf(content).toString(16).padStart(4, '0')
  return `a4 01 0000 ${order === 'big' ? length : little(sizeOf(content), 4)} ${content}`
}
const hello = message('CHLO', {
  PAD: '2d2d',
  SNI: hexOf('www.example.com'),
  VER: hexOf('Q043'),
  CCS: '0102030405060708',
  MSPC: '64000000',
  PDMD: hexOf('X509'),
  CTIM: '05b5c35800000000',
  PUBS: '010203',
  ZZZZ: '01',
})
const config = message('SCFG', { AEAD: hexOf('AESGCC20'), SCID: '0102', EXPY: '0000000000000001' })
const rejection = message('REJ', { STK: '0102', RREJ: '0c000000', SCFG: config, 'CRT\xff': '0102' })
const ack = '60 05 0010 01 01 01 01 02 00 00000003 04 0005'
const first = (version: string, content: string, flags = '09') =>
  `${flags} ${id} ${hexOf(version)} 01 ${hash} ${content}`
const hello43 = first('Q043', `${stream(hello)} 00 0000`)
const reject43 = `00 01 ${hash} ${'60 05 0010 01 01 01 01 00'} 06 01 ${stream(rejection)}`
const protected43 = `18 ${id} 0002 ${'ab'.repeat(20)}`
const hello35 = first('Q035', stream(hello, 'little'))
const hello46 = `c3 ${hexOf('Q046')} 50 ${id} 00000001 ${hash} ${stream(hello)}`
const short46 = `43 00000002 ${'ab'.repeat(20)}`
const client46 = `43 ${id} 00000003 ${'ab'.repeat(20)}`
const reset = `0a ${id} ${message('PRST', { RNON: '0102030405060708', CADR: '0200 c0000201 b80b', RSEQ: '0100000000000000' })}`

const fromClient = (payload: string) => overIpv4(17, udpOf(40000, 443, payload))
const fromServer = (payload: string) => {
  const packet = overIpv4(17, udpOf(443, 40000, payload))
  return packet.replace('c0000201 c0000202', 'c0000202 c0000201')
}
function followed(...frames: readonly string[]): Packet[] {
  const bytes = pcap(
    frames.map((frame, at) => [at, 0, bytesOf(frame)] as const),
    { linkTypeWord: raw },
  )
  const { reader, position } = startReader(bytes, 0, bytes.length, 'frames')!
  const batch = new Batch()
  reader.read(bytes, position, bytes.length, batch)
  new ConversationFollower().follow(batch)
  return [...batch].map((frame) => new Packet(frame))
}
const linesOf = (...frames: readonly string[]) => followed(...frames).flatMap((packet) => summariesOf(packet, 'gquic'))

describe('QUIC of Google', () => {
  test.each([
    ['gquic-hello', [fromClient(hello43)]],
    ['gquic-rejection', [fromClient(hello43), fromServer(reject43)]],
    ['gquic-46', [fromClient(hello46)]],
  ])('tree of %s', (file, frames) => expectGolden(followed(...frames).at(-1)!, file, 'gquic'))

  test('is followed from the first packet on, in both directions', () =>
    expect(linesOf(fromClient(hello43), fromServer(reject43), fromClient(protected43), fromServer(reset))).toEqual([
      'Client Hello, Q043, SNI=www.example.com, packet 1, CID 0x0102030405060708',
      'Rejection, packet 1',
      'Protected payload, packet 2, CID 0x0102030405060708',
      'Public Reset, CID 0x0102030405060708',
    ]))

  test('has other headers since Q044, and numbers in the other order before Q039', () => {
    expect(linesOf(fromClient(hello46), fromServer(short46), fromClient(client46))).toEqual([
      'Client Hello, Q046, SNI=www.example.com, packet 1, CID 0x0102030405060708',
      'Protected payload, packet 2',
      'Protected payload, packet 3, CID 0x0102030405060708',
    ])
    expect(linesOf(fromClient(hello35), fromServer(`04 ${'cd'.repeat(32)} 07 ${'ab'.repeat(20)}`))).toEqual([
      'Client Hello, Q035, SNI=www.example.com, packet 1, CID 0x0807060504030201',
      'Protected payload, packet 7',
    ])
  })

  test('acknowledgments and what is not known', () => {
    const [, packet] = followed(
      fromClient(hello43),
      fromServer(`00 01 ${hash} ${ack} 07 ${stream(rejection)} ${stream('01020304')} 02 01`),
    )
    expect(valuesOf(packet!, 'gquic.frame_type.ack.largest_acked')).toEqual([5])
    expect(valuesOf(packet!, 'gquic.stream_data')).toEqual([bytesOf('01020304')])
    const [, , old] = followed(
      fromClient(hello35),
      fromClient(hello35),
      fromServer(`00 01 ${hash} ${stream(rejection, 'little')}`),
    )
    expect(valuesOf(old!, 'gquic.tag.rrej')).toEqual([12])
    const [, ipv6] = followed(
      fromClient(hello43),
      fromServer(`0a ${id} ${message('PRST', { CADR: '0a00 20010db8000000000000000000000001 b80b' })}`),
    )
    expect(valuesOf(ipv6!, 'gquic.tag.caddr.addr.ipv6')).toEqual(['2001:db8::1'])
  })

  test('versions are negotiated', () =>
    expect(linesOf(fromClient(hello43), fromServer(`09 ${id} ${hexOf('Q046')} ${hexOf('Q043')}`))[1]).toBe(
      'Version negotiation Q046 Q043, CID 0x0102030405060708',
    ))

  test('of old versions has private flags', () => {
    const [packet] = followed(fromClient(`0d ${id} ${hexOf('Q024')} 01 ${hash} 01 ${stream(hello, 'little')}`))
    expect(valuesOf(packet!, 'gquic.tag')).toEqual(['CHLO'])
    expect(valuesOf(packet!, 'gquic.prflags.entropy')).toEqual([true])
  })

  test('tables that contradict themselves end', () => {
    const broken = `${hexOf('CHLO')} 0200 0000 ${hexOf('SNI\0')} 08000000 ${hexOf('UAID')} 04000000 6162636465666768`
    const [packet] = followed(fromClient(first('Q043', stream(broken))))
    expect(valuesOf(packet!, 'gquic.tag.sni')).toEqual(['abcdefgh'])
    expect(valuesOf(packet!, 'gquic.tag.uaid')).toEqual([])
  })

  test('what is not known by its version is data', () => {
    for (const payload of [first('Q099', hello), first('T050', hello), hello43.slice(0, 40), protected43])
      expect(protocolsOf(followed(fromClient(payload))[0]!)).toBe('raw:ip:udp:data')
  })

  test('is safe', () =>
    expectSafe(bytesOf(fromClient(first('Q043', stream(message('CHLO', { SNI: hexOf('a.example') }))))), raw))
})

import { describe, expect, test } from 'vitest'
import {
  bytesOf,
  expectGolden,
  framesOf,
  packetOf,
  packetOfHex,
  protocolsOf,
  summariesOf,
  valuesOf,
} from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const raw = 101
const udp = ' 0009 0009 0008 0000'
/** A header without what is in question: `options` of whole words, `length` in all. */
const header = (options: string, { length = 20 + bytesOf(options).length, flags = '0000', protocol = 'fd' } = {}) => {
  const words = 5 + bytesOf(options).length / 4
  return `4${words.toString(16)} 00 ${length.toString(16).padStart(4, '0')} 0001 ${flags} 40 ${protocol} 0000 c0000201 c0000202 ${options}`
}

describe('IPv4', () => {
  test('tree', () => expectGolden(packetOf('ping.pcap', 3), 'ipv4', 'ip'))
  test('tree with a recorded route', () => expectGolden(packetOf('ping-options.pcapng', 4), 'ipv4-record-route', 'ip'))
  test('tree with timestamps', () => expectGolden(packetOf('ping-options.pcapng', 6), 'ipv4-timestamps', 'ip'))

  test('a length of 0 stands for all there is: the network card will split the packet', () => {
    const packet = packetOfHex(`${header('', { length: 0, protocol: '11' })} 0009 0009 000c 0000 01020304`, raw)
    expect(valuesOf(packet, 'ip.len')).toEqual([32])
    expect(packet.udp!.payload).toEqual(bytesOf('01020304'))
  })

  test('counts fragments in units of 8 bytes, and looks into the first only', () => {
    expect(
      protocolsOf(packetOfHex(`${header('', { flags: '2000', protocol: '11', length: 28 })} 0009 0009 0100 0000`, raw)),
    ).toMatch(/^raw:ip:udp/)
    const later = packetOfHex(`${header('', { flags: '2003', protocol: '11', length: 28 })} 0009 0009 0100 0000`, raw)
    expect(protocolsOf(later)).toBe('raw:ip:data')
    expect(valuesOf(later, 'ip.frag_offset')).toEqual([3])
    expect(summariesOf(later, 'ip')).toEqual(['UDP, fragment at 24'])
  })

  test('recorded routes: before the pointer what was written, behind it what is free', () => {
    const packet = packetOfHex(header('07 0b 08 0a000001 00000000 00'), raw)
    expect(valuesOf(packet, 'ip.rec_rt')).toEqual(['10.0.0.1'])
    expect(valuesOf(packet, 'ip.empty_rt')).toEqual(['0.0.0.0'])
    expect(valuesOf(packet, 'ip.opt.type')).toEqual([7, 0])
  })

  test('source routes: the last hop is the destination until it is reached', () => {
    const underway = packetOfHex(header('83 0b 04 0a000001 0a000002 00'), raw)
    expect(underway.ipv4!.destination).toBe('10.0.0.2')
    expect(valuesOf(underway, 'ip.cur_rt')).toEqual(['192.0.2.2'])
    expect(valuesOf(underway, 'ip.src_rt')).toEqual(['10.0.0.1'])
    const arrived = packetOfHex(header('89 0b 0c 0a000001 0a000002 00'), raw)
    expect(arrived.ipv4!.destination).toBe('192.0.2.2')
    expect(valuesOf(arrived, 'ip.rec_rt')).toEqual(['10.0.0.1', '10.0.0.2'])
    expect(valuesOf(arrived, 'ip.cur_rt')).toEqual([])
  })

  test('other options', () => {
    expect(valuesOf(packetOfHex(header('94 04 0000'), raw), 'ip.opt.ra')).toEqual([0])
    expect(valuesOf(packetOfHex(header('44 0c 0d 01 0a000001 00000064'), raw), 'ip.opt.time_stamp_addr')).toEqual([
      '10.0.0.1',
    ])
    expect(valuesOf(packetOfHex(header('82 0b d788 0000 4142 434445 00'), raw), 'ip.opt.sec_rfc791_tcc')).toEqual([
      'CDE',
    ])
    expect(valuesOf(packetOfHex(header('82 04 5a 80'), raw), 'ip.opt.sec_cl')).toEqual([0x5a])
    expect(valuesOf(packetOfHex(header('52 0c 0001 0002 0003 c0000209'), raw), 'ip.opt.originator')).toEqual([
      '192.0.2.9',
    ])
  })

  test('notes what contradicts itself', () => {
    const notes = (text: string) =>
      packetOfHex(text, raw)
        .layers()[1]!
        .notes()
        .map(({ name }) => name)
    expect(notes(header(''))).toEqual([])
    expect(notes(header('').replace('45', '44'))).toEqual(['ip.bogus_header_length'])
    expect(notes(header('', { length: 19 }))).toEqual(['ip.bogus_ip_length'])
  })

  test('ends where it contradicts itself', () => {
    const inEthernet = (text: string) => packetOfHex(`020000000002 020000000001 0800 ${text}`)
    const other = inEthernet(header('', { protocol: '11' }).replace('45', '25') + udp)
    expect(protocolsOf(other)).toBe('eth:ip')
    expect(other.layers()[1]!.notes()).toMatchObject([{ name: 'ip.bogus_ip_version', severity: 'error' }])
    expect(other.layers()[1]!.toJSON()).toEqual({ version: 2, headerLength: 20 })
    expect(other.ipv4).toBeUndefined()
    expect(['ip.version', 'ip.len', 'ip.src', 'udp.port'].map((name) => valuesOf(other, name))).toEqual([
      [2],
      [],
      [],
      [],
    ])

    const short = inEthernet(header('', { protocol: '11' }).replace('45', '44') + udp)
    expect(['ip.version', 'ip.hdr_len', 'ip.len', 'udp.port'].map((name) => valuesOf(short, name))).toEqual([
      [4],
      [16],
      [],
      [],
    ])
    const shorter = inEthernet(header('', { protocol: '11', length: 19 }) + udp)
    expect(['ip.len', 'ip.id', 'udp.port'].map((name) => valuesOf(shorter, name))).toEqual([[19], [], []])
  })

  test('notes what contradicts itself in as much of a header as there is', () => {
    const cut = (text: string) =>
      packetOfHex(`020000000002 020000000001 0800 ${text}`)
        .layers()[1]!
        .notes()
        .map(({ name }) => name)
    expect([cut('44'), cut('2500'), cut('45000013'), cut('450000'), cut('4500 0000 0001')]).toEqual([
      ['ip.bogus_header_length'],
      ['ip.bogus_ip_version'],
      ['ip.bogus_ip_length'],
      [],
      [],
    ])
  })

  test('is safe', () => {
    for (const number of [3, 5, 7]) expectSafe(framesOf('ping-options.pcapng')[number]!.bytes.slice())
    // Where the source route is cut, the destination is the one of the header.
    expectSafe(bytesOf(header('83 0b 04 0a000001 0a000002 94 04 0000 00')), raw, ['1:ip/destination'])
  })
})

test('IPv4 and IPv6 in IPv4', () => {
  expect(protocolsOf(packetOf('ipip.pcapng', 3))).toBe('eth:ip:ip:icmp:data')
  expect(protocolsOf(packetOf('6in4.pcapng', 1))).toBe('eth:ip:ipv6:icmpv6:data')
})

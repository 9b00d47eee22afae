import { describe, expect, test } from 'vitest'
import { Packet } from '../../../src/packet/packet.ts'
import {
  bytesOf,
  expectGolden,
  framesOf,
  packetOf,
  packetOfHex,
  protocolsOf,
  goldenTree,
  valuesOf,
} from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const raw = 101
const word = (value: number) => value.toString(16).padStart(4, '0')
/** A segment whose header is as long as `rest`, its options and padding, needs, unless `words` says another length. */
const segment = (
  options: string,
  { words = 5 + bytesOf(options).length / 4, ports = 'c000 c001', flags = '10', payload = '' } = {},
) => {
  const content = `${ports} 00000001 00000002 ${words.toString(16)}0 ${flags} 0400 0000 0000 ${options} ${payload}`
  return `45 00 ${word(20 + bytesOf(content).length)} 0001 0000 40 06 0000 c0000201 c0000202 ${content}`
}
const packetWith = (...given: Parameters<typeof segment>) => packetOfHex(segment(...given), raw)

describe('TCP', () => {
  test('tree of a first segment', () => expectGolden(packetOf('tcp-refused.pcapng', 3), 'tcp-syn', 'tcp'))
  test('tree with selective acknowledgments', () => expectGolden(packetOf('lossy.pcapng', 23), 'tcp-sack', 'tcp'))
  test('tree with Multipath TCP', () => expectGolden(packetOf('mptcp.pcapng', 4), 'tcp-multipath', 'tcp'))

  test('counts its header in words, and its segment without it', () => {
    const packet = packetWith('01010101', { payload: '010203' })
    expect(packet.tcp).toMatchObject({ headerLength: 24, segmentLength: 3 })
    expect(packet.tcp!.payload).toEqual(bytesOf('010203'))
    expect(packet.tcp!.extent).toBe(24)
  })

  test('the length of a segment is that on the wire, whatever the capture kept', () => {
    const frame = framesOf('snaplen.pcap').find(({ originalLength }) => originalLength > 100)!
    const { tcp } = new Packet(frame)
    expect(frame.capturedLength).toBeLessThan(60)
    expect(tcp!.segmentLength).toBe(frame.originalLength - 14 - 20 - tcp!.headerLength)
    expect(tcp!.cut).toBe('body')
  })

  test('has nine flags, the ninth in the byte of the header length (RFC 9768)', () => {
    const set = (filter: string, text: string) => valuesOf(packetOfHex(text, raw), filter)
    const names = ['ae', 'cwr', 'ece', 'urg', 'ack', 'push', 'reset', 'syn', 'fin']
    const all = segment('', { flags: 'ff' }).replace('50 ff', '51 ff')
    expect(names.map((name) => set(`tcp.flags.${name}`, all))).toEqual(names.map(() => [true]))
    names.slice(1).forEach((name, index) => {
      const one = segment('', { flags: (0x80 >> index).toString(16).padStart(2, '0') })
      expect(names.filter((other) => set(`tcp.flags.${other}`, one)[0])).toEqual([name])
    })
  })

  describe('options', () => {
    test('are found one after another, up to the end of the list', () => {
      const packet = packetWith('0204 05b4  01  0303 07  0402  080a 0000000a 0000000b  00 0204 00')
      expect(valuesOf(packet, 'tcp.option_kind')).toEqual([2, 1, 3, 4, 8, 0])
      expect(valuesOf(packet, 'tcp.options.mss_val')).toEqual([1460])
      expect(valuesOf(packet, 'tcp.options.wscale.shift')).toEqual([7])
      expect(valuesOf(packet, 'tcp.options.timestamp.tsval')).toEqual([10])
      expect(valuesOf(packet, 'tcp.options.timestamp.tsecr')).toEqual([11])
    })

    test('acknowledge blocks of eight bytes each, as many as there are (RFC 2018)', () => {
      const packet = packetWith('0101 0512 00000010 00000020 00000030 00000040')
      expect(valuesOf(packet, 'tcp.options.sack_le')).toEqual([0x10, 0x30])
      expect(valuesOf(packet, 'tcp.options.sack_re')).toEqual([0x20, 0x40])
    })

    test('hold a cookie, or ask for one (RFC 7413, section 4.1.1)', () => {
      const cookies = (number: number) => valuesOf(packetOf('tcp-fastopen.pcapng', number), 'tcp.options.tfo.cookie')
      expect(cookies(3)).toEqual([])
      expect(cookies(4)).toEqual([expect.objectContaining({ length: 8 })])
      expect(valuesOf(packetOf('tcp-fastopen.pcapng', 3), 'tcp.option_kind')).toContain(34)
    })

    test('name what Multipath TCP does (RFC 8684)', () => {
      const said = [4, 10, 14].flatMap((number) =>
        valuesOf(packetOf('mptcp.pcapng', number), 'tcp.options.mptcp.subtype'),
      )
      expect(said).toEqual([0, 1, 2])
      expect(goldenTree(packetOf('mptcp.pcapng', 10), 'tcp')).toContain('Multipath TCP subtype: MP_JOIN (1)')
    })

    test('of a length that cannot be end the list', () => {
      expect(valuesOf(packetWith('0200 0101'), 'tcp.option_kind')).toEqual([])
      expect(valuesOf(packetWith('01 fd ff 00'), 'tcp.option_kind')).toEqual([1, 253])
      expect(valuesOf(packetWith('01 01 01 02'), 'tcp.option_kind')).toEqual([1, 1, 1])
    })
  })

  test('a header below 20 bytes contradicts itself, and ends where the plain fields do', () => {
    const packet = packetWith('', { words: 4, payload: '010203' })
    const { tcp } = packet
    expect(tcp!.notes()).toMatchObject([{ name: 'tcp.bogus_header_length', severity: 'error' }])
    expect(packetWith('').tcp!.notes()).toEqual([])
    expect(protocolsOf(packet)).toBe('raw:ip:tcp:data')
  })

  test('the lower port speaks first about what it carries', () => {
    const payload = '0000'
    expect(protocolsOf(packetWith('', { ports: 'c000 0050', payload }))).toBe('raw:ip:tcp:http')
    expect(protocolsOf(packetWith('', { ports: '0050 c000', payload }))).toBe('raw:ip:tcp:http')
    expect(protocolsOf(packetWith('', { ports: '01bb 1f90', payload }))).toBe('raw:ip:tcp:tls')
    expect(protocolsOf(packetWith('', { ports: '0007 1f90', payload }))).toBe('raw:ip:tcp:http')
    expect(protocolsOf(packetWith('', { ports: 'c000 c001', payload }))).toBe('raw:ip:tcp:data')
  })

  test('is safe', () => {
    for (const [capture, number] of [
      ['tcp-refused.pcapng', 3],
      ['lossy.pcapng', 23],
      ['mptcp.pcapng', 4],
    ] as const)
      expectSafe(framesOf(capture)[number - 1]!.bytes.slice())
    expectSafe(bytesOf(segment('0512 00000010 00000020 00000030 00000040 2204 0102 1e02 0000 01 00')), raw)
  })
})

import { describe, expect, test } from 'vitest'
import { FlowFinder } from '../../../src/capture/processes/flow-finder.ts'
import { Batch } from '../../../src/files/batch.ts'
import { Frame } from '../../../src/files/frame.ts'
import { bytesOf, framesOf } from '../../support/packets.ts'

const finder = new FlowFinder()

const icmpPart = '0800 0000 1234 0001'
const tcpPart = 'c000 0050 00000000 00000000 5002 0000 0000 0000'
const udpPart = 'c001 0035 0009 0000 00'
const v4 = (
  protocol: string,
  payload: string,
  flags = '0000',
  id = '0001',
  [source, destination] = ['0a000001', '0a000002'],
) =>
  `45 00 ${length(20 + bytesOf(payload).length)} ${id} ${flags} 40 ${protocol} 0000 ${source} ${destination} ${payload}`
const six = ['20010db8000000000000000000000001', '20010db8000000000000000000000002'] as const
const v6 = (next: string, payload: string) =>
  `60000000 ${length(bytesOf(payload).length)} ${next} 40 ${six[0]} ${six[1]} ${payload}`
const length = (number: number) => number.toString(16).padStart(4, '0')
const ethernet = (payload: string, type = '0800') => `020000000002 020000000001 ${type} ${payload}`

/** As words, such as `6 10.0.0.1:49152 10.0.0.2:80`; with what was found if it is not a plain flow. */
function found(text: string, linkType = 1, cut = Infinity): string {
  const bytes = bytesOf(text).slice(0, cut)
  const what = finder.find(new Batch().hold(Frame.of(bytes, { linkType })), 0)
  if (what === 'nothing' || what === 'later fragment') return what
  const { protocol, source, sourcePort, destination, destinationPort } = finder.asked()
  const words = [
    protocol,
    ...[
      [source, sourcePort],
      [destination, destinationPort],
    ].map(([address, port]) => `${words16(address as Uint8Array)}:${port}`),
  ].join(' ')
  return what === 'flow' ? words : `${words} (${what})`
}

const words16 = (address: Uint8Array) =>
  address.length === 4
    ? address.join('.')
    : Array.from(address, (byte) => byte.toString(16).padStart(2, '0'))
        .join('')
        .replace(/0{8,}/, '::')

const tcpFlow = '6 10.0.0.1:49152 10.0.0.2:80'
const udpFlow = '17 10.0.0.1:49153 10.0.0.2:53'
const pingFlow = '1 10.0.0.1:4660 10.0.0.2:4660'

describe('the flow of a frame', () => {
  test.each([
    ['TCP in Ethernet', ethernet(v4('06', tcpPart)), 1, tcpFlow],
    ['UDP', ethernet(v4('11', udpPart)), 1, udpFlow],
    ['an echo request', ethernet(v4('01', icmpPart)), 1, pingFlow],
    ['TCP in a VLAN', ethernet(`0064 0800 ${v4('06', tcpPart)}`, '8100'), 1, tcpFlow],
    ['raw IP', v4('06', tcpPart), 101, tcpFlow],
    ['the loopback of BSD', `02000000 ${v4('06', tcpPart)}`, 0, tcpFlow],
    ['cooked Linux', `0004 0001 0006 020000000001 0000 0800 ${v4('06', tcpPart)}`, 113, tcpFlow],
    ['cooked Linux, version 2', `0800 0000 00000001 0001 04 06 0200000000010000 ${v4('06', tcpPart)}`, 276, tcpFlow],
    ['IPv6', ethernet(v6('06', tcpPart), '86dd'), 1, '6 20010db8::1:49152 20010db8::2:80'],
    [
      'IPv6 with extension headers',
      ethernet(v6('00', `3c00010400000000 1100010400000000 ${udpPart}`), '86dd'),
      1,
      '17 20010db8::1:49153 20010db8::2:53',
    ],
    [
      'an echo request of IPv6',
      ethernet(v6('3a', '8000 0000 abcd 0001'), '86dd'),
      1,
      '58 20010db8::1:43981 20010db8::2:43981',
    ],
    ['a protocol without ports', ethernet(v4('59', '0201002c0a000001')), 1, '89 10.0.0.1:0 10.0.0.2:0'],
    [
      'IP in IP',
      ethernet(v4('04', v4('06', tcpPart, '0000', '0001', ['0b000001', '0b000002']))),
      1,
      '6 11.0.0.1:49152 11.0.0.2:80',
    ],
    [
      'an ICMP error',
      ethernet(v4('01', `0303 0000 00000000 ${v4('11', udpPart)}`, '0000', '0009', ['0a000002', '0a000001'])),
      1,
      udpFlow,
    ],
    [
      'an ICMPv6 error',
      ethernet(v6('3a', `0104 0000 00000000 ${v6('11', udpPart)}`), '86dd'),
      1,
      '17 20010db8::1:49153 20010db8::2:53',
    ],
    ['ARP', ethernet('0001 0800 06 04 0001 020000000001 0a000001 000000000000 0a000002', '0806'), 1, 'nothing'],
    ['a first fragment', ethernet(v4('11', udpPart, '2000')), 1, `${udpFlow} (first fragment)`],
    ['a later fragment', ethernet(v4('11', '00112233', '0002')), 1, 'later fragment'],
    [
      'a first fragment of IPv6',
      ethernet(v6('2c', `1100 0001 00000007 ${udpPart}`), '86dd'),
      1,
      '17 20010db8::1:49153 20010db8::2:53 (first fragment)',
    ],
    ['a later fragment of IPv6', ethernet(v6('2c', '1100 0010 00000007 00112233'), '86dd'), 1, 'later fragment'],
    [
      'a fragment header of something whole',
      ethernet(v6('2c', `1100 0000 00000007 ${udpPart}`), '86dd'),
      1,
      '17 20010db8::1:49153 20010db8::2:53',
    ],
  ])('%s', (_, text, linkType, expected) => expect(found(text, linkType)).toBe(expected))

  test('needs the ports, and no more of the header', () => {
    expect(found(ethernet(v4('06', tcpPart)), 1, 14 + 20 + 4)).toBe(tcpFlow)
    expect(found(ethernet(v4('06', tcpPart)), 1, 14 + 20 + 3)).toBe('nothing')
    expect(found(ethernet(v4('06', tcpPart)), 1, 14 + 19)).toBe('nothing')
    for (let cut = 0; cut < 90; cut++)
      expect(() => found(ethernet(v4('01', `0303 0000 00000000 ${v4('11', udpPart)}`)), 1, cut)).not.toThrow()
  })

  test('tells where a connection is asked for', () => {
    const opens = (flags: string) => {
      found(ethernet(v4('06', tcpPart.replace('5002', `50${flags}`))))
      return finder.opens
    }
    expect(['02', '12', '10', 'c2'].map(opens)).toEqual([true, false, false, true])
  })

  test.each([
    'web.pcapng',
    'dns.pcapng',
    'fragments.pcapng',
    'traceroute.pcapng',
    'tcp-refused.pcapng',
    'mptcp.pcapng',
    'snaplen.pcap',
    'ping-options.pcapng',
    'vxlan.pcapng',
  ])('of %s is the same in Ethernet and out of it', (name) => {
    const key = ({ bytes, linkType }: Pick<Frame, 'bytes' | 'linkType'>) => {
      const what = finder.find(new Batch().hold(Frame.of(bytes, { linkType })), 0)
      return what === 'nothing' || what === 'later fragment' ? what : [what, finder.opens, ...finder.flow].join()
    }
    const frames = framesOf(name).filter(({ linkType, bytes }) => linkType === 1 && bytes[12] === 8 && bytes[13] === 0)
    expect(frames.map(key)).toEqual(frames.map(({ bytes }) => key({ bytes: bytes.slice(14), linkType: 101 })))
  })

  test('fragments of one datagram have the same key, and those of another do not', () => {
    const key = (text: string) => {
      found(text)
      return finder.fragment.join()
    }
    const first = key(ethernet(v4('11', udpPart, '2000', '0007')))
    expect(key(ethernet(v4('11', '0011', '0002', '0007')))).toBe(first)
    expect(key(ethernet(v4('11', '0011', '0002', '0008')))).not.toBe(first)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileCaptureFilter } from '../../../src/filter/capture/index.ts'
import { FilterError } from '../../../src/filter/error.ts'
import { keywords } from '../../../src/filter/capture/syntax/keywords.ts'
import { captureFilters } from '../../support/capture-filters.ts'

const explained = (text: string, linkType = 1) => compileCaptureFilter(text, linkType).explanation
const refusal = (text: string, linkType = 1): string => {
  try {
    compileCaptureFilter(text, linkType)
  } catch (error) {
    if (error instanceof FilterError) return error.message
    throw error
  }
  return `nothing is wrong with ${text}`
}

describe('what goes without saying', () => {
  test.each([
    ['tcp port 443', '(ip or ip6) and tcp and (src port 443 or dst port 443)'],
    ['port http', '(ip or ip6) and tcp and (src port 80 or dst port 80)'],
    ['udp dst portrange 6000-6008', '(ip or ip6) and udp and dst portrange 6000-6008'],
    ['host 10.0.0.1', '(ip or arp or rarp) and (src host 10.0.0.1 or dst host 10.0.0.1)'],
    ['src 10.0.0.1', '(ip or arp or rarp) and src host 10.0.0.1'],
    ['ip src and dst host 10.0.0.1', 'ip and src host 10.0.0.1 and dst host 10.0.0.1'],
    ['host 10.1', '(ip or arp or rarp) and (src net 10.1.0.0/16 or dst net 10.1.0.0/16)'],
    ['net 10', '(ip or arp or rarp) and (src net 10.0.0.0/8 or dst net 10.0.0.0/8)'],
    ['host 0xa000001', '(ip or arp or rarp) and (src host 10.0.0.1 or dst host 10.0.0.1)'],
    ['dst net fe80::/10', 'ip6 and dst net fe80::/10'],
    ['ether src 0:0:0:0:0:1', 'link src host 0:0:0:0:0:1'],
    ['proto \\tcp', 'ip proto tcp or ip6 proto tcp'],
    ['tcp[tcpflags] & tcp-syn != 0', 'ip and tcp and ip[6:2] & 0x1fff = 0 and (tcp[13:1] & 2) != 0'],
    ['len - 14 > 1400 * 2', '(len - 14) > (1400 * 2)'],
    ['broadcast', 'link broadcast'],
    ['less 64', 'len <= 64'],
    ['type mgt subtype beacon', 'wlan[0:1] & 0xfc = 0x80', 105],
    ['', 'every packet'],
  ] as [string, string, number?][])('%s', (text, expected, linkType = 1) => {
    expect(explained(text, linkType)).toBe(expected)
  })
})

describe('and and or bind alike, not binds tightest', () => {
  test.each([
    ['arp or tcp and udp', '(arp or tcp) and udp'],
    ['arp and tcp or udp', '(arp and tcp) or udp'],
    ['arp and tcp and udp', 'arp and tcp and udp'],
    ['arp or (tcp and udp)', 'arp or (tcp and udp)'],
    ['not arp or tcp', 'not arp or tcp'],
    ['not (arp || tcp) && udp', 'not (arp or tcp) and udp'],
    ['! ! arp', 'not not arp'],
  ])('%s', (text, expected) => {
    expect(explained(text)).toBe(expected)
  })
})

describe('a bare name inherits what stands before it', () => {
  test.each([
    ['tcp dst port 21 or ftp-data', 'tcp dst port 21 or tcp dst port 20'],
    ['port 80 or 443', 'port 80 or port 443'],
    ['port (80 or 443)', 'port 80 or port 443'],
    ['src host not 10.0.0.1', 'not src host 10.0.0.1'],
    ['not host 10.0.0.1 and 10.0.0.2', 'not host 10.0.0.1 and host 10.0.0.2'],
    ['host 10.0.0.1 and (port 22) or 10.0.0.3', '(host 10.0.0.1 and port 22) or host 10.0.0.3'],
  ])('%s', (text, expected) => {
    expect(explained(text)).toBe(explained(expected))
  })
})

describe('arithmetic', () => {
  test.each([
    ['1 + 2 * 3 = len', '(1 + (2 * 3)) = len'],
    ['1 - 2 - 3 = len', '((1 - 2) - 3) = len'],
    ['1 | 2 & 3 << 4 + 5 = len', '(1 | (2 & (3 << (4 + 5)))) = len'],
    ['(1 + 2) * 3 = len', '((1 + 2) * 3) = len'],
    // What libpcap's grammar gives no rank takes all behind it.
    ['7 % 4 + 1 = len', '(7 % (4 + 1)) = len'],
    ['2 * 3 ^ 1 = len', '(2 * (3 ^ 1)) = len'],
    ['- 1 + 2 = len', '(-1 + 2) = len'],
  ])('%s', (text, expected) => {
    expect(explained(text)).toBe(expected)
  })
})

test('every error says what is wrong, and where', async () => {
  const messages = errors.map(([text, linkType]) => refusal(text, linkType))
  await expect(`${messages.join('\n\n')}\n`).toMatchFileSnapshot('../../golden/capture-filter-errors.txt')
})

const errors: readonly (readonly [text: string, linkType?: number])[] = [
  ['tcp prot 80'],
  ['host'],
  ['port 70000'],
  ['net 192.168.1.1/24'],
  ['10.1.2.3'],
  ['tcp[13:3] = 1'],
  ['ip[0'],
  ['ip[0:1 = 2'],
  ['port http http'],
  ['(tcp'],
  ['tcp)'],
  ['ether host 1.2.3.4'],
  ['TCP'],
  ['tcp and'],
  ['not'],
  ['()'],
  ['tcp €'],
  ['080 = len'],
  ['4294967296 = len'],
  ['host 300.1.1.1'],
  ['host example.com'],
  ['ether host gateway'],
  ['gateway example.com'],
  ['net fe80::1/64'],
  ['net fe80::/129'],
  ['net 10.0.0.0/33'],
  ['host 10.0.0.0/8'],
  ['host fe80::/10'],
  ['ip6 host 1.2.3.4'],
  ['ip host fe80::1'],
  ['icmp host 1.2.3.4'],
  ['src proto 6'],
  ['ip port 80'],
  ['tcp port domains'],
  ['tcp port tftp'],
  ['port 10.0.0.1'],
  ['portrange 5-'],
  ['portrange 1-2-3'],
  ['proto 256'],
  ['ip proto \\nothing'],
  ['tcp proto 6'],
  ['link protochain 6'],
  ['ra host 1.2.3.4'],
  ['len / 0 = 1'],
  ['len << 32 = 1'],
  ['len + 1'],
  ['ah[0] = 1'],
  ['radio[0] = 1'],
  ['a:b:c = 1'],
  ['vlan 4096'],
  ['mpls and vlan'],
  ['vlan'.repeat(1), 101],
  ['mpls', 113],
  ['mpls 1048576'],
  ['pppoes 65536'],
  ['geneve 16777216'],
  ['mpls and arp'],
  ['ether host 0:0:0:0:0:1', 101],
  ['broadcast', 101],
  ['llc', 101],
  ['llc what'],
  ['inbound'],
  ['ifindex 1'],
  ['type mgt'],
  ['type nothing', 105],
  ['type 3', 105],
  ['subtype nothing', 105],
  ['dir up', 105],
  ['protochain 6', 105],
  ['ip', 239],
  ['action pass'],
  ['reason why', 117],
  ['vpi 5'],
  ['vpi 256', 123],
  ['fisu'],
  ['sls 16', 140],
  ['link host $21'],
  ['decnet host 64.1'],
  ['byte 1 = 256'],
  ['byte 1 != 2'],
  ['host 1.1.1.1 or ((2.2.2.2))'],
  ['1 = 1 = 1'],
  ['aarp host 1.2.3.4'],
  ['isis proto 32'],
  ['ether proto 1600000'],
]

describe('hints', () => {
  const hints = (text: string) =>
    compileCaptureFilter(text, 1).hints.map(({ start, end, text: said }) => `${text.slice(start, end)}: ${said}`)

  test.each([
    [
      'arp or tcp and udp',
      ['arp or tcp and udp: and and or bind alike, from left to right: this is (arp or tcp) and udp'],
    ],
    ['vlan 5 or ip', ['vlan 5: everything to the right of this is applied after it, also what is joined by or']],
    ['tcp[0] = 1', ['tcp[0]: tcp[..] is there in IPv4 only, and in first fragments']],
    ['not ip[40] = 1', ['ip[40] = 1: a packet too short for this does not pass, whatever not says']],
    [
      'not host 10.0.0.1 and 10.0.0.2',
      ['10.0.0.2: the not before does not reach here; what it is, such as host or port, does'],
    ],
    ['less 64', ['less 64: less takes 64 as well']],
    ['len - ip[0] > 5', ['ip[0]: right of an operator it is not checked that the packet has this header']],
    ['ip multicast', ['ip multicast: this takes all addresses from 224.0.0.0 on, 255.255.255.255 too']],
    ['net 10.0.0.1', ['10.0.0.1: without a length this is one address, as with /32']],
    ['port 010', ['010: a number that begins with 0 is octal: 8']],
    ['1 = 2', ['1 = 2: no packet of this link type passes']],
    ['ip or arp', []],
    ['vlan and ip', []],
  ])('%s', (text, expected) => {
    expect(hints(text)).toEqual(expected)
  })
})

describe('whatever the text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          ...keywords.keys(),
          '(',
          ')',
          '[',
          ']',
          ':',
          '10.0.0.1',
          '/8',
          'fe80::1',
          '80',
          '=',
          '<',
          '-',
          '+',
          '%',
          '&',
          'name',
          '0x1f',
        ),
        { maxLength: 30 },
      )
      .map((words) => words.join(' ')),
    fc
      .tuple(captureFilters, fc.nat(), fc.string({ maxLength: 3 }))
      .map(
        ([filter, at, inserted]) =>
          filter.slice(0, at % (filter.length + 1)) + inserted + filter.slice((at + 1) % (filter.length + 1)),
      ),
  )

  test('nothing but a FilterError is thrown, with a place in the text', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(1, 0, 9, 101, 105, 113, 123, 127, 140, 192, 276, 500), (filter, linkType) => {
        try {
          compileCaptureFilter(filter, linkType)
        } catch (error) {
          if (!(error instanceof FilterError)) throw error
          expect(error.start).toBeGreaterThanOrEqual(0)
          expect(error.end).toBeGreaterThanOrEqual(error.start)
          expect(error.end).toBeLessThanOrEqual(filter.length)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  test('long filters are compiled or refused, not given up', () => {
    const hosts = Array.from({ length: 2_000 }, (_, index) => `10.0.${index >> 8}.${index & 255}`).join(' or ')
    expect(compileCaptureFilter(`host ${hosts}`, 1).hints).toEqual([])
    expect(refusal(`host ${hosts}`.repeat(3))).toMatch(/longer than 65536 characters/)
    expect(refusal(`${'-'.repeat(1_000)}1 = len`)).toMatch(/nested more than 256 deep/)
    expect(refusal(`${'('.repeat(300)}tcp${')'.repeat(300)}`)).toMatch(/nested more than 256 deep/)
    expect(refusal(`tcp or ${'('.repeat(60_000)}`)).toMatch(/nested more than 256 deep/)
    expect(refusal(`${'1 + '.repeat(15_000)}1 = len`)).toMatch(/more than 500 operators/)
    expect(explained(`${'1 + '.repeat(400)}1 = len`)).toMatch(/ = len$/)
    expect(refusal(`${'tcp or udp and '.repeat(600)}tcp`)).toMatch(/take turns more than 500 times/)
  })
})

/** What filters say of packets of other link types than Ethernet, and of circuits, signaling and logs. */
import { describe, expect, test } from 'vitest'
import { Batch } from '../../../src/files/batch.ts'
import { Frame } from '../../../src/files/frame.ts'
import { compileCaptureFilter } from '../../../src/filter/capture/index.ts'
import { FilterError } from '../../../src/filter/error.ts'
import { bytesOf } from '../../support/packets.ts'

const passes = (text: string, linkType: number, bytes: string) =>
  compileCaptureFilter(text, linkType).matches(new Batch().hold(Frame.of(bytesOf(bytes), { linkType })), 0)

type Row = readonly [text: string, linkType: number, bytes: string, expected: boolean]
const decides = (rows: readonly Row[]) =>
  test.each(rows)('%s, link type %i, %s', (text, linkType, bytes, expected) =>
    expect(passes(text, linkType, bytes)).toBe(expected),
  )
const explains = (rows: readonly (readonly [text: string, linkType: number, said: string])[]) =>
  test.each(rows)('%s, link type %i, is explained', (text, linkType, said) =>
    expect(compileCaptureFilter(text, linkType).explanation).toBe(said),
  )
const refuses = (rows: readonly (readonly [text: string, linkType: number, said: RegExp])[]) =>
  test.each(rows)('%s, link type %i, is refused', (text, linkType, said) => {
    expect(() => compileCaptureFilter(text, linkType)).toThrow(FilterError)
    expect(() => compileCaptureFilter(text, linkType)).toThrow(said)
  })

const sunAtm = 123
/** A cell: direction and kind, path, circuit, and what it carries. */
const cell = (kind: string, path: string, circuit: string, rest = '00 '.repeat(30)) =>
  `${kind} ${path} ${circuit} ${rest}`
const message = (type: string) => `09 02 00 00 01 ${type} ${'00 '.repeat(8)}`

describe('circuits of ATM', () => {
  decides([
    ['metac', sunAtm, cell('06', '00', '00 01'), true],
    ['metac', sunAtm, cell('06', '00', '00 02'), false],
    ['metac', sunAtm, cell('06', '01', '00 01'), false],
    ['bcc', sunAtm, cell('06', '00', '00 02'), true],
    ['oamf4sc', sunAtm, cell('06', '00', '00 03'), true],
    ['oamf4ec', sunAtm, cell('06', '00', '00 04'), true],
    ['sc', sunAtm, cell('06', '00', '00 05'), true],
    ['ilmic', sunAtm, cell('06', '00', '00 10'), true],
    ['oam', sunAtm, cell('06', '00', '00 03'), true],
    ['oamf4', sunAtm, cell('06', '00', '00 04'), true],
    ['oamf4', sunAtm, cell('06', '00', '00 05'), false],
    ['connectmsg', sunAtm, cell('06', '00', '00 05', message('05')), true],
    ['connectmsg', sunAtm, cell('06', '00', '00 05', message('0f')), true],
    ['connectmsg', sunAtm, cell('06', '00', '00 05', message('06')), false],
    ['metaconnect', sunAtm, cell('06', '00', '00 01', message('5a')), true],
    ['metaconnect', sunAtm, cell('06', '00', '00 01', message('0f')), false],
    ['vpi 7', sunAtm, cell('06', '07', '00 20'), true],
    ['vpi > 7', sunAtm, cell('06', '07', '00 20'), false],
    ['vci 32', sunAtm, cell('06', '07', '00 20'), true],
    ['vci (31 or 32)', sunAtm, cell('06', '07', '00 20'), true],
    ['vci != 32', sunAtm, cell('06', '07', '00 20'), false],
    ['vci >= 32', sunAtm, cell('06', '07', '00 20'), true],
    ['vci < 32', sunAtm, cell('06', '07', '00 20'), false],
    ['vci <= 32', sunAtm, cell('06', '07', '00 20'), true],
    ['vci > 31', sunAtm, cell('06', '07', '00 20'), true],
    // IPv4 in LLC and SNAP, and in LAN emulation.
    ['ip', sunAtm, cell('02', '00', '00 20', 'aa aa 03 00 00 00 08 00 45'), true],
    ['llc', sunAtm, cell('02', '00', '00 20', 'aa aa 03 00 00 00 08 00 45'), true],
    ['ip', sunAtm, cell('01', '00', '00 20', 'aa aa 03 00 00 00 08 00 45'), false],
    ['lane', sunAtm, cell('01', '00', '00 20'), true],
    ['lane', sunAtm, cell('02', '00', '00 20'), false],
    ['lane and ip', sunAtm, cell('01', '00', '00 20', '00 02 02 00 00 00 00 02 02 00 00 00 00 01 08 00 45'), true],
    ['lane and ip', sunAtm, cell('01', '00', '00 20', 'ff 00 02 00 00 00 00 02 02 00 00 00 00 01 08 00 45'), false],
  ])
  explains([
    ['oamf4', sunAtm, 'oamf4'],
    ['vpi (5 or 6)', sunAtm, 'vpi = 5 or vpi = 6'],
    ['vci > 5', sunAtm, 'vci > 5'],
  ])
  refuses([
    ['metac', 1, /metac is for captures of ATM only/],
    ['vpi 1', 1, /vpi is for captures of ATM only/],
    ['vpi 256', sunAtm, /vpi/],
  ])
})

const mtp2 = 140
/** Sequence numbers, length, service information, then the label of routing: destination 0x1234, origin 0x2345, selection 7. */
const unit = (length: string) => `00 00 ${length} 85 34 52 d1 78`
const fast = (length: string) => `00 00 00 00 ${length} 85 34 52 d1 78`

describe('signaling of SS7', () => {
  decides([
    ['fisu', mtp2, unit('00'), true],
    ['fisu', mtp2, unit('02'), false],
    ['lssu', mtp2, unit('02'), true],
    ['lssu', mtp2, unit('00'), false],
    ['lsu', mtp2, unit('03'), false],
    ['msu', mtp2, unit('3f'), true],
    ['msu', mtp2, unit('02'), false],
    ['hfisu', mtp2, fast('00 00'), true],
    ['hlssu', mtp2, fast('01 00'), true],
    ['hmsu', mtp2, fast('01 80'), true],
    ['hmsu', mtp2, fast('01 00'), false],
    ['msu', 139, `00 00 00 00 ${unit('3f')}`, true],
    ['sio 0x85', mtp2, unit('3f'), true],
    ['sio != 0x85', mtp2, unit('3f'), false],
    ['dpc 4660', mtp2, unit('3f'), true],
    ['dpc 4661', mtp2, unit('3f'), false],
    ['opc 0x2345', mtp2, unit('3f'), true],
    ['sls 7', mtp2, unit('3f'), true],
    ['sls 8', mtp2, unit('3f'), false],
    ['hsio 0x85', mtp2, fast('01 80'), true],
    ['hdpc 4660', mtp2, fast('01 80'), true],
    ['hopc 0x2345', mtp2, fast('01 80'), true],
    ['hsls 7', mtp2, fast('01 80'), true],
  ])
  explains([
    ['lsu', mtp2, 'lssu'],
    ['opc > 5', mtp2, 'opc > 5'],
  ])
  refuses([
    ['msu', 1, /msu is for captures of SS7 only/],
    ['sls 16', mtp2, /sls/],
  ])
})

const pflog = 117
/** The log of pf: length, family, action, reason, interface, set of rules, rule and rule of the set, ..., direction. */
const logged = (family: string, direction: string) =>
  `3d ${family} 01 06 ${hexOf('em0', 16)} ${hexOf('web', 16)} 00 00 00 07 00 00 00 08 ${'00 '.repeat(16)} ${direction} 00 00 00 45 00`
const hexOf = (text: string, length: number) => Buffer.from(text.padEnd(length, '\0'), 'latin1').toString('hex')

describe('logs of pf', () => {
  decides([
    ['ip', pflog, logged('02', '01'), true],
    ['ip6', pflog, logged('02', '01'), false],
    ['arp', pflog, logged('02', '01'), false],
    ['inbound', pflog, logged('02', '01'), true],
    ['outbound', pflog, logged('02', '01'), false],
    ['ifname em0', pflog, logged('02', '01'), true],
    ['on em1', pflog, logged('02', '01'), false],
    ['ruleset web', pflog, logged('02', '01'), true],
    ['rulenum 7', pflog, logged('02', '01'), true],
    ['srnr 8', pflog, logged('02', '01'), true],
    ['reason 6', pflog, logged('02', '01'), true],
    ['action drop', pflog, logged('02', '01'), true],
    ['action pass', pflog, logged('02', '01'), false],
  ])
  explains([
    ['on em0', pflog, 'ifname em0'],
    ['rset web', pflog, 'ruleset web'],
    ['rnr 7', pflog, 'rulenum 7'],
    ['srnr 8', pflog, 'subrulenum 8'],
    ['action block', pflog, 'action 1'],
  ])
  refuses([
    ['rnr 7', 1, /only logs of pf say this/],
    ['on a234567890123456', pflog, /at most 15 characters/],
  ])
})

describe('which way a packet went', () => {
  decides([
    ['inbound', 8, `00 ${'00 '.repeat(15)} 45`, true],
    ['outbound', 166, '01 00 00 21 45', true],
    ['inbound', 113, `00 00 ${'00 '.repeat(14)} 45`, true],
    ['inbound', 113, `00 04 ${'00 '.repeat(14)} 45`, false],
    ['outbound', 276, `08 00 00 00 00 00 00 02 00 01 04 06 ${'00 '.repeat(8)}`, true],
    ['ifindex 2', 276, `08 00 00 00 00 00 00 02 00 01 04 06 ${'00 '.repeat(8)}`, true],
    ['inbound', 281, `${'00 '.repeat(12)} 00 00 00 01 08 00 45`, true],
    ['outbound', 281, `${'00 '.repeat(12)} 20 00 00 01 08 00 45`, true],
    ['ip', 281, `${'00 '.repeat(12)} 20 00 00 01 08 00 45`, true],
    ['inbound', 284, `${'00 '.repeat(12)} 00 00 00 01 08 00 45`, true],
    ['outbound', 284, `${'00 '.repeat(12)} 40 00 00 01 08 00 45`, true],
    ['inbound', 137, '4d 47 43 01 02 00 00', true],
    ['outbound', 137, '4d 47 43 01 02 00 00', false],
    ['inbound', 226, '02 02 00 02 00 00', true],
    ['outbound', 226, '02 02 00 01 00 00', true],
  ])
  refuses([
    ['inbound', 1, /do not say which way a packet went/],
    ['ifindex 1', 113, /only Linux cooked captures of version 2/],
  ])
})

describe('what packets carry', () => {
  decides([
    // Cisco's HDLC and PPP, with and without a direction.
    ['ip', 104, '0f 00 08 00 45', true],
    ['iso', 104, '0f 00 fe fe 03 83', true],
    ['ip', 9, 'ff 03 00 21 45', true],
    ['ip6', 9, 'ff 03 00 57 60', true],
    ['iso', 9, 'ff 03 00 23 83', true],
    ['ip', 51, '11 00 12 34 00 05 00 21 45', true],
    // Van Jacobson's compression in a PPP of BSD.
    ['ip', 16, `00 00 00 00 00 00 2d ${'00 '.repeat(20)}`, true],
    ['ip6', 16, `00 00 00 00 00 00 57 ${'00 '.repeat(20)}`, true],
    // ARCNET, whose addresses have one byte.
    ['ip', 7, '01 02 d4 00 00 00 45', true],
    ['arp', 7, '01 02 d5 00 00 00', true],
    ['ip6', 7, '01 02 d4 00 00 00 45', false],
    ['stp', 7, '01 02 d4 00 00 00 45', false],
    ['link src $01', 7, '01 02 d4', true],
    ['link dst $03', 7, '01 02 d4', false],
    ['broadcast', 7, '01 00 d4', true],
    ['multicast', 7, '01 00 d4', true],
    ['broadcast', 165, '55 ff 00 ff 02', true],
    ['link src $02', 165, '55 ff 00 ff 02', true],
    // LocalTalk, frame relay, Juniper, IPNET of Solaris.
    ['atalk', 114, '01 02 01', true],
    ['ip', 114, '01 02 01', false],
    ['ip', 107, '04 01 03 cc 45', true],
    ['ip6', 107, '04 01 03 8e 60', true],
    ['iso', 107, '04 01 03 82 05', true],
    ['arp', 107, '04 01 03 cc 45', false],
    ['ip', 137, '4d 47 43 01 02 00 00', true],
    ['ip', 137, '4d 47 44 01 02 00 00', false],
    ['ip', 226, '02 02 00 02 00 00', true],
    ['ip6', 226, '02 1a 00 02 00 00', true],
    // IP of one version only, without a header.
    ['ip', 228, '45', true],
    ['ip6', 228, '45', false],
    ['ip6', 229, '60', true],
    ['ip', 229, '60', false],
    ['arp', 229, '60', false],
    // Loopback of OpenBSD, in the order of the network.
    ['ip', 108, '00 00 00 02 45', true],
    ['ip6', 108, '00 00 00 1c 60', true],
    ['ip6', 108, '00 00 00 02 45', false],
    // FDDI and Token Ring: LLC on each frame.
    ['ip', 10, `57 ${'00 '.repeat(12)} aa aa 03 00 00 00 08 00 45`, true],
    ['iso', 10, `57 ${'00 '.repeat(12)} fe fe 03 83`, true],
    ['atalk', 10, `57 ${'00 '.repeat(12)} aa aa 03 08 00 07 80 9b`, true],
    ['stp', 6, `10 40 ${'00 '.repeat(12)} 42 42 03`, true],
    ['llc', 6, `10 40 ${'00 '.repeat(12)} 42 42 03`, true],
    ['llc ui', 6, `10 40 ${'00 '.repeat(12)} 42 42 03`, true],
    ['llc xid', 6, `10 40 ${'00 '.repeat(12)} 42 42 03`, false],
    // Linux cooked captures: an EtherType, or 4 before LLC.
    ['iso', 113, `00 00 ${'00 '.repeat(12)} 00 04 fe fe 03`, true],
    ['ipx', 113, `00 00 ${'00 '.repeat(12)} 00 01 ff ff`, true],
    ['ipx', 113, `00 00 ${'00 '.repeat(12)} 00 04 e0 e0 03`, true],
    ['atalk', 113, `00 00 ${'00 '.repeat(12)} 00 04 aa aa 03 08 00 07 80 9b`, true],
    ['aarp', 113, `00 00 ${'00 '.repeat(12)} 80 f3 00`, true],
    ['stp', 113, `00 00 ${'00 '.repeat(12)} 00 04 42 42 03`, true],
    ['netbeui', 113, `00 00 ${'00 '.repeat(12)} 00 04 f0 f0 03`, true],
    // Ethernet of IEEE 802.3.
    ['iso', 1, `${'02 '.repeat(12)} 00 10 fe fe 03`, true],
    ['ipx', 1, `${'02 '.repeat(12)} 00 10 e0 e0 03 ff ff 00 00 00 00`, true],
    ['ipx', 1, `${'02 '.repeat(12)} 81 37 ff ff`, true],
    ['atalk', 1, `${'02 '.repeat(12)} 00 10 aa aa 03 08 00 07 80 9b`, true],
    ['aarp', 1, `${'02 '.repeat(12)} 00 10 aa aa 03 00 00 00 80 f3`, true],
    ['llc i', 1, `${'02 '.repeat(12)} 00 10 f0 f0 00 00`, true],
    ['llc rr', 1, `${'02 '.repeat(12)} 00 10 f0 f0 01 00`, true],
    ['llc', 1, `${'02 '.repeat(12)} 08 00 45`, false],
  ])
  refuses([
    ['ip', 165, /no payload type/],
    ['llc', 101, /no LLC header/],
    ['llc', 106, /no LLC header/],
    ['link src $01', 1, /ARCNET and BACnet/],
    ['link host 02:00:00:00:00:01', 101, /MAC|addresses/],
    ['multicast', 101, /no multicast addresses/],
    ['type mgt', 1, /only captures of 802.11/],
  ])
})

const radioless = 105
const wireless = (control: string, way: string, rest = '') =>
  `${control} ${way} 00 00 02 00 00 00 00 01 02 00 00 00 00 02 02 00 00 00 00 03 00 00 02 00 00 00 00 04 ${rest}`

describe('frames of 802.11', () => {
  decides([
    ['wlan src 02:00:00:00:00:02', radioless, wireless('08', '01'), true],
    ['wlan src 02:00:00:00:00:03', radioless, wireless('08', '02'), true],
    ['wlan src 02:00:00:00:00:04', radioless, wireless('08', '03'), true],
    ['wlan dst 02:00:00:00:00:01', radioless, wireless('08', '02'), true],
    ['wlan dst 02:00:00:00:00:03', radioless, wireless('08', '01'), true],
    ['wlan dst 02:00:00:00:00:01', radioless, wireless('80', '00'), true],
    ['wlan host 02:00:00:00:00:02', radioless, wireless('80', '00'), true],
    ['wlan src and dst 02:00:00:00:00:02', radioless, wireless('80', '00'), false],
    ['wlan addr1 02:00:00:00:00:01', radioless, wireless('d4', '00'), true],
    ['wlan addr2 02:00:00:00:00:02', radioless, wireless('b4', '00'), true],
    ['wlan addr2 02:00:00:00:00:02', radioless, wireless('d4', '00'), false],
    ['wlan addr3 02:00:00:00:00:03', radioless, wireless('80', '00'), true],
    ['wlan addr4 02:00:00:00:00:04', radioless, wireless('08', '03'), true],
    ['wlan addr4 02:00:00:00:00:04', radioless, wireless('08', '01'), false],
    ['wlan ra 02:00:00:00:00:01', radioless, wireless('08', '01'), true],
    ['wlan ta 02:00:00:00:00:02', radioless, wireless('08', '01'), true],
    ['multicast', radioless, wireless('80', '00'), false],
    ['multicast', radioless, wireless('80', '00').replace('02 00 00 00 00 01', '01 00 5e 00 00 01'), true],
    ['type mgt subtype beacon', radioless, wireless('80', '00'), true],
    ['type ctl subtype ack', radioless, wireless('d4', '00'), true],
    ['dir tods', radioless, wireless('08', '01'), true],
    ['dir fromds', radioless, wireless('08', '01'), false],
  ])
  explains([
    ['dir tods', radioless, 'wlan[1:1] & 0x03 = 0x01'],
    [
      'wlan src and dst 02:00:00:00:00:02',
      radioless,
      'link src host 02:00:00:00:00:02 and link dst host 02:00:00:00:00:02',
    ],
  ])
  refuses([['ether addr1 02:00:00:00:00:01', 1, /addr1 is an address of 802.11 frames only/]])
})

describe('tests of one byte', () => {
  const bytes = `${'00 '.repeat(12)} 08 00 45`
  decides([
    ['byte 12 = 8', 1, bytes, true],
    ['byte 12 > 8', 1, bytes, false],
    ['byte 12 < 9', 1, bytes, true],
    ['byte 14 & 0x40', 1, bytes, true],
    ['byte 14 & 0x02', 1, bytes, false],
    ['byte 13 | 0', 1, bytes, false],
    ['byte 13 | 1', 1, bytes, true],
  ])
  explains([
    ['byte 12 = 8', 1, 'link[12:1] = 8'],
    ['byte 12 & 8', 1, 'link[12:1] & 8 != 0'],
    ['byte 12 | 8', 1, 'link[12:1] | 8 != 0'],
    ['greater 64', 1, 'len >= 64'],
  ])
})

describe('other explanations', () => {
  explains([
    ['vlan', 1, 'vlan'],
    ['vlan 5', 1, 'vlan 5'],
    ['vxlan 77', 1, 'vxlan 77'],
    ['pppoed', 1, 'pppoed'],
    ['llc', 1, 'llc'],
    ['llc rnr', 1, 'llc rnr'],
    ['ifindex 2', 276, 'ifindex 2'],
    ['outbound', 113, 'outbound'],
    ['net 10.0.0.0/8', 1, '(ip or arp or rarp) and (src net 10.0.0.0/8 or dst net 10.0.0.0/8)'],
    ['dst net 10.0.0.0 mask 255.0.0.0', 1, '(ip or arp or rarp) and dst net 10.0.0.0 mask 255.0.0.0'],
    ['ip6 dst host ::1', 1, 'ip6 and dst host ::1'],
    ['src host localhost', 1, '(ip or arp or rarp) and src host localhost'],
    ['decnet src 1.2', 1, 'decnet src host 1.2'],
    ['src net 167772161', 1, '(ip or arp or rarp) and src host 10.0.0.1'],
    ['udp port tftp', 1, '(ip or ip6) and udp and (src port 69 or dst port 69)'],
    ['port tftp', 1, '(ip or ip6) and udp and (src port 69 or dst port 69)'],
    ['port 7', 1, '(ip or ip6) and (tcp or udp or sctp) and (src port 7 or dst port 7)'],
    ['ip6 protochain 6', 1, 'ip6 protochain 6'],
    ['icmp6[0] = 128', 1, 'ip6 and icmp6 and icmp6[0:1] = 128'],
    ['ether[0] & 1 = 1', 1, '(link[0:1] & 1) = 1'],
    ['-ip[0] = 5', 1, 'ip and -ip[0:1] = 5'],
  ])
  refuses([
    ['host 02:00:00:00:00:01', 1, /a MAC address belongs to the link/],
    ['host $01', 1, /an address of one byte belongs to the link/],
    ['ether net 10', 1, /links have no nets/],
    ['ether host alice', 1, /names of hosts are not looked up here/],
    ['ether host 10.0.0.1', 1, /is no MAC address/],
    ['decnet host 10.0.0.1', 1, /area.node/],
    ['net home', 1, /names of nets are not looked up here/],
    ['host alice', 1, /names of hosts are not looked up here/],
    ['net 10.0.0.0/33', 1, /at most 32 bits/],
    ['net 10.0.0.1/8', 1, /non-network bits/],
    ['host 10.0.0.0/8', 1, /only nets have a mask/],
    ['net ::1/64', 1, /non-network bits/],
    ['net ::/129', 1, /at most 128 bits/],
    ['host fe80::/10', 1, /only nets have a prefix/],
    ['tcp host 10.0.0.1', 1, /tcp has no IPv4 addresses/],
    ['tcp net 10', 1, /tcp has no IPv4 nets/],
    ['arp host ::1', 1, /arp has no IPv6 addresses/],
    ['ip net ::/0', 1, /ip has no IPv6 nets/],
    ['tcp multicast', 1, /tcp multicast is not a test/],
    ['ip6 broadcast', 1, /ip6 broadcast is not a test/],
    ['llc nothing', 1, /is no type of LLC frame/],
    ['vpi (5', sunAtm, /\)/],
  ])
  decides([
    ['decnet src 1.2', 1, `${'02 '.repeat(12)} 60 03 10 00 02 00 00 02 04 00 00`, true],
    ['decnet dst 1.2', 1, `${'02 '.repeat(12)} 60 03 10 00 02 00 00 02 04 00 00`, false],
    ['ip broadcast', 1, `${'02 '.repeat(12)} 08 00 ${'00 '.repeat(16)} ff ff ff ff`, true],
    ['ip broadcast', 1, `${'02 '.repeat(12)} 08 00 ${'00 '.repeat(16)} ff ff ff fe`, false],
    ['ip6 multicast', 1, `${'02 '.repeat(12)} 86 dd ${'00 '.repeat(24)} ff`, true],
    ['mpls and ip', 1, `${'02 '.repeat(12)} 88 47 00 01 01 40 45 00`, true],
    ['mpls and ip6', 1, `${'02 '.repeat(12)} 88 47 00 01 01 40 45 00`, false],
    ['mpls and ip', 1, `${'02 '.repeat(12)} 88 47 00 01 00 40 45 00`, false],
    ['mpls 16 and ip', 1, `${'02 '.repeat(12)} 88 47 00 01 01 40 45 00`, true],
    ['net 0', 1, `${'02 '.repeat(12)} 08 00 45`, false],
    ['net 0.0.0.0/0', 1, `${'02 '.repeat(12)} 08 06 00`, true],
  ])
})

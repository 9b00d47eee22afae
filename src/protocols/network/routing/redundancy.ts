/** Routers that stand in for one another: VRRP (RFC 3768 and RFC 9568), CARP, and HSRP (RFC 2281, and version 2). */
import {
  ahead, bits, bytes, given, ipv4Address, ipv6Address, lineOf, list, mac, nameIn, overlay, protocol, range, record, rest, text, u16, u32,
  u64, u8, type View,
} from '../../../schema/index.ts'

const address4 = record('Address', { address: ipv4Address('vrrp.ip_addr', 'IP Address') })
const address6 = record('Address', { address: ipv6Address('vrrp.ipv6_addr', 'IPv6 Address') })
/** Which addresses follow, their number and the room they have say; RFC 9568, section 5.2.9. */
const areIpv6 = ({ start, end, count = 0 }: View & { readonly count: number | undefined }) => count > 0 && end - start >= 8 + 16 * count
/** RFC 5798, section 5.2.4. */
const priorities = { 0: 'Released', '1..99': 'Backup', 100: 'Default of a backup', '101..254': 'Backup', 255: 'Owner of the addresses' }

/** CARP has the protocol number of VRRP; a message has 36 bytes, where VRRP with seven addresses has 44. */
const isCarp = ({ head, start, originalEnd }: View & { readonly head: number }) =>
  originalEnd - start === 36 && head >>> 24 === 0x21 && (head & 0xff) === 7
const router = { router: u8('vrrp.virt_rtr_id', 'Virtual Router ID'), priority: u8('vrrp.prio', 'Priority', { names: priorities }) }
const checksum = u16('vrrp.checksum', 'Checksum', { base: 16 })
const older = [range(0, 2), range(4, 15)] as const

/** RFC 9568, section 5.1; version 2 is that of RFC 3768, with authentication. */
export const vrrp = protocol('vrrp', 'Virtual Router Redundancy Protocol', { 'ip.proto': [112] })
  .specified('RFC 9568')
  .fields({ head: ahead(32) })
  .cases([isCarp, {}], [({ head }) => !Number.isNaN(head), {
    typeVersion: overlay(u8('vrrp.typever', 'VRRP message version and type')),
    version:  bits(4, 'vrrp.version', 'Version'),
    type:     bits(4, 'vrrp.type', 'Type', { names: { 1: 'Advertisement' } }),
    ...router,
    count:    u8('vrrp.addr_count', 'Address Count'),
  }])
  .cases([{ version: 3 }, {
    reserved: bits(4, 'vrrp.reserved_mbz', 'Reserved'),
    interval: bits(12, 'vrrp.short_adver_int', 'Advertisement Interval', { unit: 'cs' }),
    checksum,
  }], [{ version: older }, {
    authenticationType: u8('vrrp.auth_type', 'Authentication Type', {
      names: { 0: 'None', 1: 'Simple Text Password', 2: 'IP Authentication Header' },
    }),
    seconds:            u8('vrrp.adver_int', 'Advertisement Interval', { unit: 's' }),
    checksum,
  }])
  .cases(
    [(view) => view.version === 3 && areIpv6(view), { addresses: list('vrrp.addresses', 'Addresses', address6, { count: 'count' }) }],
    [{ version: range(0, 15) }, { addresses: list('vrrp.addresses', 'Addresses', address4, { count: 'count' }) }],
  )
  .cases([{ version: 2, authenticationType: 1 }, { password: text('vrrp.auth_string', 'Authentication String', 8, { padding: 'zero' }) }])
  .cases([{ version: range(0, 15) }, { more: rest('vrrp.data', 'Data') }])
  .defaults({ version: 3, type: 1 })
  .payload({ tables: [['vrrp.carp', (view) => (isCarp(view) ? 1 : -1)]] })
  .colored('routing')
  .summarized(({ version, router: id, priority, addresses }) => {
    const words = (addresses ?? []).map(({ address }) => address).join(' ')
    return lineOf([lineOf([given`v${version}`, given`router ${id}`], ' '), given`priority ${priority}`, words])
  })

/** Common Address Redundancy Protocol, as OpenBSD defines it: netinet/ip_carp.h, version 2. */
export const carp = protocol('carp', 'Common Address Redundancy Protocol', { 'vrrp.carp': [1] })
  .specified('carp(4) of OpenBSD')
  .fields({
    typeVersion: overlay(u8('carp.typever', 'CARP message version and type')),
    version:     bits(4, 'carp.version', 'Version'),
    type:        bits(4, 'carp.type', 'Type', { names: { 1: 'Advertisement' } }),
    host:        u8('carp.vhid', 'Virtual Host ID'),
    skew:        u8('carp.advskew', 'Advertisement Skew'),
    words:       u8('carp.authlen', 'Auth Len', { unit: 'words' }),
    demotion:    u8('carp.demotion', 'Demotion indicator'),
    interval:    u8('carp.adver_int', 'Advertisement Interval', { unit: 's' }),
    checksum:    u16('carp.checksum', 'Checksum', { base: 16 }),
    counter:     u64('carp.counter', 'Counter'),
    digest:      bytes('carp.hmac', 'HMAC', 20),
  })
  .checksummed('checksum', { covers: 'message' })
  .colored('routing')
  .summarized(({ version, host, skew, interval, demotion }) =>
    lineOf([lineOf([given`v${version}`, given`vhid ${host}`], ' '), given`advbase ${interval} s`, given`advskew ${skew}`,
      demotion === 0 ? undefined : given`demoted ${demotion}`]))

const opcodes = { 0: 'Hello', 1: 'Coup', 2: 'Resign', 3: 'Advertise' }
const states = { 0: 'Initial', 1: 'Learn', 2: 'Listen', 4: 'Speak', 8: 'Standby', 16: 'Active' }
const states2 = { 0: 'Disabled', 1: 'Initial', 2: 'Learn', 3: 'Listen', 4: 'Speak', 5: 'Standby', 6: 'Active' }
const digest = {
  algorithm: u8('hsrp2.md5_algorithm', 'Algorithm', { names: { 1: 'MD5' } }),
  padding:   u8('hsrp2.md5_padding', 'Padding'),
  flags:     u16('hsrp2.md5_flags', 'Flags', { base: 16 }),
  sender:    ipv4Address('hsrp.md5_ip_address', 'Sender Address'),
  keyId:     u32('hsrp2.md5_key_id', 'Key ID'),
  digest:    bytes('hsrp2.md5_auth_data', 'Authentication Data', 16),
}
const tlvNames = { 1: 'Group State', 2: 'Interface State', 3: 'Text Authentication', 4: 'MD5 Authentication' }
const tlvOf = (name: string) => ({ type: u8(`hsrp2.${name}`, 'Type', { names: tlvNames }) })
const part = record('TLV', { kind: ahead(8) })
  .choice('kind', {
    1: tlvOf('group_state_tlv'), 2: tlvOf('interface_state_tlv'), 3: tlvOf('text_auth_tlv'), 4: tlvOf('md5_auth_tlv'),
  }, tlvOf('tlv'))
  .fields({ length: u8('hsrp2.tlv_length', 'Length', { unit: 'bytes' }) })
  .followedBy('length')
  .choice('kind', {
    1: {
      version:   u8('hsrp2.version', 'Version'),
      opcode:    u8('hsrp2.opcode', 'Op Code', { names: opcodes }),
      state:     u8('hsrp2.state', 'State', { names: states2 }),
      ipVersion: u8('hsrp2.ipversion', 'IP Version'),
      group:     u16('hsrp2.group', 'Group'),
      identifier: mac('hsrp2.identifier', 'Identifier'),
      priority:  u32('hsrp2.priority', 'Priority'),
      hello:     u32('hsrp2.hellotime', 'Hello Time', { unit: 'ms' }),
      hold:      u32('hsrp2.holdtime', 'Hold Time', { unit: 'ms' }),
    },
    2: { active: u16('hsrp2.active_groups', 'Active Groups'), passive: u16('hsrp2.passive_groups', 'Passive Groups') },
    3: { password: text('hsrp2.auth_data', 'Authentication Data', 8, { padding: 'zero' }) },
    4: digest,
  })
  .cases(
    [{ kind: 1, ipVersion: 6 }, { virtual6: ipv6Address('hsrp2.virt_ip_v6', 'Virtual IPv6 Address') }],
    [{ kind: 1 }, { virtual: ipv4Address('hsrp2.virt_ip', 'Virtual IP Address') }],
  )
  .fields({ value: rest('hsrp2.value', 'Value') })

const header = record('Header', { first: u8('hsrp.version', 'Version'), second: u8('hsrp.opcode', 'Op Code') })
const isVersion1 = header.recognizer({ first: 0, second: range(0, 3) })
const isVersion2 = header.recognizer({ first: range(1, 4), second: range(4, 40) })

/** RFC 2281, section 5.1. */
export const hsrp = protocol('hsrp', 'Hot Standby Router Protocol', { 'udp.port': [1985, 2029] })
  .specified('RFC 2281')
  .borrows('hsrp2')
  .accepts((bytes, start, end) => isVersion1(bytes, start, end) || isVersion2(bytes, start, end))
  .fields({ first: ahead(8) })
  .cases([{ first: 0 }, { version: u8('hsrp.version', 'Version'), opcode: u8('hsrp.opcode', 'Op Code', { names: opcodes }) }])
  .cases(
    [{ first: 0, opcode: 3 }, {
      advertiseType: u16('hsrp.adv.tlvtype', 'Type', { names: { 1: 'Interface State' } }),
      advertiseLength: u16('hsrp.adv.tlvlength', 'Length', { unit: 'bytes' }),
      advertiseState: u8('hsrp.adv.state', 'State', { names: { 1: 'Dormant', 2: 'Passive', 3: 'Active' } }),
      reserved1: u8('hsrp.adv.reserved1', 'Reserved'),
      active: u16('hsrp.adv.activegrp', 'Active Groups'), passive: u16('hsrp.adv.passivegrp', 'Passive Groups'),
      reserved2: u32('hsrp.adv.reserved2', 'Reserved'),
    }],
    [{ first: 0 }, {
      state:     u8('hsrp.state', 'State', { names: states }),
      hello:     u8('hsrp.hellotime', 'Hello Time', { unit: 's' }),
      hold:      u8('hsrp.holdtime', 'Hold Time', { unit: 's' }),
      priority:  u8('hsrp.priority', 'Priority'),
      group:     u8('hsrp.group', 'Group'),
      reserved:  u8('hsrp.reserved', 'Reserved'),
      password:  text('hsrp.auth_data', 'Authentication Data', 8, { padding: 'zero' }),
      virtual:   ipv4Address('hsrp.virt_ip', 'Virtual IP Address'),
    }],
  )
  .fields({ tlvs: list('hsrp.tlvs', 'TLVs', part) })
  .colored('routing')
  .summarized(({ opcode, state, group, priority, virtual, tlvs }) => {
    const two = tlvs.find(({ kind }) => kind === 1)
    if (two) {
      const doing = `${nameIn(opcodes, two.opcode ?? 0)} (${nameIn(states2, two.state ?? 0)})`
      return lineOf([`v2 ${doing}`, given`group ${two.group}`, given`priority ${two.priority}`])
    }
    const words = nameIn(opcodes, opcode ?? 0) ?? `type ${opcode}`
    return state === undefined ? words
      : lineOf([`${words} (${nameIn(states, state) ?? state})`, given`group ${group}`, given`priority ${priority}`, virtual])
  })

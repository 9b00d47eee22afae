/**
 * Other protocols between Cisco's devices: unidirectional link detection (RFC 5171), trunking, and addresses on serial lines. Where Cisco
 * publishes no specification: what devices send.
 */
import {
  bits, flag, group, ipv4Address, lineOf, list, mac, nameIn, protocol, rest, text, tlv, u16, u32, u8,
} from '../../../schema/index.ts'

const opcodes = { 0: 'Reserved', 1: 'Probe', 2: 'Echo', 3: 'Flush' }
const udldTypes = {
  1: 'Device ID', 2: 'Port ID', 3: 'Echo', 4: 'Message interval', 5: 'Timeout interval', 6: 'Device name', 7: 'Sequence number',
}

/** RFC 5171, section 4.2. */
const udldValue = tlv('TLV', {
  type:   u16('udld.tlv.type', 'Type', { base: 16, names: udldTypes }),
  length: u16('udld.tlv.len', 'Length', { unit: 'bytes' }),
}, { counts: 'all' })
  .choice('type', {
    1: { device: text('udld.device_id', 'Device ID') },
    2: { port: text('udld.sent_through_interface', 'Sent through Interface') },
  })
  .fields({ data: rest('udld.data', 'Data') })

/** RFC 5171, section 4.1. */
export const udld = protocol('udld', 'Unidirectional Link Detection', { 'llc.cisco_pid': [0x0111] })
  .specified('RFC 5171')
  .fields({
    version:       bits(3, 'udld.version', 'Version'),
    opcode:        bits(5, 'udld.opcode', 'Opcode', { names: opcodes }),
    flags:         group('udld.flags', 'Flags', {
      reserved:    bits(6, 'udld.reserved', 'Reserved'),
      resynchronize: flag('udld.flags.rsy', 'ReSynch'),
      recommendedTimeout: flag('udld.flags.rt', 'Recommended Timeout'),
    }),
    checksum:      u16('udld.checksum', 'Checksum', { base: 16 }),
    values:        list('', 'TLVs', udldValue),
  })
  .defaults({ version: 1, opcode: 1 })
  .colored('management', ({ opcode }) => (opcode === 3 ? 'warning' : undefined))
  .summarized(({ opcode, values }) => lineOf([
    nameIn(opcodes, opcode) ?? `opcode ${opcode}`, values.find(({ device }) => device !== undefined)?.device,
    values.find(({ port }) => port !== undefined)?.port,
  ]))

const trunkTypes = { 1: 'Domain', 2: 'Trunk Status', 3: 'Trunk Type', 4: 'Sender ID' }
const administrative = { 1: 'On', 2: 'Off', 3: 'Desirable', 4: 'Auto' }
const encapsulations = { 0: 'Negotiated', 1: 'Native', 2: 'ISL', 5: '802.1Q' }

const trunkValue = tlv('TLV', {
  type:   u16('dtp.tlv_type', 'Type', { base: 16, names: trunkTypes }),
  length: u16('dtp.tlv_len', 'Length', { unit: 'bytes' }),
}, { counts: 'all' })
  .choice('type', {
    1: { domain: text('dtp.domain', 'Domain', (value) => value.end - value.start - 4, { padding: 'zero' }) },
    2: {
      operatingStatus:      bits(1, 'dtp.tos', 'Trunk Operating Status', { names: { 0: 'Access', 1: 'Trunk' } }),
      statusReserved:       bits(4, 'dtp.reserved', 'Reserved'),
      administrativeStatus: bits(3, 'dtp.tas', 'Trunk Administrative Status', { names: administrative }),
    },
    3: {
      operatingType:        bits(3, 'dtp.tot', 'Trunk Operating Type', { names: encapsulations }),
      typeReserved:         bits(2, 'dtp.reserved', 'Reserved'),
      administrativeType:   bits(3, 'dtp.tat', 'Trunk Administrative Type', { names: encapsulations }),
    },
    4: { sender: mac('dtp.senderid', 'Sender ID') },
  })
  .fields({ data: rest('dtp.data', 'Data') })

export const dtp = protocol('dtp', 'Dynamic Trunk Protocol', { 'llc.cisco_pid': [0x2004] })
  .fields({ version: u8('dtp.version', 'Version'), values: list('', 'TLVs', trunkValue) })
  .defaults({ version: 1 })
  .colored('management')
  .summarized(({ values }) => values.flatMap((value) => {
    const { operatingStatus, administrativeStatus = 0, operatingType, administrativeType = 0, domain = '' } = value
    const asked = nameIn(administrative, administrativeStatus) ?? administrativeStatus
    if (operatingStatus !== undefined) return [`${operatingStatus === 1 ? 'Trunk' : 'Access'}/${asked}`]
    const nameOf = (type: number) => nameIn(encapsulations, type) ?? `${type}`
    if (operatingType !== undefined) return [`${nameOf(operatingType)}/${nameOf(administrativeType)}`]
    return domain === '' ? [] : [`domain ${domain}`]
  }).join(', '))

const slarpTypes = { 0: 'Address request', 1: 'Address reply', 2: 'Line keepalive' }

/** Serial Line Address Resolution Protocol: "HDLC, CDP and SLARP", T. Sato; as in Cisco IOS. */
export const slarp = protocol('slarp', 'Cisco Serial Line Address Resolution', { 'chdlc.protocol': [0x8035] })
  .fields({ type: u32('slarp.ptype', 'Packet Type', { names: slarpTypes }) })
  .choice('type', {
    0: { address: ipv4Address('slarp.address', 'Address'), netmask: ipv4Address('slarp.netmask', 'Netmask') },
    1: { address: ipv4Address('slarp.address', 'Address'), netmask: ipv4Address('slarp.netmask', 'Netmask') },
    2: {
      mine:        u32('slarp.mysequence', 'Outgoing Sequence Number'),
      yours:       u32('slarp.yoursequence', 'Returned Sequence Number'),
      reliability: u16('slarp.reliability', 'Reliability', { base: 16 }),
    },
  })
  .defaults({ type: 2, reliability: 0xffff })
  .colored('management')
  .summarized(({ type, address, netmask, mine, yours }) => `${nameIn(slarpTypes, type) ?? `type ${type}`}`
    + (mine === undefined ? address === undefined ? '' : ` ${address}, mask ${netmask}` : `, outgoing ${mine}, returned ${yours}`))

/** Next Hop Resolution Protocol: RFC 2332. Sections are those of it. */
import {
  bits, bytes, flag, group, ipv4Address, list, nameIn, protocol, record, rest, tlv, u16, u32, u8, when, type View,
} from '../../schema/index.ts'

const types = {
  1: 'Resolution Request', 2: 'Resolution Reply', 3: 'Registration Request', 4: 'Registration Reply', 5: 'Purge Request', 6: 'Purge Reply',
  7: 'Error Indication', 8: 'Traffic Indication',
} as const
const codes = {
  0: 'Success', 4: 'Administratively Prohibited', 5: 'Insufficient Resources',
  12: 'No Interworking Layer Address to NBMA Address Binding Exists',
  13: 'Binding Exists But Is Not Unique', 14: 'Unique Internetworking Layer Address Already Registered',
} as const
/** Section 5.2.7. */
const errors = {
  1: 'Unrecognized Extension', 3: 'NHRP Loop Detected', 6: 'Protocol Address Unreachable', 7: 'Protocol Error',
  8: 'NHRP SDU Size Exceeded', 9: 'Invalid Extension', 10: 'Invalid NHRP Resolution Reply Received', 11: 'Authentication Failure',
  15: 'Hop Count Exceeded',
} as const
const extensions = {
  0: 'End', 3: 'Responder Address', 4: 'Forward Transit NHS Record', 5: 'Reverse Transit NHS Record', 7: 'Authentication',
  8: 'Vendor-Private', 9: 'Cisco NAT Address',
} as const
const [error, indication] = [7, 8]

const typeAndLength = (name: string, label: string) => group(`nhrp.${name}`, `${label} Type/Len`, {
  unused: bits(1, '', 'Unused'), type: bits(1, `nhrp.${name}.type`, 'Type', { names: { 0: 'NSAP format', 1: 'E.164 format' } }),
  length: bits(6, `nhrp.${name}.len`, 'Length', { unit: 'bytes' }),
})
/** An address of a length that another field states: of IPv4 if it has four bytes. */
function address<S>(name: string, label: string, length: (self: S) => number, other = `${name}_bytes`) {
  return {
    ipv4: when((self: View & S) => length(self) === 4, ipv4Address(`nhrp.${name}`, label)),
    other: when((self: View & S) => length(self) !== 4 && length(self) !== 0, bytes(`nhrp.${other}`, label, length)),
  }
}
export interface Client {
  readonly addressLength: { readonly length: number }
  readonly subaddressLength: { readonly length: number }
  readonly protocolLength: number
}
const nbma = address('client.nbma.addr', 'Client NBMA Address', ({ addressLength }: Client) => addressLength.length)
const own = address('client.prot.addr', 'Client Protocol Address', ({ protocolLength }: Client) => protocolLength)
/** Section 5.2.0.1. */
const client = record('Client Information Entry', {
  code:             u8('nhrp.code', 'Code', { names: codes }),
  prefixLength:     u8('nhrp.prefix', 'Prefix Length', { unit: 'bits' }),
  unused:           u16('nhrp.unused', 'Unused'),
  mtu:              u16('nhrp.mtu', 'Max Transmission Unit', { unit: 'bytes' }),
  holdingTime:      u16('nhrp.htime', 'Holding Time', { unit: 's' }),
  addressLength:    typeAndLength('cli.addr_tl', 'Client Address'),
  subaddressLength: typeAndLength('cli.saddr_tl', 'Client Sub Address'),
  protocolLength:   u8('nhrp.prot.len', 'Client Protocol Length', { unit: 'bytes' }),
  preference:       u8('nhrp.pref', 'CIE Preference Value'),
}).fields({
  nbma: nbma.ipv4, otherNbma: nbma.other,
  subaddress: when(({ subaddressLength }) => subaddressLength.length > 0,
    bytes('nhrp.client.nbma.saddr', 'Client NBMA Sub Address', ({ subaddressLength }: Client) => subaddressLength.length)),
  address: own.ipv4, otherAddress: own.other,
})
const clients = { clients: list('', 'Client Information Entries', client) }
/** Section 5.3. */
const extension = tlv('Extension', {
  type:   group('', 'Extension', {
    isCompulsory: flag('nhrp.ext.c', 'Compulsory Flag'), unused: bits(1, '', 'Unused'),
    type: bits(14, 'nhrp.ext.type', 'Extension Type', { names: extensions, base: 16 }),
  }),
  length: u16('nhrp.ext.len', 'Extension length', { unit: 'bytes' }),
}).choice(({ type }) => type.type, {
  3: clients, 4: clients, 5: clients, 9: clients,
  7: {
    authReserved: u16('nhrp.auth_ext.reserved', 'Reserved'),
    spi:          u16('nhrp.auth_ext.spi', 'SPI'),
    authSource:   ipv4Address('nhrp.auth_ext.src_addr', 'Source Address'),
    secret:       rest('nhrp.auth_ext.data', 'Data'),
  },
}).fields({ value: rest('nhrp.unknown_ext.value', 'Extension Value') })

export interface Mandatory {
  readonly type: number
  readonly sourceLength: { readonly length: number }
  readonly subaddressLength: { readonly length: number }
  readonly sourceProtocolLength: number
  readonly targetProtocolLength: number
}
const source = address('src.nbma.addr', 'Source NBMA Address', ({ sourceLength }: Mandatory) => sourceLength.length)
const sourceProtocol = address('src.prot.addr', 'Source Protocol Address', (self: Mandatory) => self.sourceProtocolLength)
const target = address('dst.prot.addr', 'Destination Protocol Address', (self: Mandatory) => self.targetProtocolLength,
  'dst.prot.addr_byets')
const fixedLength = 28
const mandatoryLength = ({ sourceLength, subaddressLength, sourceProtocolLength, targetProtocolLength }: Mandatory) =>
  fixedLength + sourceLength.length + subaddressLength.length + sourceProtocolLength + targetProtocolLength

/** How many bytes stand between the addresses and the extensions. */
const toExtensions = (self: Mandatory & { readonly extensionOffset: number, readonly length: number }) =>
  Math.max(0, (self.extensionOffset === 0 ? self.length : self.extensionOffset) - mandatoryLength(self))
const request = u32('nhrp.reqid', 'Request ID')
const [reserved, nat] = [bits(1, '', 'Reserved'), flag('nhrp.flag.nat', 'Cisco NAT Supported')]
const resolution = {
  flags: group('nhrp.flags', 'Flags', {
    isRouter:        flag('nhrp.flag.q', 'Is Router'),
    isAuthoritative: flag('nhrp.flag.a', 'Authoritative'),
    isStable:        flag('nhrp.flag.d', 'Stable Association'),
    isUnique:        flag('nhrp.flag.u', 'Uniqueness Bit'),
    isBound:         flag('nhrp.flag.s', 'Stable Binding'),
    unused:          bits(9, '', 'Unused'),
    nat, reserved,
  }),
  request,
}
const registration = {
  flags: group('nhrp.flags', 'Flags', { isUnique: flag('nhrp.flag.u', 'Uniqueness Bit'), unused: bits(13, '', 'Unused'), nat, reserved }),
  request,
}
const purging = {
  flags: group('nhrp.flags', 'Flags', {
    noReply: flag('nhrp.flag.n', 'Expected Purge Reply'), unused: bits(13, '', 'Unused'), nat, reserved
  }),
  request,
}

/** Section 5.1: the fixed part says where the extensions begin. */
export const nhrp = protocol('nhrp', 'Next Hop Resolution Protocol', { 'ip.proto': [54], 'gre.proto': [0x2001], ethertype: [0x2001] })
  .specified('RFC 2332')
  .fields({
    family:               u16('nhrp.hdr.afn', 'Address Family Number', { base: 16 }),
    protocolType:         u16('nhrp.hdr.pro.type', 'Protocol Type (short form)', { base: 16 }),
    longType:             bytes('nhrp.protocol_type', 'Protocol Type (long form)', 5),
    hopCount:             u8('nhrp.hdr.hopcnt', 'Hop Count'),
    length:               u16('nhrp.hdr.pktsz', 'Packet Length', { unit: 'bytes' }),
    checksum:             u16('nhrp.hdr.chksum', 'NHRP Packet Checksum', { base: 16 }),
    extensionOffset:      u16('nhrp.hdr.extoff', 'Extension Offset', { unit: 'bytes' }),
    version:              u8('nhrp.hdr.version', 'Version'),
    type:                 u8('nhrp.hdr.op.type', 'NHRP Packet Type', { names: types }),
    sourceLength:         typeAndLength('hdr.shtl', 'Source Address'),
    subaddressLength:     typeAndLength('hdr.sstl', 'Source SubAddress'),
    sourceProtocolLength: u8('nhrp.src.prot.len', 'Source Protocol Len', { unit: 'bytes' }),
    targetProtocolLength: u8('nhrp.dst.prot.len', 'Destination Protocol Len', { unit: 'bytes' }),
  })
  .length(({ length }) => Math.max(fixedLength, length))
  .choice('type', {
    3: registration, 4: registration, 5: purging, 6: purging,
    [error]:      {
      unused:     u16('', 'Unused'),
      code:       u16('nhrp.err.code', 'Error Code', { names: errors }),
      offset:     u16('nhrp.err.offset', 'Error Offset'),
    },
    [indication]: { unusedBytes: bytes('', 'Unused', 6) },
  }, resolution)
  .fields({
    source: source.ipv4, otherSource: source.other,
    subaddress: when(({ subaddressLength }) => subaddressLength.length > 0,
      bytes('nhrp.src.nbma.saddr', 'Source NBMA Sub Address', ({ subaddressLength }: Mandatory) => subaddressLength.length)),
    sourceProtocol: sourceProtocol.ipv4, otherSourceProtocol: sourceProtocol.other,
    target: target.ipv4, otherTarget: target.other,
  })
  .cases(
    [{ type: indication }, { packet: bytes('', 'Packet', toExtensions) }],
    [({ type }) => type !== error, { clients: list('', 'Client Information Entries', client, { length: toExtensions }) }],
  )
  .cases([({ type }) => type !== error, {
    extensions: list('', 'Extensions', extension, { last: ({ type }) => type.type === 0 }),
  }])
  .fields({ data: rest('', 'Data') })
  .defaults({ version: 1 })
  .colored('routing', ({ type, clients: entries = [] }) => (type === error || entries.some(({ code }) => code !== 0) ? 'error' : undefined))
  .summarized(({ type, request, code, clients: entries, source: from, sourceProtocol: who, target: to }) => {
    const words = [nameIn(types, type) ?? `type ${type}`]
    if (code !== undefined) words.push(nameIn(errors, code) ?? `error ${code}`)
    words.push(`${who ?? '?'} at ${from ?? '?'}`, `for ${to ?? '?'}`)
    const answer = entries?.find(({ nbma: at }) => at !== undefined)
    if (answer !== undefined) words.push(`is ${answer.nbma}`)
    const failed = entries?.find((one) => one.code !== 0)
    if (failed !== undefined) words.push(nameIn(codes, failed.code) ?? `code ${failed.code}`)
    if (request !== undefined) words.push(`id ${request}`)
    return words.join(', ')
  })

import {
  bits, bytes, fact, flag, given, group, hex, ipv6Address, lineOf, list, namedBy, nameIn, protocol, record, rest, u16, u32, u8, when,
  type Field, type View,
} from '../../../schema/index.ts'
import { icmpv6Codes, icmpv6Types } from '../../names/icmpv6.ts'
import { icmpExtensions } from '../icmp/extensions.ts'
import { neighborOption } from './neighbor-options.ts'

/** RFC 4443, section 2.1: errors are below 128, and quote the packet they are about. */
const shortHeader = 8
const isError = (type: number) => type >= 1 && type <= 4

/** Errors and echoes have a body after their header; of the others all is header. */
const isFollowed = (type: number) => isError(type) || type === 128 || type === 129 || hasExtensions(type)
const hasExtensions = (type: number) => type === 160

const preferences = { 0: 'Medium', 1: 'High', 2: 'Reserved', 3: 'Low' }
const recordTypes = {
  1: 'Mode is include', 2: 'Mode is exclude', 3: 'Change to include mode', 4: 'Change to exclude mode', 5: 'Allow new sources',
  6: 'Block old sources',
}

const reserved4: Field<Uint8Array, unknown> = bytes('icmpv6.reserved', 'Reserved', 4)
const echo = {
  identifier:     u16('icmpv6.echo.identifier', 'Identifier'),
  sequence:       u16('icmpv6.echo.sequence_number', 'Sequence Number'),
}
/** RFC 4884, section 4.2: the quoted packet has a length since there may be extensions after it. */
const quoting = {
  originalLength: when(extended, u8('icmpv6.length', 'Length of the Original Datagram', { times: 8, unit: 'bytes' })),
  reserved:       bytes('icmpv6.reserved', 'Reserved', (icmp: View) => (extended(icmp) ? 3 : 4)),
}
function extended({ bytes, start }: View): boolean {
  return bytes[start + 4] !== 0
}

const options = list('icmpv6.opt', 'Options', neighborOption)

const source = record('Source', { address: ipv6Address('icmpv6.mld.source_address', 'Source Address') })
const recordSource = record('Source', { address: ipv6Address('icmpv6.mldr.mar.source_address', 'Source Address') })

/** RFC 3810, section 5.2. */
const groupRecord = record('Multicast Address Record', {
  type:            u8('icmpv6.mldr.mar.record_type', 'Record Type', { names: recordTypes }),
  auxiliaryLength: u8('icmpv6.mldr.mar.aux_data_len', 'Auxiliary Data Length', { unit: 'words of 4 bytes' }),
  sourceCount:     u16('icmpv6.mldr.mar.nb_sources', 'Number of Sources'),
  group:           ipv6Address('icmpv6.mldr.mar.multicast_address', 'Multicast Address'),
  sources:         list('', 'Sources', recordSource, { count: 'sourceCount' }),
  auxiliaryData:   bytes('icmpv6.mldr.mar.auxiliary_data', 'Auxiliary Data', { length: 'auxiliaryLength', times: 4 }),
})

/** Multicast listener discovery, version 1: RFC 2710, section 3. */
const listener = {
  maximumResponseDelay: u16('icmpv6.mld.maximum_response_delay', 'Maximum Response Delay', { unit: 'ms' }),
  reserved:             bytes('icmpv6.reserved', 'Reserved', 2),
  group:                ipv6Address('icmpv6.mld.multicast_address', 'Multicast Address'),
}


/** Internet Control Message Protocol for IPv6, RFC 4443, with neighbor discovery (RFC 4861) and multicast listener discovery (RFC 3810). */
export const icmpv6 = protocol('icmpv6', 'Internet Control Message Protocol v6', { 'ip.proto': [58] })
  .specified('RFC 4443')
  .borrows('icmp')
  .fields({ type: u8('icmpv6.type', 'Type', { names: icmpv6Types }) })
  .fields({
    code:     namedBy(u8('icmpv6.code', 'Code'), (icmp: { readonly type: number }) => icmpv6Codes[icmp.type]),
    checksum: u16('icmpv6.checksum', 'Checksum', { base: 16 }),
  })
  .length((icmp) => (isFollowed(icmp.type) ? shortHeader : icmp.end - icmp.start))
  .choice((icmp) => (icmp.type === 130 && icmp.originalEnd - icmp.start >= 28 ? 'long query' : icmp.type), {
    1:   quoting,
    2:   { mtu: u32('icmpv6.mtu', 'MTU', { unit: 'bytes' }) },
    3:   quoting,
    4:   { pointer: u32('icmpv6.pointer', 'Pointer') },
    128: echo,
    129: echo,
    130: listener,
    131: listener,
    132: listener,
    133: { reserved: reserved4, options },
    134: {
      currentHopLimit:  u8('icmpv6.nd.ra.cur_hop_limit', 'Current Hop Limit'),
      routerFlags:      group('icmpv6.nd.ra.flag', 'Flags', {
        managed:        flag('icmpv6.nd.ra.flag.m', 'Managed Address Configuration'),
        other:          flag('icmpv6.nd.ra.flag.o', 'Other Configuration'),
        homeAgent:      flag('icmpv6.nd.ra.flag.h', 'Home Agent'),
        preference:     bits(2, 'icmpv6.nd.ra.flag.prf', 'Default Router Preference', { names: preferences }),
        proxy:          flag('icmpv6.nd.ra.flag.p', 'Proxy'),
        reserved:       bits(2, 'icmpv6.nd.ra.flag.rsv', 'Reserved'),
      }),
      routerLifetime:   u16('icmpv6.nd.ra.router_lifetime', 'Router Lifetime', { unit: 's' }),
      reachableTime:    u32('icmpv6.nd.ra.reachable_time', 'Reachable Time', { unit: 'ms' }),
      retransmitTimer:  u32('icmpv6.nd.ra.retrans_timer', 'Retransmit Timer', { unit: 'ms' }),
      options,
    },
    135: { reserved: reserved4, target: ipv6Address('icmpv6.nd.ns.target_address', 'Target Address'), options },
    136: {
      neighborFlags:    group('icmpv6.nd.na.flag', 'Flags', {
        router:         flag('icmpv6.nd.na.flag.r', 'Router'),
        solicited:      flag('icmpv6.nd.na.flag.s', 'Solicited'),
        override:       flag('icmpv6.nd.na.flag.o', 'Override'),
        reserved:       bits(29, 'icmpv6.nd.na.flag.rsv', 'Reserved'),
      }),
      target:           ipv6Address('icmpv6.nd.na.target_address', 'Target Address'),
      options,
    },
    137: {
      reserved:         reserved4,
      target:           ipv6Address('icmpv6.nd.rd.target_address', 'Target Address'),
      destination:      ipv6Address('icmpv6.rd.na.destination_address', 'Destination Address'),
      options,
    },
    143: {
      reserved:         bytes('icmpv6.reserved', 'Reserved', 2),
      recordCount:      u16('icmpv6.mldr.nb_mcast_records', 'Number of Multicast Address Records'),
      records:          list('', 'Multicast Address Records', groupRecord, { count: 'recordCount' }),
    },
    160: {
      identifier:       u16('icmpv6.echo.identifier', 'Identifier'),
      extendedSequence: u8('icmpv6.ext.echo.seq', 'Sequence Number'),
      requestReserved:  bits(7, 'icmpv6.ext.echo.req.res', 'Reserved'),
      local:            flag('icmpv6.ext.echo.req.local', 'Local'),
    },
    161: {
      identifier:       u16('icmpv6.echo.identifier', 'Identifier'),
      extendedSequence: u8('icmpv6.ext.echo.seq', 'Sequence Number'),
      state:            bits(3, 'icmpv6.ext.echo.rsp.state', 'State'),
      replyReserved:    bits(2, 'icmpv6.ext.echo.rsp.res', 'Reserved'),
      active:           flag('icmpv6.ext.echo.rsp.active', 'Active'),
      ipv4:             flag('icmpv6.ext.echo.rsp.ipv4', 'IPv4'),
      ipv6:             flag('icmpv6.ext.echo.rsp.ipv6', 'IPv6'),
    },
    'long query': { // the second version's (RFC 3810, section 8.1)
      maximumResponseCode: u16('icmpv6.mld.maximum_response_code', 'Maximum Response Code'),
      reserved:         bytes('icmpv6.reserved', 'Reserved', 2),
      group:            ipv6Address('icmpv6.mld.multicast_address', 'Multicast Address'),
      queryFlags:       group('icmpv6.mld.flag', 'Flags', {
        reserved:       bits(4, 'icmpv6.mld.flag.reserved', 'Reserved'),
        suppress:       flag('icmpv6.mld.flag.s', 'Suppress Router-side Processing'),
        robustness:     bits(3, 'icmpv6.mld.flag.qrv', "Querier's Robustness Variable"),
      }),
      queryInterval:    u8('icmpv6.mld.qqi', "Querier's Query Interval Code"),
      sourceCount:      u16('icmpv6.mld.nb_sources', 'Number of Sources'),
      sources:          list('', 'Sources', source, { count: 'sourceCount' }),
    },
  })
  .fields({
    extensions: icmpExtensions(quotedLength),
    data:       rest('', 'Data'),
  })
  .defaults({ type: 128 })
  .checksummed('checksum', { covers: 'message', pseudo: 58 })
  .payload({
    tables: [['icmpv6.quoted', 'type']],
    quoted: true,
    length: quotedLength,
  })
  .facts({
    noResponse:   fact.mark('icmpv6.no_resp', 'No response seen'),
    responseIn:   fact.frame('icmpv6.resp_in', 'Response in frame'),
    requestIn:    fact.frame('icmpv6.resp_to', 'Request in frame'),
    responseTime: fact.milliseconds('icmpv6.resptime', 'Response time'),
  })
  .exchanged({
    part: ({ type }) => (type === 128 ? 'question' : type === 129 ? 'answer' : undefined),
    key: ({ identifier, sequence }) => `${identifier} ${sequence}`,
    facts: { unanswered: 'noResponse', answeredIn: 'responseIn', answers: 'requestIn', time: 'responseTime' },
  })
  .detailed({
    fields: [
      ['type', 'type'], ['code', 'code'], ['identifier', 'identifier'], ['sequence', 'sequence'],
      ['hop limit', 'currentHopLimit'],
      ['lifetime', 'routerLifetime'], ['target', 'target'],
    ],
    rows: ['options', 'records'],
  })
  .colored('control', ({ type }) => (type === 1 || type === 4 ? 'error' : isError(type) ? 'warning' : undefined))
  .summarized((icmp) => {
    const { type, code, target, group, records, mtu } = icmp
    const name = nameIn(icmpv6Types, type) ?? `ICMPv6 type ${type}`
    if (isError(type)) return `${icmpv6Codes[type]?.[code] ?? name}${mtu === undefined ? '' : `, MTU ${mtu}`}`
    if (icmp.sequence !== undefined) return `${name}, identifier ${icmp.identifier}, sequence ${icmp.sequence}`
    if (type >= 135 && type <= 137 && target === undefined) return name
    if (type === 135) return `Who has ${target}?`
    if (type === 136) return `${target} is at ${linkAddress(icmp.options) ?? 'an unknown address'}`
    if (type === 137) return lineOf([given`Redirect ${icmp.destination}`, `use ${target}`], ': ')
    if (records !== undefined) return `${name}: ${records.map(({ group }) => group).join(', ')}`
    return group === undefined || group === '::' ? name : `${name} ${group}`
  })

/** Bytes of the packet an error quotes, where extensions follow it (RFC 4884, section 4.2); an extended echo request has nothing but extensions. */
function quotedLength({ type, originalLength }: { readonly type: number; readonly originalLength: number | undefined }): number | undefined {
  return hasExtensions(type) ? 0 : originalLength
}

const linkAddress = (options: readonly { readonly targetAddress: Uint8Array | undefined }[] | undefined) => {
  const address = options?.find(({ targetAddress }) => targetAddress !== undefined)?.targetAddress
  return address && hex(address, ':')
}

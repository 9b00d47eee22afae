/** Cisco NetFlow 1, 5 and 7, NetFlow 9 of RFC 3954, and IPFIX of RFC 7011. */
import {
  bits, bytes, group, ipv4Address, list, nameIn, overlay, protocol, range, record, rest, time, u16, u32, u8, unfinished,
  type FactValues, type StreamMemory, type ViewOf,
} from '../../../../schema/index.ts'
import { ipProtocols } from '../../../names/ip-protocols.ts'
import { seconds, tcpFlags } from './elements.ts'
import { flowSet, rememberTemplates } from './templates.ts'

/** What the records of versions 1, 5 and 7 begin with. */
const flow = {
  source:      ipv4Address('cflow.srcaddr', 'SrcAddr'),
  destination: ipv4Address('cflow.dstaddr', 'DstAddr'),
  nextHop:     ipv4Address('cflow.nexthop', 'NextHop'),
  input:       u16('cflow.inputint', 'InputInt'),
  output:      u16('cflow.outputint', 'OutputInt'),
  packets:     u32('cflow.packets', 'Packets'),
  octets:      u32('cflow.octets', 'Octets'),
  first:       seconds('timestart', 'StartTime'),
  last:        seconds('timeend', 'EndTime'),
  sourcePort:  u16('cflow.srcport', 'SrcPort'),
  targetPort:  u16('cflow.dstport', 'DstPort'),
}
const service = { protocol: u8('cflow.protocol', 'Protocol', { names: ipProtocols }), tos: u8('cflow.tos', 'IP ToS', { base: 16 }) }
const systems = {
  sourceAs:    u16('cflow.srcas', 'SrcAS'),
  targetAs:    u16('cflow.dstas', 'DstAS'),
  sourceMask:  u8('cflow.srcmask', 'SrcMask'),
  targetMask:  u8('cflow.dstmask', 'DstMask'),
  unused:      bytes('cflow.padding', 'Padding', 2),
}
const flow1 = record('Flow', {
  ...flow, padding: bytes('cflow.padding', 'Padding', 2), ...service, tcpFlags, unused: bytes('cflow.padding', 'Padding', 7),
})
const flow5 = record('Flow', { ...flow, padding: bytes('cflow.padding', 'Padding', 1), tcpFlags, ...service, ...systems })
const flow7 = record('Flow', {
  ...flow, flags: u8('cflow.flags', 'Export Flags', { base: 16 }), tcpFlags, ...service, ...systems,
  shortcut: ipv4Address('cflow.routersc', 'Router Shortcut'),
})

const clock = {
  timestamp: overlay(time('cflow.timestamp', 'Timestamp', 'unix')),
  seconds:   u32('cflow.unix_secs', 'CurrentSecs'),
}
const nanoseconds = u32('cflow.unix_nsecs', 'CurrentNSecs')
const sequence = u32('cflow.sequence', 'FlowSequence')
const engines = { 0: 'RP', 1: 'VIP/Linecard', 2: 'PFC/DFC' } as const
const modes = { 0: 'No sampling mode configured', 1: 'Packet Interval sampling', 2: 'Random sampling' } as const
const uptime = seconds('sysuptime', 'SysUptime')
const header = record('Header', { version: u16('', 'Version'), count: u16('', 'Count') })
const begins = header.recognizer({ version: [1, 5, range(7, 10)], count: range(1) })
const sets = { sets: list('', 'FlowSets', flowSet) }

const [versionAt, countAt] = [header.reader('version'), header.reader('count')]
const ipfix = record('Message', { skipped: bytes('', 'Header', 12), domain: u32('', 'Observation Domain Id'), ...sets })
const shortest = 16
/** RFC 7011, section 10.4.2: only IPFIX is carried in streams; what its templates say is remembered once a message is whole. */
function messageLength(bytes: Uint8Array, start: number, end: number, memory: StreamMemory): number {
  if (end - start < 4) return unfinished
  const length = countAt(bytes, start)
  if (versionAt(bytes, start) !== 10 || length < shortest) return 0
  if (end - start >= length) {
    const message = ipfix.part(bytes, start, start + length, start)
    memory.own['told'] = rememberTemplates(message.domain, message.sets, memory)
  }
  return length
}
const mostShown = 3
type AnyFlow = Pick<ViewOf<typeof flow1>, 'source' | 'sourcePort' | 'destination' | 'targetPort' | 'protocol' | 'packets' | 'octets'>
const flowText = ({ source, sourcePort, destination, targetPort, protocol, packets, octets }: AnyFlow) =>
  `${nameIn(ipProtocols, protocol) ?? protocol} ${source}:${sourcePort} > ${destination}:${targetPort} ${packets} packets ${octets} bytes`
function setText({ id, templates, options, templates10, options10, flows }: ViewOf<typeof flowSet>): string {
  const declared = templates ?? options ?? templates10 ?? options10
  if (declared === undefined)
    return flows === undefined ? `data ${id}` : `data ${id} (${flows.length} flow${flows.length === 1 ? '' : 's'})`
  const kind = options ?? options10 ? 'options template' : 'template'
  return `${kind} ${declared.slice(0, mostShown).map((one) => one.id).join(' ')}`
}

export const netflow = protocol('cflow', 'Cisco NetFlow/IPFIX', {
  'udp.port': [2055, 4739, 9995, 9996], 'tcp.port': [4739], 'sctp.port': [4739],
})
  .specified('RFC 7011')
  .fields({ version: u16('cflow.version', 'Version') })
  .choice('version', { 10: { length: u16('cflow.len', 'Length', { unit: 'bytes' }) } }, { count: u16('cflow.count', 'Count') })
  .length(({ length, end, start }) => length ?? end - start)
  .choice('version', {
    1: { uptime, ...clock, nanoseconds, flows1: list('', 'Flows', flow1, { count: 'count' }) },
    5: {
      uptime, ...clock, nanoseconds, sequence,
      engineType:  u8('cflow.engine_type', 'EngineType', { names: engines }),
      engineId:    u8('cflow.engine_id', 'EngineId'),
      sampling:    group('', 'Sampling', {
        mode: bits(2, 'cflow.samplingmode', 'SamplingMode', { names: modes }), rate: bits(14, 'cflow.samplerate', 'SampleRate'),
      }),
      flows5:      list('', 'Flows', flow5, { count: 'count' }),
    },
    7: {
      uptime, ...clock, nanoseconds, sequence,
      reserved:    bytes('cflow.reserved', 'Reserved', 4),
      flows7:      list('', 'Flows', flow7, { count: 'count' }),
    },
    8: { uptime, ...clock, nanoseconds, sequence, aggregated: rest('', 'Aggregated flows') },
    9: { uptime, ...clock, sequence, source: u32('cflow.source_id', 'SourceId'), ...sets },
    10: {
      timestamp:   overlay(time('cflow.timestamp', 'Timestamp', 'unix')),
      exported:    u32('cflow.exporttime', 'ExportTime'),
      sequence,
      domain:      u32('cflow.od_id', 'Observation Domain Id'),
      ...sets,
    },
  })
  .fields({ rest: rest('', 'Data') })
  .accepts(begins)
  .streamed(messageLength, { tells: ({ own }) => own['told'] as FactValues | undefined })
  .remembers((layer, memory) => {
    const { version, sets = [], source, domain } = layer
    return version < 9 ? undefined : { ...rememberTemplates(source ?? domain ?? 0, sets, memory) }
  })
  .colored('management')
  .summarized(({ version, count, sequence, source, domain, sets = [], flows1, flows5, flows7 }) => {
    const words = [`v${version}`]
    const flows = flows1 ?? flows5 ?? flows7
    if (flows !== undefined) words.push(`${count} flow${count === 1 ? '' : 's'}`, ...flows.slice(0, mostShown).map((one) => flowText(one)))
    if (source !== undefined) words.push(`source ${source}`)
    if (domain !== undefined) words.push(`domain ${domain}`)
    words.push(...sets.slice(0, mostShown).map((set) => setText(set)))
    return [...words, ...(sequence === undefined ? [] : [`seq ${sequence}`])].join(', ')
  })

/** sFlow, version 5: "sFlow Version 5", July 2004, sflow.org. The packets it quotes are layers of their own. */
import {
  bits, group, ipv4Address, ipv6Address, list, protocol, record, rest, tlv, u32, type Derived, type ViewOf,
} from '../../../../schema/index.ts'
import { counterFormats, counterSets } from './counters.ts'
import { addressTypes, flowFormats, flowSets } from './flows.ts'

const sampleTypes = { 1: 'Flow sample', 2: 'Counters sample', 3: 'Expanded flow sample', 4: 'Expanded counters sample' } as const
const enterprise = bits(20, 'sflow.enterprise', 'Enterprise', { names: { 0: 'standard sFlow' } })

/** What is of a vendor, or not known here. */
const unknown = { data: rest('sflow.enterprise.data', 'Data') }

const flowRecord = tlv('Flow record', {
  kind:   group('', 'Data Format', { enterprise, format: bits(12, 'sflow_245.flow_record_format', 'Format', { names: flowFormats }) }),
  length: u32('sflow_5.flow_data_length', 'Flow data length', { unit: 'bytes' }),
})
  .choice(({ kind }) => (kind.enterprise === 0 ? kind.format : -1), flowSets, unknown)
  .fields({ padding: rest('', 'Padding') })
const counterRecord = tlv('Counters record', {
  kind:   group('', 'Data Format', {
    enterprise, format: bits(12, 'sflow_245.counters_record_format', 'Format', { names: counterFormats }),
  }),
  length: u32('sflow_5.flow_data_length', 'Flow data length', { unit: 'bytes' }),
})
  .choice(({ kind }) => (kind.enterprise === 0 ? kind.format : -1), counterSets as never, unknown)
  .fields({ padding: rest('', 'Padding') })

const interfaceFormats = { 0: 'single interface', 1: 'packet discarded', 2: 'multiple interfaces' } as const
const rates = {
  rate:  u32('sflow.flow_sample.sampling_rate', 'Sampling rate'),
  pool:  u32('sflow.flow_sample.sample_pool', 'Sample pool'),
  drops: u32('sflow.flow_sample.dropped_packets', 'Dropped packets'),
}
const flows = {
  flowCount: u32('sflow.flow_sample.flow_record', 'Flow records'),
  flows:     list('', 'Flow records', flowRecord, { count: 'flowCount' }),
}
const counters = {
  counterCount: u32('sflow.counters_sample.counters_records', 'Counters records'),
  counters:     list('', 'Counters records', counterRecord, { count: 'counterCount' }),
}
/** Section "Datagram Format": the two kinds of samples, each with small and with expanded numbers of interfaces. */
const sample = tlv('Sample', {
  kind:   group('', 'Sample Type', { enterprise, type: bits(12, 'sflow_245.sampletype', 'sFlow sample type', { names: sampleTypes }) }),
  length: u32('sflow_5.sample_length', 'Sample length', { unit: 'bytes' }),
}).choice(({ kind }) => (kind.enterprise === 0 ? kind.type : 0), {
  1: {
    sequence:     u32('sflow.flow_sample.sequence_number', 'Sequence number'),
    source:       group('', 'Source', {
      class: bits(8, 'sflow.flow_sample.source_id_class', 'Source ID class'), index: bits(24, 'sflow.flow_sample.index', 'Index'),
    }),
    ...rates,
    input:        u32('sflow.flow_sample.input_interface', 'Input interface (ifIndex)'),
    output:       group('sflow.flow_sample.output_interface', 'Output interface', {
      format: bits(2, 'sflow.flow_sample.output_interface_format', 'Output interface format', { names: interfaceFormats }),
      value:  bits(30, 'sflow.flow_sample.output_interface_value', 'Output interface value'),
    }),
    ...flows,
  },
  2: {
    sequence:     u32('sflow.counters_sample.sequence_number', 'Sequence number'),
    source:       group('', 'Source', {
      class: bits(8, 'sflow.counters_sample.source_id_type', 'Source ID type'),
      index: bits(24, 'sflow.counters_sample.source_id_index', 'Source ID index'),
    }),
    ...counters,
  },
  3: {
    sequence:     u32('sflow.flow_sample.sequence_number', 'Sequence number'),
    sourceType:   u32('sflow.flow_sample.source_id_type', 'Source ID type'),
    sourceIndex:  u32('sflow.flow_sample.source_id_index', 'Source ID index'),
    ...rates,
    inputFormat:  u32('sflow.flow_sample.input_interface_format', 'Input interface format', { names: interfaceFormats }),
    inputValue:   u32('sflow.flow_sample.input_interface_value', 'Input interface value'),
    outputFormat: u32('sflow.flow_sample.output_interface.format', 'Output interface format', { names: interfaceFormats }),
    outputValue:  u32('sflow.flow_sample.output_interface_value', 'Output interface value'),
    ...flows,
  },
  4: {
    sequence:     u32('sflow.counters_sample.sequence_number', 'Sequence number'),
    sourceType:   u32('sflow.counters_sample.source_id_type', 'Source ID type'),
    sourceIndex:  u32('sflow.counters_sample.source_id_index', 'Source ID index'),
    ...counters,
  },
}, unknown).fields({ padding: rest('', 'Padding') })
type Sample = ViewOf<typeof sample>

/** What leads to the protocol of a quoted header, by the number that the sample gives it. */
const quotedAs: Readonly<Record<number, readonly [string, number]>> = {
  1: ['ethertype', 0x6558], 11: ['ethertype', 0x0800], 12: ['ethertype', 0x86dd], 13: ['ethertype', 0x8847],
}
const mostQuoted = 32

function quotedIn(samples: readonly Sample[]): readonly Derived[] {
  const quoted: Derived[] = []
  for (const { flows = [] } of samples.slice(0, mostQuoted))
    for (const { protocol, header, frameLength = 0, stripped = 0 } of flows.slice(0, mostQuoted))
      if (header !== undefined && header.length > 0 && quoted.length < mostQuoted)
        quoted.push({
          speaks: protocol === undefined || quotedAs[protocol] === undefined ? [] : [quotedAs[protocol]],
          bytes: header,
          isCut: header.length < frameLength - stripped,
          label: 'Header of sampled packet',
        })
  return quoted
}

const versions = record('Datagram', { version: u32('', 'Version') })
const begins = versions.recognizer({ version: [2, 4, 5] })

export const sflow = protocol('sflow', 'InMon sFlow', { 'udp.port': [6343] })
  .specified('https://sflow.org/sflow_version_5.txt')
  .borrows('sflow_245', 'sflow_5')
  .fields({
    version:      u32('sflow_245.version', 'Datagram version'),
    addressType:  u32('sflow_245.agenttype', 'Agent address type', { names: addressTypes }),
  })
  .choice('addressType', {
    1: { agent: ipv4Address('sflow_245.agent', 'Agent address') },
    2: { agent: ipv6Address('sflow_245.agent.v6', 'Agent address') },
  })
  .cases([{ version: 5 }, { subAgent: u32('sflow_245.sub_agent_id', 'Sub-agent ID') }])
  .fields({
    sequence:     u32('sflow_245.sequence_number', 'Sequence number'),
    uptime:       u32('sflow_245.sysuptime', 'SysUptime', { unit: 'ms' }),
    sampleCount:  u32('sflow_245.numsamples', 'NumSamples'),
  })
  .cases([{ version: 5 }, { samples: list('', 'Samples', sample, { count: 'sampleCount' }) }])
  .fields({ data: rest('', 'Data') })
  .accepts(begins)
  // What it quotes is no packet of this conversation.
  .payload({ tables: [], quoted: true, length: () => 0 })
  .derives(['ethertype'], ({ samples = [] }) => quotedIn(samples))
  .colored('management')
  .summarized(({ version, agent, sequence, sampleCount, samples = [] }) => {
    const count = (...kinds: readonly number[]) => samples.filter(({ kind }) => kind.enterprise === 0 && kinds.includes(kind.type)).length
    const [flows, counters] = [count(1, 3), count(2, 4)]
    const kinds = [flows > 0 ? `${flows} flow` : '', counters > 0 ? `${counters} counters` : ''].filter((word) => word !== '')
    const more = kinds.length > 0 ? ` (${kinds.join(', ')})` : ''
    return `V${version}, agent ${agent ?? 'unknown'}, seq ${sequence}, ${sampleCount} sample${sampleCount === 1 ? '' : 's'}${more}`
  })

/** Traffic in RSVP: what a sender sends (SENDER_TSPEC), what is reserved (FLOWSPEC), what the path can do (ADSPEC). */
import { bits, bytes, f32, flag, group, list, record, rest, u16, u32, u8 } from '../../../../schema/index.ts'

const words = { unit: 'words' } as const
const dataLength = u16('rsvp.data_length', 'Data length', words)
/** RFC 2210, section 3.1. */
const services = { 1: 'Default General Parameters', 2: 'Guaranteed Rate', 5: 'Controlled Load', 6: 'Null Service' } as const
const parameters = { 126: 'Compression hint', 127: 'Token bucket', 128: 'Null service maximum packet size',
  130: 'Guaranteed-rate RSpec' } as const
const policed = u32('rsvp.minimum_policed_unit', 'Minimum policed unit [m]', { unit: 'bytes' })
const largest = u32('rsvp.maximum_packet_size', 'Maximum packet size [M]', { unit: 'bytes' })

/** `name` is `tspec` or `flowspec`. */
const parameterOf = (name: string) => record('Parameter', {
  parameter: u8('rsvp.parameter', 'Parameter', { names: parameters }),
  flags:     u8('rsvp.parameter_flags', 'Parameter flags', { base: 16 }),
  length:    u16('rsvp.parameter_length', 'Parameter length', words),
})
  .followedBy({ length: 'length', times: 4 })
  .choice('parameter', {
    127: {
      rate: f32(`rsvp.${name}.token_bucket_rate`, 'Token bucket rate'), size: f32(`rsvp.${name}.token_bucket_size`, 'Token bucket size'),
      peak: f32(`rsvp.${name}.peak_data_rate`, 'Peak data rate'), policed, largest,
    },
    128: { largest },
    126: { hint: u32('rsvp.tspec.hint', 'Hint', { base: 16 }), factor: u32('rsvp.tspec.compression_factor', 'Compression Factor') },
    130: { reserved: f32('rsvp.flowspec.rate', 'Rate'), slack: u32('rsvp.flowspec.slack_term', 'Slack term') },
  })
  .fields({ value: rest('rsvp.value', 'Value') })
/** RFC 2210, sections 3.1 and 3.2. */
const integrated = (name: string) => ({
  formatVersion: bits(4, `rsvp.${name}.message_format_version`, 'Message format version'),
  reserved1: bits(12, 'rsvp.reserved', 'Reserved'), dataLength,
  service: u8(`rsvp.${name}.service_header`, 'Service header', { names: services }), reserved2: bits(8, 'rsvp.reserved', 'Reserved'),
  serviceLength: u16('rsvp.data_length', 'Data length', words), parameters: list('rsvp.parameters', 'Parameters', parameterOf(name)),
})

const signals = {
  1: 'VT1.5 / VC-11', 2: 'VT2 / VC-12', 3: 'VT3', 4: 'VT6 / VC-2', 5: 'STS-1 SPE / VC-3', 6: 'STS-3c SPE / VC-4', 7: 'STS-1 / STM-0',
  8: 'STS-3 / STM-1', 9: 'STS-12 / STM-4', 10: 'STS-48 / STM-16', 11: 'STS-192 / STM-64', 12: 'STS-768 / STM-256',
} as const
const transparencies = [
  'M1_transparency', 'M0_transparency', 'B2_transparency', 'B1_transparency', 'E2_transparency', 'F1_transparency', 'E1_transparency',
  'K1_K2_transparency', 'LOH_MSOH_extended_DCC_transparency', 'LOH_MSOH_DCC_transparency', 'SOH_RSOH_DCC_transparency', 'J0_transparency',
  'multiplex_section', 'regenerator_section',
] as const
/** RFC 4606, section 2.1; `flags` is what Wireshark's names of flags begin with. */
const synchronous = (name: string, flags: string) => ({
  signal:        u8(`rsvp.${name}.signal_type`, 'Signal Type', { names: signals }),
  concatenation: group(`rsvp.${name}.requested_concatenation`, 'Requested Concatenation (RCC)', {
    reserved:    bits(6, 'rsvp.reserved', 'Reserved'),
    isArbitrary: flag(`rsvp.${flags}.arbitrary_contiguous_concatenation`, 'Arbitrary contiguous concatenation'),
    isStandard:  flag(`rsvp.${flags}.standard_contiguous_concatenation`, 'Standard contiguous concatenation'),
  }),
  contiguous:    u16(`rsvp.${name}.number_of_contiguous_components`, 'Number of Contiguous Components (NCC)'),
  virtual:       u16(`rsvp.${name}.number_of_virtual_components`, 'Number of Virtual Components (NVC)'),
  multiplier:    u16(`rsvp.${name}.multiplier`, 'Multiplier (MT)'),
  transparency:  group(`rsvp.${name}.transparency`, 'Transparency (T)', {
    reserved:    bits(18, 'rsvp.reserved', 'Reserved'),
    ...Object.fromEntries(transparencies.map((one) => [one, flag(`rsvp.${flags}.${one}`, one.replaceAll('_', ' '))])),
  }),
  profile:       u32(`rsvp.${name}.profile`, 'Profile (P)'),
})
/** RFC 4328, section 3.2; `multiplexed` is Wireshark's name of one field. */
const optical = (name: string, multiplexed: string) => ({
  signal:      u8(`rsvp.${name}.signal_type`, 'Signal Type'),
  reserved1:   bytes('', 'Reserved', 1),
  multiplexed: u16(multiplexed, 'Number of Multiplexed Components (NMC)'),
  virtual:     u16(`rsvp.${name}.number_of_virtual_components`, 'Number of Virtual Components (NVC)'),
  multiplier:  u16(`rsvp.${name}.multiplier`, 'Multiplier (MT)'),
  reserved2:   rest('rsvp.reserved_bytes', 'Reserved'),
})
/** RFC 6003, section 4. */
const bandwidthProfile = record('TLV', {
  type:   u16('rsvp.type', 'Type', { names: { 2: 'Ethernet Bandwidth Profile', 129: 'L2CP' } }),
  length: u16('rsvp.eth_tspec.length', 'Length', { unit: 'bytes' }),
})
  .followedBy({ length: 'length', minus: 4 })
  .choice('type', {
    2:   {
      profile:    group('rsvp.eth_tspec.profile', 'Profile', {
        reserved: bits(6, 'rsvp.reserved', 'Reserved'), isColored: flag('rsvp.eth_tspec_tlv.color_mode', 'Color Mode (CM)'),
        isCoupled: flag('rsvp.eth_tspec_tlv.coupling_flag', 'Coupling Flag (CF)'),
      }),
      index: u8('rsvp.eth_tspec.index', 'Index', { base: 16 }), reserved: u16('rsvp.eth_tspec.reserved', 'Reserved', { base: 16 }),
      committedRate: f32('rsvp.eth_tspec.cir', 'CIR'), committedBurst: f32('rsvp.eth_tspec.cbs', 'CBS'),
      excessRate: f32('rsvp.eth_tspec.eir', 'EIR'), excessBurst: f32('rsvp.eth_tspec.ebs', 'EBS'),
    },
    129: { ingress: u8('rsvp.eth_tspec.il2cp', 'IL2CP'), egress: u8('rsvp.eth_tspec.el2cp', 'EL2CP'),
      reserved: u16('rsvp.reserved', 'Reserved') },
  })
  .fields({ value: rest('rsvp.value', 'Value') })
const ethernet = (name: string) => ({
  granularity: u16('rsvp.switching_granularity', 'Switching granularity',
    { names: { 0: 'By signaling', 1: 'Ethernet port', 2: 'Ethernet frame' } }),
  mtu:         u16(`rsvp.${name}.mtu`, 'MTU', { unit: 'bytes' }),
  profiles:    list('rsvp.profiles', 'TLVs', bandwidthProfile),
})

/** By class and C-Type. */
export const flowspecs = {
  0x0901: {},
  0x0902: integrated('flowspec'),
  0x0904: synchronous('flowspec', 'flowspec'),
  0x0905: optical('flowspec', 'rsvp.flowspec.number_of_multiplexed_components'),
  0x0906: ethernet('flowspec'),
  0x0c02: integrated('tspec'),
  0x0c04: synchronous('tspec', 'sender_tspec'),
  0x0c05: optical('tspec', 'rsvp.number_of_multiplexed_components'),
  0x0c06: ethernet('tspec'),
}

/** RFC 2215, section 3, and RFC 2212, section 5. */
const estimates = {
  4: 'IS hop count', 6: 'Path bandwidth estimate', 8: 'Minimum path latency', 10: 'Composed MTU', 133: 'End-to-end composed value for C',
  134: 'End-to-end composed value for D', 135: 'Since-last-reshaping point composed C', 136: 'Since-last-reshaping point composed D',
} as const
const whole = { whole: u32('rsvp.adspec.uint', 'Value') }
const estimate = record('Parameter', {
  parameter: u8('rsvp.adspec.type', 'Type', { names: estimates }), flags: bits(8, 'rsvp.flags', 'Flags'),
  length: u16('rsvp.adspec.len', 'Length', words),
})
  .followedBy({ length: 'length', times: 4 })
  .choice('parameter', {
    4: whole, 6: { rate: f32('rsvp.adspec.float', 'Value') }, 8: whole, 10: whole, 133: whole, 134: whole, 135: whole, 136: whole,
  })
  .fields({ value: rest('rsvp.adspec.bytes', 'Value') })
const service = record('Service', {
  service:  u8('rsvp.adspec.service_header', 'Service header', { names: services }),
  isBroken: flag('rsvp.adspec.break_bit', 'Break bit'), reserved: bits(7, 'rsvp.reserved', 'Reserved'), length: dataLength,
}).followedBy({ length: 'length', times: 4 }).fields({ parameters: list('rsvp.parameters', 'Parameters', estimate) })

/** RFC 2210, section 3.3. */
export const advertised = {
  formatVersion: bits(4, 'rsvp.adspec.message_format_version', 'Message format version'),
  reserved1: bits(12, 'rsvp.reserved', 'Reserved'), dataLength,
  services:      list('rsvp.services', 'Services', service),
}

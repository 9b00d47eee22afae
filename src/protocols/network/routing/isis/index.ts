/** Intermediate System to Intermediate System, ISO/IEC 10589:2002, section 9. */
import {
  bits, bytes, flag, list, nameIn, protocol, u16, u32, u8, type Names, type View,
} from '../../../../schema/index.ts'
import { lspTlv } from './lsp.ts'
import { helloTlv, sequenceTlv, systemId } from './tlvs.ts'

const types: Names = {
  15: 'L1 Hello', 16: 'L2 Hello', 17: 'P2P Hello', 18: 'L1 LSP', 20: 'L2 LSP', 24: 'L1 CSNP', 25: 'L2 CSNP', 26: 'L1 PSNP', 27: 'L2 PSNP',
}
/** Section 9.5: what all PDUs begin with. */
export const isis = protocol('isis', 'IS-IS', { 'osinl.incl': [0x83] })
  .specified('ISO/IEC 10589:2002')
  .fields({
    discriminator: u8('isis.irpd', 'Intradomain Routing Protocol Discriminator', { base: 16 }),
    headerLength:  u8('isis.len', 'Length Indicator', { unit: 'bytes' }),
    version:       u8('isis.version', 'Version/Protocol ID Extension'),
    idLength:      u8('isis.sysid_len', 'ID Length'),
    typeReserved:  bits(3, 'isis.type.reserved', 'Reserved'),
    type:          bits(5, 'isis.type', 'PDU Type', { names: types }),
    version2:      u8('isis.version2', 'Version'),
    reserved:      u8('isis.reserved', 'Reserved'),
    areas:         u8('isis.max_area_adr', 'Maximum Area Addresses'),
  })
  .defaults({ discriminator: 0x83, version: 1, version2: 1 })
  .payload({ tables: [['isis.type', 'type']] })
  .colored('routing')
  .summarized(({ type }) => nameIn(types, type) ?? `type ${type}`)

const before = 8
const atLeast = (length: number) => Math.max(0, length - before)
const level = { 1: 'Level 1', 2: 'Level 2', 3: 'Level 1 and 2' }
/** ISO/IEC 10589, section 9.8: intermediate systems of level 2 are of level 1 too. */
const systemLevel = { 1: 'Level 1', 3: 'Level 2' }
const helloHead = {
  helloReserved: bits(6, 'isis.hello.reserved', 'Reserved'),
  circuitType:   bits(2, 'isis.hello.circuit_type', 'Circuit Type', { names: level }),
  source:        systemId('isis.hello.source_id', 'Source ID'),
  holdingTime:   u16('isis.hello.holding_timer', 'Holding Time', { unit: 's' }),
  length:        u16('isis.hello.pdu_length', 'PDU Length', { unit: 'bytes' }),
}
/** Sections 9.5 and 9.7; the header tells which by its length, which the layer before says. */
const helloOf = (label: string, keys: readonly number[]) =>
  protocol('isis.hello', label, { 'isis.type': keys })
    .specified('ISO/IEC 10589:2002').fields(helloHead).length(({ length }) => atLeast(length))
export const isisHello = helloOf('IS-IS Hello', [15, 16])
  .fields({
    priorityReserved: bits(1, 'isis.hello.priority_reserved', 'Reserved'),
    priority:         bits(7, 'isis.hello.priority', 'Priority'),
    designated:       systemId('isis.hello.lan_id', 'Designated IS', 7),
    tlvs:             list('isis.hello.tlvs', 'TLVs', helloTlv),
  })
  .colored('routing')
  .summarized(
    ({ circuitType, source, designated }) => `${nameIn(level, circuitType) ?? ''} Hello of ${source}, designated ${designated}`.trim()
  )
export const isisPointToPointHello = helloOf('IS-IS Point-to-Point Hello', [17])
  .fields({ circuit: u8('isis.hello.local_circuit_id', 'Local Circuit ID'), tlvs: list('isis.hello.tlvs', 'TLVs', helloTlv) })
  .colored('routing')
  .summarized(({ circuitType, source }) => `${nameIn(level, circuitType) ?? ''} point-to-point Hello of ${source}`.trim())

/** Section 9.8. */
export const isisLsp = protocol('isis.lsp', 'IS-IS Link State PDU', { 'isis.type': [18, 20] })
  .specified('ISO/IEC 10589:2002')
  .fields({
    length:     u16('isis.lsp.pdu_length', 'PDU Length', { unit: 'bytes' }),
    lifetime:   u16('isis.lsp.remaining_life', 'Remaining Lifetime', { unit: 's' }),
    id:         systemId('isis.lsp.lsp_id', 'LSP ID', 8),
    sequence:   u32('isis.lsp.sequence_number', 'Sequence Number', { base: 16 }),
    checksum:   u16('isis.lsp.checksum', 'Checksum', { base: 16 }),
    partition:  flag('isis.lsp.partition_repair', 'Partition Repair'),
    attachedError: flag('isis.lsp.error_metric', 'Attached, Error Metric'),
    attachedExpense: flag('isis.lsp.expense_metric', 'Attached, Expense Metric'),
    attachedDelay: flag('isis.lsp.delay_metric', 'Attached, Delay Metric'),
    attachedDefault: flag('isis.lsp.default_metric', 'Attached, Default Metric'),
    overload:   flag('isis.lsp.overload', 'Overload'),
    system:     bits(2, 'isis.lsp.is_type', 'IS Type', { names: systemLevel }),
  })
  .length(({ length }) => atLeast(length))
  .fields({ tlvs: list('isis.lsp.tlvs', 'TLVs', lspTlv) })
  .colored('routing', ({ lifetime }) => (lifetime === 0 ? 'warning' : undefined))
  .summarized(({ id, sequence, lifetime }) =>
    `LSP ${id}, sequence 0x${sequence.toString(16)}, ${lifetime === 0 ? 'purged' : `lifetime ${lifetime} s`}`)

interface Entered extends View {
  readonly entries?: readonly unknown[]
}
const counted = (tlvs: readonly object[]) => tlvs.reduce((sum, tlv) => sum + ((tlv as Entered).entries?.length ?? 0), 0)
const sequenceHead = (pdu: string) => ({
  length:  u16(`isis.${pdu}.pdu_length`, 'PDU Length', { unit: 'bytes' }),
  source:  systemId(`isis.${pdu}.source_id`, 'Source ID'),
  circuit: bytes(`isis.${pdu}.source_circuit`, 'Source Circuit', 1),
})
/** Section 9.10. */
export const isisCsnp = protocol('isis.csnp', 'IS-IS Complete Sequence Numbers PDU', { 'isis.type': [24, 25] })
  .specified('ISO/IEC 10589:2002')
  .fields({
    ...sequenceHead('csnp'), first: systemId('isis.csnp.start_lsp_id', 'Start LSP ID', 8),
    last: systemId('isis.csnp.end_lsp_id', 'End LSP ID', 8),
  })
  .length(({ length }) => atLeast(length))
  .fields({ tlvs: list('isis.csnp.tlvs', 'TLVs', sequenceTlv('csnp')) })
  .colored('routing')
  .summarized(({ source, tlvs }) => `CSNP of ${source}, ${counted(tlvs)} LSPs`)
/** Section 9.12. */
export const isisPsnp = protocol('isis.psnp', 'IS-IS Partial Sequence Numbers PDU', { 'isis.type': [26, 27] })
  .specified('ISO/IEC 10589:2002')
  .fields(sequenceHead('psnp'))
  .length(({ length }) => atLeast(length))
  .fields({ tlvs: list('isis.psnp.tlvs', 'TLVs', sequenceTlv('psnp')) })
  .colored('routing')
  .summarized(({ source, tlvs }) => `PSNP of ${source}, ${counted(tlvs)} LSPs`)

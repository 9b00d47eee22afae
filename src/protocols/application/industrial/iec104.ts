/** IEC 60870-5-104: control information over TCP (clause 5) and the application data units of IEC 60870-5-101 (clause 7). */
import {
  bits, computed, flag, nameIn, protocol, range, record, rest, u16, u24, u8, unfinished, type Names,
} from '../../../schema/index.ts'
import { objectSets } from './iec60870-objects.ts'

const little = { order: 'little' } as const
/** IEC 60870-5-101, tables 8 to 13, and -104, clause 8. */
const types = {
  1: 'M_SP_NA_1', 2: 'M_SP_TA_1', 3: 'M_DP_NA_1', 4: 'M_DP_TA_1', 5: 'M_ST_NA_1', 7: 'M_BO_NA_1', 9: 'M_ME_NA_1', 11: 'M_ME_NB_1',
  13: 'M_ME_NC_1', 15: 'M_IT_NA_1', 20: 'M_PS_NA_1', 21: 'M_ME_ND_1', 30: 'M_SP_TB_1', 31: 'M_DP_TB_1', 32: 'M_ST_TB_1', 33: 'M_BO_TB_1',
  34: 'M_ME_TD_1', 35: 'M_ME_TE_1', 36: 'M_ME_TF_1', 37: 'M_IT_TB_1', 45: 'C_SC_NA_1', 46: 'C_DC_NA_1', 47: 'C_RC_NA_1', 48: 'C_SE_NA_1',
  49: 'C_SE_NB_1', 50: 'C_SE_NC_1', 51: 'C_BO_NA_1', 58: 'C_SC_TA_1', 59: 'C_DC_TA_1', 60: 'C_RC_TA_1', 61: 'C_SE_TA_1', 62: 'C_SE_TB_1',
  63: 'C_SE_TC_1', 70: 'M_EI_NA_1', 100: 'C_IC_NA_1', 101: 'C_CI_NA_1', 102: 'C_RD_NA_1', 103: 'C_CS_NA_1', 105: 'C_RP_NA_1',
  107: 'C_TS_TA_1', 110: 'P_ME_NA_1', 111: 'P_ME_NB_1', 112: 'P_ME_NC_1', 113: 'P_AC_NA_1', 120: 'F_FR_NA_1', 121: 'F_SR_NA_1',
  122: 'F_SC_NA_1', 125: 'F_SG_NA_1', 126: 'F_DR_TA_1',
} satisfies Names
/** IEC 60870-5-101, table 14. */
const causes = {
  1: 'Per/Cyc', 2: 'Back', 3: 'Spont', 4: 'Init', 5: 'Req', 6: 'Act', 7: 'ActCon', 8: 'Deact', 9: 'DeactCon', 10: 'ActTerm', 11: 'Retrem',
  12: 'Retloc', 13: 'File', 20: 'Inrogen', 37: 'Reqcogen', 44: 'UkTypeId', 45: 'UkCauseTx', 46: 'UkComAdrASDU', 47: 'UkIOA',
} satisfies Names
/** Clause 5.1. */
const controls = {
  1: 'STARTDT act', 2: 'STARTDT con', 4: 'STOPDT act', 8: 'STOPDT con', 16: 'TESTFR act', 32: 'TESTFR con',
} satisfies Names
const header = record('APCI', { mark: u8('iec60870_asdu.start', 'START'), length: u8('iec60870_104.apdulen', 'ApduLen') })
const begins = header.recognizer({ mark: 0x68, length: range(4, 253) })
const lengthAt = header.reader('length')
const frameKind = ({ format }: { readonly format: number }) => ((format & 1) === 0 ? 'I' : format & 2 ? 'U' : 'S')

const hex = { order: 'little', base: 16 } as const

export const iec104 = protocol('iec60870_104', 'IEC 60870-5-104', { 'tcp.port': [2404], 'iec104.next': [1] })
  .specified('IEC 60870-5-104')
  .borrows('iec60870_asdu')
  .fields({
    startByte: u8('iec60870_asdu.start', 'START', { base: 16 }),
    length:    u8('iec60870_104.apdulen', 'ApduLen', { unit: 'bytes' }),
    format:    u8('iec60870_104.control1', 'Control field 1', { base: 16 }),
    type:      computed('iec60870_104.type', 'Type', 'format', (octet) => ((octet & 1) === 0 ? 0 : octet & 3),
      { names: { 0: 'I', 1: 'S', 3: 'U' } }),
  })
  .length(({ length, format }) => ((format & 1) === 0 ? 6 : length + 2))
  .fields({ second: u8('iec60870_104.control2', 'Control field 2', { base: 16 }),
    third: u16('iec60870_104.control3', 'Control fields 3 and 4', hex) })
  .fields({
    tx: computed('iec60870_104.tx', 'Tx', ({ type, format, second }) => (type === 0 ? ((second << 8) | format) >> 1 : Number.NaN)),
    rx: computed('iec60870_104.rx', 'Rx', ({ type, third }) => (type === 3 ? Number.NaN : third >> 1)),
    unnumbered: computed('iec60870_104.utype', 'UType', ({ type, format }) => (type === 3 ? format >> 2 : Number.NaN),
      { base: 16, names: controls }),
  })
  .accepts(begins)
  .streamed((bytes, start, end) => (end - start < 2 ? unfinished : begins(bytes, start, end) ? lengthAt(bytes, start) + 2 : 0))
  .payload({ tables: [['iec104.next', (layer) => (frameKind(layer) === 'I' && layer.length > 4 ? 2 : 1)]] })
  .colored('messages')
  .summarized((layer) => {
    const kind = frameKind(layer)
    if (kind === 'U') return `U ${nameIn(controls, layer.format >> 2) ?? layer.format}`
    const heard = `receive ${layer.rx ?? 0}`
    return kind === 'S' ? `S ${heard}` : `I send ${layer.tx ?? 0} ${heard}`
  })

/** IEC 60870-5-101, clause 7.2: its length is that of the frame around it. */
export const iec60870Asdu = protocol('iec60870_asdu', 'IEC 60870-5-101/104 ASDU', { 'iec104.next': [2] })
  .specified('IEC 60870-5-101')
  .fields({
    type:       u8('iec60870_asdu.typeid', 'TypeId', { names: types }),
    isSequence: flag('iec60870_asdu.sq', 'SQ'),
    count:      bits(7, 'iec60870_asdu.numix', 'NumIx'),
    isTest:     flag('iec60870_asdu.test', 'Test'),
    isNegative: flag('iec60870_asdu.nega', 'Negative'),
    cause:      bits(6, 'iec60870_asdu.causetx', 'CauseTx', { names: causes }),
    originator: u8('iec60870_asdu.oa', 'OA'),
    address:    u16('iec60870_asdu.addr', 'Addr', little),
  })
  .length(({ bytes, start }) => lengthAt(bytes, start - 6) - 4)
  .choice(({ type, isSequence }) => `${type}.${isSequence ? 1 : 0}`, objectSets as {}, {
    object: u24('iec60870_asdu.ioa', 'IOA', little), rawData: rest('iec60870_asdu.rawdata', 'Raw Data'),
  })
  .fields({ more: rest('', 'Data') })
  .payload({ tables: [['iec104.next', () => 1]] })
  .colored('messages', ({ isNegative }) => (isNegative ? 'error' : undefined))
  .summarized((layer) => {
    const { type, cause, address, isNegative } = layer
    const { first, object, objects = [] } = layer as Objects
    const places = first ?? object ?? objects.slice(0, 4).map((one) => one.address).join(',')
    return [
      nameIn(types, type) ?? `type ${type}`, nameIn(causes, cause) ?? `cause ${cause}`, ...(isNegative ? ['negative'] : []), address,
      'object',
      `${places}${first === undefined && objects.length > 4 ? ',...' : ''}`,
    ].join(' ')
  })

interface Objects {
  readonly first?: number
  readonly object?: number
  readonly objects?: readonly { readonly address: number }[]
}

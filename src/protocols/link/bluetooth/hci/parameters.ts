/** Makes the fields of commands and events from the words of their parameters. */
import {
  bytes, list, record, text, uint, u16, u24, u32, u64, u8, type Field, type Fields, type Names, type View,
} from '../../../../schema/index.ts'
import { advertisingData, classOfDevice } from '../advertising.ts'
import { channelMap, companies, deviceAddress, errors, flags, hexadecimal, inOneWord, little, longFlags, versions } from '../common.ts'
import { flagWords } from './flag-words.ts'
import { words } from './words.ts'

type AnyField = Field<unknown, never>
export type Parameters = Fields<View>

const disabledOrNot = { 0: 'disabled', 1: 'enabled' }
const addressTypes = { 0: 'Public Device Address', 1: 'Random Device Address', 2: 'Public Identity Address', 3: 'Random Identity Address' }
const phys = { 1: 'LE 1M', 2: 'LE 2M', 3: 'LE Coded' }
const roles = { 0: 'Central', 1: 'Peripheral' }
const capabilities = { 0: 'Display Only', 1: 'Display Yes/No', 2: 'Keyboard Only', 3: 'No Input, No Output' }
/** What the numbers of a parameter stand for. */
const namesOf: Readonly<Record<string, Names>> = {
  status: errors, reason: errors, comp_id: companies, hci_vers_nr: versions, lmp_vers_nr: versions, io_capability: capabilities,
  le_peer_address_type: addressTypes, le_own_address_type: addressTypes, le_address_type: addressTypes, role: roles, curr_role: roles,
  le_direct_address_type: addressTypes, le_peer_identity_address_type: addressTypes, le_advts_enable: disabledOrNot,
  le_scan_enable: disabledOrNot, phy: phys, le_tx_phy: phys, le_rx_phy: phys, adv_phy: phys, primary_phy: phys, secondary_phy: phys,
  link_type: { 0: 'SCO', 1: 'ACL', 2: 'eSCO' }, scan_enable: { 0: 'none', 1: 'inquiry', 2: 'page', 3: 'inquiry and page' },
  le_scan_type: { 0: 'passive', 1: 'active' }, current_mode: { 0: 'Active', 1: 'Hold', 2: 'Sniff', 3: 'Park' },
  encryption_enable: { 0: 'off', 1: 'on', 2: 'on, AES-CCM' }, air_mode: { 0: 'u-law', 1: 'A-law', 2: 'CVSD', 3: 'transparent' },
  event_type: { 0: 'ADV_IND', 1: 'ADV_DIRECT_IND', 2: 'ADV_SCAN_IND', 3: 'ADV_NONCONN_IND', 4: 'SCAN_RSP' },
}
const numbers = { 8: u8, 16: u16, 24: u24, 32: u32, 64: u64 } as const

const propertyOf = (name: string) => `${inOneWord(name).replace(/^\d/, 'of$&')}${/^(data|window|end|start)$/.test(name) ? 'Value' : ''}`

function fieldOf(prefix: string, name: string, kind: string, label: string): AnyField {
  const filter = `${prefix}.${name.split('/')[0]}`
  const size = Number(kind.slice(1))
  const look = { ...(kind[0] === 'x' ? hexadecimal : little), ...(kind[0] === 's' && { signed: true }),
    ...(namesOf[name] !== undefined && { names: namesOf[name] }) }
  if (kind[0] === 'a') return deviceAddress(filter, label) as AnyField
  if (kind[0] === 'b') return bytes(filter, label, size) as AnyField
  if (kind[0] === 't') return text(filter, label, size, { padding: 'zero' }) as AnyField
  const number = numbers[size as 8] as typeof u8 | undefined
  return (number === undefined ? uint(filter, label, () => size / 8, look) : number(filter, label, look)) as AnyField
}

const known = new Map(words.split('|').map((entry) => {
  const [name = '', kind = '', ...label] = entry.trim().split(' ')
  return [name, { kind, label: label.join(' ') }]
}))

const codingFormat = (prefix: string, label: string) => list('', label, record(label, {
  codec: u8(`${prefix}.codec_id`, 'Codec', { base: 16 }),
  company: u16(`${prefix}.company_id`, 'Company ID', { ...hexadecimal, names: companies }),
  vendorCodec: u16(`${prefix}.vendor_codec_id`, 'Vendor Codec ID', hexadecimal),
}), { count: 1 })
const flowSpecification = (prefix: string) => list('', 'Flow Specification', record('Flow Specification', {
  identifier: u8(`${prefix}.ident`, 'Identifier', { base: 16 }), service: u8(`${prefix}.servicetype`, 'Service Type', { base: 16 }),
  largest: u16(`${prefix}.sdu_size`, 'Maximum SDU Size', little),
  arrival: u32(`${prefix}.sdu_arrival_time`, 'SDU Inter-arrival Time', { ...little, unit: 'us' }),
  latency: u32(`${prefix}.access_latency`, 'Access Latency', { ...little, unit: 'us' }),
  flush: u32(`${prefix}.flushto`, 'Flush Timeout', { ...little, unit: 'us' }),
}), { count: 1 })

/** Parameters that are more than one number. */
function specialOf(prefix: string, name: string): AnyField | undefined {
  if (name === 'class_of_device') return classOfDevice as AnyField
  if (name === 'eir') return advertisingData() as AnyField
  if (name.endsWith('coding_format')) return codingFormat(prefix, 'Coding Format') as AnyField
  if (name === 'flow_spec') return flowSpecification(prefix) as AnyField
  if (name === 'local_supported_cmds') return bytes(`${prefix}.${name}`, 'Local Supported Commands', 64) as AnyField
  const set = flagWords[name]
  return set && (flags(set.isNamed ? `${prefix}.${set.filter ?? name}` : '', set.label, set.size, set.words, `${prefix}.`) as AnyField)
}

/** The fields of parameters named by words, under the filter names of `prefix`. */
export function parametersOf(prefix: string, names: string): Parameters {
  const fields: Record<string, AnyField> = {}
  for (const name of names.split(' ').filter((word) => word !== '')) {
    const set = flagWords[name]
    if (set?.size === 64) {
      Object.assign(fields, longFlags(propertyOf(name), set.isNamed ? `${prefix}.${name}` : '', set.label, set.words, `${prefix}.`))
      continue
    }
    if (name === 'le_channel_map') {
      Object.assign(fields, channelMap(`${prefix}.${name}`))
      continue
    }
    const { kind, label } = known.get(name) ?? { kind: '', label: '' }
    const field = specialOf(prefix, name) ?? fieldOf(prefix, name, kind, label)
    const key = propertyOf(name)
    fields[key in fields ? `${key}${Object.keys(fields).length}` : key] = field
  }
  return fields as never
}

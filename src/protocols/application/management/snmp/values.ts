/** Names and values of objects: VarBind of RFC 3416, section 3. */
import { ahead, ber, berElement, converted, list, record, type ViewOf } from '../../../../schema/index.ts'
import { objectName } from './names.ts'

/** The tags of values: RFC 2578, section 7.1. */
const octetString = 0x04
const objectId = 0x06
const ipAddress = 0x40
const timeTicks = 0x43

const named = (oid: string | undefined): string => {
  const name = oid === undefined ? '' : objectName(oid)
  return name === oid ? name : `${oid} (${name})`
}
/** An identifier that is shown with the name of its object. */
export const namedOid = (filter: string, label: string) => ({ ...ber.oid(filter, label), show: named })
/** A number without a sign, which some send without the zero in front of its highest bit. */
const unsigned = (filter: string, label: string, tag: number, bits = 32) => converted(ber.integer(filter, label, { tag }),
  (value) => (value !== undefined && value < 0 ? Number(BigInt.asUintN(bits, BigInt(value))) : value) as number | undefined,
  'number', (value) => value)
/** An address of four bytes. */
export const address = (filter: string, label: string) => converted(ber.octets(filter, label, { tag: ipAddress }),
  (octets) => (octets?.length === 4 ? octets.join('.') : undefined), 'ipv4', (text) => Uint8Array.from(text.split('.'), Number))
const nothing = (filter: string, label: string, tag: number) => ber.sequence(filter, label, record(label, {}), { tag })

const printable = /^[\t\n\r\x20-\x7e]+$/
/** Bytes as text where they are nothing else, without what follows its first line. */
function textIn(octets: Uint8Array): string | undefined {
  const text = String.fromCharCode(...octets.subarray(0, mostCharacters))
  return printable.test(text) ? text.split(/[\r\n]/, 1)[0] : undefined
}
const mostCharacters = 256
const octets = ber.octets('snmp.value.octets', 'Value (OctetString)')
function octetsText(value: Uint8Array | undefined): string {
  const text = value && textIn(value)
  const digits = octets.show(value)
  return text === undefined ? digits : `${digits} ("${text}")`
}

const binding = record('VarBind', { name: namedOid('snmp.name', 'Object Name'), tag: ahead(8) }).choice('tag', {
  0x02: { integer: ber.integer('snmp.value.int', 'Value (Integer32)') },
  [octetString]: { octets: { ...octets, show: octetsText } },
  0x05: { null: nothing('snmp.value.null', 'Value (Null)', 0x05) },
  [objectId]: { oid: namedOid('snmp.value.oid', 'Value (OID)') },
  [ipAddress]: { address: address('snmp.value.ipv4', 'Value (IpAddress)') },
  0x41: { counter: unsigned('snmp.value.counter', 'Value (Counter32)', 0x41) },
  0x42: { gauge: unsigned('snmp.value.u32', 'Value (Unsigned32)', 0x42) },
  [timeTicks]: { ticks: unsigned('snmp.value.timeticks', 'Value (Timeticks)', timeTicks) },
  0x44: { opaque: ber.octets('snmp.value.opaque', 'Value (Opaque)', { tag: 0x44 }) },
  0x45: { nsap: ber.octets('snmp.value.nsap', 'Value (NSAP)', { tag: 0x45 }) },
  0x46: { counter: unsigned('snmp.value.counter', 'Value (Counter64)', 0x46, 64) },
  0x80: { noSuchObject: nothing('snmp.noSuchObject', 'noSuchObject', 0x80) },
  0x81: { noSuchInstance: nothing('snmp.noSuchInstance', 'noSuchInstance', 0x81) },
  0x82: { endOfMibView: nothing('snmp.endOfMibView', 'endOfMibView', 0x82) },
}).fields({ more: list('', 'More', berElement) })

const variable = record('Variable', { binding: ber.sequence('snmp.VarBind_element', 'VarBind', binding) })
export const variables = ber.list('snmp.variable_bindings', 'variable-bindings', variable)
type Variable = ViewOf<typeof variable>

/** Hundredths of a second as tools of SNMP show them: `1:02:03:04.05`. */
function duration(ticks: number): string {
  const two = (value: number) => `${value}`.padStart(2, '0')
  const [seconds, minutes, hours] = [Math.floor(ticks / 100), Math.floor(ticks / 6000), Math.floor(ticks / 360000)]
  return `${Math.floor(hours / 24)}:${two(hours % 24)}:${two(minutes % 60)}:${two(seconds % 60)}.${two(ticks % 100)}`
}

const exceptions: Readonly<Record<number, string>> = { 0x80: 'noSuchObject', 0x81: 'noSuchInstance', 0x82: 'endOfMibView' }
function valueOf(binding: NonNullable<Variable['binding']>): string | undefined {
  const { tag, integer, octets, oid, address, counter, gauge, ticks, opaque } = binding
  if (octets !== undefined) {
    const text = textIn(octets)
    return text === undefined ? `${octets.length} bytes` : `"${text}"`
  }
  if (oid !== undefined) return objectName(oid)
  if (ticks !== undefined) return duration(Number(ticks))
  const plain = integer ?? address ?? counter ?? gauge
  return plain === undefined ? (opaque === undefined ? exceptions[tag] : `${opaque.length} bytes`) : `${plain}`
}

const mostShown = 5
/** What a message says of objects: `sysUpTime.0 = 0:01:02:03.04`. */
export function variablesText(variables: readonly Variable[]): string {
  const shown = variables.slice(0, mostShown).flatMap(({ binding }) => {
    if (binding?.name === undefined) return []
    const value = valueOf(binding)
    return [`${objectName(binding.name)}${value === undefined ? '' : ` = ${value}`}`]
  })
  const more = variables.length - mostShown
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

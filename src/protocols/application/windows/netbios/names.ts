/** NetBIOS names: RFC 1001, section 14, and RFC 1002, section 4.1. */
import { converted, domainName, nameIn, text, type Field } from '../../../../schema/index.ts'

/** What the last byte of a name says of its owner: Microsoft, "NetBIOS Suffixes" (KB 163409). */
const suffixes = {
  0x00: 'Workstation/Redirector', 0x01: 'Browser', 0x02: 'Workstation/Redirector', 0x03: 'Messenger service/Main name',
  0x05: 'Forwarded name', 0x06: 'RAS Server service', 0x1b: 'Domain Master Browser', 0x1c: 'Domain Controllers',
  0x1d: 'Local Master Browser',
  0x1e: 'Browser Election Service', 0x1f: 'Net DDE Service', 0x20: 'Server service', 0x21: 'RAS client service',
  0x22: 'Exchange Interchange (MSMail Connector)', 0x23: 'Exchange Store', 0x24: 'Exchange Directory', 0x2b: 'Lotus Notes Server service',
  0x30: 'Modem sharing server service', 0x31: 'Modem sharing client service', 0x43: 'SMS Clients Remote Control',
  0x44: 'SMS Administrators Remote Control Tool', 0x45: 'SMS Clients Remote Chat', 0x46: 'SMS Clients Remote Transfer',
  0x6a: 'Exchange IMC', 0x87: 'Exchange MTA', 0xbe: 'Network Monitor Agent', 0xbf: 'Network Monitor Utility',
} as const

const byteIn = (code: number) => `<${code.toString(16).padStart(2, '0')}>`
const longest = 16

/** Sixteen characters as people write them: without the spaces that fill them up, and the last as a number. */
function nameText(characters: string): string {
  const codes = Array.from(characters, (character) => character.charCodeAt(0))
  const suffix = codes.length === longest ? codes.pop() : undefined
  const words = codes.map((code) => (code < 0x20 || code > 0x7e ? byteIn(code) : String.fromCharCode(code))).join('')
  return `${words.trimEnd()}${suffix === undefined ? '' : byteIn(suffix)}`
}

/** Each half of a byte is a letter from A on; a scope may follow, as the domain that the name is in. */
function decoded(name: string): string {
  const [first = '', ...scope] = name.split('.')
  if (!/^(?:[A-P]{2})+$/.test(first)) return name
  const codes = Array.from({ length: first.length / 2 }, (_, index) =>
    ((first.charCodeAt(2 * index) - 0x41) << 4) | (first.charCodeAt(2 * index + 1) - 0x41))
  return [nameText(String.fromCharCode(...codes)), ...scope].join('.')
}

/** The same with what its last byte says. */
export const describedName = (filter: string, label: string): Field<string, unknown> =>
  converted(domainName(filter, label), (encoded) => {
    const name = decoded(encoded)
    const [, digits] = /<([\da-f]{2})>$/.exec(name) ?? []
    const words = digits === undefined ? undefined : nameIn(suffixes, Number.parseInt(digits, 16))
    return words === undefined ? name : `${name} (${words})`
  })

/** A name as name service and datagrams write it: as a domain name, each byte in two letters. */
export const encodedName = (filter: string, label: string): Field<string, unknown> => converted(domainName(filter, label), decoded)

/** A name of sixteen bytes as it is. */
export const plainName = (filter: string, label: string): Field<string | undefined, unknown> =>
  converted(text(filter, label, longest, { encoding: 'latin-1' }), (name) => nameText(name ?? ''))

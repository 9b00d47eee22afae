/** Which names of display filters Wireshark has and onwire lacks. */
import { wiresharkFields, wiresharkProtocols } from '../protocols/names/wireshark-names.ts'

/** What to say of such a name, after a message; undefined for any other. */
export function lackingOf(name: string): string | undefined {
  const successor = successors[name]
  if (successor !== undefined) return `; Wireshark calls it ${successor}`
  if (name.startsWith('_ws.')) return '; it is a field of Wireshark that onwire lacks'
  const [protocol, field] = partsOf(name)
  if (field !== undefined && has(wiresharkFields[protocol], field))
    return '; it is a field of Wireshark that onwire lacks'
  if (!has(wiresharkProtocols, protocol)) return undefined
  return field === undefined
    ? '; it is a protocol of Wireshark that onwire does not decode'
    : `; ${protocol} is a protocol of Wireshark that onwire does not decode`
}

function partsOf(name: string): readonly [string, string | undefined] {
  const dot = name.indexOf('.', 1)
  return dot < 0 ? [name, undefined] : [name.slice(0, dot), name.slice(dot + 1)]
}

const has = (words: string | undefined, word: string) => words?.split(/\s+/).includes(word) === true

/** Names that Wireshark has given up. */
const successors: Readonly<Record<string, string>> = { ssl: 'tls', bootp: 'dhcp' }

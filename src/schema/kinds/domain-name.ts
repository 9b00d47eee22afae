/**
 * Domain names, as DNS and its relatives write them: labels up to the root or a pointer, RFC 1035 sections 3.1 and
 * 4.1.4.
 */
import type { Field } from '../field.ts'
import type { View } from '../view.ts'

/**
 * A domain name as text: `example.test`, `<Root>` for the root; what is not printable is escaped, what is not UTF-8
 * becomes U+FFFD. `whole` is for those that may not be written with a pointer to an earlier one (RFC 3597, section 4).
 */
export const domainName = (
  filter: string,
  label: string,
  { whole = false }: { readonly whole?: boolean } = {},
): Field<string, unknown> => ({
  filter,
  label,
  also: [],
  type: 'text',
  holds: 'domain-name',
  relative: true,
  size: (self, at) => domainNameSize(self.bytes, at, self.end),
  bind: () => (bytes, at, self) => shown(follow(bytes, at, self.end, self.origin)),
  show: (name) => name,
  wire: { kind: 'domain name', whole },
})

/** Bytes a domain name takes at its own place; Infinity if it does not end before `end` or is no name. */
export function domainNameSize(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end && at - start < longest; at += 1 + bytes[at]!) {
    if (bytes[at]! >= pointer) return at + 2 - start
    if (bytes[at]! > longestLabel) return Infinity
    if (bytes[at] === 0) return at + 1 - start
  }
  return Infinity
}

/**
 * How long the domain name that a record begins with is in octets, its dots counted and nothing escaped, and how many
 * labels that makes.
 */
export function domainNameMeasures(self: View): { readonly length: number; readonly labels: number } {
  const length = follow(self.bytes, self.start, self.end, self.origin)
  if (length <= 0) return { length: shown(length).length, labels: 1 }
  let labels = 1
  for (let at = 0; at < length; at++) if (gathered[at] === dot) labels++
  return { length, labels }
}

/** Octets in a name with the lengths of its labels, RFC 1035 section 2.3.4. */
const longest = 255
const longestLabel = 63
const pointer = 0xc0
/** More than a name has labels, so that a pointer after each is followed. Chains of pointers cost time. */
const mostPointers = 128
const dot = 0x2e

/** The labels of the name looked at last, with dots in between. */
const gathered = new Uint8Array(longest)
const astray = -1

/** Gathers the labels of a name and returns how many octets that are; `astray` if it is no name. */
function follow(bytes: Uint8Array, start: number, end: number, origin: number): number {
  let length = 0
  let run = start
  let pointers = 0
  for (let at = start; at < end;) {
    const octet = bytes[at]!
    if (octet === 0) return length
    if (octet >= pointer) {
      const target = origin + (((octet & 0x3f) << 8) | bytes[at + 1]!)
      // "A prior occurrence": each run of labels starts before the last, so that they come to an end.
      if (at + 1 >= end || target >= run || ++pointers > mostPointers) return astray
      run = at = target
    } else {
      const dots = length === 0 ? 0 : 1
      if (octet > longestLabel || length + dots + octet > longest - 2) return astray
      if (dots === 1) gathered[length++] = dot
      for (const last = Math.min(at + octet, end - 1); at < last;) gathered[length++] = bytes[++at]!
      at++
    }
  }
  return length
}

function shown(length: number): string {
  if (length === astray) return '<Name that does not end>'
  if (length === 0) return '<Root>'
  let plain = 0
  while (plain < length && gathered[plain]! >= 0x20 && gathered[plain]! < 0x7f) plain++
  // Nearly every name: one string instead of one for each character. `apply` takes whatever is like an array, though
  // its type asks for one, and to make one of each name would cost more than the name.
  if (plain === length) return String.fromCharCode.apply(undefined, gathered.subarray(0, length) as unknown as number[])
  let text = ''
  for (let at = 0; at < length;) {
    const next = behindCharacter(at, length)
    const character =
      next === at + 1 && gathered[at]! < 0x80
        ? String.fromCharCode(gathered[at]!)
        : utf8.decode(gathered.subarray(at, next))
    text += character.startsWith('\ufffd') ? '\ufffd' : printable(character)
    at = next
  }
  return text
}

/**
 * Where the character at `at` ends; an octet that begins a longer one takes what continues it, right or wrong, so that
 * both make one U+FFFD.
 */
function behindCharacter(at: number, length: number): number {
  const octet = gathered[at]!
  const most =
    octet < 0xc0 || octet > 0xfd ? 1 : octet < 0xe0 ? 2 : octet < 0xf0 ? 3 : octet < 0xf8 ? 4 : octet < 0xfc ? 5 : 6
  let next = at + 1
  while (next < length && next - at < most && (gathered[next]! & 0xc0) === 0x80) next++
  return next
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

const printable = (character: string) =>
  character >= ' ' && character !== '\x7f'
    ? character
    : (letters[character] ?? `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`)
const letters: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
}

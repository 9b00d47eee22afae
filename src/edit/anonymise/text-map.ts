/** Replaces text and domain names word by word, so that each keeps its length and its punctuation. */
import type { AddressMap } from './addresses.ts'
import type { WordMap } from './word-map.ts'

export class TextMap {
  private readonly address = new Uint8Array(16)

  constructor(
    private readonly words: WordMap,
    private readonly addresses: AddressMap,
  ) {}

  /** Replaces the words from byte `at` to `end`, and control characters other than those between lines and words. */
  text(bytes: Uint8Array, at: number, end: number): void {
    const text = characters(bytes, at, end)
    for (const { 0: found, index } of text.matchAll(wordsAndAddresses)) {
      const isAddress = /[.:]/.test(found)
      // The parts of an address depend on those before it: alone, they would be told by how often they occur.
      let context = isAddress ? ':' : ''
      for (const { 0: word, index: place } of found.matchAll(/[^.:]+/g)) {
        const start = at + index + place
        if (isAddress || !keptWords.has(word.toLowerCase())) this.words.map(bytes, start, start + word.length, context)
        if (isAddress) context += `${word.toLowerCase()}:`
      }
    }
    for (; at < end; at++) if (isControl(bytes[at]!)) bytes[at] = filler
  }

  /** Replaces the labels of a domain name; `labels` is the whole name, with those that a pointer leads to. */
  domainName(into: Uint8Array, labels: readonly Label[]): void {
    const names = labels.map(({ text }) => text.toLowerCase())
    if (names.at(-1) === 'arpa' && names.at(-2) === 'ip6') return this.nibbles(into, labels.slice(0, -2))
    if (names.at(-1) === 'arpa' && names.at(-2) === 'in-addr') return this.octets(into, labels.slice(0, -2))
    for (const label of labels) this.label(into, label)
  }

  /** RFC 3596, section 2.5. */
  private nibbles(into: Uint8Array, labels: readonly Label[]): void {
    const { address } = this
    const digits = labels.filter(({ text }) => /^[0-9a-f]$/i.test(text)).reverse()
    address.fill(0)
    digits
      .slice(0, 32)
      .forEach(({ text }, index) => (address[index >> 1]! |= parseInt(text, 16) << (index % 2 ? 0 : 4)))
    this.addresses.ipv6(address, 0)
    digits.slice(0, 32).forEach(({ place, text }, index) => {
      const digit = (address[index >> 1]! >> (index % 2 ? 0 : 4)) & 15
      const written = digit.toString(16)
      if (place >= 0) into[place] = (/[A-F]/.test(text) ? written.toUpperCase() : written).charCodeAt(0)
    })
    for (const label of labels) if (!digits.slice(0, 32).includes(label)) this.label(into, label)
  }

  /** RFC 1035, section 3.5. The numbers keep their lengths, so they are not those of the replaced address. */
  private octets(into: Uint8Array, labels: readonly Label[]): void {
    let context = '.'
    for (const label of labels.toReversed()) {
      this.label(into, label, context)
      context += `${label.text.toLowerCase()}.`
    }
  }

  private label(into: Uint8Array, { place, text }: Label, context?: string): void {
    if (place < 0) return
    if (context !== undefined && /^\d+$/.test(text)) this.words.map(into, place, place + text.length, context)
    else this.text(into, place, place + text.length)
  }
}

/** A label of a domain name: its text, a character for each byte, and its place, negative where it is not replaced. */
export interface Label {
  readonly place: number
  readonly text: string
}

/** Words that say nothing about anybody: schemes, the names of services in names, and domains of the protocols. */
const keptWords: ReadonlySet<string> = new Set(
  'arpa ip6 in addr local localhost tcp udp http https ftp ws wss dns sd services'.split(' '),
)

/** Between lines and words. */
const isControl = (octet: number) =>
  (octet < 0x20 && octet !== 0 && octet !== 0x09 && octet !== 0x0a && octet !== 0x0d) || octet === 0x7f
const filler = 0x78

/** Runs of letters and digits; IPv4, IPv6 and MAC addresses as one. */
const wordsAndAddresses =
  /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])|(?<![\w:])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}|[0-9A-Za-z\x80-\xff]+/gi

/** A character for each byte. */
export function characters(bytes: Uint8Array, at: number, end: number): string {
  let text = ''
  for (; at < end; at++) text += String.fromCharCode(bytes[at]!)
  return text
}

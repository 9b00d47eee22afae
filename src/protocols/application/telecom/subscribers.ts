/** How protocols of mobile networks write networks and access points: 3GPP TS 23.003, sections 2.2, 9.1 and 12.1. */
import { asciiText, bcd, bytes, converted, overlay, rest, u24, u8 } from '../../../schema/index.ts'

/** A name as DNS writes it, or plain text. */
export const accessPoint = (filter: string, label: string) => converted(rest(filter, label), nameIn, 'text')

/** Labels after their lengths (RFC 1035, section 3.1); what does not begin with a length is text. */
function nameIn(octets: Uint8Array): string {
  if ((octets[0] ?? 0) > longestLabel) return asciiText(octets, 0, octets.length)
  let name = ''
  for (let at = 0; at < octets.length; at += octets[at]! + 1)
    name += `${at > 0 ? '.' : ''}${asciiText(octets, at + 1, Math.min(octets.length, at + 1 + octets[at]!))}`
  return name
}
/** What is larger is taken for a letter. */
const longestLabel = 63

/** The country and the network of an identity, three bytes; `name` is Wireshark's for what they are of. */
export const network = (name = 'e212') => ({
  country: overlay(converted(u24(`${name}.mcc`, 'Mobile Country Code (MCC)'), countryOf)),
  network: converted(u24(`${name}.mnc`, 'Mobile Network Code (MNC)'), networkOf),
})

/** The identity of a subscriber, whose first three digits are the country. */
export const subscriber = (size?: number) => ({
  homeCountry: overlay(converted(u24('e212.mcc', 'Mobile Country Code (MCC)'),
    (word) => digit(word, 16) * 100 + digit(word, 20) * 10 + digit(word, 8))),
  subscriber:  bcd(size === undefined ? rest('e212.imsi', 'IMSI') : bytes('e212.imsi', 'IMSI', size)),
})
/** A time zone in quarters of an hour: TS 24.008, section 10.5.3.8; the lower half is first, and has the sign. */
export const timeZone = (filter: string) => converted(u8(filter, 'Time Zone', { signed: true, unit: 'quarters of an hour' }), (octet) =>
  ((octet & 7) * 10 + ((octet >> 4) & 15)) * ((octet & 8) === 0 ? 1 : -1))

const digit = (word: number, shift: number) => (word >> shift) & 15
/** Three digits, of which the lower half of a byte is first. */
const countryOf = (word: number) => digit(word, 16) * 100 + digit(word, 20) * 10 + digit(word, 8)
/** Two or three digits. */
function networkOf(word: number): number {
  const two = digit(word, 0) * 10 + digit(word, 4)
  return digit(word, 12) === 15 ? two : two * 10 + digit(word, 12)
}

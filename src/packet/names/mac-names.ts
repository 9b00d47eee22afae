/** Names of MAC addresses: those of well-known addresses, and the vendor in place of the first bytes. */
import { knownAddresses } from '../../protocols/names/group-addresses.ts'
import { vendorPrefixes } from '../../protocols/names/vendors.ts'

/** Vendors by the first 24, 28 or 36 bits of MAC addresses, in lower-case hexadecimal digits. */
export type Vendors = ReadonlyMap<string, string>

/** The most common vendors. Built when first asked for. */
export function commonVendors(): Vendors {
  return (common ??= new Map(
    Object.entries(vendorPrefixes).flatMap(([vendor, prefixes]) =>
      prefixes.split(/\s+/).map((prefix) => [prefix, vendor] as const),
    ),
  ))
}
let common: Vendors | undefined

/** The name of an address such as `00:0c:29:12:34:56`, as in Wireshark: `VMware_12:34:56`; undefined without one. */
export function macName(address: string, vendors: Vendors): string | undefined {
  const digits = address.replaceAll(':', '')
  for (const length of knownLengths) {
    const name = Object.hasOwn(knownAddresses, digits.slice(0, length))
      ? knownAddresses[digits.slice(0, length)]
      : undefined
    if (name !== undefined) return length === digits.length ? name : `${name}_${shortRest(digits, length & ~1)}`
  }
  const own = withoutGroupBit(digits)
  for (const length of [9, 7]) {
    const vendor = vendors.get(own.slice(0, length))
    if (vendor !== undefined) return `${vendor}_${shortRest(digits, length)}`
  }
  const vendor = vendors.get(own.slice(0, 6))
  return vendor === undefined ? undefined : `${vendor}_${address.slice(9)}`
}

/** The vendor that the first 24 bits of an address are registered for; undefined for group addresses. */
export function vendorOf(address: string, vendors: Vendors): string | undefined {
  return vendors.get(address.slice(0, 8).replaceAll(':', ''))
}

/** From the longest to the shortest, so that the most exact name counts. */
const knownLengths = [...new Set(Object.keys(knownAddresses).map(({ length }) => length))].toSorted((a, b) => b - a)

/** A vendor registers its prefix for single stations, and may use it for groups too (IEEE 802, 8.2.2). */
function withoutGroupBit(digits: string): string {
  const second = Number.parseInt(digits[1]!, 16)
  return (second & 1) === 0 ? digits : `${digits[0]}${(second & ~1).toString(16)}${digits.slice(2)}`
}

/** The bytes after so many digits, without those in front that are 0; at least one. */
function shortRest(digits: string, length: number): string {
  const whole = digits.slice(length)
  const rest = (whole.length % 2 === 0 ? whole : `0${whole}`).replace(/^(?:00)+(?=..)/, '')
  return rest.replace(/..(?=.)/g, '$&:')
}

/** What is known of addresses from outside of the capture: vendors of MAC addresses, and where addresses are. */
import { commonVendors, type Vendors } from './mac-names.ts'

/** Where an address is and whose it is, as far as a database says. */
export interface Place {
  /** Name of the country, in English. */
  readonly country?: string | undefined
  /** ISO 3166: two letters. */
  readonly countryCode?: string | undefined
  readonly city?: string | undefined
  /** Number of the autonomous system. */
  readonly systemNumber?: number | undefined
  readonly organization?: string | undefined
  /** Degrees. */
  readonly latitude?: number | undefined
  readonly longitude?: number | undefined
}

export interface AddressFacts {
  /** Called when first needed. Default: the most common vendors. */
  readonly vendors?: (() => Vendors) | undefined
  /** Where an IPv4 or IPv6 address is, such as `192.0.2.1`; undefined where it is not known. Default: never known. */
  readonly place?: ((address: string) => Place | undefined) | undefined
}

/**
 * Gives the fields that tell of addresses, such as `ip.geoip.src_city` and `eth.src_resolved`, what they tell from now
 * on, in all filters and outputs; what `given` leaves out stays.
 */
export function provideAddressFacts(given: AddressFacts): void {
  if (given.vendors !== undefined) vendors = undefined
  facts = { ...facts, ...given }
  places.clear()
}

export const vendorsOf = (): Vendors => (vendors ??= (facts.vendors ?? commonVendors)())

/** Whether places are known at all. */
export const hasPlaces = (): boolean => facts.place !== undefined

/** The place of an address; the last ones asked for are kept. */
export function placeOf(address: string): Place | undefined {
  if (facts.place === undefined) return undefined
  if (places.has(address)) return places.get(address)
  const place = facts.place(address)
  if (places.size >= mostPlaces) places.delete(places.keys().next().value!)
  places.set(address, place)
  return place
}

/** A place in words: `Berlin, DE, AS64500 Example`. */
export function placeText({ city, country, countryCode, systemNumber, organization }: Place): string {
  const system = [systemNumber === undefined ? undefined : `AS${systemNumber}`, organization].filter(isGiven).join(' ')
  return [city, countryCode ?? country, system].filter((word) => isGiven(word) && word !== '').join(', ')
}

const isGiven = (word: string | undefined): word is string => word !== undefined

let facts: AddressFacts = {}
let vendors: Vendors | undefined
const places = new Map<string, Place | undefined>()
const mostPlaces = 10_000

/** Where addresses are, from databases in the format of MaxMind that the user brings (`--geoip`). */
import { readFile } from 'node:fs/promises'
import { failure } from '../../capture/reading/file-failure.ts'
import { provideAddressFacts, type Place } from '../../packet/names/address-facts.ts'
import { UsageError } from '../usage-error.ts'

/** What is known of an address; throws where a database is damaged. */
type Lookup = (address: string) => unknown

/** Gives the fields of places what some databases say. Rejects with a UsageError for a file that is not one. */
export async function provideDatabases(paths: readonly string[]): Promise<void> {
  const lookups = await Promise.all(paths.map(async (path) => openDatabase(path)))
  provideAddressFacts({ place: (address) => placeIn(lookups, address) })
}

async function openDatabase(path: string): Promise<Lookup> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new UsageError(`--geoip ${path}: ${failure(error, path).found}`)
  })
  const { Reader } = await import('mmdb-lib')
  try {
    const reader = new Reader(bytes)
    return (address) => reader.get(address)
  } catch {
    throw new UsageError(`--geoip ${path}: expected a database in MaxMind's format (.mmdb)`)
  }
}

/** The first database that knows a part of a place counts for it. */
export function placeIn(lookups: readonly Lookup[], address: string): Place | undefined {
  let place: Place | undefined
  for (const lookup of lookups) {
    const found = partsOf(lookup, address)
    if (found !== undefined) place = { ...found, ...place }
  }
  return place
}

function partsOf(lookup: Lookup, address: string): Place | undefined {
  try {
    return placeOf(lookup(address))
  } catch {
    // A damaged place of the file, or an IPv6 address in a database of IPv4.
    return undefined
  }
}

/** The parts that are there and of the right kind. */
function placeOf(found: unknown): Place | undefined {
  const country = at(found, 'country') ?? at(found, 'registered_country')
  const place: Place = {
    ...part('country', textOf(at(at(country, 'names'), 'en'))),
    ...part('countryCode', textOf(at(country, 'iso_code'))),
    ...part('city', textOf(at(at(at(found, 'city'), 'names'), 'en'))),
    ...part('systemNumber', numberOf(at(found, 'autonomous_system_number'))),
    ...part('organization', textOf(at(found, 'autonomous_system_organization'))),
    ...part('latitude', numberOf(at(at(found, 'location'), 'latitude'))),
    ...part('longitude', numberOf(at(at(found, 'location'), 'longitude'))),
  }
  return Object.keys(place).length === 0 ? undefined : place
}

const part = (key: keyof Place, value: string | number | undefined) => (value === undefined ? {} : { [key]: value })
const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)
const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined)

/** Fields that say of an address what no packet does: its name, vendor and place. */
import type { FieldType } from '../../schema/index.ts'
import { placeOf, vendorsOf, type Place } from './address-facts.ts'
import { macName, vendorOf } from './mac-names.ts'

export interface DerivedField {
  readonly name: string
  readonly type: FieldType
  readonly label: string
  /** The filter name of the address. */
  readonly from: string
  /** The value for an address, as text; undefined where nothing is known. */
  derive(address: string): string | number | undefined
}

/** The fields derived from those of a filter name. */
export const derivedFrom = (name: string): readonly DerivedField[] => byAddress.get(name) ?? none

/** The derived field of a filter name, if there is one. */
export const derivedNamed = (name: string): DerivedField | undefined => byName.get(name)

/** Filter names of the parts of a place, as Wireshark has them. */
const placeParts: readonly (readonly [string, keyof Place, FieldType, string])[] = [
  ['country', 'country', 'text', 'GeoIP Country'],
  ['country_iso', 'countryCode', 'text', 'GeoIP ISO Two Letter Country Code'],
  ['city', 'city', 'text', 'GeoIP City'],
  ['asnum', 'systemNumber', 'number', 'GeoIP AS Number'],
  ['org', 'organization', 'text', 'GeoIP AS Organization'],
  ['lat', 'latitude', 'float', 'GeoIP Latitude'],
  ['lon', 'longitude', 'float', 'GeoIP Longitude'],
]

const stations = ['eth.dst', 'eth.src', 'eth.addr']
const wirelessStations = ['da', 'sa', 'ra', 'ta', 'bssid', 'addr'].map((name) => `wlan.${name}`)

const all: readonly DerivedField[] = [
  ...[...stations, ...wirelessStations].map((from): DerivedField => ({
    name: `${from}_resolved`,
    type: 'text',
    label: 'Address with Names',
    from,
    // As Wireshark does, so that the field is always there.
    derive: (address) => macName(address, vendorsOf()) ?? address,
  })),
  ...stations.map((from): DerivedField => ({
    name: `${from}.oui_resolved`,
    type: 'text',
    label: 'Vendor',
    from,
    derive: (address) => vendorOf(address, vendorsOf()),
  })),
  ...['ip', 'ipv6'].flatMap((protocol) =>
    Object.entries({ src: 'src_', dst: 'dst_', addr: '' }).flatMap(([address, prefix]) =>
      placeParts.map(([part, key, type, label]): DerivedField => ({
        name: `${protocol}.geoip.${prefix}${part}`,
        type,
        label,
        from: `${protocol}.${address}`,
        derive: (text) => placeOf(text)?.[key],
      })),
    ),
  ),
]

const none: readonly DerivedField[] = []
const byName = new Map(all.map((field) => [field.name, field]))
const byAddress = grouped()

function grouped(): ReadonlyMap<string, readonly DerivedField[]> {
  const groups = new Map<string, DerivedField[]>()
  for (const field of all) {
    const group = groups.get(field.from)
    if (group === undefined) groups.set(field.from, [field])
    else group.push(field)
  }
  return groups
}

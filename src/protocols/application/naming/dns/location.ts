/** Where something is, RFC 1876. */
import { record, u32, u8 } from '../../../../schema/index.ts'

export const location = record('LOC', {
  locationVersion:     u8('dns.loc.version', 'Version'),
  locationSize:        u8('dns.loc.size', 'Size', { base: 16 }),
  horizontalPrecision: u8('dns.loc.horizontal_precision', 'Horizontal Precision', { base: 16 }),
  verticalPrecision:   u8('dns.loc.vertical_precision', 'Vertical Precision', { base: 16 }),
  latitude:            u32('dns.loc.latitude', 'Latitude'),
  longitude:           u32('dns.loc.longitude', 'Longitude'),
  altitude:            u32('dns.loc.altitude', 'Altitude'),
}).summarized(wordsOf)

interface Location {
  readonly locationSize: number
  readonly horizontalPrecision: number
  readonly verticalPrecision: number
  readonly latitude: number
  readonly longitude: number
  readonly altitude: number
}

/** As in zone files: `52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m`. */
function wordsOf({ latitude, longitude, altitude, locationSize, horizontalPrecision, verticalPrecision }: Location): string {
  const sizes = [locationSize, horizontalPrecision, verticalPrecision].map((size) => metres(sizeOf(size)))
  return [angle(latitude, 'N', 'S'), angle(longitude, 'E', 'W'), metres(altitude - seaLevel), ...sizes].join(' ')
}

/** Thousandths of a second of arc, counted from the middle of the range. */
function angle(value: number, positive: string, negative: string): string {
  const thousandths = Math.abs(value - 2 ** 31)
  const minutes = Math.floor(thousandths / 60_000)
  const seconds = ((thousandths % 60_000) / 1000).toFixed(3)
  return `${Math.floor(minutes / 60)} ${minutes % 60} ${seconds} ${value >= 2 ** 31 ? positive : negative}`
}

/** Centimetres from 100 km below sea level on. */
const seaLevel = 10_000_000
/** A digit and a power of ten. */
const sizeOf = (size: number) => (size >> 4) * 10 ** (size & 15)
const metres = (centimetres: number) => `${(centimetres / 100).toFixed(2)}m`

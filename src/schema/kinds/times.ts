/** Points in time, as protocols count them. */
import type { Field } from '../field.ts'
import { unsigned, unsignedLittle } from './readers.ts'
import { listed, type Look } from './numbers.ts'

/**
 * What is counted, since when, in how many bytes: `unix` seconds since 1970 in 4 bytes, `unix-64` in 8, `unix-ms`,
 * `unix-us` and `unix-ns` in 8, `unix-ms-48` in 6; `unix-s-us` and `unix-s-ns` seconds in 4 and what is beyond them in
 * 4 more; `unix-fraction` seconds since 1970 in 32.32 bits; `ntp` the same since 1900 (RFC 5905, section 6),
 * `ntp-seconds` only its first 4 bytes; `filetime` 100 ns since 1601 in 8 (Windows); `mac` seconds since 1904 in 4;
 * `dos` a time and a date of 2 bytes each, and `cp56` CP56Time2a of 7 bytes (IEC 60870-5-4, 6.8), both always in
 * little-endian order, taken as UTC.
 */
export type TimeKind =
  | 'unix'
  | 'unix-64'
  | 'unix-ms'
  | 'unix-ms-48'
  | 'unix-us'
  | 'unix-ns'
  | 'unix-s-us'
  | 'unix-s-ns'
  | 'unix-fraction'
  | 'ntp'
  | 'ntp-seconds'
  | 'filetime'
  | 'mac'
  | 'dos'
  | 'cp56'

/** Takes a time: seconds since 1970 and nanoseconds beyond them. */
export interface TimeTarget {
  addTime(seconds: number, nanoseconds: number): void
}

/**
 * A point in time, for programs as text such as `2020-07-04T12:34:56.000000001Z`. Absent where the specification says
 * so: NTP's, Windows' and the DOS date's zero.
 */
export function time(
  filter: string,
  label: string,
  kind: TimeKind,
  { also, order }: Pick<Look, 'also' | 'order'> = {},
): Field<string | undefined, unknown> {
  const decode = decoders[kind](order === 'little')
  const size = bitsOfTime(kind)
  return {
    filter,
    label,
    size,
    also: listed(also),
    type: 'time',
    relative: true,
    wire: { kind: 'time', of: kind, order },
    bind: () => (bytes, at) => (decode(bytes, at, moment) ? timeText(moment.seconds, moment.nanoseconds) : undefined),
    show: (value) => value ?? '',
    addTimeTo: (bytes, at, into) => {
      if (decode(bytes, at, moment)) into.addTime(moment.seconds, moment.nanoseconds)
    },
  }
}

const short: ReadonlySet<TimeKind> = new Set(['unix', 'ntp-seconds', 'mac', 'dos'])
export const bitsOfTime = (kind: TimeKind): 32 | 48 | 56 | 64 =>
  kind === 'unix-ms-48' ? 48 : kind === 'cp56' ? 56 : short.has(kind) ? 32 : 64

interface Moment {
  seconds: number
  nanoseconds: number
}
/** The moment decoded last: used at once, never kept. */
const moment: Moment = { seconds: 0, nanoseconds: 0 }

/** Writes the time at byte `at` into a moment; false where there is none. */
type Decoder = (bytes: Uint8Array, at: number, into: Moment) => boolean

const set = (into: Moment, seconds: number, nanoseconds: number): boolean => {
  into.seconds = seconds
  into.nanoseconds = nanoseconds
  return Number.isFinite(seconds)
}

const secondsTo1970 = { 1601: 11_644_473_600, 1900: 2_208_988_800, 1904: 2_082_844_800 }

const word = (little: boolean) => (little ? unsignedLittle(32) : unsigned(32, 0))

/** Units of which there are `perSecond`, signed, since `before` seconds before 1970. */
const counted =
  (perSecond: bigint, before = 0, zeroIsNone = false) =>
  (little: boolean): Decoder => {
    const half = word(little)
    const [high, low] = little ? [4, 0] : [0, 4]
    return (bytes, at, into) => {
      if (at + 8 > bytes.length) return false
      const count = BigInt.asIntN(64, (BigInt(half(bytes, at + high)) << 32n) | BigInt(half(bytes, at + low)))
      if (zeroIsNone && count === 0n) return false
      const rest = ((count % perSecond) + perSecond) % perSecond
      return set(into, Number((count - rest) / perSecond) - before, Number((rest * 1_000_000_000n) / perSecond))
    }
  }

/** Milliseconds since 1970 in 48 bits, as DNP3 has them. */
const milliseconds48 = (little: boolean): Decoder => {
  const read = little ? unsignedLittle(48) : unsigned(48, 0)
  return (bytes, at, into) => {
    const count = read(bytes, at)
    return set(into, Math.floor(count / 1000), (count % 1000) * 1_000_000)
  }
}

const seconds =
  (before: number, era = 0) =>
  (little: boolean): Decoder => {
    const read = word(little)
    return (bytes, at, into) => {
      const count = read(bytes, at)
      // RFC 5905, section 6: the era is the one that puts the time near now; before 1968 there was no NTP.
      return set(into, count + (era !== 0 && count < 0x80000000 ? era : 0) - before, 0)
    }
  }

/** Seconds since 1970, and after them units of so many nanoseconds. */
const pair =
  (unit: number) =>
  (little: boolean): Decoder => {
    const read = word(little)
    return (bytes, at, into) => set(into, read(bytes, at), Math.min(999_999_999, read(bytes, at + 4) * unit))
  }

function fraction(little: boolean): Decoder {
  const read = word(little)
  return (bytes, at, into) => set(into, read(bytes, at), Math.floor((read(bytes, at + 4) * 1e9) / 2 ** 32))
}

function ntp(little: boolean): Decoder {
  const read = word(little)
  return (bytes, at, into) => {
    const [count, fraction] = [read(bytes, at), read(bytes, at + 4)]
    if (count === 0 && fraction === 0) return false
    const era = count < 0x80000000 ? 2 ** 32 : 0
    return set(into, count + era - secondsTo1970[1900], Math.floor((fraction * 1e9) / 2 ** 32))
  }
}

function dos(): Decoder {
  const read = unsignedLittle(16)
  return (bytes, at, into) => {
    const [clock, date] = [read(bytes, at), read(bytes, at + 2)]
    if (date === 0) return false
    const day = Date.UTC(1980 + (date >> 9), ((date >> 5) & 15) - 1, date & 31)
    return set(into, day / 1000 + (clock >> 11) * 3600 + ((clock >> 5) & 63) * 60 + (clock & 31) * 2, 0)
  }
}

/** Milliseconds of a minute, then minute, hour, day, month and year; a month or day of 0 is no time. */
function cp56(): Decoder {
  const [read, readByte] = [unsignedLittle(16), unsigned(8, 0)]
  return (bytes, at, into) => {
    const [minute, hour] = [readByte(bytes, at + 2) & 63, readByte(bytes, at + 3) & 31]
    const [day, month] = [readByte(bytes, at + 4) & 31, readByte(bytes, at + 5) & 15]
    const year = readByte(bytes, at + 6) & 127
    if (day === 0 || month === 0) return false
    const milliseconds = read(bytes, at)
    const century = year < 70 ? 2000 : 1900
    const start = Date.UTC(century + year, month - 1, day, hour, minute) / 1000
    return set(into, start + Math.floor(milliseconds / 1000), (milliseconds % 1000) * 1_000_000)
  }
}

const decoders: Readonly<Record<TimeKind, (little: boolean) => Decoder>> = {
  unix: seconds(0),
  'unix-64': counted(1n),
  'unix-ms': counted(1000n),
  'unix-ms-48': milliseconds48,
  'unix-us': counted(1_000_000n),
  'unix-ns': counted(1_000_000_000n),
  'unix-s-us': pair(1000),
  'unix-s-ns': pair(1),
  'unix-fraction': fraction,
  ntp,
  'ntp-seconds': seconds(secondsTo1970[1900], 2 ** 32),
  filetime: counted(10_000_000n, secondsTo1970[1601], true),
  mac: seconds(secondsTo1970[1904]),
  dos,
  cp56,
}

/** Date and time in UTC with nine decimals; seconds since 1970 where the calendar of JavaScript does not reach. */
export function timeText(seconds: number, nanoseconds: number): string {
  const date = new Date(seconds * 1000)
  const decimals = `${nanoseconds}`.padStart(9, '0')
  return Number.isNaN(date.getTime()) ? `${seconds}.${decimals} s` : `${date.toISOString().slice(0, -5)}.${decimals}Z`
}

/** Seconds with nine decimals. The nanoseconds may be of another sign than the seconds, up to a second. */
export function secondsText(seconds: number, nanoseconds: number): string {
  const isNegative = seconds < 0 || (seconds === 0 && nanoseconds < 0)
  let [whole, rest] = isNegative ? [-seconds, -nanoseconds] : [seconds, nanoseconds]
  if (rest < 0) [whole, rest] = [whole - 1, rest + 1_000_000_000]
  return `${isNegative ? '-' : ''}${whole}.${`${rest}`.padStart(9, '0')}`
}

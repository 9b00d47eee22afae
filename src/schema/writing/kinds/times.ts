/** The inverse of `kinds/times.ts`. */
import { bitsOfTime, type TimeKind } from '../../kinds/times.ts'
import type { WireOf, Writer } from '../place.ts'
import { refusal } from '../refusal.ts'

export const writeTime: Writer<WireOf<'time'>> = (value, { output, at, path }, { of, order }) => {
  const size = bitsOfTime(of)
  const count = value === undefined ? 0n : countOf(value, of)
  const [least, most] = isSigned(of) ? [-(1n << 63n), (1n << 63n) - 1n] : [0n, (1n << BigInt(size)) - 1n]
  if (count === undefined || count < least || count > most)
    throw refusal(path, `a time that ${of} can hold, such as "2020-07-04T12:34:56.000000001Z"`, value)
  const bits = BigInt.asUintN(size, count)
  if (order === 'little' && isPair(of)) {
    output.putLittleBits(at, 32, bits >> 32n)
    output.putLittleBits(at + 32, 32, bits)
  } else if (order === 'little' || of === 'dos' || of === 'cp56') output.putLittleBits(at, size, bits)
  else output.putBits(at, size, bits)
  return size
}

/** Whether the seconds and what is beyond them are two numbers. */
const isPair = (of: TimeKind) => of === 'ntp' || of === 'unix-fraction' || of === 'unix-s-us' || of === 'unix-s-ns'
const isSigned = (of: TimeKind) => (of.startsWith('unix-') && of !== 'unix-ms-48' && !isPair(of)) || of === 'filetime'

/** What is on the wire for a time; undefined for what is no time. */
function countOf(value: unknown, of: TimeKind): bigint | undefined {
  const [, whole, decimals = ''] = typeof value === 'string' ? (isTime.exec(value) ?? []) : []
  const milliseconds = whole === undefined ? NaN : Date.parse(`${whole}Z`)
  if (Number.isNaN(milliseconds)) return undefined
  const seconds = BigInt(milliseconds) / 1000n
  const nanoseconds = BigInt(decimals.padEnd(9, '0'))
  if (of === 'dos') return dosTime(new Date(milliseconds))
  if (of === 'cp56') return cp56Time(new Date(milliseconds), nanoseconds / 1_000_000n)
  if (of === 'unix-fraction') return (seconds << 32n) | (((nanoseconds << 32n) + 999_999_999n) / 1_000_000_000n)
  if (of === 'ntp') return (ntpSeconds(seconds) << 32n) | (((nanoseconds << 32n) + 999_999_999n) / 1_000_000_000n)
  if (of === 'ntp-seconds') return ntpSeconds(seconds)
  if (of === 'unix-s-us') return (seconds << 32n) | (nanoseconds / 1000n)
  if (of === 'unix-s-ns') return (seconds << 32n) | nanoseconds
  const { perSecond, before } = units[of]
  return (seconds + before) * perSecond + (nanoseconds * perSecond) / 1_000_000_000n
}

const isTime = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?Z$/

/** Seconds of the era that the time lies in (RFC 5905, section 6). */
const ntpSeconds = (seconds: bigint): bigint => BigInt.asUintN(32, seconds + 2_208_988_800n)

const units = {
  unix: { perSecond: 1n, before: 0n },
  'unix-64': { perSecond: 1n, before: 0n },
  'unix-ms': { perSecond: 1000n, before: 0n },
  'unix-ms-48': { perSecond: 1000n, before: 0n },
  'unix-us': { perSecond: 1_000_000n, before: 0n },
  'unix-ns': { perSecond: 1_000_000_000n, before: 0n },
  filetime: { perSecond: 10_000_000n, before: 11_644_473_600n },
  mac: { perSecond: 1n, before: 2_082_844_800n },
} as const

/** A time in units of two seconds, and after it a date. */
function dosTime(date: Date): bigint | undefined {
  const year = date.getUTCFullYear() - 1980
  if (year < 0 || year > 127) return undefined
  const day = (year << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate()
  const clock = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1)
  return (BigInt(day) << 16n) | BigInt(clock)
}

/** Milliseconds of a minute, then minute, hour, day, month and year, from the lowest byte up. */
function cp56Time(date: Date, milliseconds: bigint): bigint | undefined {
  const year = date.getUTCFullYear()
  if (year < 1970 || year > 2069) return undefined
  const parts = [date.getUTCMinutes(), date.getUTCHours(), date.getUTCDate(), date.getUTCMonth() + 1, year % 100]
  const after = parts.reduce((sum, part, index) => sum | (BigInt(part) << BigInt(16 + 8 * index)), 0n)
  return after | (BigInt(date.getUTCSeconds()) * 1000n + milliseconds)
}

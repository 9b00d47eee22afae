/** Dates, times and durations as people write them, as far as Wireshark takes them so. */

/** Seconds since 1970, or of a duration, and nanoseconds beyond them. */
export interface Time {
  readonly seconds: number
  readonly nanoseconds: number
}

/**
 * A time such as `2020-07-04T12:34:56Z` or `Sep 26, 2004 23:18:04.954975`; local unless it names a zone; undefined if
 * it is none.
 */
export function timeOf(text: string): Time | undefined {
  // The year has four digits, unless zeros stand for those that are missing.
  const found = (text.trim().length < 8 ? undefined : iso.exec(text)?.groups) ?? worded.exec(text)?.groups
  if (found === undefined) return undefined
  const month = /^\d/.test(found['month']!)
    ? Number(found['month'])
    : months.indexOf(found['month']!.toLowerCase()) / 3 + 1
  const [year = 0, day = 0, hour = 0, minute = 0, second = 0] = ['year', 'day', 'hour', 'minute', 'second'].map(
    (part) => Number(found[part] ?? 0),
  )
  if (
    !Number.isInteger(month) ||
    month < 1 ||
    month > 12 ||
    day < 1 ||
    day > 31 ||
    hour > 23 ||
    minute > 59 ||
    second > 61
  )
    return undefined
  const zone = found['zone'] ?? found['utc']
  const date = new Date(0)
  if (zone === undefined) {
    date.setFullYear(year, month - 1, day)
    date.setHours(hour, minute, second)
  } else {
    date.setUTCFullYear(year, month - 1, day)
    date.setUTCHours(hour, minute, second)
  }
  return {
    seconds: date.getTime() / 1000 - (zone === undefined ? 0 : offsetOf(zone)),
    nanoseconds: nanosecondsOf(found['fraction']),
  }
}

const second = String.raw`:(?<second>\d\d?)(?:[.,](?:(?<fraction>\d+)|(?![+-])))?`
/** A `T` requires minutes, and only minutes can be followed by a zone other than UTC. */
const clock = String.raw`(?:T\s*(?=\d\d?:)|\s*)(?<hour>\d\d?)(?::(?<minute>\d\d?)(?:${second})?)?`
const zone = String.raw`(?<=:\d\d?(?:[.,]\d*)?)(?<zone>Z|[+-]\d\d?:?\d{0,2})|\s*(?<utc>UTC)|\s*`
const iso = new RegExp(String.raw`^\s*(?<year>\d{1,4})-\s*(?<month>\d\d?)-\s*(?<day>\d\d?)(?:${clock})?(?:${zone})$`)
const worded =
  /^(?<month>[A-Za-z]{3})\s+(?<day>\d\d?),\s*(?<year>\d{1,4})\s*(?<hour>\d\d?):(?<minute>\d\d?):(?<second>\d\d?)(?:\.(?<fraction>\d{1,9}))?\s*(?:(?<utc>UTC)$|$)/
const months = 'janfebmaraprmayjunjulaugsepoctnovdec'

/** Seconds that a zone is ahead of UTC. */
function offsetOf(zone: string): number {
  const found = /^([+-])(\d\d?):?(\d*)$/.exec(zone)
  if (found === null) return 0
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 3600 + Number(found[3] ?? 0) * 60)
}

/** Seconds with up to nine decimals; undefined if it is none. */
export function durationOf(text: string): Time | undefined {
  const found = /^(\d{1,15})(?:\.(\d{1,9}))?$/.exec(text)
  return found === null ? undefined : { seconds: Number(found[1]), nanoseconds: nanosecondsOf(found[2]) }
}

const nanosecondsOf = (fraction = '') => Number(fraction.slice(0, 9).padEnd(9, '0'))

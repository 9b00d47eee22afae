/** Dates, times and durations as people write them. */

/** Seconds since 1970, or of a duration, and nanoseconds beyond them. */
export interface Time {
  readonly seconds: number
  readonly nanoseconds: number
}

/** A time such as `2020-07-04T12:34:56Z` or `Sep 26, 2004 23:18:04.954975`; local unless it names a zone, which behind a bare date is UTC only; undefined if it is none. */
export function timeOf(text: string): Time | undefined {
  const found = iso.exec(text)?.groups ?? worded.exec(text)?.groups
  if (found === undefined) return undefined
  const month = /^\d/.test(found['month']!) ? Number(found['month']) : months.indexOf(found['month']!.toLowerCase()) / 3 + 1
  const [year = 0, day = 0, hour = 0, minute = 0, second = 0] = ['year', 'day', 'hour', 'minute', 'second'].map((part) => Number(found[part] ?? 0))
  if (!Number.isInteger(month) || month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return undefined
  const zone = found['zone'] ?? found['utc']
  const local = zone === undefined ? new Date(year, month - 1, day, hour, minute, second).getTime() : Date.UTC(year, month - 1, day, hour, minute, second)
  return { seconds: local / 1000 - (zone === undefined ? 0 : offsetOf(zone)), nanoseconds: nanosecondsOf(found['fraction']) }
}

const clock = String.raw`(?<hour>\d\d?):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d{1,9}))?)?`
const zones = String.raw`(?:\s*(?<zone>Z|UTC|GMT|UT|[+-]\d\d:?\d\d|[+-]\d\d))?`
const iso = new RegExp(String.raw`^\s*(?<year>\d{4})-(?<month>\d\d?)-(?<day>\d\d?)(?:(?:T|\s+)${clock}${zones}|\s+(?<utc>UTC))?\s*$`, 'i')
const worded = new RegExp(String.raw`^\s*(?<month>[a-z]{3})[a-z]*\s+(?<day>\d\d?),?\s+(?<year>\d{4})\s+${clock}${zones}\s*$`, 'i')
const months = 'janfebmaraprmayjunjulaugsepoctnovdec'

/** Seconds that a zone is ahead of UTC. */
function offsetOf(zone: string): number {
  const found = /^([+-])(\d\d):?(\d\d)?$/.exec(zone)
  if (found === null) return 0
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 3600 + Number(found[3] ?? 0) * 60)
}

/** Seconds with up to nine decimals; undefined if it is none. */
export function durationOf(text: string): Time | undefined {
  const found = /^(\d{1,15})(?:\.(\d{1,9}))?$/.exec(text)
  return found === null ? undefined : { seconds: Number(found[1]), nanoseconds: nanosecondsOf(found[2]) }
}

const nanosecondsOf = (fraction = '') => Number(fraction.padEnd(9, '0'))

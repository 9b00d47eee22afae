/**
 * Formats a time, in seconds since 1970, by the conversions of strftime(3) in the C locale, such as `%Y%m%d-%H%M%S`.
 * Other text is kept. A time beyond the range of Date is its number of seconds, once, in place of all conversions.
 */
export function strftime(format: string, time: number, utc = false): string {
  if (!format.includes('%')) return format
  const moment = new Date(time * 1000)
  if (Number.isNaN(moment.getTime())) return secondsInstead(format, time)
  const offset = utc ? 0 : -moment.getTimezoneOffset()
  const shifted = new Date(moment.getTime() + offset * 60_000)
  return format.replace(
    /%([a-zA-Z%])/g,
    (as, letter: string) => conversions[letter]?.(shifted, time, offset, utc) ?? as,
  )
}

function secondsInstead(format: string, time: number): string {
  let given = false
  return format.replace(/%([a-zA-Z%])/g, (as, letter: string) => {
    if (letter === '%') return '%'
    if (!Object.hasOwn(conversions, letter)) return as
    const text = given ? '' : `${time}`
    given = true
    return text
  })
}

/** Whether a text contains conversions. */
export function hasConversions(format: string): boolean {
  return [...format.matchAll(/%([a-zA-Z%])/g)].some(([, letter]) => Object.hasOwn(conversions, letter!))
}

type Conversion = (date: Date, time: number, offset: number, utc: boolean) => string

/** The date is shifted so that its UTC fields are those wanted; the offset is in minutes. */
const conversions: Readonly<Record<string, Conversion>> = {
  a: (date) => days[date.getUTCDay()]!.slice(0, 3),
  A: (date) => days[date.getUTCDay()]!,
  b: (date) => months[date.getUTCMonth()]!.slice(0, 3),
  B: (date) => months[date.getUTCMonth()]!,
  c: (date) => composed('%a %b %e %H:%M:%S %Y', date),
  C: (date) => two(Math.floor(date.getUTCFullYear() / 100)),
  d: (date) => two(date.getUTCDate()),
  D: (date) => composed('%m/%d/%y', date),
  e: (date) => spaced(date.getUTCDate()),
  F: (date) => composed('%Y-%m-%d', date),
  g: (date) => two(weekOfIso(date).year % 100),
  G: (date) => `${weekOfIso(date).year}`,
  h: (date) => composed('%b', date),
  H: (date) => two(date.getUTCHours()),
  I: (date) => two(twelve(date)),
  j: (date) => `${dayOfYear(date) + 1}`.padStart(3, '0'),
  k: (date) => spaced(date.getUTCHours()),
  l: (date) => spaced(twelve(date)),
  m: (date) => two(date.getUTCMonth() + 1),
  M: (date) => two(date.getUTCMinutes()),
  n: () => '\n',
  p: (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
  P: (date) => (date.getUTCHours() < 12 ? 'am' : 'pm'),
  r: (date) => composed('%I:%M:%S %p', date),
  R: (date) => composed('%H:%M', date),
  s: (_, time) => `${Math.floor(time)}`,
  S: (date) => two(date.getUTCSeconds()),
  t: () => '\t',
  T: (date) => composed('%H:%M:%S', date),
  u: (date) => `${date.getUTCDay() || 7}`,
  U: (date) => two(Math.floor((dayOfYear(date) + 7 - date.getUTCDay()) / 7)),
  V: (date) => two(weekOfIso(date).week),
  w: (date) => `${date.getUTCDay()}`,
  W: (date) => two(Math.floor((dayOfYear(date) + 7 - ((date.getUTCDay() + 6) % 7)) / 7)),
  x: (date) => composed('%m/%d/%y', date),
  X: (date) => composed('%H:%M:%S', date),
  y: (date) => two(date.getUTCFullYear() % 100),
  Y: (date) => `${date.getUTCFullYear()}`,
  z: (_, __, offset) =>
    `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`,
  Z: (_, time, __, utc) => (utc ? 'UTC' : zoneAt(time)),
  '%': () => '%',
}

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

const two = (number: number) => `${number}`.padStart(2, '0')
const spaced = (number: number) => `${number}`.padStart(2)
const twelve = (date: Date) => date.getUTCHours() % 12 || 12
const composed = (format: string, date: Date) => strftime(format, date.getTime() / 1000, true)

/** From 0. */
function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0)) / day)
}

/** The week and year of the Thursday nearest to a date: ISO 8601. */
function weekOfIso(date: Date): { readonly week: number; readonly year: number } {
  const thursday = new Date(date.getTime() + (3 - ((date.getUTCDay() + 6) % 7)) * day)
  return { week: Math.floor(dayOfYear(thursday) / 7) + 1, year: thursday.getUTCFullYear() }
}

const day = 86_400_000

function zoneAt(time: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZoneName: 'short' }).formatToParts(time * 1000)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
}

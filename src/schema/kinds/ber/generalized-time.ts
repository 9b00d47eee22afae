/** Points in time of BER: GeneralizedTime, X.680, section 46, in UTC. */
import { asciiText } from '../lines/scan.ts'
import { timeText } from '../times.ts'

interface Moment {
  /** Since 1970. */
  readonly seconds: number
  readonly nanoseconds: number
}

const form = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:[.,](\d{1,9})\d*)?Z$/
const longest = 40

/** The time in bytes `from` to `to`; undefined if it has another form. */
export function generalizedTime(bytes: Uint8Array, from: number, to: number): Moment | undefined {
  const found = form.exec(asciiText(bytes, from, Math.min(to, from + longest)))
  if (found === null) return undefined
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const seconds = Date.UTC(year, month - 1, day, hour, minute, second) / 1000
  return { seconds, nanoseconds: Number((found[7] ?? '').padEnd(9, '0')) }
}

export function generalizedTimeText(bytes: Uint8Array, from: number, to: number): string | undefined {
  const moment = generalizedTime(bytes, from, to)
  return moment === undefined ? undefined : timeText(moment.seconds, moment.nanoseconds)
}

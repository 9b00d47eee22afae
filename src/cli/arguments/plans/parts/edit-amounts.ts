/** Numbers, times and amounts as the options of `onwire edit` state them. All functions throw UsageError. */
import type { Rotation } from '../../../../capture/writing/rotation.ts'
import type { TimeShift } from '../../../../edit/columns.ts'
import type { NumberRange, TimePoint } from '../../../../edit/selection.ts'
import { UsageError } from '../../../usage-error.ts'

/** `1-10`, `20` or `30-`. */
export function rangesOf(words: readonly string[]): readonly NumberRange[] {
  const expected = 'packet numbers are given as 1-10,20,30-'
  if (words.length === 0) throw new UsageError(expected)
  return words.map((word) => {
    const [, from, dash, to] = /^(\d{1,15})(-)?(\d{1,15})?$/.exec(word) ?? []
    const first = Number(from)
    const last = to !== undefined && dash !== undefined ? Number(to) : dash === undefined ? first : Infinity
    if (first >= 1 && last >= first && !(to !== undefined && dash === undefined)) return { first, last }
    throw new UsageError(`${expected}, not ${JSON.stringify(word)}`)
  })
}

/** A time of `--from` and `--to`. */
export function pointOf(option: string, text: string): TimePoint {
  const [, relative] = /^\+(\d{1,10}(?:\.\d{1,9})?)s?$/.exec(text) ?? []
  if (relative !== undefined) return { ...decimalParts(relative), relative: true }
  const [epoch] = /^\d{1,11}(?:\.\d{1,9})?$/.exec(text) ?? []
  const time = epoch === undefined ? dateOf(text) : decimalParts(epoch)
  if (time !== undefined) return { ...time, relative: false }
  throw new UsageError(
    `${option} takes a date and time with its zone, such as 2026-11-24T04:15:00.5Z or 2026-11-24T05:15:00+01:00, ` +
      `seconds since 1970, or +5s, not ${JSON.stringify(text)}`,
  )
}

/** The seconds of `--shift`, or the time that the first packet is to have. */
export function shiftOf(text: string): { readonly by: TimeShift } | { readonly first: TimeShift } {
  const [, sign, digits] = /^([+-]?)(\d{1,11}(?:\.\d{1,9})?)s?$/.exec(text) ?? []
  if (digits !== undefined) return { by: sign === '-' ? negative(decimalParts(digits)) : decimalParts(digits) }
  const first = dateOf(text)
  if (first !== undefined) return { first }
  throw new UsageError(
    `--shift takes seconds, such as -3600 or 0.5, or the time of the first packet, such as 2026-11-24T04:15:00Z, ` +
      `not ${JSON.stringify(text)}`,
  )
}

/** Seconds as a number. */
export function decimalOf(option: string, text: string): number {
  const [, digits] = /^(\d{1,9}(?:\.\d{1,9})?)s?$/.exec(text) ?? []
  if (digits === undefined) throw new UsageError(`${option} takes seconds, such as 0.5, not ${JSON.stringify(text)}`)
  return Number(digits)
}

/** `packets:1000`, `size:10MB`, `duration:60` or `conversation`. */
export function splitOf(text: string): Rotation | 'conversation' {
  if (text === 'conversation') return text
  const [, how, digits, unit = ''] = /^(packets|size|duration):(\d{1,12}(?:\.\d{1,9})?)(s|kb|mb|gb)?$/i.exec(text) ?? []
  const amount = Number(digits)
  const isWhole = Number.isInteger(amount)
  if (amount > 0 && how === 'packets' && unit === '' && isWhole) return { packets: amount }
  if (amount > 0 && how === 'duration' && /^s?$/i.test(unit)) return { period: amount }
  const each = sizeUnits[unit.toLowerCase()]
  if (amount > 0 && how === 'size' && each !== undefined) return { size: Math.ceil(amount * each) }
  throw new UsageError(
    `--split takes packets:1000, size:10MB, duration:60 or conversation, not ${JSON.stringify(text)}`,
  )
}

const sizeUnits: Readonly<Record<string, number>> = { '': 1, kb: 1e3, mb: 1e6, gb: 1e9 }

function decimalParts(digits: string): TimeShift {
  const [whole, fraction = ''] = digits.split('.')
  return { seconds: Number(whole), nanoseconds: Number(fraction.padEnd(9, '0')) }
}

function negative({ seconds, nanoseconds }: TimeShift): TimeShift {
  return nanoseconds === 0
    ? { seconds: -seconds, nanoseconds }
    : { seconds: -seconds - 1, nanoseconds: 1e9 - nanoseconds }
}

/** A date and time of ISO 8601 with a zone; undefined if it is none. */
function dateOf(text: string): TimeShift | undefined {
  const [, date, time, fraction, zone] =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,9}))?(Z|[+-]\d\d:?\d\d)$/i.exec(text) ?? []
  const offset = zone?.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')
  const milliseconds = Date.parse(`${date}T${time}${offset}`)
  if (Number.isNaN(milliseconds)) return undefined
  return { seconds: milliseconds / 1000, nanoseconds: Number((fraction ?? '').padEnd(9, '0')) }
}

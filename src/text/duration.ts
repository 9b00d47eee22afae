/** Durations with units, such as `500ms`. */

/** Parses a number followed by `us`, `ms`, `s`, `min` or `h` to milliseconds; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const [, digits, unit] = durationShape.exec(text) ?? []
  return digits === undefined ? undefined : Number(digits) * units[unit!]!
}

/** In the largest fitting unit: `500ms`, `2s`, `1.5s`. */
export function durationText(milliseconds: number): string {
  if (milliseconds !== 0 && milliseconds < 1) return `${rounded(milliseconds * 1000)}us`
  return milliseconds < 1000 ? `${rounded(milliseconds)}ms` : `${rounded(milliseconds / 1000)}s`
}

/** Examples, for messages. */
export const durationExamples = '500ms, 2s or 1.5min'

/** Must equal the pattern in expectations.schema.json. */
const durationShape = /^(\d{1,9}(?:\.\d{1,9})?) ?(us|ms|s|min|h)$/
const units: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, min: 60_000, h: 3_600_000 }
const rounded = (number: number) => Number(number.toFixed(3))

/** Formatting of amounts and addresses. */

/** `1 packet`, `2 packets`, `12,345 packets`. */
export const counted = (count: number, noun: string): string => `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`

/** An integer with a comma at each thousand. */
export function grouped(count: number): string {
  const digits = `${count}`
  let text = digits.slice(-3)
  for (let at = digits.length - 3; at > 0; at -= 3) text = `${digits.slice(Math.max(0, at - 3), at)},${text}`
  return text
}

/** `612 B`, `9,999 B`, `107.2 kB`, `3.4 MB`: powers of 1000. */
export function size(bytes: number): string {
  if (bytes < 10_000) return `${grouped(bytes)} B`
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3))
  return `${(bytes / 1000 ** power).toFixed(1)} ${units[power - 1]}`
}

const units = ['kB', 'MB', 'GB', 'TB', 'PB']

/** `192.0.2.1:80`, `[2001:db8::1]:80`, or the address alone if there is no port. */
export const placeText = ({
  address,
  port,
}: {
  readonly address: string
  readonly port: number | undefined
}): string => (port === undefined ? address : address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`)

/** Seconds as `0.4 ms`, `13 ms`, `1.52 s`, `2:03:04`, `3 days 2:03:04`. */
export function duration(seconds: number): string {
  if (seconds < 0.01) return `${(seconds * 1000).toFixed(seconds < 0.0001 ? 2 : 1)} ms`
  if (seconds < 1) return `${(seconds * 1000).toFixed(0)} ms`
  if (seconds < 60) return `${seconds.toFixed(2)} s`
  const whole = Math.round(seconds)
  if (whole >= secondsOfDay) return `${counted(Math.floor(whole / secondsOfDay), 'day')} ${clock(whole % secondsOfDay)}`
  return clock(whole)
}

const secondsOfDay = 24 * 60 * 60

function clock(whole: number): string {
  const minutes = Math.floor(whole / 60)
  return minutes < 60
    ? `${minutes}:${two(whole % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`
}

const two = (value: number) => `${value}`.padStart(2, '0')

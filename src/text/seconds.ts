/** Times as text: seconds with nine decimals. */

/** The nanoseconds may be of another sign than the seconds, up to a second. */
export function secondsText(seconds: number, nanoseconds: number): string {
  const isNegative = seconds < 0 || (seconds === 0 && nanoseconds < 0)
  let [whole, rest] = isNegative ? [-seconds, -nanoseconds] : [seconds, nanoseconds]
  if (rest < 0) [whole, rest] = [whole - 1, rest + 1_000_000_000]
  return `${isNegative ? '-' : ''}${whole}.${`${rest}`.padStart(9, '0')}`
}

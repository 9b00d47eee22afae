/** A time as seconds since the epoch, exact to the nanosecond; undefined where it is not known. */
export const timeText = (seconds: number, nanoseconds: number): string | undefined =>
  Number.isNaN(seconds) ? undefined : `${seconds}.${`${nanoseconds}`.padStart(9, '0')}`

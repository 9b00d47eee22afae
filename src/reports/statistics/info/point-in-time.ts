/** A time as captures have it: two numbers, since one does not have room for nanoseconds. */
export class PointInTime {
  seconds = NaN
  nanoseconds = 0

  get isKnown(): boolean {
    return !Number.isNaN(this.seconds)
  }

  set(seconds: number, nanoseconds: number): void {
    this.seconds = seconds
    this.nanoseconds = nanoseconds
  }

  isAfter(seconds: number, nanoseconds: number): boolean {
    return this.seconds > seconds || (this.seconds === seconds && this.nanoseconds > nanoseconds)
  }

  /** Seconds since an earlier time, to the nanosecond. */
  since({ seconds, nanoseconds }: PointInTime): number {
    return Number((this.seconds - seconds + (this.nanoseconds - nanoseconds) / 1e9).toFixed(9))
  }
}

/** Date and time in UTC, with nine decimals; undefined for one that is not known, or beyond the calendar. */
export function dateText({ seconds, nanoseconds }: PointInTime): string | undefined {
  const date = new Date(seconds * 1000)
  if (Number.isNaN(date.getTime())) return undefined
  return `${date.toISOString().slice(0, -4)}${`${nanoseconds}`.padStart(9, '0')}Z`
}

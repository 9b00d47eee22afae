/**
 * When a file of a series is over, and what its files are called. It is over as soon as one of these is so, and another
 * begins with the next frame.
 */
export interface Rotation {
  /** Bytes it has at least, before compression. */
  readonly size?: number | undefined
  /** Frames it has. */
  readonly packets?: number | undefined
  /** Seconds since it began. */
  readonly seconds?: number | undefined
  /** Seconds since it was last time for another, also if one that was full came in between. */
  readonly period?: number | undefined
  /** At every multiple of so many seconds since 1970: 3,600 is every hour. */
  readonly interval?: number | undefined
  /** How many of its files are kept: before another one begins, the oldest is deleted. */
  readonly keep?: number | undefined
  /** After how many files the writer is `done`. */
  readonly files?: number | undefined
  /** What a file is called; `numberedNames` of the path unless given. */
  readonly name?: ((file: SeriesFile) => string) | undefined
  /** Where seconds are taken from: those of the frames unless given. Seconds since 1970. */
  readonly clock?: (() => number) | undefined
  /**
   * With a clock: whether a file begins as soon as it is time, when the writer is flushed, and not only with a frame.
   */
  readonly punctual?: boolean | undefined
  /** With a clock: whether the first file, too, begins only with a frame. */
  readonly lazy?: boolean | undefined
}

/** What there is to know of a file of a series when it is named. */
export interface SeriesFile {
  /** Files that began before. */
  readonly number: number
  /** Files that began before since it was last time for another. */
  readonly numberInPeriod: number
  /** When it began, in seconds since 1970. */
  readonly time: number
  /** When it was last time for another. */
  readonly periodTime: number
}

/** When a file that began at `time` is over, in seconds since 1970, if it is not full before. */
export function endOf(
  { seconds = Infinity, period = Infinity, interval }: Rotation,
  time: number,
  periodTime: number,
): number {
  const end = Math.min(time + seconds, periodTime + period)
  return interval === undefined ? end : Math.min(end, (Math.floor(time / interval) + 1) * interval)
}

/**
 * The limits and names of a series of files. A file ends as soon as one of the limits is reached, and the next frame
 * begins a new one.
 */
export interface Rotation {
  /** File size in bytes, before compression; a file ends with the frame that reaches it. */
  readonly size?: number | undefined
  /** Number of frames. */
  readonly packets?: number | undefined
  /** Seconds since the file began. */
  readonly seconds?: number | undefined
  /** Seconds since the last file that began by this limit, regardless of files that other limits ended. */
  readonly period?: number | undefined
  /** Ends files at multiples of this many seconds since 1970: 3,600 for every full hour. */
  readonly interval?: number | undefined
  /** Number of files kept: the oldest is deleted before a new one begins. */
  readonly keep?: number | undefined
  /** Number of files after which the writer is `done`. */
  readonly files?: number | undefined
  /** The name of a file. Default: `numberedNames` of the path. */
  readonly name?: ((file: SeriesFile) => string) | undefined
  /** The clock, in seconds since 1970. Default: the timestamps of the frames. */
  readonly clock?: (() => number) | undefined
  /**
   * With a clock: whether a due file begins when the writer is flushed, not only with the next frame. Always so with a
   * number of `files`.
   */
  readonly punctual?: boolean | undefined
  /** With a clock: whether the first file, too, begins with the first frame only. */
  readonly lazy?: boolean | undefined
}

/** Properties of a file for its name. */
export interface SeriesFile {
  /** Number of earlier files. */
  readonly number: number
  /** Number of earlier files in this period. */
  readonly numberInPeriod: number
  /** Start of the file, in seconds since 1970. */
  readonly time: number
  /** Start of the period, in seconds since 1970. */
  readonly periodTime: number
}

/** The end of a file that began at `time`, in seconds since 1970, unless it is full earlier. */
export function endOf(
  { seconds = Infinity, period = Infinity, interval }: Rotation,
  time: number,
  periodTime: number,
): number {
  const end = Math.min(time + seconds, periodTime + period)
  return interval === undefined ? end : Math.min(end, (Math.floor(time / interval) + 1) * interval)
}

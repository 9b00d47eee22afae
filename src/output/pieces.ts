/** Writing of long packets in pieces, so that the whole text of a packet is never in memory. */

/** Yields between pieces, when the buffer may be written out. */
export type Pieces = Generator<void, void, undefined>

/** Bytes of a packet per piece: more take more memory, and are no faster. A multiple of the bytes per dump line. */
export const pieceLength = 128 << 10

/** The ranges of the pieces from `start` to `end`. */
export function* piecesOf(start: number, end: number): Generator<readonly [from: number, to: number]> {
  for (let from = start; from < end; from += pieceLength) yield [from, Math.min(end, from + pieceLength)]
}

/** Writes all pieces. */
export function writeWhole(pieces: Pieces): void {
  while (pieces.next().done !== true) {
    /* the next piece */
  }
}

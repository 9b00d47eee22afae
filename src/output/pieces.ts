/** Long packets are written in pieces, so that the text of one never has to be in memory as a whole. */

/** Yields between pieces, when what was appended so far may be written out. */
export type Pieces = Generator<void, void, undefined>

/**
 * Bytes of a packet whose text is one piece: as many as a frame of most link types has at most. A multiple of a line of
 * a dump.
 */
export const pieceLength = 256 << 10

/** From where to where each piece of the bytes from `start` to `end` goes. */
export function* piecesOf(start: number, end: number): Generator<readonly [from: number, to: number]> {
  for (let from = start; from < end; from += pieceLength) yield [from, Math.min(end, from + pieceLength)]
}

/** Runs all pieces at once. */
export function writeWhole(pieces: Pieces): void {
  while (pieces.next().done !== true) {
    /* the next piece */
  }
}

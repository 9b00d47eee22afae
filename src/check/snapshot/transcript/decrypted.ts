/** What is decrypted in frames, from when their conversations are followed until the transcript takes them. */
import type { CarriedPiece } from '../../../conversations/carried/carried-role.ts'
import type { FollowOptions } from '../../../conversations/follower.ts'
import type { CarriedBytes } from './dialog.ts'

/** The secrets of encrypted conversations, besides those that the packets come with. */
export type Decryption = Pick<FollowOptions, 'keys' | 'decrypt'>

export interface DecryptedPiece extends CarriedBytes {
  readonly isUpward: boolean
}

export class DecryptedBytes {
  /** Of the frames of a batch, by their numbers. */
  private readonly pieces = new Map<number, Kept[]>()
  /** Bytes of frames that were not taken, by direction. */
  private readonly skipped = new Map<string, number>()

  /** Keeps what was decrypted of TLS. */
  keep({ protocol, id, frame, bytes, missing, isUpward, conversation }: CarriedPiece): void {
    if (protocol !== 'tls' || id !== tlsData) return
    const piece = { bytes: bytes.slice(), missing, isUpward, direction: `${conversation} ${isUpward}` }
    const known = this.pieces.get(frame)
    if (known === undefined) this.pieces.set(frame, [piece])
    else known.push(piece)
  }

  /** Takes what was decrypted in a frame. */
  take(frame: number): readonly DecryptedPiece[] {
    const { pieces, skipped } = this
    const found = pieces.get(frame)
    if (found === undefined) return none
    pieces.delete(frame)
    if (skipped.size === 0) return found
    return found.map(({ direction, missing, ...piece }) => {
      const more = skipped.get(direction) ?? 0
      skipped.delete(direction)
      return { ...piece, missing: missing + more }
    })
  }

  /** Goes on to another batch: a filter has left out the frames that were not taken. */
  leave(): void {
    const { pieces, skipped } = this
    for (const piece of [...pieces.values()].flat())
      if (skipped.size < mostDirections || skipped.has(piece.direction))
        skipped.set(piece.direction, (skipped.get(piece.direction) ?? 0) + piece.missing + piece.bytes.length)
    pieces.clear()
  }
}

interface Kept extends DecryptedPiece {
  readonly direction: string
}

const none: readonly DecryptedPiece[] = []
/** What the stream of application data is called. */
const tlsData = 'data'
const mostDirections = 20_000

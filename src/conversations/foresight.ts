/** What is known only later in a capture, for a second pass over it. */
import type { FactValues } from '../schema/index.ts'

export class Foresight {
  /** Of each frame: facts of its layers, each with its layer. */
  private readonly frames = new Map<number, { readonly layer: number; readonly facts: FactValues }[]>()
  /** What was seen of each TCP connection in the end, by its stream number. */
  readonly completeness: number[] = []
  readonly roundTrips: number[] = []
  /** Facts that there was no room for. */
  left = 0

  /** With `isKept` false, nothing is noted: nobody will ask. */
  constructor(private readonly isKept = true) {}

  /** Notes facts of a layer of a frame that has passed. */
  tell(frame: number, layer: number, facts: FactValues): void {
    if (!this.isKept) return
    const known = this.frames.get(frame)
    if (known !== undefined) known.push({ layer, facts })
    else if (this.frames.size < mostFrames) this.frames.set(frame, [{ layer, facts }])
    else this.left++
  }

  /** Notes what was seen of a TCP connection so far, and how long its handshake took. */
  tellConnection(stream: number, completeness: number, roundTrip: number): void {
    if (!this.isKept) return
    this.completeness[stream] = completeness
    this.roundTrips[stream] = roundTrip
  }

  of(frame: number): readonly { readonly layer: number; readonly facts: FactValues }[] {
    return this.frames.get(frame) ?? none
  }
}

/** Limit of frames with facts from later ones. */
const mostFrames = 1 << 20
const none: readonly never[] = []

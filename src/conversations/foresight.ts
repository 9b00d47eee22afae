/** What is known only later in a capture, for a second look at its frames: 16 bytes a fact, and 4 a frame. */
import type { FactValues } from '../schema/index.ts'

export interface LaterFacts {
  readonly layer: number
  readonly facts: FactValues
}

export class Foresight {
  /** What was seen of each TCP connection in the end, by its stream number. */
  readonly completeness: number[] = []
  readonly roundTrips: number[] = []
  /** Facts that there was no room for. */
  left = 0
  /** Of each frame, one more than the place of its last fact; 0 without any. */
  private last = new Int32Array(0)
  /** Of each fact: one more than the place of the one before it of the same frame, what it is of, and its value. */
  private before = new Int32Array(0)
  private subject = new Int32Array(0)
  private values: unknown[] = []
  private readonly keys: string[] = []
  private readonly keyNumbers = new Map<string, number>()

  /** With `isKept` false, nothing is noted: nobody will ask. */
  constructor(private readonly isKept = true) {}

  /** Notes facts of a layer of a frame that was followed; undefined takes back what was noted. */
  tell(frame: number, layer: number, facts: FactValues): void {
    if (this.isKept) for (const key of Object.keys(facts)) this.note(frame, layer, key, facts[key])
  }

  /** Notes what was seen of a TCP connection so far, and how long its handshake took. */
  tellConnection(stream: number, completeness: number, roundTrip: number): void {
    if (!this.isKept) return
    this.completeness[stream] = completeness
    this.roundTrips[stream] = roundTrip
  }

  of(frame: number): readonly LaterFacts[] {
    let place = frame < this.last.length ? this.last[frame]! : 0
    if (place === 0) return none
    const found: LaterFacts[] = []
    for (; place > 0; place = this.before[place - 1]!) {
      const subject = this.subject[place - 1]!
      const facts = { [this.keys[subject >> layerBits]!]: this.values[place - 1] }
      found.push({ layer: subject & (mostLayers - 1), facts })
    }
    return found.reverse()
  }

  /** About how many bytes it takes. */
  get memory(): number {
    const { last, before, values, completeness } = this
    return 4 * last.length + 8 * before.length + 8 * values.length + 16 * completeness.length
  }

  private note(frame: number, layer: number, key: string, value: unknown): void {
    const subject = (this.numberOf(key) << layerBits) | layer
    const known = this.placeOf(frame, subject)
    if (known >= 0) this.values[known] = value
    else if (value === undefined) return
    else if (this.values.length === mostFacts || frame >= mostFrames) this.left++
    else this.add(frame, subject, value)
  }

  private placeOf(frame: number, subject: number): number {
    if (frame >= this.last.length) return -1
    for (let place = this.last[frame]!; place > 0; place = this.before[place - 1]!)
      if (this.subject[place - 1] === subject) return place - 1
    return -1
  }

  private add(frame: number, subject: number, value: unknown): void {
    if (frame >= this.last.length) this.last = grown(this.last, frame + 1)
    const place = this.values.push(value)
    if (place > this.before.length) {
      this.before = grown(this.before, place)
      this.subject = grown(this.subject, place)
    }
    this.before[place - 1] = this.last[frame]!
    this.subject[place - 1] = subject
    this.last[frame] = place
  }

  private numberOf(key: string): number {
    const known = this.keyNumbers.get(key)
    if (known !== undefined) return known
    this.keyNumbers.set(key, this.keys.length)
    return this.keys.push(key) - 1
  }
}

/** A longer copy, so that growing by one takes constant time on average. */
function grown(numbers: Int32Array<ArrayBuffer>, least: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(Math.max(1024, least, 2 * numbers.length))
  longer.set(numbers)
  return longer
}

/** Limits of facts and of frames that they are about. */
const mostFacts = 1 << 22
const mostFrames = 1 << 26
/** A frame has at most 257 layers. */
const layerBits = 9
const mostLayers = 1 << layerBits
const none: readonly never[] = []

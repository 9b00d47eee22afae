/** Puts the process of each frame into the frame's options, as pcapng has them. */
import { batchCapacity, type Batch } from '../../files/batch.ts'
import { encodeProcess } from '../../files/pcapng/process-options.ts'
import { eachOption } from '../../files/pcapng/options.ts'
import { padded } from '../../files/pcapng/blocks.ts'
import { poison } from '../../files/poison.ts'
import { FlowFinder } from './flow-finder.ts'
import { FlowNumbers } from './flow-numbers.ts'
import type { FlowOwners, Process } from './owner.ts'

/**
 * The frames of a batch that have an owner are given options; all of them lie in one memory, so the batch is copied
 * there in one piece, and frames of one process share their options. A batch in which nothing is known is left as it
 * is.
 */
export class ProcessAnnotations {
  private readonly finder = new FlowFinder()
  private readonly flows = new FlowNumbers(mostFlows)
  private readonly fragments = new FlowNumbers(mostFragments)
  /** Encoded processes; 0 is nobody. */
  private labels: Label[] = [nobody]
  private readonly known = new Map<string, number>()
  private littleEndian = true
  /** Of the frames of the batch at hand. */
  private readonly chosen = new Int32Array(batchCapacity)
  private memory = new Uint8Array(0)

  /** With `reuse` a batch is valid only until the next is labelled. */
  constructor(
    private readonly owners: FlowOwners,
    private readonly reuse: boolean,
  ) {}

  label(batch: Batch, now = performance.now()): void {
    const { chosen } = this
    if (batch.littleEndian !== this.littleEndian || this.labels.length > mostLabels) this.begin(batch.littleEndian)
    let labelled = false
    for (let index = 0; index < batch.length; index++) {
      const label = this.labelOf(batch, index, now)
      chosen[index] = label
      labelled ||= label !== 0
    }
    if (labelled) this.write(batch)
  }

  /** The batch labelled last is used no more. */
  giveBack(): void {
    if (this.reuse) poison(this.memory, 0, this.memory.length)
  }

  private begin(littleEndian: boolean): void {
    this.littleEndian = littleEndian
    this.labels = [nobody]
    this.known.clear()
    this.flows.clear()
    this.fragments.clear()
  }

  private labelOf(batch: Batch, index: number, now: number): number {
    const { finder, flows, fragments } = this
    const found = finder.find(batch, index)
    if (found === 'nothing') return 0
    if (found === 'later fragment') {
      const place = fragments.place(finder.fragment, true)
      return place < 0 || fragments.until[place]! < now ? 0 : fragments.value[place]!
    }
    const place = flows.place(finder.flow)
    if (flows.until[place]! <= now || finder.opens) {
      const owner = this.owners.ownerOf(finder.asked())
      // Who is not known any more was so until a moment ago, unless this begins something new.
      if (owner !== undefined || finder.opens) flows.value[place] = this.numberOf(owner)
      flows.until[place] = now + (owner === undefined ? askAgainUnknown : askAgainKnown)
    }
    const label = flows.value[place]!
    if (found === 'first fragment') {
      const first = fragments.place(finder.fragment)
      fragments.value[first] = label
      fragments.until[first] = now + fragmentsCome
    }
    return label
  }

  private numberOf(owner: Process | undefined): number {
    if (owner === undefined) return 0
    const { pid, name, user, bestEffort, command } = owner
    const key = `${pid}\0${user}\0${bestEffort}\0${name}\0${command}`
    const known = this.known.get(key)
    if (known !== undefined) return known
    const number = this.labels.push({ options: encodeProcess(owner, this.littleEndian), at: 0 }) - 1
    this.known.set(key, number)
    return number
  }

  /** Copies the batch, and puts the options behind it. */
  private write(batch: Batch): void {
    const { chosen, labels } = this
    const { start, capturedLength, optionsStart, optionsEnd, length, memory: from } = batch
    let [first, last, needed] = [Infinity, 0, 0]
    for (let index = 0; index < length; index++) {
      const at = start[index]!
      const end = at + capturedLength[index]!
      if (at < first) first = at
      if (end > last) last = end
      const label = labels[chosen[index]!]!
      if (optionsEnd[index]! > 0) needed += optionsEnd[index]! - optionsStart[index]! + 4 + label.options.length
      else if (label.at >= 0 && label !== nobody) {
        label.at = -1
        needed += label.options.length
      }
    }
    let at = padded(last - first)
    const memory = this.memoryFor(at + needed)
    memory.set(from.subarray(first, last))
    for (let index = 0; index < length; index++) {
      start[index] = start[index]! - first
      const label = labels[chosen[index]!]!
      if (optionsEnd[index]! > 0) {
        const end = joined(batch, index, label.options, memory, at)
        optionsStart[index] = at
        optionsEnd[index] = end
        at = end
      } else if (label !== nobody) {
        if (label.at < 0) {
          memory.set(label.options, at)
          label.at = at
          at += label.options.length
        }
        optionsStart[index] = label.at
        optionsEnd[index] = label.at + label.options.length
      }
    }
    // Those that only had to be joined were given no place.
    for (let index = 0; index < length; index++) labels[chosen[index]!]!.at = 0
    batch.memory = memory
  }

  private memoryFor(length: number): Uint8Array {
    if (!this.reuse) return new Uint8Array(length)
    if (this.memory.length < length) this.memory = new Uint8Array(length * 2)
    return this.memory
  }
}

interface Label {
  readonly options: Uint8Array
  /** Where it lies in the memory of the batch at hand; below 0 if it is to be put there. */
  at: number
}

const nobody: Label = { options: new Uint8Array(0), at: 0 }

/** The options a frame has, and behind them others; returns where they end. */
function joined(
  { memory: from, optionsStart, optionsEnd, littleEndian }: Batch,
  index: number,
  more: Uint8Array,
  memory: Uint8Array,
  to: number,
): number {
  const [start, end] = [optionsStart[index]!, optionsEnd[index]!]
  // Without the end of the options, which `more` has.
  let last = start
  eachOption(
    new DataView(from.buffer, from.byteOffset, from.byteLength),
    start,
    end,
    littleEndian,
    (_code, value, length) => {
      last = value + padded(length)
    },
  )
  const kept = (more.length === 0 ? end : Math.min(end, last)) - start
  memory.set(from.subarray(start, start + kept), to)
  const at = to + padded(kept)
  memory.fill(0, to + kept, at)
  memory.set(more, at)
  return at + more.length
}

const mostFlows = 1 << 16
const mostFragments = 1 << 12
const mostLabels = 1 << 16
/** Milliseconds: a process may become known, change its name, or leave its ports to another one. */
const askAgainUnknown = 100
const askAgainKnown = 1000
/** As long as they are waited for: ip(7), `ipfrag_time`. */
const fragmentsCome = 30_000

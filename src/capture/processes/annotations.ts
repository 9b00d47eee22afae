/** Adds the process of each frame to its pcapng options. */
import { batchCapacity, type Batch } from '../../files/batch.ts'
import { encodeProcess } from '../../files/pcapng/process-options.ts'
import { eachOption } from '../../files/pcapng/options.ts'
import { padded } from '../../files/pcapng/blocks.ts'
import { poison } from '../../files/poison.ts'
import { FlowFinder } from './flow-finder.ts'
import { FlowNumbers } from './flow-numbers.ts'
import type { FlowOwners, Process } from './owner.ts'

/**
 * Adds options to the frames of a batch whose process is known. The batch is copied to one buffer, and frames of the
 * same process share their options. A batch without known processes is not changed.
 */
export class ProcessAnnotations {
  private readonly finder = new FlowFinder()
  private readonly flows = new FlowNumbers(mostFlows)
  private readonly fragments = new FlowNumbers(mostFragments)
  /** Encoded processes; index 0 means unknown. */
  private labels: Label[] = [nobody]
  private readonly known = new Map<string, number>()
  private littleEndian = true
  /** For each frame of the current batch. */
  private readonly chosen = new Int32Array(batchCapacity)
  private memory = new Uint8Array(0)

  /** With `reuse` a batch is valid only until the next one is annotated. */
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

  /** The batch annotated last is no longer in use. */
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
      // Keep the last known owner of an existing flow that can no longer be looked up; not for a new connection.
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

  /** Copies the batch and appends the options. */
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
    // Options that are only merged into others have no position of their own.
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
  /** Its position in the memory of the current batch; negative if not yet written. */
  at: number
}

const nobody: Label = { options: new Uint8Array(0), at: 0 }

/** Writes a frame's options followed by `more`; returns the end. */
function joined(
  { memory: from, optionsStart, optionsEnd, littleEndian }: Batch,
  index: number,
  more: Uint8Array,
  memory: Uint8Array,
  to: number,
): number {
  const [start, end] = [optionsStart[index]!, optionsEnd[index]!]
  // Without the end-of-options marker, which `more` contains.
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
/** Milliseconds until an owner is looked up again: it may become known, change its name, or release its ports. */
const askAgainUnknown = 100
const askAgainKnown = 1000
/** The lifetime of fragments: ip(7), `ipfrag_time`. */
const fragmentsCome = 30_000

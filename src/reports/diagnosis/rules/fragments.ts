/** Fragments that do not become whole: RFC 791, section 3.2; RFC 8200, section 4.5. */
import { registry } from '../../../packet/registry/index.ts'
import { counted } from '../../../text/amounts.ts'
import { addressOf } from '../../conversations.ts'
import { Evidence, type Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'
import type { SeenFrame } from '../seen-frame.ts'

/** Datagrams; one may be lost. */
const leastIncomplete = 2
/** Seconds that a receiver waits for the rest: RFC 8200, section 4.5 says 60, Linux takes 30. */
const waitTime = 30
/** Limit of fragments that wait for others; the oldest counts as one that never became whole. */
const mostWaiting = 4096

interface Fragment {
  readonly between: string
  readonly time: number
}
type Lost = Map<string, Evidence>

export const fragmentRule = (): Rule => new FragmentRule()

class FragmentRule implements Rule {
  /** Fragments that are not part of a whole yet, by packet. */
  private readonly waiting = new Map<number, Fragment>()
  private readonly lost: Lost = new Map()
  private fragments = 0
  private last = NaN

  frame(frame: SeenFrame): void {
    const { waiting, lost } = this
    if (!(frame.time <= this.last)) this.last = frame.time
    const at = fragmentIn(frame)
    if (at < 0 || frame.isDuplicate) return
    this.fragments++
    const { layers, number, time, ends } = frame
    const parts = (layers.facts[at] as { readonly fragments?: readonly number[] } | undefined)?.fragments
    if (parts !== undefined) {
      for (const part of parts) waiting.delete(part)
      return
    }
    const between = `${addressOf(layers, ends.address, 'source')} > ${addressOf(layers, ends.address, 'destination')}`
    waiting.set(number, { between, time })
    if (waiting.size <= mostWaiting) return
    const [oldest] = waiting
    waiting.delete(oldest![0])
    lose(lost, ...oldest!)
  }

  *findings(): Generator<Finding> {
    const { lost, waiting, fragments, last } = this
    const all: Lost = new Map()
    for (const [between, { count, packets }] of lost) {
      const evidence = new Evidence()
      evidence.join({ count, packets })
      all.set(between, evidence)
    }
    // The rest of what came last may come yet.
    for (const [packet, fragment] of waiting) if (last - fragment.time >= waitTime) lose(all, packet, fragment)
    for (const [subject, { count, packets }] of all) {
      if (count < leastIncomplete) continue
      yield {
        kind: 'fragments-incomplete',
        severity: 'warning',
        subject,
        text: `${counted(count, 'fragment')} of ${fragments} in the capture never became a whole packet`,
        advice:
          'one lost fragment loses the whole packet: look for loss and firewalls that drop fragments, or have the ' +
          'sender send smaller packets',
        count,
        packets,
        figures: { incomplete: count, fragments },
      }
    }
  }
}

function lose(all: Lost, packet: number, { between }: Fragment): void {
  const evidence = all.get(between) ?? new Evidence()
  if (!all.has(between) && all.size >= mostWaiting) return
  all.set(between, evidence)
  evidence.add(packet)
}

/** The layer of a packet that makes it a fragment; -1 if it is none. */
function fragmentIn({ layers, ends }: SeenFrame): number {
  for (let at = Math.max(0, ends.address); ends.address >= 0 && at <= ends.last; at++) {
    const fragmentation = fragmentations[layers.protocol[at]!]
    if (fragmentation === undefined || !layers.isHeaded(at)) continue
    const bytes = layers.bytesOf(at)
    const start = layers.start[at]!
    if (fragmentation.offset(bytes, start) > 0 || fragmentation.more(bytes, start)) return at
  }
  return -1
}

const fragmentations = registry.column(({ schema }) => schema.fragmentation)

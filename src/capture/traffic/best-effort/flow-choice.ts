/** Which packets of a capture of all processes are kept: not those of flows that another process owns. */
import type { Batch } from '../../../files/batch.ts'
import { FlowFinder } from '../../processes/flow-finder.ts'
import { reversed, type FlowOwners, type Process } from '../../processes/owner.ts'

type Choice = 'own' | 'unknown' | 'other'

export class FlowChoice {
  /** Packets that were kept although their process is unknown. */
  unknown = 0
  private readonly finder = new FlowFinder()
  private readonly choices = new Map<string, { readonly choice: Choice; readonly until: number }>()

  /** `isOwn`: whether the packets of a process are kept; undefined if that is unknown. */
  constructor(
    private readonly owners: Pick<FlowOwners, 'ownerOf'>,
    private readonly isOwn: (pid: number) => boolean | undefined,
  ) {}

  keeps(batch: Batch, index: number, now = performance.now()): boolean {
    const found = this.finder.find(batch, index)
    const isFlow = found === 'flow' || found === 'first fragment'
    const choice = isFlow ? this.choiceOf(now) : 'unknown'
    if (choice === 'unknown') this.unknown++
    return choice !== 'other'
  }

  /** Of the current flow. What is unknown, or another process's, may be known better a little later. */
  private choiceOf(now: number): Choice {
    const { finder, choices, owners } = this
    const key = finder.flow.join(' ')
    const known = choices.get(key)
    if (known !== undefined && known.until > now && !finder.opens) return known.choice
    const flow = finder.asked()
    // Both ends may be here. With a remote end, both answers are the same.
    const asked = either(this.chosen(owners.ownerOf(flow)), this.chosen(owners.ownerOf(reversed(flow))))
    // A flow whose socket is gone remains that of its last known owner.
    const choice = asked === 'unknown' && known !== undefined && !finder.opens ? known.choice : asked
    if (choices.size >= mostFlows) choices.clear()
    choices.set(key, { choice, until: now + (choice === 'unknown' ? askAgainUnknown : askAgainKnown) })
    return choice
  }

  private chosen(owner: Process | undefined): Choice {
    const isOwn = owner && this.isOwn(owner.pid)
    return isOwn === undefined ? 'unknown' : isOwn ? 'own' : 'other'
  }
}

const either = (one: Choice, two: Choice): Choice =>
  one === 'own' || two === 'own' ? 'own' : one === 'unknown' || two === 'unknown' ? 'unknown' : 'other'

const mostFlows = 65_536
/** Milliseconds. */
const askAgainUnknown = 100
const askAgainKnown = 1000

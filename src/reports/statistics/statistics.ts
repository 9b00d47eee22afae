/** Several tables of one capture: each frame is split into layers once, as far as they need. */
import type { Batch } from '../../files/batch.ts'
import { reachOf } from '../../packet/decode-plan.ts'
import { Layers } from '../../packet/layers.ts'
import { PlainFrames } from '../../packet/registry/plain-frames.ts'
import type { StatisticsTable } from './table.ts'

/**
 * Takes the batches of a capture for tables.
 *
 * ```ts
 * const table = conversationTable('tcp')
 * const statistics = new Statistics([table])
 * for await (const batch of await openFile('trace.pcapng', { reuseMemory: true })) statistics.take(batch)
 * console.log(table.rows())
 * ```
 */
export class Statistics {
  packets = 0
  private readonly layers = new Layers()
  private readonly reach: ReturnType<typeof reachOf>
  private readonly isLayered: boolean
  private readonly plain: PlainFrames | undefined
  private readonly takesPlain: boolean

  constructor(readonly tables: readonly StatisticsTable[]) {
    const needs = tables.map((table) => table.needs)
    const wanted = new Set<number>()
    for (const each of needs) if (typeof each !== 'string') for (const id of each) wanted.add(id)
    this.isLayered = needs.some((each) => each !== 'no layers')
    const isPart = this.isLayered && !needs.includes('all layers')
    this.reach = isPart ? reachOf(wanted, needsQuoted(tables)) : undefined
    this.plain = isPart ? PlainFrames.for(wanted, this.reach) : undefined
    this.takesPlain = this.plain !== undefined && tables.every((table) => table.takePlain !== undefined)
  }

  /** Whether batches are to be followed before they are taken (`ConversationFollower`). */
  get needsConversations(): boolean {
    return this.tables.some(({ follows }) => follows)
  }

  /** Of batches that were followed, also fragments and segments count as they are put together. */
  take(batch: Batch): void {
    const { layers, isLayered, takesPlain } = this
    // What conversations tell may change any layer.
    const isFollowed = batch.gains !== undefined
    for (let index = 0; index < batch.length; index++) {
      if (takesPlain && !isFollowed && this.takePlain(batch, index)) continue
      if (isFollowed) layers.decode(batch, index)
      else if (isLayered) this.split(batch, index)
      for (const table of this.tables) table.take(batch, index, layers)
    }
    this.packets += batch.length
  }

  private split(batch: Batch, index: number): void {
    const { layers, plain, reach } = this
    if (!plain?.split(batch, index, layers)) layers.decodeAlone(batch, index, reach)
  }

  /** Lets the tables take a frame without its layers; false if they are to be looked for. */
  private takePlain(batch: Batch, index: number): boolean {
    const plain = this.plain!
    const found = plain.find(batch, index)
    if (found === 'plain') for (const table of this.tables) table.takePlain!(batch, index, plain)
    return found !== 'usual'
  }
}

/** Whether a table that names the protocols it needs wants those of packets that are quoted too. */
const needsQuoted = (tables: readonly StatisticsTable[]): boolean =>
  tables.some(({ needs, countsQuoted = true }) => typeof needs !== 'string' && countsQuoted)

/** Several tables of one capture: each frame is split into layers once, as far as they need. */
import type { Batch } from '../../files/batch.ts'
import { reachOf } from '../../packet/decode-plan.ts'
import { Layers } from '../../packet/layers.ts'
import { PlainFrames } from './plain-frames.ts'
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

  constructor(readonly tables: readonly StatisticsTable[]) {
    const needs = tables.map((table) => table.needs)
    const wanted = new Set<number>()
    for (const each of needs) if (typeof each !== 'string') for (const id of each) wanted.add(id)
    this.isLayered = needs.some((each) => each !== 'no layers')
    const isPart = this.isLayered && !needs.includes('all layers')
    this.reach = isPart ? reachOf(wanted) : undefined
    this.plain = isPart ? PlainFrames.for(wanted) : undefined
  }

  /** Whether batches are to be followed before they are taken (`ConversationFollower`). */
  get needsConversations(): boolean {
    return this.tables.some(({ follows }) => follows)
  }

  /** Of batches that were followed, also fragments and segments count as they are put together. */
  take(batch: Batch): void {
    const { layers, tables, reach, isLayered, plain } = this
    for (let index = 0; index < batch.length; index++) {
      // What conversations tell may change any layer.
      if (batch.gains !== undefined) layers.decode(batch, index)
      else if (isLayered && !plain?.split(batch, index, layers)) {
        const from = batch.start[index]!
        const to = from + batch.capturedLength[index]!
        layers.split(batch.memory, from, to, from + batch.originalLength[index]!, batch.linkType[index]!, reach)
      }
      for (let at = 0; at < tables.length; at++) tables[at]!.take(batch, index, layers)
    }
    this.packets += batch.length
  }
}

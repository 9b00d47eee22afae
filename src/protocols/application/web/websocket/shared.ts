/** What the messages of all WebSockets may take together: memory, and work that what is compressed asks for. */
import type { StreamMemory } from '../../../../schema/index.ts'

/** What keeps bytes for messages to come. */
interface Keeper {
  /** Gives them back. */
  drop(): void
}

export const sharedIn = ({ everywhere }: StreamMemory): Shared => (everywhere['websocket'] ??= new Shared()) as Shared

export class Shared {
  /** By how long ago they were used, the last ones last. */
  private readonly keepers = new Map<Keeper, number>()
  private kept = 0
  private credit = mostCredit

  /** Notes how many bytes a keeper has; those that were not used for longest give theirs back where it is too much. */
  hold(keeper: Keeper, bytes: number): void {
    this.kept += bytes - (this.keepers.get(keeper) ?? 0)
    this.keepers.delete(keeper)
    if (bytes > 0) this.keepers.set(keeper, bytes)
    for (const [oldest, length] of this.keepers) {
      if (this.kept <= mostKept) return
      this.keepers.delete(oldest)
      this.kept -= length
      oldest.drop()
    }
  }

  /** How many bytes a message of `length` compressed ones may become. */
  allow(length: number): number {
    this.credit = Math.min(mostCredit, this.credit + length * usualRatio)
    return this.credit
  }

  /** Takes what was made off that. */
  spend(bytes: number): void {
    this.credit -= bytes
  }
}

/** Limits in bytes. What is compressed usually becomes a few times as long, at most 1,032 times. */
const mostKept = 64 << 20
const mostCredit = 64 << 20
const usualRatio = 64

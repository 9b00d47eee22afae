/** What is decided of a record before all of it is written: which fields and sets are there. */
import type { Slot } from '../engine/layout.ts'
import type { Values } from './given.ts'
import { refusal } from './refusal.ts'

/** A decision that was made before all of the record was there: it is looked at again at the end. */
interface Decision {
  readonly slot: Slot
  readonly was: unknown
  /** Whether values that were given ask for it. */
  readonly asked: string | undefined
  now(): unknown
}

export class Decisions {
  /** What earlier passes found out. */
  private readonly known = new Map<Slot, unknown>()
  private made: Decision[] = []

  constructor(private readonly path: string) {}

  /** A new pass over the fields begins. */
  begin(): void {
    this.made = []
  }

  get count(): number {
    return this.made.length
  }

  /** Forgets what was decided after the first `count`. */
  backTo(count: number): void {
    this.made.length = count
  }

  /** What was decided of a slot: `now` looks at it again when all is written. `asked` is the value that asks for it. */
  make<T>(slot: Slot, asked: string | undefined, was: T, now: () => T): T {
    this.made.push({ slot, was, asked, now })
    return was
  }

  /** Whether an earlier pass found out something about a slot, and what. */
  haveFound(slot: Slot): boolean {
    return this.known.has(slot)
  }

  found(slot: Slot): unknown {
    return this.known.get(slot)
  }

  /**
   * Whether all of it is still right, now that all is there; what is not is known to the next pass. Throws a TypeError
   * for a value that has no place.
   */
  areSettled(values: Values): boolean {
    const wrong = this.made.filter(({ was, now }) => now() !== was)
    const undecided = wrong.filter(({ asked }) => asked === undefined)
    for (const { slot, now } of undecided) this.known.set(slot, now())
    const refused = wrong.find(({ asked }) => asked !== undefined)?.asked
    if (undecided.length === 0 && refused !== undefined)
      throw refusal(`${this.path}.${refused}`, 'no value, as other fields say that it is not there', values[refused])
    return wrong.length === 0
  }
}

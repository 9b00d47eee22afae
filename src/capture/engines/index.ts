import type { Engine } from './engine.ts'
import { cap } from './cap.ts'

/** The engines there are, the best first. */
const engines: readonly Engine[] = [cap]

/** The best engine that works here. Rejects with what to do about the best one, if none does. */
export async function workingEngine(): Promise<Engine> {
  let first: Error | undefined
  for (const engine of engines) {
    const trouble = await engine.trouble()
    if (trouble === undefined) return engine
    first ??= trouble
  }
  throw first
}

import { cap } from './cap.ts'
import type { Engine, EngineName } from './engine.ts'
import { libpcap } from './libpcap.ts'

/** The engines there are, the best first. */
const engines: readonly Engine[] = [libpcap, cap]

/** The best engine that works here, or the one that is wanted. Rejects with what to do about the best one, if none does. */
export async function workingEngine(wanted?: EngineName): Promise<Engine> {
  let first: Error | undefined
  for (const engine of engines.filter(({ name }) => wanted === undefined || name === wanted)) {
    const trouble = await engine.trouble()
    if (trouble === undefined) return engine
    first ??= trouble
  }
  throw first
}

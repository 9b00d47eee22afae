import { CaptureError } from '../../files/error.ts'
import type { LiveCapture } from '../live-capture.ts'
import { cap } from './cap/index.ts'
import { dumpcap } from './programs/dumpcap.ts'
import { engineNames, type Engine, type EngineName, type EngineOptions } from './engine.ts'
import { libpcap } from './libpcap/index.ts'
import { permissionAdvice } from './permission/permission.ts'
import { permissionFacts } from './permission/permission-facts.ts'
import { tcpdump } from './programs/tcpdump.ts'

/** The engines there are, the best first. */
const engines: readonly Engine[] = [libpcap, dumpcap, tcpdump, cap]

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

/**
 * Captures through the engine that is wanted, or through the best one that works here and may capture: those that were
 * passed over, and why, become remarks of the capture. Rejects with a CaptureError; if none may, with what to do about
 * it on this machine.
 */
export async function openWithEngine(
  wanted: EngineName | undefined,
  interfaces: readonly string[],
  options: EngineOptions,
): Promise<LiveCapture> {
  const troubles: CaptureError[] = []
  const passedOver = [...options.passedOver]
  for (const engine of enginesNamed(wanted)) {
    const opened = await tried(engine, interfaces, { ...options, passedOver })
    if (!(opened instanceof CaptureError)) return opened
    troubles.push(opened)
    passedOver.push(`${engine.name} was passed over: expected ${opened.expected}, found ${opened.found}`)
  }
  const refusal = troubles.find(({ code }) => code === 'no-permission')
  if (!refusal) throw troubles.find(({ code }) => code === 'unsupported') ?? troubles[0]!
  throw new CaptureError({
    code: 'no-permission',
    path: interfaces.join(', '),
    expected: 'the right to capture',
    found: 'that the system refuses it',
    advice: permissionAdvice(await permissionFacts(interfaces)),
    cause: refusal,
  })
}

function enginesNamed(wanted: EngineName | undefined): readonly Engine[] {
  const named = wanted === undefined ? engines : engines.filter(({ name }) => name === wanted)
  if (named.length === 0)
    throw new TypeError(`there is no engine ${JSON.stringify(wanted)}: there are ${engineNames.join(', ')}`)
  return named
}

/** The capture, or why the next engine is to be tried: any other failure would be that of the next one too. */
async function tried(
  engine: Engine,
  interfaces: readonly string[],
  options: EngineOptions,
): Promise<LiveCapture | CaptureError> {
  try {
    const trouble = await engine.trouble()
    if (trouble) throw trouble
    return await engine.open(interfaces, options)
  } catch (error) {
    if (error instanceof CaptureError && isPassable(error, interfaces)) return error
    throw error
  }
}

/** Only some can capture from several interfaces. */
const isPassable = ({ code }: CaptureError, { length }: readonly string[]) =>
  code === 'no-engine' || code === 'no-permission' || (code === 'unsupported' && length > 1)

import { CaptureError } from '../../files/error.ts'
import type { LiveCapture } from '../live-capture.ts'
import { cap } from './cap/index.ts'
import { dumpcap } from './programs/dumpcap.ts'
import { engineNames, type Engine, type EngineName, type EngineOptions } from './engine.ts'
import { libpcap } from './libpcap/index.ts'
import { permissionAdvice } from './permission/permission.ts'
import { permissionFacts } from './permission/permission-facts.ts'
import { tcpdump } from './programs/tcpdump.ts'

/** The engines in order of preference. */
const engines: readonly Engine[] = [libpcap, dumpcap, tcpdump, cap]

/** The preferred engine that works here. If none works, rejects with the error of the first. */
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
 * Captures with the requested engine, or with the first one that works and has permission; skipped engines are listed
 * in `remarks` with the reasons. Rejects with a CaptureError; if no engine has permission, with advice for this host.
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
    passedOver.push(`skipped ${engine.name}: expected ${opened.expected}, found ${opened.found}`)
  }
  const refusal = troubles.find(({ code }) => code === 'no-permission')
  if (!refusal) throw troubles.find(({ code }) => code === 'unsupported') ?? troubles[0]!
  throw new CaptureError({
    code: 'no-permission',
    path: interfaces.join(', '),
    expected: 'permission to capture',
    found: process.platform === 'linux' ? 'permission denied: capturing needs CAP_NET_RAW' : 'permission denied',
    advice: permissionAdvice(await permissionFacts(interfaces)),
    cause: refusal,
  })
}

function enginesNamed(wanted: EngineName | undefined): readonly Engine[] {
  const named = wanted === undefined ? engines : engines.filter(({ name }) => name === wanted)
  if (named.length === 0)
    throw new TypeError(`unknown engine ${JSON.stringify(wanted)}; engines: ${engineNames.join(', ')}`)
  return named
}

/** The capture, or an error after which the next engine is tried. Other errors would occur with the next engine too. */
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

/** Only some engines can capture from several interfaces. */
const isPassable = ({ code }: CaptureError, { length }: readonly string[]) =>
  code === 'no-engine' || code === 'no-permission' || (code === 'unsupported' && length > 1)

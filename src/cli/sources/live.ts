/** Opens the source of `onwire live`. */
import type { CaptureSettings } from '../../capture/engines/engine.ts'
import { likeliest, listInterfaces } from '../../capture/interfaces.ts'
import { openLive } from '../../capture/live.ts'
import type { LiveCapture, LiveEvent } from '../../capture/live-capture.ts'
import type { Account } from '../../capture/privileges/target-user.ts'
import { CaptureError } from '../../files/error.ts'
import type { InterfacesPlan, LivePlan, SourcePlan } from '../arguments/plans/live.ts'
import { say } from '../say.ts'
import { UsageError } from '../usage-error.ts'

export interface OpenedSource {
  readonly capture: LiveCapture
  /** Whether the capture filter is applied by the source. */
  readonly filtered: boolean
  /**
   * Reports which packets have no process names. To be called once privileges are dropped, or where there were none.
   * Undefined without process names.
   */
  tellUnseen?(): void
}

/**
 * Opens the source of a plan. A command or ssh is run by `account`. Rejects with a CaptureError, and with UsageError
 * for settings that the source refuses.
 */
export async function openSource(
  { source, settings }: Pick<LivePlan, 'source' | 'settings'>,
  captureFilter: string | undefined,
  onEvent: (event: LiveEvent) => void,
  account?: Account,
): Promise<OpenedSource> {
  const own: CaptureSettings = { ...settings, captureFilter }
  if (source.kind === 'interfaces') return openInterfaces(source, own, onEvent)
  return { capture: await asUsageError(openOther(source, own, account)), filtered: source.kind === 'remote' }
}

async function openInterfaces(
  { names, engine, processes }: InterfacesPlan,
  settings: CaptureSettings,
  onEvent: (event: LiveEvent) => void,
): Promise<OpenedSource> {
  const interfaces = names.length > 0 ? names : [await defaultInterface()]
  const capture = await openLive({ ...settings, interfaces, engine, onEvent, reuseMemory: true })
  if (processes) return { ...(await (await import('./process-names.ts')).named(capture, true)), filtered: true }
  return { capture, filtered: true }
}

async function openOther(
  source: Exclude<SourcePlan, InterfacesPlan>,
  settings: CaptureSettings,
  account: Account | undefined,
): Promise<LiveCapture> {
  const reuseMemory = true
  switch (source.kind) {
    case 'command': {
      const { openCommand } = await import('../../capture/remote/command.ts')
      return openCommand(source.command, { account, reuseMemory })
    }
    case 'remote': {
      const { host, names: interfaces, program, ssh } = source
      const { openRemote } = await import('../../capture/remote/remote.ts')
      return openRemote(host, { ...settings, interfaces, program, ssh, account, reuseMemory })
    }
    case 'tcp': {
      const { openTcp } = await import('../../capture/remote/tcp.ts')
      return openTcp(source.address, { reuseMemory, onWaiting: (at) => say(`waiting for a sender at ${at}\n`) })
    }
  }
}

/** A TypeError of the library is a usage error of the command. */
async function asUsageError<T>(opening: Promise<T>): Promise<T> {
  try {
    return await opening
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message)
    throw error
  }
}

export async function defaultInterface(): Promise<string> {
  const chosen = likeliest(await listInterfaces())
  if (chosen) return chosen.name
  throw new CaptureError({
    code: 'no-such-interface',
    expected: 'a network interface that is up',
    found: 'none',
    advice: 'Name one: see onwire interfaces',
  })
}

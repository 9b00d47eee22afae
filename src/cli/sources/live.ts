/** What `onwire live` captures from: interfaces here, one on another machine, or what another program or a connection brings. */
import type { CaptureSettings } from '../../capture/engines/engine.ts'
import { likeliest, listInterfaces } from '../../capture/interfaces.ts'
import { openLive, type LiveCapture, type LiveEvent } from '../../capture/live.ts'
import type { Account } from '../../capture/privileges/target-user.ts'
import { isTcpAddress } from '../../capture/remote/tcp-address.ts'
import { CaptureError } from '../../files/error.ts'
import { UsageError } from '../usage-error.ts'
import type { OptionName, Values } from '../arguments/options.ts'
import { say } from '../say.ts'

/** The interfaces or the address that are named, and the words that follow: a filter. A command's packets come from no interface. */
export function namedSource(
  values: Values,
  operands: readonly string[],
): { readonly names: readonly string[]; readonly words: readonly string[] } {
  if (values.interface !== undefined || values.command !== undefined)
    return { names: values.interface ?? [], words: operands }
  const [wanted, ...words] = operands
  return { names: wanted?.split(',') ?? [], words }
}

/** A capture, and whether whoever captures applies the capture filter. */
export interface OpenedSource {
  readonly capture: LiveCapture
  readonly filtered: boolean
  /** Of packets with names of processes: says whose have none. To be called when root is given up, or there was none. */
  tellUnseen?(): void
}

/**
 * Opens what the options name. What captures from elsewhere, a command or ssh, is run by `account`. Rejects with a CaptureError, and
 * with UsageError for options that do not go together.
 */
export async function openSource(
  names: readonly string[],
  values: Values,
  settings: CaptureSettings,
  onEvent: (event: LiveEvent) => void,
  account?: Account,
): Promise<OpenedSource> {
  const { command, remote, engine, ssh, 'remote-program': program } = values
  if (remote === undefined) refuse(values, ['ssh', 'remote-program'], 'needs --remote')
  if (command !== undefined) {
    refuse(values, ['remote', 'interface', ...ofInterfaces], 'has no meaning with --command')
    return {
      capture: await (
        await import('../../capture/remote/command.ts')
      ).openCommand(command, { account, reuseMemory: true }),
      filtered: false,
    }
  }
  if (remote !== undefined) {
    refuse(values, ['engine'], 'has no meaning with --remote: see --remote-program')
    refuse(values, ['processes'], 'has no meaning with --remote: the processes are there, not here')
    const { openRemote } = await import('../../capture/remote/remote.ts')
    return {
      capture: await understood(
        openRemote(remote, { ...settings, interfaces: names, program, ssh, account, reuseMemory: true }),
      ),
      filtered: true,
    }
  }
  const [address] = names
  if (address !== undefined && isTcpAddress(address)) {
    refuse(values, ofInterfaces, `has no meaning with ${address}`)
    if (names.length > 1) throw new UsageError(`${address} is one source: there cannot be others beside it`)
    const { openTcp } = await import('../../capture/remote/tcp.ts')
    const capture = openTcp(address, {
      reuseMemory: true,
      onWaiting: (at) => say(`waiting for a sender at ${at}\n`),
    })
    return { capture: await understood(capture), filtered: false }
  }
  const interfaces = names.length > 0 ? names : [await usualInterface()]
  const capture = await openLive({ ...settings, interfaces, engine, onEvent, reuseMemory: true })
  if (values.processes) return { ...(await (await import('./process-names.ts')).named(capture, true)), filtered: true }
  return { capture, filtered: true }
}

/** Options that say how an interface of this machine is captured from. */
const ofInterfaces: readonly OptionName[] = [
  'engine',
  'no-promiscuous-mode',
  'buffer-size',
  'memory',
  'immediate-mode',
  'monitor-mode',
  'linktype',
  'time-stamp-type',
  'time-stamp-precision',
  'direction',
  'processes',
]

function refuse(values: Values, names: readonly OptionName[], why: string): void {
  const name = names.find((each) => values[each] !== undefined)
  if (name !== undefined) throw new UsageError(`--${name} ${why}`)
}

/** What the library calls a mistake of its caller is one of the command line. */
async function understood<T>(opening: Promise<T>): Promise<T> {
  try {
    return await opening
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message)
    throw error
  }
}

export async function usualInterface(): Promise<string> {
  const chosen = likeliest(await listInterfaces())
  if (chosen) return chosen.name
  const advice = 'Name one: see onwire interfaces'
  throw new CaptureError({
    code: 'no-such-interface',
    expected: 'a network interface that is up',
    found: 'none',
    advice,
  })
}

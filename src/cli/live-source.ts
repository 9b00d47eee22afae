/** What `onwire live` captures from: an interface here, one on another machine, or what another program or a connection brings. */
import type { CaptureSettings } from '../capture/engines/engine.ts'
import { likeliest, listInterfaces } from '../capture/interfaces.ts'
import { openLive, type LiveCapture } from '../capture/live.ts'
import { isTcpAddress } from '../capture/tcp-address.ts'
import { CaptureError } from '../files/error.ts'
import { Misuse } from './misuse.ts'
import type { OptionName, Values } from './options.ts'

/** The interface or address that is named, and the words that follow: a filter. A command's packets come from no interface. */
export function namedSource(values: Values, operands: readonly string[]): [wanted: string | undefined, filter: readonly string[]] {
  const [wanted, ...filter] = values.interface === undefined ? operands : [values.interface, ...operands]
  return values.command === undefined ? [wanted, filter] : [values.interface, operands]
}

/** Rejects with a CaptureError, and with Misuse for options that do not go together. */
export async function openSource(wanted: string | undefined, values: Values, settings: CaptureSettings): Promise<LiveCapture> {
  const { command, remote, engine, ssh, 'remote-program': program } = values
  if (remote === undefined) refuse(values, ['ssh', 'remote-program'], 'needs --remote')
  if (command !== undefined) {
    refuse(values, ['remote', 'interface', ...ofInterfaces], 'has no meaning with --command')
    return (await import('../capture/command.ts')).openCommand(command, { reuseMemory: true })
  }
  if (remote !== undefined) {
    refuse(values, ['engine'], 'has no meaning with --remote: see --remote-program')
    const { openRemote } = await import('../capture/remote.ts')
    return understood(openRemote(remote, { ...settings, interfaces: wanted === undefined ? [] : [wanted], program, ssh, reuseMemory: true }))
  }
  if (wanted !== undefined && isTcpAddress(wanted)) {
    refuse(values, ofInterfaces, `has no meaning with ${wanted}`)
    const { openTcp } = await import('../capture/tcp.ts')
    return understood(openTcp(wanted, { reuseMemory: true, onWaiting: (at) => process.stderr.write(`waiting for a sender at ${at}\n`) }))
  }
  return openLive({ ...settings, interfaces: [wanted ?? await usualInterface()], engine, reuseMemory: true })
}

/** Options that say how an interface of this machine is captured from. */
const ofInterfaces: readonly OptionName[] = ['engine', 'no-promiscuous-mode', 'buffer-size']

function refuse(values: Values, names: readonly OptionName[], why: string): void {
  const name = names.find((each) => values[each] !== undefined)
  if (name !== undefined) throw new Misuse(`--${name} ${why}`)
}

/** What the library calls a mistake of its caller is one of the command line. */
async function understood<T>(opening: Promise<T>): Promise<T> {
  try {
    return await opening
  } catch (error) {
    if (error instanceof TypeError) throw new Misuse(error.message)
    throw error
  }
}

async function usualInterface(): Promise<string> {
  const chosen = likeliest(await listInterfaces())
  if (chosen) return chosen.name
  const advice = 'Name one: see onwire interfaces'
  throw new CaptureError({ code: 'no-such-interface', expected: 'a network interface that is up', found: 'none', advice })
}

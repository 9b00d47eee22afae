import { CaptureError } from '../../../files/error.ts'
import { openCaptureStream } from '../../reading/live-stream.ts'
import { IsolatedCommand } from './isolated-command.ts'
import { isolatedInterfaces } from './isolated-messages.ts'
import { IsolatedProcess } from './isolated-outside.ts'
import type { CommandTraffic, CommandTrafficOptions } from '../traffic.ts'
import { chooseUplinks, noUplink, type UplinkProgram } from './uplink.ts'

/**
 * Captures the traffic of a command in a network namespace, without root: with an uplink, or without one and with a
 * sink that answers (`sink/sink.ts`). Rejects with a CaptureError: `no-permission`, `no-engine`, `unsupported`,
 * `interface-failed`, `bad-filter`.
 */
export async function openIsolatedTraffic(options: CommandTrafficOptions): Promise<CommandTraffic> {
  const { isolate = 'auto' } = options
  if (isolate === 'none') return openThrough(undefined, options)
  const failures: CaptureError[] = []
  for (const uplink of chooseUplinks(isolate))
    try {
      return await openThrough(uplink, options, failures)
    } catch (error) {
      // What is wrong with the uplink itself may be right with the next one.
      if (!(error instanceof CaptureError) || error.path !== uplink.name || isolate !== 'auto') throw error
      failures.push(error)
    }
  throw noUplink(failures)
}

/** `failures`: of the uplinks that were tried before. */
async function openThrough(
  uplink: UplinkProgram | undefined,
  options: CommandTrafficOptions,
  failures: readonly CaptureError[] = [],
): Promise<CommandTraffic> {
  const { command, reuseMemory = false, signal } = options
  const tried = failures.map(({ path, found }) => `${path} could not be used: ${found}`)
  const isolated = new IsolatedProcess(options, uplink)
  try {
    const { pid, unmet, remarks } = await isolated.ready
    const stream = await openCaptureStream(
      isolated.packets,
      {
        name: command.join(' '),
        engine: 'libpcap',
        unmet,
        interfaces: isolatedInterfaces.length,
        get remarks() {
          return [...tried, ...remarks, ...(uplink?.remarks ?? []), ...isolated.remarks]
        },
        stop: () => isolated.order({ kind: 'stop' }),
        close: () => isolated.leave(),
        failure: () => isolated.failure(),
        statistics: () => isolated.statistics,
      },
      { reuseMemory, signal },
    )
    return new IsolatedCommand(stream, isolated, {
      pid,
      mode: uplink ? 'isolated' : 'offline',
      scope: uplink ? scopeWith(uplink) : scopeOffline,
      linger: options.linger,
    })
  } catch (error) {
    isolated.leave()
    throw error
  }
}

const scopeWith = ({ name, limits }: UplinkProgram) =>
  'isolated: every packet in a network namespace of the command; not captured: the real path beyond ' +
  `${name}, which opens its own connections (addresses, losses, delays); ` +
  `services on the loopback of this host are not reachable${limits}`

const scopeOffline =
  'offline: every packet in a network namespace of the command without an uplink: a sink answers for all hosts ' +
  '(names have addresses in 198.18.0.0/15 and fd00:6f6e:7769:7265::/64, all TCP ports accept, ' +
  'HTTP is answered 200, TLS ends after its ClientHello, other UDP is not answered)'

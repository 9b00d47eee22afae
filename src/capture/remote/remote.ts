import { CaptureError } from '../../files/error.ts'
import { statisticsOfDumpcap, unmetByDumpcap } from '../engines/programs/dumpcap.ts'
import { endingText, failureOfProgram, lastLines } from '../engines/programs/program-failure.ts'
import { Program, type Ending } from '../engines/programs/program.ts'
import { statisticsOfTcpdump } from '../engines/programs/tcpdump.ts'
import type { CaptureSettings } from '../engines/engine.ts'
import { startAs } from '../privileges/start-as.ts'
import type { Account } from '../privileges/target-user.ts'
import { openCaptureStream } from '../reading/live-stream.ts'
import type { LiveCapture, OpenStreamOptions } from '../live-capture.ts'
import { programOf, quoted, remoteScript, type RemoteProgram } from './remote-script.ts'

export interface OpenRemoteOptions extends CaptureSettings, OpenStreamOptions {
  /** Names on that machine; the one its program takes for the usual one unless given. */
  readonly interfaces?: readonly string[] | undefined
  /** What captures there: tcpdump, or dumpcap where there is no tcpdump, unless given. */
  readonly program?: RemoteProgram | undefined
  /** The beginning of a line for the shell, instead of `ssh`: `ssh -i key -J jump`. */
  readonly ssh?: string | undefined
  /** Who runs ssh here, where this process is root. Default: root. */
  readonly account?: Account | undefined
}

/**
 * Captures on another machine, reached by ssh: `user@host`, with `:port` where it is not 22. The connection's own
 * packets are left out. Rejects with a CaptureError: `no-engine`, `no-such-interface`, `no-permission`,
 * `interface-failed`, `bad-filter`.
 *
 *     const capture = await openRemote('ann@gate.example', { interfaces: ['eth0'], captureFilter: 'udp port 53' })
 */
export async function openRemote(target: string, options: OpenRemoteOptions = {}): Promise<LiveCapture> {
  const { interfaces = [], program: wanted, ssh = 'ssh', signal, reuseMemory = false, account, ...settings } = options
  signal?.throwIfAborted()
  const words = [...destinationOf(target), `exec sh -c ${quoted(remoteScript(interfaces, settings, wanted))}`]
  const program = new Program(...command(ssh, words), { ownGroup: false, as: await startAs(account) })
  const name = [target, ...interfaces].join(' ')
  let [stopped, ended] = [false, false]
  return openCaptureStream(
    program.output,
    {
      name,
      engine: 'ssh',
      interfaces: interfaces.length || 1,
      get unmet() {
        return unmetThere(settings, program.said)
      },
      get remarks() {
        return [`${programOf(program.said) ?? 'a program'} captures there; a slow connection makes it drop packets`]
      },
      // The end of its input is what ends the program there.
      stop() {
        stopped = true
        program.endInput()
        program.killAfter(patience)
      },
      close() {
        stopped = true
        program.endInput()
        program.signal('SIGTERM')
        program.killAfter(patience)
      },
      async failure() {
        const ending = await program.ended
        ended = true
        return stopped ? undefined : failureOf(name, target, program.said, ending, settings.captureFilter)
      },
      statistics: () => (ended ? (statisticsOfTcpdump(program.said) ?? statisticsOfDumpcap(program.said)) : undefined),
    },
    { reuseMemory, signal },
  )
}

/** Milliseconds: what the other machine has for its last packets. */
const patience = 5000

/** The words by which ssh knows the machine. Throws TypeError for what is none. */
export function destinationOf(target: string): string[] {
  const [, user, machine = ''] = /^(?:([^@\s]+)@)?([^@\s]+)$/.exec(target) ?? []
  const [, host, port] = withPort.exec(machine) ?? addressAlone.exec(machine) ?? []
  if (host === undefined || host.startsWith('-') || user?.startsWith('-')) {
    throw new TypeError(
      `a machine is user@host or user@host:port, an IPv6 address with a port in brackets, not ${JSON.stringify(target)}`,
    )
  }
  const name = host.replace(/^\[|\]$/g, '')
  return ['-T', ...(port === undefined ? [] : ['-p', port]), '--', user === undefined ? name : `${user}@${name}`]
}

const withPort = /^(\[[^\][]+\]|[^:\][]+)(?::(\d+))?$/
/** Several colons, and no brackets. */
const addressAlone = /^([\w.%]*:[\w.%]*:[\w.%:]*)$/

/**
 * ssh must outlive the Ctrl-C that ends the capture, and still be in the foreground, where it may ask for a password.
 */
function command(ssh: string, words: readonly string[]): [path: string, words: readonly string[]] {
  return process.platform === 'win32'
    ? [ssh, words]
    : ['/bin/sh', ['-c', `trap "" INT; exec ${ssh} "$@"`, 'sh', ...words]]
}

function unmetThere(settings: CaptureSettings, said: string): readonly string[] {
  const warnings = [...said.matchAll(/^tcpdump: WARNING: (.*)$/gm)].map(([, text]) => text!)
  return [...(programOf(said)?.endsWith('dumpcap') ? unmetByDumpcap(settings) : []), ...warnings]
}

function failureOf(
  name: string,
  target: string,
  said: string,
  ending: Ending,
  captureFilter: string | undefined,
): CaptureError {
  const program = programOf(said)
  if (program === undefined) {
    const last = lastLines(said) || endingText(ending)
    if (ending.status === 127)
      return new CaptureError({ code: 'no-engine', path: name, expected: 'tcpdump or dumpcap there', found: last })
    return new CaptureError({ code: 'interface-failed', path: target, expected: 'a connection by ssh', found: last })
  }
  if (ending.status === 255) {
    return new CaptureError({
      code: 'interface-failed',
      path: name,
      expected: 'packets',
      found: `that the connection broke off (${lastLines(said, 1)})`,
    })
  }
  // What to do would be to be done there.
  const { code, path, expected, found } = failureOfProgram({ program, name, captureFilter, said, ...ending })
  const advice =
    code === 'no-permission'
      ? 'Log in there as root, or let that user start tcpdump by sudo without a password'
      : undefined
  return new CaptureError({ code, path, expected, found, advice })
}

import { CaptureError } from '../../files/error.ts'
import { statisticsOfDumpcap, unmetByDumpcap } from '../engines/programs/dumpcap.ts'
import { endingText, failureOfProgram, lastLines } from '../engines/programs/program-failure.ts'
import { Program, type Ending } from '../engines/programs/program.ts'
import { statisticsOfTcpdump } from '../engines/programs/tcpdump.ts'
import type { CaptureSettings } from '../engines/engine.ts'
import { startAs } from '../privileges/start-as.ts'
import { openCaptureStream } from '../reading/live-stream.ts'
import type { LiveCapture } from '../live-capture.ts'
import type { OpenRemoteOptions } from './remote-options.ts'
import { programOf, quoted, remoteScript } from './remote-script.ts'

/** Captures through ssh: see `openRemote`. */
export async function openSshCapture(target: string, options: OpenRemoteOptions): Promise<LiveCapture> {
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
        return [
          `captured remotely by ${programOf(program.said) ?? 'a program'}; packets are dropped if the connection is slow`,
        ]
      },
      // The remote script ends when its input does.
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

/** Milliseconds for the remote host to send its last packets. */
const patience = 5000

/** The ssh arguments for a target. Throws TypeError if it is malformed. */
export function destinationOf(target: string): string[] {
  const [, user, machine = ''] = /^(?:([^@\s]+)@)?([^@\s]+)$/.exec(target) ?? []
  const [, host, port] = withPort.exec(machine) ?? addressAlone.exec(machine) ?? []
  if (host === undefined || host.startsWith('-') || user?.startsWith('-')) {
    throw new TypeError(
      `expected user@host or user@host:port (IPv6 addresses with a port in brackets), found ${JSON.stringify(target)}`,
    )
  }
  const name = host.replace(/^\[|\]$/g, '')
  return ['-T', ...(port === undefined ? [] : ['-p', port]), '--', user === undefined ? name : `${user}@${name}`]
}

const withPort = /^(\[[^\][]+\]|[^:\][]+)(?::(\d+))?$/
/** An IPv6 address without brackets. */
const addressAlone = /^([\w.%]*:[\w.%]*:[\w.%:]*)$/

/** ssh must survive the Ctrl-C that ends the capture, but stay in the foreground, where it can ask for a password. */
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
      return new CaptureError({
        code: 'no-engine',
        path: name,
        expected: 'tcpdump or dumpcap on the remote host',
        found: last,
      })
    return new CaptureError({ code: 'interface-failed', path: target, expected: 'an ssh connection', found: last })
  }
  if (ending.status === 255) {
    return new CaptureError({
      code: 'interface-failed',
      path: name,
      expected: 'packets',
      found: `a broken connection (${lastLines(said, 1)})`,
    })
  }
  // The fix must be made on the remote host.
  const { code, path, expected, found } = failureOfProgram({ program, name, captureFilter, said, ...ending })
  const advice =
    code === 'no-permission'
      ? 'Log in as root, or allow the remote user to run tcpdump with sudo without a password'
      : undefined
  return new CaptureError({ code, path, expected, found, advice })
}

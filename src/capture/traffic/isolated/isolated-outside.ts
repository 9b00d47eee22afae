import { spawn, type ChildProcess } from 'node:child_process'
import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { CaptureError } from '../../../files/error.ts'
import { endingText, lastLines } from '../../engines/programs/program-failure.ts'
import type { LiveStatistics } from '../../live-capture.ts'
import {
  firstOfCommand,
  lifeDescriptor,
  packetsDescriptor,
  type IsolatedOrder,
  type IsolatedReport,
  type IsolatedTask,
} from './isolated-messages.ts'
import { inNamespaces, namespaceFailure, ownsNetworks } from './namespaces.ts'
import { nameServer as nameServerOfSink } from '../sink/names.ts'
import type { CommandOutcome, CommandTraffic, CommandTrafficOptions, Stdio } from '../traffic.ts'
import { Uplink, type UplinkProgram } from './uplink.ts'
import { programFile } from '../../program-file.ts'

/** The process in the namespaces (`isolated-process.ts`) and its uplink, controlled from outside. */
export class IsolatedProcess {
  readonly packets: Readable
  /** The standard streams of the command. */
  readonly streams: CommandTraffic['streams']
  readonly ready: Promise<IsolatedReport & { kind: 'ready' }>
  readonly exited: Promise<CommandOutcome>
  /** Reports of the process. */
  readonly remarks: string[] = []
  statistics: LiveStatistics | undefined
  private readonly child: ChildProcess
  private readonly ended: Promise<CaptureError | undefined>
  private readonly owned = !ownsNetworks()
  private uplink: Uplink | undefined
  private there = false
  private left = false
  /** Called when the command has ended. */
  private leaving = false
  private running = false
  private said = ''
  private uplinkFailed: (error: CaptureError) => void = () => {}

  constructor(
    options: CommandTrafficOptions,
    private readonly uplinkProgram: UplinkProgram | undefined,
  ) {
    const [program, ...words] = inNamespaces([
      process.execPath,
      fileURLToPath(programFile('traffic/isolated/isolated-process')),
    ])
    const stdio = streamsOf(options.stdio)
    // Its own streams are separate from the command's, so that messages do not mix.
    this.child = spawn(program!, words, {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe', uplinkProgram ? 'pipe' : 'ignore', ...stdio],
    })
    this.packets = this.child.stdio[packetsDescriptor] as Readable
    const commands = stdio.map((each, at) =>
      each === 'pipe' ? ((this.child.stdio as readonly unknown[])[firstOfCommand + at] as Socket) : null,
    )
    this.streams = [commands[0] ?? null, commands[1] ?? null, commands[2] ?? null]
    this.child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.said = (this.said + text).slice(-mostText)
    })
    const reports = new Map<IsolatedReport['kind'], (report: never) => void>()
    const once = <K extends IsolatedReport['kind']>(kind: K) =>
      new Promise<IsolatedReport & { kind: K }>((resolve) => reports.set(kind, resolve as (report: never) => void))
    const [ready, exited, ended] = [once('ready'), once('exited'), once('ended')]
    this.child.on('message', (report: IsolatedReport) => {
      if (report.kind === 'there') this.connect()
      else if (report.kind === 'remark') this.remarks.push(report.text)
      reports.get(report.kind)?.(report as never)
    })
    const gone = new Promise<CaptureError>((resolve) => {
      this.child.on('error', (error) => resolve(namespaceFailure(error.message)))
      this.child.on('close', (status, signal) => resolve(this.goneBecause(status, signal)))
    })
    this.ended = Promise.race([
      gone,
      ended.then(({ statistics, failure }) => {
        this.statistics = statistics
        return failure && new CaptureError(failure)
      }),
    ])
    const unlinked = new Promise<never>((_, reject) => {
      this.uplinkFailed = reject
    })
    unlinked.catch(() => {})
    this.ready = Promise.race([
      ready,
      unlinked,
      this.ended.then((error) => {
        throw error ?? this.goneBecause(null, null)
      }),
    ])
    this.ready.then(
      () => this.uplink?.settle(),
      () => this.uplink?.settle(),
    )
    this.exited = Promise.race([
      exited.then(({ outcome }) => outcome),
      gone.then((error) => {
        throw error
      }),
    ])
    const over = () => {
      this.running = false
      if (this.leaving) this.leave()
    }
    this.exited.then(over, over)
    this.order(taskOf(options, uplinkProgram, stdio))
  }

  order(order: IsolatedOrder): void {
    if (this.child.connected) this.child.send(order, () => {})
  }

  async failure(): Promise<CaptureError | undefined> {
    const error = await this.ended
    this.leave()
    return error
  }

  run(): Promise<CommandOutcome> {
    this.running = true
    this.order({ kind: 'run' })
    return this.exited
  }

  /** It continues without this process while the command uses the network; the end of the command is still awaited. */
  leave(): void {
    if (this.left) return
    if (this.running) {
      this.leaving = true
      return this.order({ kind: 'stop' })
    }
    this.left = true
    if (this.child.connected) this.child.disconnect()
    this.child.stderr!.destroy()
    this.child.unref()
  }

  private connect(): void {
    this.there = true
    if (this.uplinkProgram === undefined) return
    const life = (this.child.stdio as readonly unknown[])[lifeDescriptor] as Socket
    const uplink = (this.uplink = new Uplink(this.uplinkProgram, this.child.pid!, this.owned, life))
    life.destroy()
    void uplink.ended.then((said) => {
      if (this.left) return
      this.remarks.push(`${this.uplinkProgram!.name} has ended: ${said}`)
      this.uplinkFailed(
        new CaptureError({
          code: 'interface-failed',
          path: this.uplinkProgram!.name,
          expected: 'an uplink',
          found: `an uplink that has ended (${said || 'no output'})`,
          advice: `Try another one: --isolate=${this.uplinkProgram!.name === 'pasta' ? 'slirp4netns' : 'pasta'}`,
        }),
      )
    })
  }

  private goneBecause(status: number | null, signal: NodeJS.Signals | null): CaptureError {
    if (!this.there) return namespaceFailure(this.said)
    const ending = endingText({ status: status ?? undefined, signal: signal ?? undefined, error: undefined })
    return new CaptureError({
      code: 'interface-failed',
      expected: 'packets',
      found: `an unexpected end of the process in the network namespace (${lastLines(this.said) || ending})`,
    })
  }
}

const mostText = 8192

type Streams = readonly [Stdio, Stdio, Stdio]

/** `inherit` would refer to other descriptors at later positions. */
function streamsOf(stdio: CommandTrafficOptions['stdio'] = 'inherit'): Streams {
  const streams: Streams = stdio === 'inherit' ? ['inherit', 'inherit', 'inherit'] : stdio
  const own = (each: Stdio, descriptor: number) => (each === 'inherit' ? descriptor : each)
  return [own(streams[0], 0), own(streams[1], 1), own(streams[2], 2)]
}

function taskOf(
  { command, account, cwd, env, variables, captureFilter, snapLength, memory }: CommandTrafficOptions,
  uplink: UplinkProgram | undefined,
  [input, output, error]: Streams,
): IsolatedTask {
  const there = (each: Stdio, at: number) => (each === 'ignore' ? 'ignore' : firstOfCommand + at)
  return {
    kind: 'task',
    offline: uplink === undefined,
    nameServer: uplink ? uplink.nameServer : nameServerOfSink,
    command,
    account,
    cwd: cwd ?? process.cwd(),
    env,
    variables,
    stdio: [there(input, 0), there(output, 1), there(error, 2)],
    captureFilter,
    snapLength,
    memory,
  }
}

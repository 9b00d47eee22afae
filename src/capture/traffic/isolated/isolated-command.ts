import type { Batch } from '../../../files/batch.ts'
import type { LiveCapture } from '../../live-capture.ts'
import { DerivedCapture } from '../derived-capture.ts'
import type { IsolatedProcess } from './isolated-outside.ts'
import { usualLinger, usualPatience, type CommandOutcome, type CommandTraffic } from '../traffic.ts'

interface Described {
  readonly pid: number
  readonly mode: 'isolated' | 'offline'
  readonly scope: string
  /** Milliseconds. */
  readonly linger: number | undefined
}

/** The packet stream from the command's network namespace, and the command. */
export class IsolatedCommand extends DerivedCapture implements CommandTraffic {
  readonly pid: number
  readonly mode: 'isolated' | 'offline'
  readonly scope: string
  readonly owners = undefined
  private readonly linger: number

  constructor(
    protected readonly inner: LiveCapture,
    private readonly isolated: IsolatedProcess,
    { pid, mode, scope, linger = usualLinger }: Described,
  ) {
    super()
    this.pid = pid
    this.mode = mode
    this.scope = scope
    this.linger = linger
  }

  get name(): string {
    return this.inner.name
  }
  get streams() {
    return this.isolated.streams
  }
  run(): Promise<CommandOutcome> {
    return this.isolated.run()
  }

  kill(signal: NodeJS.Signals): void {
    this.isolated.order({ kind: 'kill', signal })
  }

  async finish(quiet: number = this.linger, patience: number = usualPatience): Promise<void> {
    this.isolated.order({ kind: 'finish', patience, quiet })
    await this.isolated.failure()
  }

  async close(): Promise<void> {
    await this.inner.close()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined> {
    yield* this.inner
  }
}

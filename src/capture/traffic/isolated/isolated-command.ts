import { AsyncClosing } from '../../../files/streams/disposal.ts'
import type { Batch } from '../../../files/batch.ts'
import type { LiveCapture, LiveStatistics } from '../../live-capture.ts'
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
export class IsolatedCommand extends AsyncClosing implements CommandTraffic {
  readonly pid: number
  readonly mode: 'isolated' | 'offline'
  readonly scope: string
  readonly owners = undefined
  private readonly linger: number

  constructor(
    private readonly inner: LiveCapture,
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
  get engine(): string {
    return this.inner.engine
  }
  get unmet(): readonly string[] {
    return this.inner.unmet
  }
  get remarks(): readonly string[] {
    return this.inner.remarks
  }
  get format() {
    return this.inner.format
  }
  get sections() {
    return this.inner.sections
  }
  get names() {
    return this.inner.names
  }
  get secrets() {
    return this.inner.secrets
  }
  get linkType(): number | undefined {
    return this.inner.linkType
  }
  get interfaces() {
    return this.inner.interfaces
  }
  get streams() {
    return this.isolated.streams
  }
  get statistics(): LiveStatistics | undefined {
    return this.inner.statistics
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

  stop(): void {
    this.inner.stop()
  }

  close() {
    return this.inner.close()
  }

  inject(bytes: Uint8Array, interfaceId?: number): Promise<void> {
    return this.inner.inject(bytes, interfaceId)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined> {
    yield* this.inner
  }
}

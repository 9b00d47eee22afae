import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { CaptureError } from '../../files/error.ts'
import type { ByteSink } from './byte-sink.ts'

/** The command to start `zstd`; undefined if it is not installed. */
export function findZstd(): string | undefined {
  return spawnSync('zstd', ['--version'], { stdio: 'ignore' }).status === 0 ? 'zstd' : undefined
}

/**
 * Compresses with the program `zstd`, which writes to the descriptor of a sink. Since it cannot be asked to flush,
 * `flush` ends its frame and another process begins the next one.
 */
export class ZstdProgram implements ByteSink {
  readonly immediate = false
  /** The process that writes the current frame. */
  private child: ChildProcess | undefined
  private ended: Promise<unknown> = Promise.resolve()
  private complaint = ''

  constructor(
    private readonly program: string,
    private readonly below: ByteSink,
    private readonly path: string,
  ) {
    if (below.descriptor === undefined) {
      throw new CaptureError({
        code: 'unsupported',
        path,
        expected: 'a file or a pipe for zstd to write to',
        found: 'a sink without a descriptor',
      })
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    const { stdin } = (this.child ??= this.start(this.below.descriptor!))
    const error = await new Promise((resolve) => stdin!.write(bytes, resolve))
    if (error) throw await this.failure()
  }

  async flush(): Promise<void> {
    if (this.child) await this.endFrame(this.child)
  }

  async close(): Promise<void> {
    try {
      await this.flush()
    } finally {
      await this.below.close()
    }
  }

  private start(descriptor: number): ChildProcess {
    // A process group of its own, so that signals of the terminal do not reach it, and its data is written even if
    // onwire is killed.
    const child = spawn(this.program, ['--quiet', '--stdout', '-1', '-'], {
      stdio: ['pipe', descriptor, 'pipe'],
      detached: true,
    })
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.complaint += text
    })
    // Reported by the next write.
    child.stdin!.on('error', () => {})
    this.ended = once(child, 'close')
    this.ended.catch(() => {})
    return child
  }

  private async endFrame(child: ChildProcess): Promise<void> {
    this.child = undefined
    child.stdin!.end()
    await this.ended
    if (child.exitCode !== 0) throw await this.failure()
  }

  private async failure(): Promise<CaptureError> {
    await this.ended.catch((error: Error) => {
      this.complaint = error.message
    })
    const found = this.complaint.trim().split('\n').at(-1) || 'an unexpected end of zstd'
    return new CaptureError({ code: 'unwritable', path: this.path, expected: 'a file that zstd can write to', found })
  }
}

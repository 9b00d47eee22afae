import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { CaptureError } from '../../files/error.ts'
import type { ByteSink } from './byte-sink.ts'

/** What to call the program `zstd` by; undefined where there is none. */
export function findZstd(): string | undefined {
  return spawnSync('zstd', ['--version'], { stdio: 'ignore' }).status === 0 ? 'zstd' : undefined
}

/**
 * Bytes that the program `zstd` compresses and writes to the descriptor of a sink. It has no way to be told that what
 * it was given should be readable: so its frame is ended then, and another program begins the next one behind it.
 */
export class ZstdProgram implements ByteSink {
  readonly immediate = false
  /** What writes the frame that has begun. */
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
        found: 'neither',
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
    // A group of its own: what a terminal sends to stop onwire is not for it, and it writes what it has also when
    // onwire is killed.
    const child = spawn(this.program, ['--quiet', '--stdout', '-1', '-'], {
      stdio: ['pipe', descriptor, 'pipe'],
      detached: true,
    })
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.complaint += text
    })
    // Whoever writes hears of it.
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
    const found = this.complaint.trim().split('\n').at(-1) || 'that zstd ended'
    return new CaptureError({ code: 'unwritable', path: this.path, expected: 'a file that zstd can write', found })
  }
}

import { closeSync, fstatSync, ftruncateSync, statSync, writeSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Writable } from 'node:stream'
import type { WrittenCompression } from '../../files/writer.ts'
import { isTcpAddress } from '../remote/tcp-address.ts'
import { FileOpener, type FileAccess } from './file-opener.ts'
import { writeFailure as failure } from './write-failure.ts'

/** Where written bytes go. */
export interface ByteSink {
  /** Whether a write never makes one wait, nor does the end. */
  readonly immediate: boolean
  /** What the system knows it by, where it is that simple. */
  readonly descriptor?: number | undefined
  /**
   * Writes all of `bytes`; a promise where it must wait, and until then they must stay as they are. Fails with a
   * CaptureError.
   */
  write(bytes: Uint8Array): void | Promise<void>
  /** Where something is held back, such as by a compressor: makes that what was written so far can be read. */
  flush?(): Promise<void>
  /** After a failure: takes back what was written beyond `length` bytes. */
  cut?(length: number): void
  close(): void | Promise<void>
}

export interface SinkOptions {
  /** What is read: the same file would be emptied before it is. */
  readonly source?: string | undefined
  readonly compress?: WrittenCompression | undefined
  /** How files are opened. Default: as this process may. */
  readonly files?: Pick<FileAccess, 'open' | 'openPipe'> | undefined
}

/**
 * Opens a file, a named pipe, a connection (`tcp://host:port`) or, for `-`, standard output; a file that exists is
 * emptied. Rejects with a CaptureError.
 */
export async function openSink(path: string, options: SinkOptions = {}): Promise<ByteSink> {
  const compressed = await compressor(options)
  if (path === '-') return compressed(standardOutput(), standardName)
  if (isTcpAddress(path)) return compressed(await (await import('./tcp-sink.ts')).openTcpSink(path), path)
  return compressed(await openFileOrPipe(path, options), path)
}

/**
 * Opens a file or a named pipe, whatever the path looks like; a file that exists is emptied. Rejects with a
 * CaptureError.
 */
export async function openFileOrPipe(path: string, options: SinkOptions = {}): Promise<ByteSink> {
  try {
    // A path that cannot be looked at is left to the opener, which may do more.
    if (!isPipe(path)) return openFileSink(path, options)
    // Opening a named pipe waits for its reader, on another thread.
    const { files = new FileOpener() } = options
    return new PipeSink(await files.openPipe(path), path)
  } catch (error) {
    throw failure(error, path)
  }
}

function isPipe(path: string): boolean {
  try {
    return statSync(path).isFIFO()
  } catch {
    return false
  }
}

/** Throws a CaptureError where there is no folder for a file that will be opened later. */
export function requireFolder(path: string): void {
  try {
    if (statSync(dirname(path)).isDirectory()) return
  } catch (error) {
    throw failure(error, path)
  }
  throw failure({ code: 'ENOTDIR' }, path)
}

/** What opens one file after the other, none of them a pipe, without waiting. */
export async function sinkOpener(options: SinkOptions): Promise<(path: string) => ByteSink> {
  const compressed = await compressor(options)
  return (path) => compressed(openFileSink(path, options), path)
}

function openFileSink(path: string, { source, files = new FileOpener() }: SinkOptions): ByteSink {
  try {
    return new FileSink(files.open(path, source), path)
  } catch (error) {
    throw failure(error, path)
  }
}

async function compressor({ compress }: SinkOptions): Promise<(below: ByteSink, path: string) => ByteSink> {
  return compress === undefined ? (below) => below : (await import('./compressed-sink.ts')).compressorOf(compress)
}

function standardOutput(): ByteSink {
  return standardSink(1, () => process.stdout, standardName)
}

/** Where people are told things, beside what a program says. */
export function standardError(): ByteSink {
  return standardSink(2, () => process.stderr, 'standard error')
}

/** The stream is made only where it is needed: that takes loading Node's network code. */
function standardSink(descriptor: 1 | 2, stream: () => Writable, name: string): ByteSink {
  const stats = fstatSync(descriptor)
  return stats.isFile() || stats.isCharacterDevice()
    ? new FileSink(descriptor, name)
    : new StreamSink(stream(), name, descriptor)
}

const standardName = 'standard output'

/** A file on a disk, or a device. */
class FileSink implements ByteSink {
  readonly immediate = true

  constructor(
    readonly descriptor: number,
    private readonly name: string,
  ) {}

  write(bytes: Uint8Array): void {
    try {
      for (let at = 0; at < bytes.length;) at += this.writeSome(bytes, at)
    } catch (error) {
      throw failure(error, this.name)
    }
  }

  /** A terminal may have been set not to wait by another program that has it open: then it is waited for here. */
  private writeSome(bytes: Uint8Array, at: number): number {
    try {
      return writeSync(this.descriptor, bytes, at)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
      return 0
    }
  }

  cut(length: number): void {
    // What standard output and error hold besides is not ours.
    if (this.descriptor > 2 && fstatSync(this.descriptor).isFile()) ftruncateSync(this.descriptor, length)
  }

  close(): void {
    // These are not ours to close.
    if (this.descriptor > 2) closeSync(this.descriptor)
  }
}

/** A named pipe: a slow reader must not stop this thread. */
class PipeSink implements ByteSink {
  readonly immediate = false

  constructor(
    private readonly handle: FileHandle,
    private readonly name: string,
  ) {}

  get descriptor(): number {
    return this.handle.fd
  }

  async write(bytes: Uint8Array): Promise<void> {
    try {
      for (let at = 0; at < bytes.length;) at += (await this.handle.write(bytes, at)).bytesWritten
    } catch (error) {
      throw failure(error, this.name)
    }
  }

  async close(): Promise<void> {
    await this.handle.close()
  }
}

/** A stream of Node's, done with a piece when the system has taken it. */
export class StreamSink implements ByteSink {
  readonly immediate = false

  constructor(
    private readonly stream: Writable,
    private readonly name: string,
    readonly descriptor?: number,
  ) {}

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      // Without a listener the error would end the process; the callback has it too.
      const ignore = () => {}
      this.stream.once('error', ignore)
      this.stream.write(bytes, (error) => {
        if (error) return reject(failure(error, this.name))
        this.stream.off('error', ignore)
        resolve()
      })
    })
  }

  close(): void {
    // Standard output and error are not ours to close.
  }
}

import { closeSync, fstatSync, openSync, statSync, writeSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { CaptureError } from '../files/error.ts'
import { isTcpAddress } from './tcp-address.ts'

/** Where written bytes go. */
export interface ByteSink {
  /** Whether a write never makes one wait. */
  readonly immediate: boolean
  /** Writes all of `bytes`; a promise where it must wait, and until then they must stay as they are. Fails with a CaptureError. */
  write(bytes: Uint8Array): void | Promise<void>
  close(): void | Promise<void>
}

/**
 * Opens a file, a named pipe, a connection (`tcp://host:port`) or, for `-`, standard output; a file that exists is emptied. Rejects
 * with a CaptureError, also if the file is the one at `source`, which would be emptied before it is read.
 */
export async function openSink(path: string, source?: string): Promise<ByteSink> {
  if (path === '-') {
    const stats = fstatSync(1)
    return stats.isFile() || stats.isCharacterDevice() ? new FileSink(1, standardOutput) : new StreamSink(process.stdout, standardOutput)
  }
  if (isTcpAddress(path)) return (await import('./tcp-sink.ts')).openTcpSink(path)
  if (source !== undefined && isSameFile(path, source)) {
    throw new CaptureError({ code: 'unwritable', path, expected: 'another file than the one that is read', found: 'the same file' })
  }
  try {
    // Opening a named pipe waits for its reader, on another thread.
    if (statSync(path, { throwIfNoEntry: false })?.isFIFO()) return new PipeSink(await (await import('node:fs/promises')).open(path, 'w'), path)
    return new FileSink(openSync(path, 'w'), path)
  } catch (error) {
    throw failure(error, path)
  }
}

const standardOutput = 'standard output'

/** A file on a disk, or a device. */
class FileSink implements ByteSink {
  readonly immediate = true

  constructor(private readonly descriptor: number, private readonly name: string) {}

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

  close(): void {
    // Standard output is not ours to close.
    if (this.descriptor !== 1) closeSync(this.descriptor)
  }
}

/** A named pipe: a slow reader must not stop this thread. */
class PipeSink implements ByteSink {
  readonly immediate = false

  constructor(private readonly handle: FileHandle, private readonly name: string) {}

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

  constructor(private readonly stream: Writable, private readonly name: string) {}

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
    // Standard output is not ours to close.
  }
}

function isSameFile(path: string, other: string): boolean {
  const [one, two] = [path, other].map((each) => statSync(each, { throwIfNoEntry: false }))
  return one !== undefined && two !== undefined && one.isFile() && one.dev === two.dev && one.ino === two.ino
}

function failure(error: unknown, path: string): CaptureError {
  const { code = '', message } = error as NodeJS.ErrnoException
  const expected = 'a file that can be written'
  return new CaptureError({ code: 'unwritable', path, expected, found: knownFailures[code] ?? message, cause: error })
}

const knownFailures: Record<string, string> = {
  ENOENT: 'no such folder',
  EACCES: 'that its permissions forbid it',
  EISDIR: 'a folder',
  ENOSPC: 'no space left',
  EPIPE: 'that its reader has gone',
  EROFS: 'a file system that can only be read',
}

import { closeSync, fstatSync, ftruncateSync, writeSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import type { Writable } from 'node:stream'
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

/** A file on a disk, or a device. */
export class FileSink implements ByteSink {
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
export class PipeSink implements ByteSink {
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

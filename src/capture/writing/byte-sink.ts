import { closeSync, fstatSync, ftruncateSync, writeSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { writeFailure as failure } from './write-failure.ts'

/** A connection and a named pipe wait for their reader. */
export interface WaitOptions {
  /** Ends the wait: opening rejects. */
  readonly signal?: AbortSignal | undefined
  /** Called with address and port once a connection is listened for. */
  readonly onWaiting?: ((at: string) => void) | undefined
}

/** A destination of bytes. */
export interface ByteSink {
  /** Whether `write` and `close` are synchronous. */
  readonly immediate: boolean
  /** The file descriptor, if it has one. */
  readonly descriptor?: number | undefined
  /** Writes all of `bytes`, which must not change before a returned promise resolves. Fails with a CaptureError. */
  write(bytes: Uint8Array): void | Promise<void>
  /** Flushes buffered data, such as that of a compressor, so that everything written so far can be read. */
  flush?(): Promise<void>
  /** After a failure: truncates to `length` bytes. */
  cut?(length: number): void
  close(): void | Promise<void>
}

/** A file or a device. */
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

  /** Another program may have set a shared terminal to non-blocking: wait here then. */
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
    // Standard output and error may hold other data.
    if (this.descriptor > 2 && fstatSync(this.descriptor).isFile()) ftruncateSync(this.descriptor, length)
  }

  close(): void {
    // Standard output and error stay open.
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

/** A Node stream. A write resolves when the system has accepted the data. */
export class StreamSink implements ByteSink {
  readonly immediate = false

  constructor(
    private readonly stream: Writable,
    private readonly name: string,
    readonly descriptor?: number,
  ) {}

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      // Without a listener the error would end the process; it is reported by the callback.
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
    // Standard output and error stay open.
  }
}

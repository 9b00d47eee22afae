/** An index of a capture file by its path. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { PagedBytes, type RandomBytes } from '../../files/random/random-bytes.ts'
import type { CaptureSource } from '../../files/streams/source.ts'
import type { CaptureIndex } from '../../indexed/capture-index.ts'
import { indexCapture, indexOf, type OpenIndexOptions } from '../../indexed/open-index.ts'
import { failure } from './file-failure.ts'
import { openFile } from './file.ts'
import { openStream } from './stream.ts'

/**
 * An index of a capture file by its path, or of any other source: see `openIndex` of `onwire/decode`. A file that is
 * not compressed stays open and is read at random, until the index is closed.
 *
 * ```ts
 * await using index = await openIndex('captures/web.pcapng')
 * for await (const { numbers } of index.numbers('dns')) console.log(numbers)
 * console.log(String(await index.packet(7)))
 * ```
 */
export async function openIndex(
  source: string | URL | CaptureSource,
  options: OpenIndexOptions = {},
): Promise<CaptureIndex> {
  if (typeof source !== 'string' && !(source instanceof URL)) return indexOf(source, options, openStream)
  const { signal } = options
  const path = source instanceof URL ? fileURLToPath(source) : source
  const capture = await openFile(source, { signal, reuseMemory: true })
  try {
    return await indexCapture(capture, bytesOfPath(path), options)
  } finally {
    capture.close()
  }
}

/** The bytes of a file; undefined for what is not one, such as a pipe or standard input. */
function bytesOfPath(path: string): RandomBytes | undefined {
  if (path === '-') return undefined
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  if (fstatSync(descriptor).isFile()) return new PagedBytes(new DescriptorBytes(descriptor, path))
  closeSync(descriptor)
  return undefined
}

class DescriptorBytes implements RandomBytes {
  private isOpen = true

  constructor(
    private readonly descriptor: number,
    private readonly path: string,
  ) {}

  read(position: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length)
    let count = 0
    try {
      for (let read = -1; read !== 0 && count < length; count += read)
        read = readSync(this.descriptor, bytes, count, length - count, position + count)
    } catch (error) {
      throw failure(error, this.path)
    }
    return count === length ? bytes : bytes.subarray(0, count)
  }

  close(): void {
    if (!this.isOpen) return
    this.isOpen = false
    closeSync(this.descriptor)
  }
}

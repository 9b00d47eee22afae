/** Bytes that can be read at any place: in memory, of a `Blob` or of a file. */
export interface RandomBytes {
  /** The bytes from a position on, fewer at the end; valid until the next call. A promise only where it must wait. */
  read(position: number, length: number): Uint8Array | Promise<Uint8Array>
  close(): void
}

/** A `Blob` or `File`, as far as it is needed. */
export interface SlicedBlob {
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> }
}

export const bytesOfMemory = (bytes: Uint8Array): RandomBytes => ({
  read: (position, length) => bytes.subarray(position, position + length),
  close() {},
})

/** Rejects with what the blob rejects with: that of a file that has changed, for example. */
export const bytesOfBlob = (blob: SlicedBlob): RandomBytes =>
  new PagedBytes({
    read: async (position, length) => new Uint8Array(await blob.slice(position, position + length).arrayBuffer()),
    close() {},
  })

/** The same bytes, with the pages that were read last in memory: 16 MiB. */
export class PagedBytes implements RandomBytes {
  private readonly pages = new Map<number, Uint8Array>()

  constructor(private readonly source: RandomBytes) {}

  read(position: number, length: number): Uint8Array | Promise<Uint8Array> {
    const from = position % pageLength
    // What is longer than a page is read as a whole.
    if (from + length > pageLength) return this.source.read(position, length)
    const number = (position - from) / pageLength
    const page = this.pages.get(number)
    if (page === undefined) return this.load(number).then((loaded) => loaded.subarray(from, from + length))
    this.pages.delete(number)
    this.pages.set(number, page)
    return page.subarray(from, from + length)
  }

  close(): void {
    this.pages.clear()
    this.source.close()
  }

  private async load(number: number): Promise<Uint8Array> {
    const page = await this.source.read(number * pageLength, pageLength)
    this.pages.set(number, page)
    for (const [oldest] of this.pages) {
      if (this.pages.size <= mostPages) break
      this.pages.delete(oldest)
    }
    return page
  }
}

const pageLength = 64 << 10
const mostPages = 256

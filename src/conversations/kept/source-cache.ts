/** The sources that were made again last, up to 32 MiB. */
export class SourceCache {
  private readonly kept = new Map<string, Uint8Array>()
  private bytes = 0

  get(frame: number, source: number): Uint8Array | undefined {
    const key = `${frame} ${source}`
    const found = this.kept.get(key)
    if (found === undefined) return undefined
    this.kept.delete(key)
    this.kept.set(key, found)
    return found
  }

  set(frame: number, source: number, bytes: Uint8Array): void {
    const key = `${frame} ${source}`
    if (this.kept.has(key)) return
    this.kept.set(key, bytes)
    this.bytes += bytes.length
    for (const [oldest, { length }] of this.kept) {
      if (this.bytes <= mostBytes) return
      this.kept.delete(oldest)
      this.bytes -= length
    }
  }
}

const mostBytes = 32 << 20

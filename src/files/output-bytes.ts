/** A growing output buffer: `bytes` up to `length`. */
export class OutputBytes {
  bytes: Uint8Array
  length = 0
  private view: DataView

  constructor(
    readonly littleEndian: boolean,
    capacity = 320 << 10,
  ) {
    this.bytes = new Uint8Array(capacity)
    this.view = new DataView(this.bytes.buffer)
  }

  /** Appends `count` zero bytes and returns their start. */
  extend(count: number): number {
    const at = this.length
    const end = at + count
    if (end > this.bytes.length) this.grow(end)
    this.bytes.fill(0, at, end)
    this.length = end
    return at
  }

  set16(at: number, value: number): void {
    this.view.setUint16(at, value, this.littleEndian)
  }

  set32(at: number, value: number): void {
    this.view.setUint32(at, value, this.littleEndian)
  }

  set64(at: number, value: bigint): void {
    this.view.setBigUint64(at, value, this.littleEndian)
  }

  append(bytes: Uint8Array): void {
    const at = this.extend(bytes.length)
    this.bytes.set(bytes, at)
  }

  /**
   * Copies bytes of `memory` to `at`, which must be within `length`. A call to `set` costs more than copying a small
   * frame in a loop.
   */
  copy(memory: Uint8Array, start: number, length: number, at: number): void {
    const { bytes } = this
    if (length > 128) bytes.set(memory.subarray(start, start + length), at)
    else for (let index = 0; index < length; index++) bytes[at + index] = memory[start + index]!
  }

  private grow(needed: number): void {
    const larger = new Uint8Array(Math.max(needed, this.bytes.length * 2))
    larger.set(this.bytes.subarray(0, this.length))
    this.bytes = larger
    this.view = new DataView(larger.buffer)
  }
}

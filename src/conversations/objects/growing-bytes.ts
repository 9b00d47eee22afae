/** The bytes of a file that comes in pieces, within a memory that all files share. */

/** The memory that files which are not all there share, in bytes. */
export interface ObjectBudget {
  left: number
}

export const objectBudget = (): ObjectBudget => ({ left: mostBytes })

export class GrowingBytes {
  length = 0
  /** Whether some are missing: they were not captured, or there was no memory for them. */
  isCut = false
  private memory = new Uint8Array(0)

  constructor(private readonly budget: ObjectBudget) {}

  add(bytes: Uint8Array): void {
    if (this.budget.left < bytes.length) this.isCut = true
    // What follows bytes that are missing would be in the wrong place.
    if (this.isCut || bytes.length === 0) return
    this.budget.left -= bytes.length
    const length = this.length + bytes.length
    if (length > this.memory.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.memory.length))
      larger.set(this.memory.subarray(0, this.length))
      this.memory = larger
    }
    this.memory.set(bytes, this.length)
    this.length = length
  }

  /** What is there, as memory of its own; nothing more can be added. */
  take(): Uint8Array {
    this.budget.left += this.length
    return this.memory.subarray(0, this.length)
  }
}

const mostBytes = 256 << 20

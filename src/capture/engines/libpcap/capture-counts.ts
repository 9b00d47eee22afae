/** Counts of the interfaces of a capture, in memory that the capturing thread writes and others read. */
export class CaptureCounts {
  private readonly numbers: Float64Array

  constructor(readonly shared: SharedArrayBuffer) {
    this.numbers = new Float64Array(shared)
  }

  static memory(interfaces: number): SharedArrayBuffer {
    return new SharedArrayBuffer(interfaces * columns * Float64Array.BYTES_PER_ELEMENT)
  }

  /** What the system says it has seen. */
  setSystem(id: number, received: number, droppedByKernel: number, droppedByInterface: number): void {
    this.numbers[id * columns] = received
    this.numbers[id * columns + 1] = droppedByKernel
    this.numbers[id * columns + 2] = droppedByInterface
  }

  /** Packets there was no room for. */
  addDroppedByReader(id: number, count: number): void {
    this.numbers[id * columns + 3]! += count
  }

  /** Up to when all packets of an interface have been handed over, in milliseconds since 1970. */
  setComplete(id: number, until: number): void {
    this.numbers[id * columns + 4] = until
  }

  /** Up to when all packets of all interfaces have been handed over. */
  get complete(): number {
    let least = Infinity
    for (let at = 4; at < this.numbers.length; at += columns) least = Math.min(least, this.numbers[at]!)
    return least
  }

  /** All that were dropped so far, by whomever. */
  dropped(id: number): number {
    return this.numbers[id * columns + 1]! + this.numbers[id * columns + 2]! + this.numbers[id * columns + 3]!
  }

  statistics(
    id: number,
  ): Readonly<Record<'received' | 'droppedByKernel' | 'droppedByInterface' | 'droppedByReader', number>> {
    const [received = 0, droppedByKernel = 0, droppedByInterface = 0, droppedByReader = 0] = this.numbers.subarray(
      id * columns,
    )
    return { received, droppedByKernel, droppedByInterface, droppedByReader }
  }
}

const columns = 5

/** Packet counts of the interfaces of a capture, in shared memory written by the capturing thread. */
export class CaptureCounts {
  private readonly numbers: Float64Array

  constructor(readonly shared: SharedArrayBuffer) {
    this.numbers = new Float64Array(shared)
  }

  static memory(interfaces: number): SharedArrayBuffer {
    return new SharedArrayBuffer(interfaces * columns * Float64Array.BYTES_PER_ELEMENT)
  }

  /** Counts reported by the system. */
  setSystem(id: number, received: number, droppedByKernel: number, droppedByInterface: number): void {
    this.numbers[id * columns] = received
    this.numbers[id * columns + 1] = droppedByKernel
    this.numbers[id * columns + 2] = droppedByInterface
  }

  /** Packets dropped because the ring was full. */
  addDroppedByReader(id: number, count: number): void {
    this.numbers[id * columns + 3]! += count
  }

  /** Time up to which all packets of an interface have been delivered, in milliseconds since 1970. */
  setComplete(id: number, until: number): void {
    this.numbers[id * columns + 4] = until
  }

  /** Time up to which all packets of all interfaces have been delivered. */
  get complete(): number {
    let least = Infinity
    for (let at = 4; at < this.numbers.length; at += columns) least = Math.min(least, this.numbers[at]!)
    return least
  }

  /** All packets dropped so far, from all causes. */
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

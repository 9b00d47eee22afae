/** The values of one operand in one packet, in arrays that are reused for each packet. */
import type { Constant } from '../types/literals.ts'
import type { Scalar } from '../types/value-types.ts'

export class ValueBuffer {
  count = 0
  /** Of times, the seconds. */
  readonly values: Scalar[] = []
  /** Of values that are ranges of bytes: where they are. Of times, `from` has the nanoseconds. */
  readonly memory: Uint8Array[] = []
  readonly from: number[] = []
  readonly to: number[] = []

  clear(): void {
    this.count = 0
  }

  add(value: Scalar): void {
    this.values[this.count++] = value
  }

  addBytes(memory: Uint8Array, from: number, to: number): void {
    const { count } = this
    this.memory[count] = memory
    this.from[count] = from
    this.to[count] = to
    this.count = count + 1
  }

  /** Carries nanoseconds beyond a second over. */
  addTime(seconds: number, nanoseconds: number): void {
    const carried = Math.floor(nanoseconds / 1e9)
    this.values[this.count] = seconds + carried
    this.from[this.count++] = nanoseconds - carried * 1e9
  }

  addConstant({ value }: Constant): void {
    if (value instanceof Uint8Array) this.addBytes(value, 0, value.length)
    else if (typeof value === 'object') this.addTime(value.seconds, value.nanoseconds)
    else this.add(value)
  }

  /** Appends a value of another buffer of the same type. */
  take(other: ValueBuffer, index: number): void {
    if (index < other.values.length) this.values[this.count] = other.values[index]!
    if (index < other.from.length) this.from[this.count] = other.from[index]!
    if (index < other.memory.length) {
      this.memory[this.count] = other.memory[index]!
      this.to[this.count] = other.to[index]!
    }
    this.count++
  }

  bytes(index: number): Uint8Array {
    return this.memory[index]!.subarray(this.from[index], this.to[index])
  }
}

import type { Libc } from '../../libc.ts'

export interface MapDefinition {
  readonly type: number
  readonly keySize: number
  readonly valueSize: number
  readonly entries: number
  readonly flags: number
}

/** A failed BPF operation and its errno(3). */
export class BpfError extends Error {
  constructor(
    readonly what: string,
    readonly errno: number,
    readonly said = '',
  ) {
    super(`${what}: error ${errno}${said && ` (${said})`}`)
  }
}

/** The part of bpf(2) that is used. Maps, programs and links are descriptors; each method throws a BpfError. */
export class BpfCalls {
  private readonly attributes = new Uint8Array(attributeLength)
  private readonly view = new DataView(this.attributes.buffer)
  private readonly call: (number: number, command: number, attributes: Uint8Array, length: number) => number | bigint
  private readonly setLimit: (resource: number, limits: BigUint64Array) => number

  private constructor(
    private readonly libc: Libc,
    private readonly number: number,
  ) {
    this.call = libc.library.func(
      'long syscall(long number, int command, void *attributes, uint length)',
    ) as typeof this.call
    this.setLimit = libc.library.func('int setrlimit(int resource, const uint64_t *limits)') as typeof this.setLimit
  }

  /** Undefined unless the system is 64-bit little-endian Linux. Declared once: koffi never frees a declaration. */
  static on(libc: Libc): BpfCalls | undefined {
    const number = process.platform === 'linux' ? numbers[process.arch] : undefined
    return number === undefined ? undefined : (only ??= new BpfCalls(libc, number))
  }

  createMap({ type, keySize, valueSize, entries, flags }: MapDefinition): number {
    const create = () => this.made('a map', mapCreate, [type, keySize, valueSize, entries, flags])
    try {
      return create()
    } catch (error) {
      if (!(error instanceof BpfError) || error.errno !== notPermitted) throw error
      this.liftMemoryLimit()
      return create()
    }
  }

  /** `attachType`: what it will be attached to. */
  loadProgram(type: number, attachType: number, instructions: Uint8Array): number {
    const load = (logLevel: number, log: Uint8Array) =>
      this.made('a program', programLoad, [
        type,
        instructions.length / instructionLength,
        ...pointer(this.libc, instructions),
        ...pointer(this.libc, license),
        logLevel,
        log.length,
        ...(log.length === 0 ? [0, 0] : pointer(this.libc, log)),
        ...unused,
        attachType,
      ])
    try {
      return load(0, new Uint8Array(0))
    } catch (error) {
      if (!(error instanceof BpfError) || ![permissionDenied, invalidArgument].includes(error.errno)) throw error
      const log = new Uint8Array(256 << 10)
      try {
        return load(1, log)
      } catch {
        // The verifier's error is at the end of a long log.
        const said = new TextDecoder()
          .decode(log.subarray(0, Math.max(0, log.indexOf(0))))
          .trim()
          .split('\n')
        throw new BpfError(error.what, error.errno, said.slice(-3).join('; '))
      }
    }
  }

  /** Attaches a program to a cgroup for as long as the descriptor is open. */
  link(program: number, cgroup: number, attachType: number): number {
    return this.made('a program attached to a cgroup', linkCreate, [program, cgroup, attachType, 0])
  }

  /** Fills `value`; false if the map has no such key or cannot be read. */
  lookUp(map: number, key: Uint8Array, value: Uint8Array): boolean {
    return this.run(lookUpElement, [map, 0, ...pointer(this.libc, key), ...pointer(this.libc, value), 0, 0]) === 0
  }

  update(map: number, key: Uint8Array, value: Uint8Array): void {
    this.made('an entry of a map', updateElement, [
      map,
      0,
      ...pointer(this.libc, key),
      ...pointer(this.libc, value),
      0,
      0,
    ])
  }

  /** Before Linux 5.11 maps and programs count as locked memory, which is limited: setrlimit(2). */
  private liftMemoryLimit(): void {
    this.setLimit(lockedMemory, BigUint64Array.of(unlimited, unlimited))
  }

  private made(what: string, command: number, words: readonly number[]): number {
    const result = this.run(command, words)
    if (result < 0) throw new BpfError(what, this.libc.errno())
    return result
  }

  private run(command: number, words: readonly number[]): number {
    this.attributes.fill(0)
    words.forEach((word, index) => this.view.setUint32(index * 4, word, true))
    return Number(this.call(this.number, command, this.attributes, this.attributes.length))
  }
}

let only: BpfCalls | undefined

/** System call number: the same on all newer architectures. */
const numbers: Partial<Record<NodeJS.Architecture, number>> = { x64: 321, arm64: 280, riscv64: 280, loong64: 280 }
const lockedMemory = 8
const unlimited = 2n ** 64n - 1n
/** enum bpf_cmd of linux/bpf.h. */
const [mapCreate, lookUpElement, updateElement, programLoad, linkCreate] = [0, 1, 2, 5, 28]
/** Size of union bpf_attr up to the last member used. */
const attributeLength = 72
const instructionLength = 8
/** Version, flags, name and interface of a program. */
const unused = [0, 0, 0, 0, 0, 0, 0]
const license = new TextEncoder().encode('Dual MIT/GPL\0')
/** errno(3) */
export const invalidArgument = 22
const [notPermitted, permissionDenied] = [1, 13]

/** As two 32-bit words. */
function pointer({ addressOf }: Libc, memory: Uint8Array): readonly [number, number] {
  const address = addressOf(memory)
  return [Number(address & 0xffff_ffffn), Number(address >> 32n)]
}

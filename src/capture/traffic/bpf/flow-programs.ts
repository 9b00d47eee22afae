import { closeSync, openSync } from 'node:fs'
import { maps as definitions, programs } from './bytecode.ts'
import { type BpfCalls, BpfError } from './calls.ts'

type MapName = keyof typeof definitions
type ProgramName = keyof typeof programs

/**
 * The programs of flows.bpf.c in the kernel, with their maps. They are loaded until `close` or the end of this process.
 * The constructor and the methods throw a BpfError.
 */
export class FlowPrograms {
  private readonly maps: Readonly<Record<MapName, number>>
  private readonly descriptors: number[] = []
  private readonly first = new Uint8Array(4)
  private readonly time = new BigUint64Array(1)

  constructor(private readonly calls: BpfCalls) {
    try {
      this.maps = Object.fromEntries(
        Object.entries(definitions).map(([name, definition]) => [name, this.keep(calls.createMap(definition))]),
      ) as Record<MapName, number>
    } catch (error) {
      this.close()
      throw error
    }
  }

  /** Tracks the flows of the sockets of this cgroup (a folder) and of those below it, from now on. */
  learnFrom(cgroup: string): void {
    this.attach(cgroup, [
      ['egress', cgroupPackets, 1],
      ['ingress', cgroupPackets, 0],
      ['create', cgroupSocket, 2],
      ['bind4', cgroupSocket, 12],
      ['bind6', cgroupSocket, 13],
      ['use', cgroupCall, 10],
      ['use', cgroupCall, 11],
      ['use', cgroupCall, 14],
      ['use', cgroupCall, 15],
    ])
    // Linux 5.9. Without it a flow stays attributed to the cgroup even if another process has reused its port.
    this.attachIfPossible(cgroup, [['release', cgroupSocket, 34]])
  }

  /** Forgets flows that other processes reuse; `root` is the root cgroup. Returns whether that is supported. */
  unlearnFrom(root: string): boolean {
    return this.attachIfPossible(root, [['elsewhere', cgroupPackets, 1]])
  }

  /** The program for a packet socket: a descriptor owned by this object. */
  loadFilter(): number {
    return this.load('filter', socketFilter, 0)
  }

  lookUp(map: MapName, key: Uint8Array, value: Uint8Array): boolean {
    return this.calls.lookUp(this.maps[map], key, value)
  }

  update(map: MapName, key: Uint8Array, value: Uint8Array): void {
    this.calls.update(this.maps[map], key, value)
  }

  /**
   * Time of the last packet that passed the filter: nanoseconds by `process.hrtime`, 0 if none has; undefined if it can
   * no longer be read.
   */
  lastPassed(): bigint | undefined {
    return this.lookUp('activity', this.first, new Uint8Array(this.time.buffer)) ? this.time[0] : undefined
  }

  close(): void {
    for (const descriptor of this.descriptors.splice(0).reverse()) closeSync(descriptor)
  }

  private attachIfPossible(cgroup: string, attachments: readonly Attachment[]): boolean {
    try {
      this.attach(cgroup, attachments)
      return true
    } catch (error) {
      if (error instanceof BpfError || (error as NodeJS.ErrnoException).code !== undefined) return false
      throw error
    }
  }

  private attach(cgroup: string, attachments: readonly Attachment[]): void {
    const folder = openSync(cgroup, 'r')
    try {
      for (const [name, type, attachType] of attachments)
        this.keep(this.calls.link(this.load(name, type, attachType), folder, attachType))
    } finally {
      closeSync(folder)
    }
  }

  private load(name: ProgramName, type: number, attachType: number): number {
    const { instructions, maps } = programs[name]
    const bytes = new Uint8Array(Buffer.from(instructions, 'base64'))
    const view = new DataView(bytes.buffer)
    for (const [index, map] of maps) {
      // The load instruction of a map takes its descriptor as immediate value.
      bytes[index * 8 + 1]! |= mapDescriptor << 4
      view.setUint32(index * 8 + 4, this.maps[map], true)
    }
    return this.keep(this.calls.loadProgram(type, attachType, bytes))
  }

  private keep(descriptor: number): number {
    this.descriptors.push(descriptor)
    return descriptor
  }
}

/** Each program, its type and attach type: enum bpf_prog_type and enum bpf_attach_type of linux/bpf.h. */
type Attachment = readonly [name: ProgramName, type: number, attachType: number]

const [socketFilter, cgroupPackets, cgroupSocket, cgroupCall] = [1, 8, 9, 18]
/** BPF_PSEUDO_MAP_FD */
const mapDescriptor = 1

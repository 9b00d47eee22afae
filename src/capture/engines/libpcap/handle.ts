import type { PcapHeader } from '../../../files/description.ts'
import { CaptureError } from '../../../files/error.ts'
import { decodePcapHeader } from '../../../files/pcap/header.ts'
import type { CaptureSettings, SocketSettings } from '../engine.ts'
import { refused } from './failure.ts'
import type { Libpcap } from './library.ts'
import { openedHandle } from './opening.ts'

/**
 * A libpcap handle of an interface, and the memory it writes packets to: records as in a pcap file, without file
 * header. Never blocks. The constructor throws a CaptureError.
 */
export class LibpcapHandle {
  readonly descriptor: number
  /** The pcap file header of these records. */
  readonly header: Uint8Array
  readonly snapLength: number
  /** Requested options that are not supported. */
  readonly unmet: string[] = []
  /** Result of `fetch`: the first `length` bytes of `memory`. */
  readonly memory: Uint8Array
  length = 0
  /** Limit of packets per fetch: as many as certainly fit, since others would be lost silently. */
  private readonly most: number
  private readonly handle: bigint
  private readonly file: bigint
  private readonly dump: bigint
  /** The C library uses it as long as the file is open. */
  private readonly fileBuffer = new Uint8Array(64 << 10)
  private readonly format: PcapHeader
  private readonly last = new Uint32Array(3)
  private readonly numbers = new Uint32Array(3)
  private readonly counted = { received: 0, droppedByKernel: 0, droppedByInterface: 0 }

  /** `room`: bytes of a fetch, at least one packet. */
  constructor(
    private readonly libpcap: Libpcap,
    readonly name: string,
    settings: CaptureSettings & SocketSettings,
    room: number,
  ) {
    this.handle = openedHandle(libpcap, name, settings, this.unmet)
    try {
      this.descriptor = libpcap.descriptor(this.handle)
      if (this.descriptor < 0) throw refused(name, 'an interface that can be polled', libpcap.error(this.handle))
      libpcap.closeOnExec(this.descriptor)
      this.attach(settings.attachProgram)
      this.snapLength = libpcap.snapLength(this.handle)
      const record = this.snapLength + recordHeaderLength
      this.most = Math.max(1, Math.floor(room / record))
      this.memory = memoryOf(this.most * record + spare)
      this.file = libpcap.memoryFile(this.memory, this.memory.length, 'w')!
      libpcap.setFileBuffer(this.file, this.fileBuffer, fullyBuffered, this.fileBuffer.length)
      this.dump = libpcap.dumpTo(this.handle, this.file)!
      libpcap.flush(this.file)
      this.header = this.memory.slice(0, libpcap.position(this.file))
      this.format = decodePcapHeader(this.header, 0)
    } catch (error) {
      libpcap.close(this.handle)
      throw error
    }
  }

  /**
   * Writes received packets to `memory`, as many as fit, and returns their number. Throws a CaptureError
   * (`interface-failed`) when the interface has failed.
   */
  fetch(): number {
    const { libpcap, file } = this
    libpcap.rewind(file)
    const count = libpcap.dispatch(this.handle, this.most, libpcap.dump, this.dump)
    if (count < 0) throw this.failed()
    if (count > 0) libpcap.flush(file)
    this.length = count > 0 ? libpcap.position(file) : 0
    return count
  }

  /** The same for an interface that is known to have failed, without throwing. */
  fetchRest(): number {
    try {
      return this.fetch()
    } catch {
      return 0
    }
  }

  /** Clears the error of the socket, and returns whether the interface of this number (0: none) is gone. */
  isGone(number: number): boolean {
    const { libpcap, descriptor } = this
    libpcap.socketOption(descriptor, socketLevel, socketError, new Int32Array(1), Uint32Array.of(4))
    return number !== 0 && libpcap.interfaceName(number, new Uint8Array(16)) === null
  }

  /** Timestamp of the last packet of `memory`, in milliseconds since 1970; `length` must not be 0. */
  lastTime(): number {
    const { memory, length, format } = this
    const view = new DataView(memory.buffer, memory.byteOffset, length)
    let last = 0
    for (let at = 0; at < length; at += recordHeaderLength + view.getUint32(at + 8, format.littleEndian)) last = at
    const fraction = view.getUint32(last + 4, format.littleEndian)
    const each = format.resolution === 'nanoseconds' ? 1_000_000 : 1000
    return view.getUint32(last, format.littleEndian) * 1000 + Math.floor(fraction / each)
  }

  /** Whether packets may remain after a fetch of `count` packets. */
  filled(count: number): boolean {
    return count === this.most
  }

  /** Counts since it was opened. Those of libpcap have 32 bits, and reading them takes some 20 µs. */
  statistics(): { readonly received: number; readonly droppedByKernel: number; readonly droppedByInterface: number } {
    const { libpcap, last, numbers, counted } = this
    if (libpcap.statistics(this.handle, numbers) !== 0) return counted
    counted.received += (numbers[0]! - last[0]!) >>> 0
    counted.droppedByKernel += (numbers[1]! - last[1]!) >>> 0
    counted.droppedByInterface += (numbers[2]! - last[2]!) >>> 0
    last.set(numbers)
    return counted
  }

  inject(bytes: Uint8Array): void {
    const sent = this.libpcap.inject(this.handle, bytes, bytes.length)
    if (sent !== bytes.length) throw refused(this.name, 'a frame to be sent', this.libpcap.error(this.handle))
  }

  /** Takes some 20 ms. */
  close(): void {
    // Close the file and its memory, which the dump owns, first.
    this.libpcap.closeDump(this.dump)
    this.libpcap.close(this.handle)
    leftOver.push(this.memory)
  }

  /** Earlier packets are still delivered. */
  private attach(program: number | undefined): void {
    if (program === undefined) return
    const { libpcap, descriptor, name } = this
    if (libpcap.setSocketOption(descriptor, socketLevel, attachBpf, Int32Array.of(program), 4) === 0) return
    throw refused(name, 'a socket that accepts an eBPF program', `error number ${libpcap.koffi.errno()}`)
  }

  private failed(): CaptureError {
    return new CaptureError({
      code: 'interface-failed',
      path: this.name,
      expected: 'packets',
      found: this.libpcap.error(this.handle),
    })
  }
}

/** The memory of a closed handle, if long enough: newly allocated memory is cleared, which touches all its pages. */
function memoryOf(length: number): Uint8Array {
  const memory = leftOver.pop()
  return memory !== undefined && memory.length >= length ? memory : new Uint8Array(length)
}

const leftOver: Uint8Array[] = []

/** SOL_SOCKET, SO_ERROR and SO_ATTACH_BPF of Linux. */
const [socketLevel, socketError, attachBpf] = [1, 4, 50]
const fullyBuffered = 0
const recordHeaderLength = 16
/** The file header comes first, once, and the C library appends a 0 byte. */
const spare = 64

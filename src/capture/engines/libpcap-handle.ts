import { CaptureError } from '../../files/error.ts'
import type { CaptureSettings, SocketSettings } from './engine.ts'
import { activationFailure, refused } from './libpcap-failure.ts'
import type { Libpcap } from './libpcap-library.ts'

/** Bytes kept of a packet unless it is said otherwise: what tcpdump and Wireshark take. */
export const usualSnapLength = 262_144

/** Milliseconds a packet may wait in the system until a block of them is handed over. */
export const handOver = 10

/** Bytes the system keeps until they are fetched: 200 ms of 750,000 small packets a second, while this thread has to wait for a processor. */
const usualBufferSize = 32 << 20

/**
 * An interface that libpcap captures from, and the memory it writes packets to: a stream of records as in a pcap file, without its header.
 * Never blocks. The constructor throws a CaptureError.
 */
export class LibpcapHandle {
  readonly descriptor: number
  /** The header of the pcap file whose records these are. */
  readonly header: Uint8Array
  readonly snapLength: number
  /** What it was asked and could not do. */
  readonly unmet: string[] = []
  /** What `fetch` got: the first `length` bytes of `memory`. */
  readonly memory: Uint8Array
  length = 0
  /** How many packets are fetched at most at once: as many as are sure to fit, since what does not fit would be lost without a word. */
  private readonly most: number
  private readonly handle: bigint
  private readonly file: bigint
  private readonly dump: bigint
  /** The C library keeps it as long as the file is open. */
  private readonly fileBuffer = new Uint8Array(64 << 10)
  private readonly last = new Uint32Array(3)
  private readonly numbers = new Uint32Array(3)
  private readonly counted = { received: 0, droppedByKernel: 0, droppedByInterface: 0 }

  /** With `room` as the bytes of a fetch, which must hold a packet. */
  constructor(private readonly libpcap: Libpcap, readonly name: string, settings: CaptureSettings & SocketSettings, room: number) {
    this.handle = created(libpcap, name)
    try {
      this.activate(settings)
      this.choose(settings)
      this.filter(settings.captureFilter)
      this.descriptor = libpcap.descriptor(this.handle)
      if (this.descriptor < 0) throw refused(name, 'an interface that can be waited for', libpcap.error(this.handle))
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
    } catch (error) {
      libpcap.close(this.handle)
      throw error
    }
  }

  /**
   * Writes the packets that have arrived to `memory`, as many as fit, and says how many; 0 if there are none. Throws a CaptureError
   * (`interface-failed`) when there will be no more.
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

  /** Whether a fetch of `count` packets may have left some. */
  filled(count: number): boolean {
    return count === this.most
  }

  /** Counts since it was opened. libpcap's own have 32 bits, and asking for them takes some 20 µs. */
  statistics(): { readonly received: number, readonly droppedByKernel: number, readonly droppedByInterface: number } {
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
    if (sent !== bytes.length) throw refused(this.name, 'to send a frame', this.libpcap.error(this.handle))
  }

  /** Takes some 20 ms. */
  close(): void {
    // The file and its memory first, which the dump owns.
    this.libpcap.closeDump(this.dump)
    this.libpcap.close(this.handle)
    leftOver.push(this.memory)
  }

  private activate(settings: CaptureSettings): void {
    const { libpcap, handle, name } = this
    const { snapLength = usualSnapLength, promiscuous = true, monitorMode = false, immediate = false, timestampPrecision = 'nano' } = settings
    libpcap.setSnapLength(handle, snapLength)
    libpcap.setPromiscuous(handle, promiscuous ? 1 : 0)
    libpcap.setTimeout(handle, handOver)
    libpcap.setImmediate(handle, immediate ? 1 : 0)
    libpcap.setBufferSize(handle, Math.min(settings.bufferSize ?? usualBufferSize, longestBuffer))
    libpcap.setTimestampPrecision(handle, timestampPrecision === 'nano' ? 1 : 0)
    if (monitorMode) {
      const can = libpcap.canSetMonitorMode(handle)
      if (can !== 1) throw activationFailure(name, can === 0 ? monitorModeNotSupported : can, libpcap.error(handle), libpcap.statusText(can))
      libpcap.setMonitorMode(handle, 1)
    }
    if (settings.timestampType !== undefined) this.setTimestampType(settings.timestampType)
    const status = libpcap.activate(handle)
    if (status < 0) throw activationFailure(name, status, libpcap.error(handle), libpcap.statusText(status))
    if (status > 0) this.unmet.push(libpcap.error(handle) || libpcap.statusText(status))
    const error = new Uint8Array(errorLength)
    if (libpcap.setNonBlocking(handle, 1, error) < 0) throw refused(name, 'an interface that can be waited for', textOf(error))
  }

  /** What can be chosen only once the interface is open. */
  private choose({ linkType, direction = 'inout' }: CaptureSettings): void {
    const { libpcap, handle, name } = this
    if (linkType !== undefined) {
      const number = libpcap.linkTypeNamed(linkType)
      if (number < 0) throw new CaptureError({ code: 'unsupported', path: name, expected: 'the name of a link type', found: JSON.stringify(linkType), advice: see('-L') })
      if (libpcap.setLinkType(handle, number) < 0) {
        throw new CaptureError({ code: 'unsupported', path: name, expected: `the link type ${linkType}`, found: libpcap.error(handle), advice: see('-L') })
      }
    }
    // pcap_direction_t
    const directions = { inout: 0, in: 1, out: 2 }
    if (direction !== 'inout' && libpcap.setDirection(handle, directions[direction]) < 0) {
      throw new CaptureError({ code: 'unsupported', path: name, expected: `packets of one direction (${direction})`, found: libpcap.error(handle) })
    }
  }

  private setTimestampType(wanted: string): void {
    const { libpcap, handle, name } = this
    const type = libpcap.timestampTypeNamed(wanted)
    if (type < 0) throw new CaptureError({ code: 'unsupported', path: name, expected: 'the name of a kind of times', found: JSON.stringify(wanted), advice: see('-J') })
    const status = libpcap.setTimestampType(handle, type)
    if (status !== 0) this.unmet.push(`${name} has no times of the kind ${wanted}${status < 0 ? `: ${libpcap.statusText(status)}` : ''}`)
  }

  private filter(text: string | undefined): void {
    if (text === undefined || text.trim() === '') return
    const { libpcap, handle, name } = this
    const [network, mask] = [new Uint32Array(1), new Uint32Array(1)]
    const known = libpcap.network(name, network, mask, new Uint8Array(errorLength)) === 0
    const program = new Uint8Array(programLength)
    if (libpcap.compile(handle, program, text, 1, known ? mask[0]! : unknownMask) !== 0) {
      throw new CaptureError({ code: 'bad-filter', path: name, expected: 'a capture filter', found: `${JSON.stringify(text)}: ${libpcap.error(handle)}` })
    }
    const status = libpcap.setFilter(handle, program)
    libpcap.freeFilter(program)
    if (status !== 0) throw refused(name, 'to set the capture filter', libpcap.error(handle))
  }

  /** Packets that came before are still handed over. */
  private attach(program: number | undefined): void {
    if (program === undefined) return
    const { libpcap, descriptor, name } = this
    if (libpcap.setSocketOption(descriptor, socketLevel, attachBpf, Int32Array.of(program), 4) === 0) return
    throw refused(name, 'to attach a program to its socket', `error number ${libpcap.koffi.errno()}`)
  }

  private failed(): CaptureError {
    return new CaptureError({ code: 'interface-failed', path: this.name, expected: 'packets', found: this.libpcap.error(this.handle) })
  }
}

/** The memory of a handle that was closed, if it is long enough: what is allocated anew is cleared, and so takes up all its pages. */
function memoryOf(length: number): Uint8Array {
  const memory = leftOver.pop()
  return memory !== undefined && memory.length >= length ? memory : new Uint8Array(length)
}

const leftOver: Uint8Array[] = []

/** A handle that is not activated yet: for `LibpcapHandle` and for who asks what an interface offers. */
export function created(libpcap: Libpcap, name: string): bigint {
  const error = new Uint8Array(errorLength)
  const handle = libpcap.create(name, error)
  if (handle === null) throw refused(name, 'an interface that can be captured from', textOf(error))
  return handle
}

const textOf = (error: Uint8Array) => Buffer.from(error.subarray(0, error.indexOf(0))).toString()
const see = (letter: string) => `See onwire live ${letter}`

const errorLength = 256
/** SOL_SOCKET and SO_ATTACH_BPF of Linux. */
const [socketLevel, attachBpf] = [1, 50]
/** struct bpf_program, on any system. */
const programLength = 16
const unknownMask = 0xffff_ffff
const longestBuffer = 2 ** 31 - 1
const fullyBuffered = 0
const recordHeaderLength = 16
/** The header of the file comes first, once; and the C library ends what it writes with a 0. */
const spare = 64
const monitorModeNotSupported = -6

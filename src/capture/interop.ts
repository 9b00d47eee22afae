/** Frames from the packages `pcap-parser` and `cap`: `import { framesFromCap } from 'onwire/interop'`. */
import { CaptureError } from '../files/error.ts'
import { Frame } from '../files/frame.ts'
import { linkTypeOf } from '../files/pcap/header.ts'
import { linkTypeOfCap } from './engines/cap/addon.ts'
import { FrameQueue } from './reading/frame-queue.ts'

/** The part of the API of `pcap-parser` 0.2 that is used. */
export interface PcapParser {
  on(event: 'globalHeader', listener: (header: { readonly linkLayerType: number }) => void): unknown
  on(event: 'packet', listener: (packet: PcapParserPacket) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'end', listener: () => void): unknown
  readonly stream?: { pause(): unknown; resume(): unknown }
}

export interface PcapParserPacket {
  readonly header: {
    readonly timestampSeconds: number
    readonly timestampMicroseconds: number
    readonly capturedLength: number
    readonly originalLength: number
  }
  readonly data: Uint8Array
}

/**
 * The frames that a parser of `pcap-parser` reads. Call it in the same turn as `parse()`, since the parser emits the
 * link type once. The loop rejects with a CaptureError (`damaged`) if the parser fails; a slow loop pauses the file.
 *
 *     for await (const frame of framesFromPcapParser(pcapParser.parse('trace.pcap'))) console.log(new
 *   Packet(frame).tcp)
 */
export function framesFromPcapParser(parser: PcapParser): AsyncIterableIterator<Frame> {
  const frames = new FrameQueue({ pause: () => parser.stream?.pause(), resume: () => parser.stream?.resume() })
  let linkType: number | undefined
  let count = 0
  parser.on('globalHeader', ({ linkLayerType }) => {
    linkType = linkTypeOf(linkLayerType)
  })
  parser.on('packet', ({ header, data }) => {
    if (linkType === undefined) return frames.fail(new TypeError(tooLate))
    const { timestampSeconds, timestampMicroseconds, originalLength } = header
    frames.push(
      new Frame(
        ++count,
        timestampSeconds,
        timestampMicroseconds * 1000,
        data.length,
        originalLength,
        linkType,
        0,
        plain(data),
        0,
      ),
    )
  })
  parser.on('error', (error) =>
    frames.fail(
      new CaptureError({
        code: 'damaged',
        expected: 'a capture file that pcap-parser can read',
        found: error.message,
        cause: error,
      }),
    ),
  )
  parser.on('end', () => frames.end())
  return frames
}

/** The same bytes as a Uint8Array: with Buffers as well, V8 would compile all getters twice. */
const plain = ({ buffer, byteOffset, byteLength }: Uint8Array) => new Uint8Array(buffer, byteOffset, byteLength)

const tooLate = 'framesFromPcapParser() was called too late: call it in the same turn as parse()'

/** The part of the API of `cap` 0.2 that is used. */
export interface CapEmitter {
  on(event: 'packet', listener: (length: number, truncated: boolean) => void): unknown
  removeListener(event: 'packet', listener: (length: number, truncated: boolean) => void): unknown
}

/**
 * The frames that an open `Cap` object captures from now on. `memory` is the buffer passed to its `open`, `linkType`
 * the result of that call. `cap` reports no timestamps: a frame has its time of arrival here. Leaving the loop does not
 * close the object, and closing the object does not end the loop. Throws TypeError for an unknown link type.
 *
 *     const linkType = cap.open(device, '', 10 << 20, buffer)
 *     for await (const frame of framesFromCap(cap, buffer, linkType)) console.log(new Packet(frame).tcp)
 */
export function framesFromCap(cap: CapEmitter, memory: Uint8Array, linkType: string): AsyncIterableIterator<Frame> {
  const number = linkTypeOfCap(linkType)
  if (number === undefined)
    throw new TypeError(`unknown link type ${JSON.stringify(linkType)}: pass the result of open() of cap`)
  const frames = new FrameQueue({
    stop: () => {
      cap.removeListener('packet', take)
    },
  })
  let count = 0
  function take(length: number): void {
    const now = performance.timeOrigin + performance.now()
    const seconds = Math.floor(now / 1000)
    const nanoseconds = Math.floor((now - seconds * 1000) * 1e6)
    // The next packet overwrites this memory.
    const bytes = new Uint8Array(memory.subarray(0, length))
    frames.push(new Frame(++count, seconds, nanoseconds, length, length, number!, 0, bytes, 0))
  }
  cap.on('packet', take)
  return frames
}

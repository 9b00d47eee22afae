/**
 * The process in which `cap` captures: `cap-process.js DEVICE BUFFER-BYTES [FILTER]`. Standard output is a pcap stream;
 * standard input ends when the capture is to end; errors are reported on standard error, after `failed: `.
 */
import { writeSync } from 'node:fs'
import { encodePcapHeader, pcapHeaderLength } from '../../../files/pcap/header.ts'
import { linkTypeOfCap, loadCap, type CapObject } from './addon.ts'

const snapLength = 65_535
const recordHeaderLength = 16
const [device = '', bufferSize = '', captureFilter = ''] = process.argv.slice(2)

// The parent process decides when this one ends, even if a terminal sends its signals to both.
for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.on(signal, () => {})

/** Collects the packets of one turn of the event loop, or as many as fit, and writes them together. */
class RecordStream {
  private readonly memory = Buffer.alloc(256 << 10)
  private length = 0
  private turn: NodeJS.Immediate | undefined

  constructor(linkType: number) {
    this.memory.set(
      encodePcapHeader({
        littleEndian: true,
        resolution: 'nanoseconds',
        recordHeaderLength,
        majorVersion: 2,
        minorVersion: 4,
        timeZone: 0,
        accuracy: 0,
        snapLength,
        linkTypeWord: linkType,
      }),
    )
    this.length = pcapHeaderLength
    this.flush()
  }

  record(frame: Buffer, length: number): void {
    // The system clock, with a higher resolution than Date.
    const now = performance.timeOrigin + performance.now()
    const seconds = Math.floor(now / 1000)
    if (this.length + recordHeaderLength + length > this.memory.length) this.flush()
    const { memory, length: at } = this
    memory.writeUInt32LE(seconds, at)
    memory.writeUInt32LE(Math.floor((now - seconds * 1000) * 1e6), at + 4)
    memory.writeUInt32LE(length, at + 8)
    memory.writeUInt32LE(length, at + 12)
    frame.copy(memory, at + recordHeaderLength, 0, length)
    this.length += recordHeaderLength + length
    this.turn ??= setImmediate(() => this.flush())
  }

  flush(): void {
    this.turn = undefined
    try {
      for (let at = 0; at < this.length;) at += writeSync(1, this.memory, at, this.length - at)
    } catch {
      // The reader has closed the pipe.
      process.exit(0)
    }
    this.length = 0
  }
}

try {
  const { Cap } = await loadCap()
  capture(new Cap())
} catch (error) {
  writeSync(2, `failed: ${error instanceof Error ? error.message : `${error}`}\n`)
  // After a failure the object of the package must not be used.
  process.exit(1)
}

function capture(capturing: CapObject): void {
  const frame = Buffer.alloc(snapLength)
  const linkType = linkTypeOfCap(capturing.open(device, captureFilter, Number(bufferSize), frame))
  if (linkType === undefined) throw new Error('unknown link type')
  const stream = new RecordStream(linkType)
  capturing.on('packet', (length) => stream.record(frame, length))
  process.stdin.resume().on('end', () => {
    capturing.close()
    stream.flush()
    process.exit(0)
  })
}

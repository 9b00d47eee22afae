import { Batch } from '../../src/files/batch.ts'
import { openFile } from '../../src/capture/reading/file.ts'
import type { CaptureDescription } from '../../src/files/description.ts'
import { join, pcap, words } from './capture-bytes.ts'

/** A capture of packets that hold their number, from 1, and are of different lengths; `every` seconds apart from 1,700,000,000 on. */
export function numberedPcap(count: number, every = 1): Uint8Array {
  const records = numbersTo(count).map((number) => {
    const microseconds = Math.round((number - 1) * every * 1e6)
    const frame = new Uint8Array(14 + (number % 97))
    frame.set(words(false, number))
    return [1_700_000_000 + Math.floor(microseconds / 1e6), microseconds % 1e6, frame] as const
  })
  // A function takes only so many arguments.
  const pieces = Array.from({ length: Math.ceil(count / 10_000) }, (_, piece) =>
    pcap(records.slice(piece * 10_000, (piece + 1) * 10_000)),
  )
  return join(...pieces.map((piece, index) => piece.subarray(index === 0 ? 0 : 24)))
}

/** The numbers that packets of a file hold. */
export async function numbersIn(path: string): Promise<number[]> {
  const numbers: number[] = []
  for await (const batch of await openFile(path))
    for (const { bytes } of batch) numbers.push(new DataView(bytes.buffer, bytes.byteOffset).getUint32(0))
  return numbers
}

/** 1 to `last`, or `first` to `last`. */
export const numbersTo = (last: number, first = 1): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)

/** What numbered packets say of themselves when they come from no file. */
export const ethernet: CaptureDescription = {
  format: 'pcapng',
  sections: [{ littleEndian: true, application: 'a test' }],
  names: [],
  secrets: [],
  interfaces: [{ linkType: 1, snapLength: 0, name: 'eth0', timeResolution: 9, statistics: { received: 7 } }],
}

/** One packet with its number in it. */
export function numberedBatch(number: number, seconds = 1_700_000_000 + number, length = 60): Batch {
  const batch = new Batch()
  batch.length = 1
  batch.firstNumber = number
  batch.memory = new Uint8Array(length)
  batch.memory.set(words(false, number))
  batch.capturedLength[0] = batch.originalLength[0] = length
  batch.seconds[0] = Math.floor(seconds)
  batch.nanoseconds[0] = Math.round((seconds - Math.floor(seconds)) * 1e9)
  batch.linkType[0] = 1
  return batch
}

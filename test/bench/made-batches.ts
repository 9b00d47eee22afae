/** Batches of TCP segments made as they are asked for, so that captures of any length need no file. */
import { Batch, batchCapacity } from '../../src/files/batch.ts'

export interface MadeSegment {
  /** A number for the client: its address and port. */
  readonly client: number
  readonly isFromClient: boolean
  readonly flags: number
  /** Relative to where both sides begin. */
  readonly sequence: number
  readonly acknowledgment: number
  readonly length: number
}

export const flag = { fin: 1, syn: 2, push: 8, ack: 16 } as const

const headers = 14 + 20 + 20

/** The segments as frames of Ethernet and IPv4, a microsecond apart; the batch and its memory are used again. */
export function* batchesOf(segments: Iterable<MadeSegment>, longest = 1460): Generator<Batch, void> {
  const batch = new Batch()
  batch.memory = new Uint8Array(batchCapacity * (headers + longest))
  batch.firstSeconds = batch.earlierSeconds = 0
  let number = 1
  let at = 0
  batch.length = 0
  batch.numberFrom(number)
  for (const segment of segments) {
    const index = batch.length
    writeFrame(batch.memory, at, segment)
    batch.start[index] = at
    batch.capturedLength[index] = batch.originalLength[index] = headers + segment.length
    batch.seconds[index] = Math.floor(number / 1e6)
    batch.nanoseconds[index] = (number % 1e6) * 1000
    batch.linkType[index] = 1
    at += headers + segment.length
    number++
    if (++batch.length < batchCapacity) continue
    yield batch
    batch.length = at = 0
    batch.numberFrom(number)
  }
  if (batch.length > 0) yield batch
}

function writeFrame(memory: Uint8Array, at: number, segment: MadeSegment): void {
  const { client, isFromClient, flags, sequence, acknowledgment, length } = segment
  memory.fill(0, at, at + headers)
  memory[at + 12] = 0x08
  const packet = at + 14
  memory[packet] = 0x45
  write16(memory, packet + 2, 40 + length)
  memory[packet + 8] = 64
  memory[packet + 9] = 6
  const address = packet + (isFromClient ? 12 : 16)
  memory[address] = 10
  memory[address + 1] = client >> 20
  memory[address + 2] = client >> 12
  memory[address + 3] = client >> 4
  memory.set(server, packet + (isFromClient ? 16 : 12))
  const tcp = packet + 20
  write16(memory, tcp + (isFromClient ? 0 : 2), 40_000 + (client & 15))
  write16(memory, tcp + (isFromClient ? 2 : 0), 9000)
  write32(memory, tcp + 4, sequence)
  write32(memory, tcp + 8, acknowledgment)
  memory[tcp + 12] = 0x50
  memory[tcp + 13] = flags
  write16(memory, tcp + 14, 65_000)
}

const server = Uint8Array.of(192, 0, 2, 1)

function write16(memory: Uint8Array, at: number, value: number): void {
  memory[at] = value >> 8
  memory[at + 1] = value
}

function write32(memory: Uint8Array, at: number, value: number): void {
  write16(memory, at, value >>> 16)
  write16(memory, at + 2, value)
}

/** Connections one after the other that are opened, ask, answer and are closed by one side. */
export function* connections(count: number): Generator<MadeSegment, void> {
  for (let client = 0; client < count; client++) {
    const from = (isFromClient: boolean, flags: number, sequence: number, acknowledgment: number, length = 0) => ({
      client,
      isFromClient,
      flags,
      sequence,
      acknowledgment,
      length,
    })
    yield from(true, flag.syn, 0, 0)
    yield from(false, flag.syn | flag.ack, 0, 1)
    yield from(true, flag.ack, 1, 1)
    yield from(true, flag.push | flag.ack, 1, 1, 100)
    yield from(false, flag.push | flag.ack, 1, 101, 300)
    yield from(true, flag.fin | flag.ack, 101, 301)
  }
}

/** One connection in which the server sends `bytes`, every second segment acknowledged. */
export function* stream(bytes: number, length = 1460): Generator<MadeSegment, void> {
  const from = (isFromClient: boolean, flags: number, sequence: number, acknowledgment: number, size = 0) => ({
    client: 0,
    isFromClient,
    flags,
    sequence,
    acknowledgment,
    length: size,
  })
  yield from(true, flag.syn, 0, 0)
  yield from(false, flag.syn | flag.ack, 0, 1)
  yield from(true, flag.ack, 1, 1)
  for (let sent = 0, segment = 1; sent < bytes; sent += length, segment++) {
    yield from(false, flag.ack, 1 + sent, 1, length)
    if ((segment & 1) === 0) yield from(true, flag.ack, 1, 1 + sent + length)
  }
}

/** All that can be seen of a packet, as text: to compare two looks at it. */
import { ConversationFollower } from '../../src/conversations/follower.ts'
import type { Batch } from '../../src/files/batch.ts'
import { CaptureError } from '../../src/files/error.ts'
import type { CaptureIndex } from '../../src/indexed/capture-index.ts'
import { Layers } from '../../src/packet/layers.ts'
import { entries } from '../../src/packet/registry/index.ts'
import type { Node } from '../../src/schema/index.ts'
import { batchesIn } from './conversations.ts'

const layers = new Layers()

/** The batches of a capture in a second pass, damage apart. */
export function* twice(capture: Uint8Array): Iterable<Batch> {
  const first = new ConversationFollower()
  for (const batch of readable(capture)) first.follow(batch)
  const second = first.again()
  for (const batch of readable(capture)) {
    second.follow(batch)
    yield batch
  }
}

/** What two passes in order show of each packet. */
export const inOrder = (capture: Uint8Array): readonly string[] => [...twice(capture)].flatMap(looksAt)

/** What an index shows of each packet, and of one. */
export async function looksIn(index: CaptureIndex): Promise<readonly string[]> {
  const looks: string[] = []
  for await (const batch of index.batches()) looks.push(...looksAt(batch))
  return looks
}

export async function lookIn(index: CaptureIndex, number: number): Promise<string | undefined> {
  for await (const batch of index.batches({ from: number, to: number })) return lookAt(batch, 0)
  return undefined
}

const looksAt = (batch: Batch): readonly string[] => Array.from({ length: batch.length }, (_, at) => lookAt(batch, at))

function* readable(capture: Uint8Array): Iterable<Batch> {
  try {
    yield* batchesIn(capture)
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error
  }
}

/** Layers with their places, fields, facts and sources, and what the record says. */
function lookAt(batch: Batch, index: number): string {
  layers.decode(batch, index)
  const { comments, ...record } = recordOf(batch, index)
  const found = Array.from({ length: layers.count }, (_, at) => {
    const source = layers.source(at)
    const base = source === undefined ? batch.start[index]! : 0
    return {
      name: entries[layers.protocol[at]!]!.schema.name,
      places: [layers.start[at]! - base, layers.end[at]! - base, layers.originalEnd[at]! - base],
      parent: layers.parent(at),
      source: source && [source.label, source.frames, summed(source.bytes)],
      nodes: layers.view(at).nodes().map(textOf),
      notes: layers.view(at).notes(),
    }
  })
  return JSON.stringify([record, comments, found])
}

/** A line of the tree and those below it, without its place in memory. */
const textOf = ({ key, field: { filter }, text, length, cut, parts }: Node): unknown => [
  key,
  filter,
  text,
  length,
  cut,
  parts.map(textOf),
]

function recordOf(batch: Batch, index: number) {
  const { seconds, nanoseconds, originalLength, linkType, interfaceId } = batch
  const frame = batch.frame(index)
  return {
    number: batch.number(index),
    time: [seconds[index], nanoseconds[index], batch.firstSeconds, batch.firstNanoseconds],
    before: [batch.previousSeconds(index), batch.previousNanoseconds(index)],
    lengths: [frame.capturedLength, originalLength[index], linkType[index], interfaceId[index]],
    bytes: summed(frame.bytes),
    interface: batch.capture.interfaces[interfaceId[index]!]?.name,
    comments: frame.comments,
    process: frame.process,
  }
}

/** Length and checksum (FNV-1a) of bytes. */
function summed(bytes: Uint8Array): string {
  let sum = 0x811c9dc5
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193)
  return `${bytes.length} ${sum >>> 0}`
}

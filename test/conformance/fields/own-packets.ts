/** What onwire says of the fields of packets, and where they are. */
import { openFile } from '../../../src/capture/reading/file.ts'
import { ConversationFollower } from '../../../src/conversations/follower.ts'
import type { Batch } from '../../../src/files/batch.ts'
import { CaptureError } from '../../../src/files/error.ts'
import { ndjsonOutput, TextBuffer } from '../../../src/output/index.ts'
import { fieldNamed } from '../../../src/packet/fields.ts'
import { Packet } from '../../../src/packet/packet.ts'
import type { Field, Node, View } from '../../../src/schema/index.ts'

/** What onwire has of a packet. */
export interface OwnPacket {
  readonly values: Readonly<Record<string, unknown>>
  /** By filter name, in the order of the tree. */
  readonly ranges: ReadonlyMap<string, readonly OwnRange[]>
}

/** Bytes from the start of the frame. */
export interface OwnRange {
  readonly from: number
  readonly to: number
  /**
   * Without what only leads to the value or ends it, as in text that ends at a blank and values after a tag and a
   * length: for onwire that is of the field, since all bytes are of one; tshark leaves most of it out.
   */
  readonly valueFrom: number
  readonly valueTo: number
  /** The record that the field is in. */
  readonly recordFrom: number
  readonly recordTo: number
  /** Whether it is some bits of a unit. */
  readonly isBits: boolean
}

/** The packets of a capture with all that their conversations tell: the values of some fields as `--format ndjson` has them, and where they are. */
export async function ownPackets(path: string, names: readonly string[], most: number): Promise<readonly OwnPacket[]> {
  const follower = new ConversationFollower()
  const output = ndjsonOutput({ fields: names.map(fieldNamed) })
  const wanted = new Set(names)
  const packets: OwnPacket[] = []
  try {
    for await (const batch of await openFile(path)) {
      follower.follow(batch)
      for (let index = 0; index < batch.length && packets.length < most; index++)
        packets.push({ values: valuesOf(batch, index, output), ranges: rangesOf(batch, index, wanted) })
      if (packets.length >= most) break
    }
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error
  }
  return packets
}

function valuesOf(
  batch: Batch,
  index: number,
  output: ReturnType<typeof ndjsonOutput>,
): Readonly<Record<string, unknown>> {
  const text = new TextBuffer()
  output.packet(batch, index, text)
  return JSON.parse(new TextDecoder().decode(text.written)) as Readonly<Record<string, unknown>>
}

function rangesOf(batch: Batch, index: number, wanted: ReadonlySet<string>): OwnPacket['ranges'] {
  const ranges = new Map<string, OwnRange[]>()
  const packet = new Packet(batch.frame(index))
  const { memory } = packet.frame
  const add = (node: Node, view: View, start: number, inGroup: boolean) => {
    const { field, length, parts, value } = node
    if (length > 0)
      for (const name of [field.filter, ...field.also])
        if (wanted.has(name)) ranges.set(name, [...(ranges.get(name) ?? []), rangeOf(node, view, start, inGroup)])
    const around = isView(value) ? value : view
    for (const part of parts) add(part, around, start, field.type === 'number' && length > 0)
  }
  for (const view of packet.layers()) {
    // Of other memory tshark counts from its start, too.
    const start = view.bytes.buffer === memory.buffer ? packet.frame.start : 0
    for (const node of view.nodes()) add(node, view, start, false)
  }
  return ranges
}

const isView = (value: unknown): value is View => value instanceof Object && 'origin' in value

function rangeOf({ field, offset, length }: Node, view: View, start: number, inGroup: boolean): OwnRange {
  const { bytes } = view
  const { lead = 0, size } = field as Field
  const to = offset + length
  const from = offset + (typeof lead === 'function' ? lead(bytes, offset, to) : lead)
  const value = delimited(field as Field, bytes, from, to)
  return {
    from: offset - start,
    to: to - start,
    valueFrom: value.from - start,
    valueTo: value.to - start,
    recordFrom: view.start - start,
    recordTo: view.start + view.extent - start,
    isBits: inGroup || (typeof size === 'number' && size !== 8 * length),
  }
}

/** A text or a number in digits without the blanks, line ends and delimiters around it. */
function delimited({ type, holds, wire }: Field, bytes: Uint8Array, from: number, to: number) {
  if ((type !== 'text' && holds !== 'digits') || (wire !== undefined && wire.kind !== 'delimited text'))
    return { from, to }
  const around = ` \t\r\n${wire?.by ?? ''}${holds === 'digits' ? '-' : ''}`
  const isAround = (at: number) => around.includes(String.fromCharCode(bytes[at]!))
  while (to > from && isAround(to - 1)) to--
  while (from < to && isAround(from)) from++
  return { from, to }
}

/** How far onwire and tshark agree on the fields of each protocol, and on the bytes they are in. */
import { openFile } from '../../src/capture/reading/file.ts'
import { ConversationFollower } from '../../src/conversations/follower.ts'
import type { Batch } from '../../src/files/batch.ts'
import { CaptureError } from '../../src/files/error.ts'
import { ndjsonOutput, TextBuffer } from '../../src/output/index.ts'
import { fieldNamed, fieldsNamed } from '../../src/packet/fields.ts'
import { Packet } from '../../src/packet/packet.ts'
import type { Node } from '../../src/schema/index.ts'
import { shownPackets, type ShownField, type ShownPacket } from './pdml.ts'

/** Of one field: packets in which it is equal, and in which it is in one of the two; the same of its bytes. */
export interface FieldFigures {
  same: number
  all: number
  sameRanges: number
  allRanges: number
  /** A packet where it differs. */
  example: string | undefined
}

export interface ProtocolFigures {
  readonly captures: Set<string>
  packets: number
  readonly fields: Map<string, FieldFigures>
}

/** By the name with which the names of the fields begin, as in `dns` for `dns.qry.name`. */
export type Agreement = Map<string, ProtocolFigures>

/** Adds the packets of a capture that tshark does not object to. */
export async function addCapture(agreement: Agreement, path: string, name: string): Promise<void> {
  const shown: ShownPacket[] = []
  const names = new Set<string>()
  for await (const packet of shownPackets(path)) {
    shown.push(packet)
    for (const field of packet.fields.keys()) if (isComparable(field)) names.add(field)
    if (shown.length >= mostPackets) break
  }
  if (names.size === 0) return
  const ours = await ourPackets(path, [...names], shown.length)
  for (const [index, packet] of shown.entries()) {
    const own = ours[index]
    if (packet.isDamaged || own === undefined) continue
    for (const protocol of new Set([...packet.fields.keys()].filter(isComparable).map(prefixOf))) {
      const figures = of(agreement, protocol)
      figures.captures.add(name)
      figures.packets++
    }
    for (const field of names) compare(agreement, field, packet.fields.get(field), own, `${name} #${index + 1}`)
  }
}

/** What onwire has of a packet. */
interface OwnPacket {
  readonly values: Readonly<Record<string, unknown>>
  /** By filter name, in the order of the tree; from the start of the frame. */
  readonly ranges: ReadonlyMap<string, readonly (readonly [from: number, size: number])[]>
}

function compare(
  agreement: Agreement,
  field: string,
  shown: readonly ShownField[] | undefined,
  own: OwnPacket,
  where: string,
) {
  const found = own.values[field]
  if (shown === undefined && found === undefined) return
  const { fields } = of(agreement, prefixOf(field))
  const figures = fields.get(field) ?? { same: 0, all: 0, sameRanges: 0, allRanges: 0, example: undefined }
  fields.set(field, figures)
  figures.all++
  const theirs = (shown ?? []).map(({ value }) => plain(value)).filter((text) => text !== 'NULL')
  const ours = (Array.isArray(found) ? found : found === undefined ? [] : [found]).map(plain)
  // Fields without a value, such as trees, are there or not.
  const isSame =
    theirs.length > 0 && theirs.every((text) => text === '') ? ours.length > 0 : theirs.join('\0') === ours.join('\0')
  if (isSame) figures.same++
  else figures.example ??= `${where}: onwire ${brief(ours)}, tshark ${brief(theirs)}`
  const ranges = own.ranges.get(field) ?? []
  const places = (shown ?? []).filter(({ size }) => size > 0)
  if (ranges.length === 0 || ranges.length !== places.length) return
  figures.allRanges += ranges.length
  figures.sameRanges += ranges.filter(([from, size], at) => isWithin(from, size, places[at]!)).length
}

/** The same bytes; or of them only those of the value, as of bits and of lines of text, whose whole unit tshark shows. */
const isWithin = (from: number, size: number, place: ShownField): boolean =>
  from >= place.from && from + size <= place.from + place.size

const brief = (values: readonly string[]): string => values.join(' ').slice(0, 80) || 'nothing'

/** A value as both write it: numbers in decimal, flags as 0 and 1, times in UTC. */
function plain(value: unknown): string {
  const text = typeof value === 'boolean' ? `${Number(value)}` : `${value as string | number}`
  if (/^(?:True|False)$/.test(text)) return text === 'True' ? '1' : '0'
  if (/^[\da-f]{2}(?::[\da-f]{2})+$/.test(text)) return text.replaceAll(':', '')
  if (/^(?:0x[\da-f]+|-?(?:0|[1-9]\d*))$/i.test(text)) return `${BigInt(text)}`
  if (/^-?\d+\.\d+$/.test(text)) return `${Number(Number(text).toPrecision(6))}`
  const [, month, day, year, time] = /^([A-Z][a-z]{2}) +(\d+), (\d{4}) ([\d:.]+)(?: UTC)?$/.exec(text) ?? []
  if (month === undefined) return text.replace(/(\.\d+?)0*Z$/, '$1Z').replace(/\.0?Z$/, 'Z')
  const number = `${months.indexOf(month) / 3 + 1}`.padStart(2, '0')
  return plain(`${year}-${number}-${day!.padStart(2, '0')}T${time!}Z`)
}

const months = 'JanFebMarAprMayJunJulAugSepOctNovDec'

async function ourPackets(path: string, names: readonly string[], most: number): Promise<readonly OwnPacket[]> {
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
  const ranges = new Map<string, [number, number][]>()
  const packet = new Packet(batch.frame(index))
  const { memory } = packet.frame
  const add = ({ field, offset, length, parts }: Node, start: number) => {
    if (length > 0)
      for (const name of [field.filter, ...field.also])
        if (wanted.has(name)) ranges.set(name, [...(ranges.get(name) ?? []), [offset - start, length]])
    for (const part of parts) add(part, start)
  }
  for (const view of packet.layers()) {
    // Of other memory tshark counts from its start, too.
    const start = view.bytes.buffer === memory.buffer ? packet.frame.start : 0
    for (const node of view.nodes()) add(node, start)
  }
  return ranges
}

const isComparable = (name: string): boolean =>
  name.includes('.') && !name.startsWith('frame.') && !name.startsWith('_ws.') && fieldsNamed(name).length > 0

const prefixOf = (name: string): string => name.slice(0, name.indexOf('.', 1))

function of(agreement: Agreement, protocol: string): ProtocolFigures {
  let figures = agreement.get(protocol)
  if (figures === undefined) agreement.set(protocol, (figures = { captures: new Set(), packets: 0, fields: new Map() }))
  return figures
}

/** Of a capture: many hold thousands of packets of one kind. */
const mostPackets = 2000

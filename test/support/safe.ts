/** The damage that every packet must survive: cut at every length, and bytes changed at random. */
import { expect } from 'vitest'
import { Batch } from '../../src/files/batch.ts'
import { Frame } from '../../src/files/frame.ts'
import { Packet } from '../../src/packet/packet.ts'
import { Description } from '../../src/packet/summary/description.ts'
import { detailLines, type DetailLine } from '../../src/packet/summary/details.ts'
import { hex, type Field, type Node } from '../../src/schema/index.ts'
import { randomFrom } from './random.ts'

/** How many times a frame is damaged at random. */
const rounds = 60

/**
 * Expects that nothing goes wrong whatever happens to a frame. It is cut at every length, on the wire and by the capture, and damaged at
 * random. Nothing throws; every node lies inside the captured bytes, siblings apart from each other; what lies after the frame in memory
 * changes nothing; and of a frame that the capture cut, each value is that of the whole frame, absent, or marked as cut, but for those
 * of `besides`: the layer's place, its name and the property, as in `1:ip/destination`.
 */
export function expectSafe(frame: Uint8Array, linkType = 1, besides: readonly string[] = []): void {
  const whole = { values: valuesOf(Packet.of(frame.slice(), linkType)), besides }
  for (let length = 0; length <= frame.length; length++) {
    const bytes = frame.slice(0, length)
    expectSound(bytes, linkType, length, `cut after ${length} bytes`)
    expectSound(bytes, linkType, frame.length, `captured up to ${length} bytes`, whole)
  }
  const random = randomFrom(frame.length + 1)
  for (let round = 0; round < rounds; round++) {
    const bytes = damaged(frame, random)
    expectSound(bytes, linkType, bytes.length, `damaged, round ${round}`)
  }
}

/** What the values of a cut frame are compared with. */
interface Whole {
  readonly values: ReadonlyMap<string, string>
  readonly besides: readonly string[]
}

/** Between one and four bytes changed, and sometimes the end lost. */
function damaged(frame: Uint8Array, random: (below: number) => number): Uint8Array {
  const bytes = frame.slice(0, random(4) === 0 ? random(frame.length + 1) : frame.length)
  if (bytes.length === 0) return bytes
  for (let count = random(4); count >= 0; count--) bytes[random(bytes.length)] = random(3) === 0 ? 255 : random(256)
  return bytes
}

function expectSound(bytes: Uint8Array, linkType: number, originalLength: number, what: string, whole?: Whole): void {
  try {
    const packet = new Packet(Frame.of(bytes, { linkType, originalLength }))
    const said = saidOf(packet)
    expectPlaces(packet)
    if (whole !== undefined) expectValues(valuesOf(packet), whole)
    // The last of its memory says the same as one with other bytes after it.
    const other = saidOf(new Packet(amidOthers(bytes, linkType, originalLength)))
    if (other !== said) throw new Error(`with other bytes after it:\n${said}\n${other}`)
  } catch (error) {
    expect.fail(`${what} (link type ${linkType}, ${hex(bytes)}): ${error instanceof Error ? error.stack : `${error}`}`)
  }
}

function amidOthers(bytes: Uint8Array, linkType: number, originalLength: number): Frame {
  const memory = new Uint8Array(bytes.length + 128).fill(0xff)
  memory.set(bytes)
  return new Frame(1, NaN, 0, bytes.length, originalLength, linkType, 0, memory, 0)
}

/** All that is said of a packet, as one text. */
function saidOf(packet: Packet): string {
  return packet
    .layers()
    .map((layer) => {
      const json = JSON.stringify(layer, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))
      const notes = layer.notes().map(({ name }) => name)
      const summary = layer.cut === 'header' ? '' : layer.schema.summary?.(layer as never)
      const severity = layer.cut === 'header' ? '' : layer.schema.severity?.(layer as never)
      const { name } = layer.schema
      return `${name} ${layer.start} ${layer.end} ${layer.cut} ${layer.extent} ${json} ${notes} ${summary} ${severity}`
    })
    .concat(JSON.stringify(detailsOf(packet)))
    .join('\n')
}

const description = new Description({ verbose: 2, checksums: false })
const batch = new Batch()

/** What -vv says of a packet. */
function detailsOf({ frame }: Packet): readonly DetailLine[] {
  description.describe(batch.hold(frame), 0)
  return detailLines(description, 2, true)
}

/** Throws where a node lies outside of the frame or overlaps the one before it. */
function expectPlaces(packet: Packet): void {
  const { start, end } = packet.frame
  const look = (nodes: readonly Node[], from: number): void => {
    let last = from
    let ofBits = false
    for (const node of nodes) {
      const { offset, length, field, key } = node
      const name = field.filter || field.label || key
      if (!(offset >= start && length >= 0 && offset + length <= end))
        throw new Error(`${name} lies at ${offset}, ${length} bytes`)
      if (!field.computed && length > 0) {
        // Small fields share the byte in which one ends and the next begins.
        ofBits ||= isOfBits(node)
        if (offset < last - (ofBits ? 1 : 0)) throw new Error(`${name} at ${offset} begins before ${last}`)
        last = offset + length
        ofBits = isOfBits(node)
      }
      look(node.parts, start)
    }
  }
  look(
    packet.layers().map((layer) => layer.node()),
    start,
  )
}

const isOfBits = ({ field }: Node): boolean => {
  const { size } = field as Partial<Field>
  return typeof size === 'number' && (size & 7) !== 0
}

/** The text of each value by the way to it, marked where it or what it lies in is cut. */
function valuesOf(packet: Packet): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  const add = (node: Node, way: string, cut: boolean): void => {
    const isCut = cut || node.cut
    // Of what is made of others, these say it all.
    if (node.parts.length === 0 || node.field.type !== 'none') values.set(way, isCut ? marked : node.text)
    for (const part of node.parts)
      add(part, `${way}/${part.key}`, node.field.type === 'none' ? node.cut && part.cut : isCut)
  }
  for (const [index, layer] of packet.layers().entries())
    for (const node of layer.nodes()) add(node, `${index}:${layer.schema.name}/${node.key}`, false)
  return values
}

const marked = '\0cut'

/** Throws where a value is not that of the whole packet and not marked. What nobody could recognize is `data`. */
function expectValues(values: ReadonlyMap<string, string>, { values: whole, besides }: Whole): void {
  for (const [way, text] of values)
    if (text !== marked && text !== whole.get(way) && !besides.includes(way) && !/^\d+:data\//.test(way))
      throw new Error(`${way} is ${JSON.stringify(text)}, not ${JSON.stringify(whole.get(way))}, and not marked as cut`)
}

/** The damage that every packet must survive, for tests of protocol definitions. */
import { Batch } from '../../files/batch.ts'
import { Frame } from '../../files/frame.ts'
import { Packet } from '../../packet/packet.ts'
import { Description } from '../../packet/summary/description.ts'
import { detailLines, type DetailLine } from '../../packet/summary/details.ts'
import { hex, type Field, type Node } from '../../schema/index.ts'
import { randomFrom } from './random.ts'

export interface CutOptions {
  /** The link type of the frame, `LINKTYPE_...` of tcpdump.org. Default: 1, Ethernet. */
  readonly linkType?: number
  /** Values that may change with the length: the layer's place, its name and the property, as in `1:ip/destination`. */
  readonly besides?: readonly string[]
}

export interface DamageOptions {
  /** The link type of the frame, `LINKTYPE_...` of tcpdump.org. Default: 1, Ethernet. */
  readonly linkType?: number
  /** How many times the frame is damaged. Default: 60. */
  readonly rounds?: number
}

/**
 * Cuts a frame at every length, on the wire and by the capture. Throws an `Error` with the bytes where decoding throws,
 * where a field lies outside of what was captured or overlaps the one before it, where what lies after the frame in
 * memory changes what is said of it, where a line says `undefined` or `NaN`, and where the capture cut the frame and a
 * value is neither that of the whole frame, nor absent, nor marked as cut.
 */
export function cutEverywhere(frame: Uint8Array, { linkType = 1, besides = [] }: CutOptions = {}): void {
  const whole = { values: valuesOf(Packet.of(frame.slice(), linkType)), besides }
  for (let length = 0; length <= frame.length; length++) {
    const bytes = frame.slice(0, length)
    expectSound(bytes, linkType, length, `cut after ${length} bytes`)
    expectSound(bytes, linkType, frame.length, `captured up to ${length} bytes`, whole)
  }
}

/** Changes bytes of a frame at random, the same in each run. Throws as `cutEverywhere` does; values may be any. */
export function damagedEverywhere(frame: Uint8Array, { linkType = 1, rounds = 60 }: DamageOptions = {}): void {
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
    throw new Error(
      `${what} (link type ${linkType}, ${hex(bytes)}): ${error instanceof Error ? error.message : `${error}`}`,
      {
        cause: error,
      },
    )
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
      expectWords(summary)
      const severity = layer.cut === 'header' ? '' : layer.schema.severity?.(layer as never)
      const { name } = layer.schema
      return `${name} ${layer.start} ${layer.end} ${layer.cut} ${layer.extent} ${json} ${notes} ${summary} ${severity}`
    })
    .concat(JSON.stringify(detailsOf(packet)))
    .join('\n')
}

/** Throws where a line says what is not there as programs do. */
function expectWords(text: string | undefined): void {
  if (text !== undefined && /\b(?:undefined|NaN)\b|\[object Object\]/.test(text))
    throw new Error(`its line is ${JSON.stringify(text)}`)
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

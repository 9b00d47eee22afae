/** Frames in memory with other bytes after them: what is decoded of a frame must not depend on what lies there. */
import { Batch } from '../../src/files/batch.ts'
import { Frame } from '../../src/files/frame.ts'
import { compileDisplayFilter } from '../../src/filter/display/index.ts'
import type { Filter } from '../../src/filter/filter.ts'
import { lineOutput, ndjsonOutput, TextBuffer, treeOutput, type Output } from '../../src/output/index.ts'
import type { OutputOptions } from '../../src/output/options.ts'
import { verifyChecksums } from '../../src/packet/checksums/index.ts'
import { fieldNamed, fields, type FieldSource } from '../../src/packet/fields.ts'
import { Packet } from '../../src/packet/packet.ts'
import type { Node } from '../../src/schema/index.ts'

/** A frame as it was captured: `length` bytes of it, of `originalLength` on the wire. */
export interface Capture {
  readonly bytes: Uint8Array
  readonly linkType: number
  readonly length: number
  readonly originalLength: number
}

/** How many bytes lie before the frame, and after it where there are any. */
const room = 64

/** The same frame four times: as the last of its memory, before zeros, before ones, and before bytes of another packet. */
function inAllSurroundings({ bytes, linkType, length, originalLength }: Capture): readonly Frame[] {
  return [0, 1, 2, 3].map((kind) => {
    const memory = new Uint8Array(room + length + (kind === 0 ? 0 : 2 * room))
    memory.set(bytes.subarray(0, length), room)
    if (kind === 2) memory.fill(0xff, room + length)
    // The rest of the frame itself misleads most.
    if (kind === 3) {
      for (let at = 0; at < 2 * room; at++) memory[room + length + at] = 1 + ((at * 37) % 251)
      memory.set(bytes.subarray(length, length + 2 * room), room + length)
    }
    return new Frame(1, NaN, 0, length, originalLength, linkType, 0, memory, room)
  })
}

const options: OutputOptions = {
  time: 'none',
  link: true,
  checksums: true,
  absoluteSequence: true,
}
const verbose: OutputOptions = { ...options, verbose: 1 }

/** Every field there is, without those of the frame. */
const allFields = (): readonly FieldSource[] => {
  const names = new Set(fields().map(({ name }) => name))
  return [...names].map(fieldNamed).filter(({ kind }) => kind === 'layers')
}
let fieldsOutput: Output | undefined
let filters: readonly (readonly [string, Filter])[] | undefined

/** Direct tests of fixed places, tests through views, slices, and tests for presence. */
const filterTexts = [
  'ip.addr == 192.0.2.1 || ipv6.addr == 2001:db8::1 || eth.addr == 02:00:00:00:00:01',
  'tcp.port > 0 || udp.port > 0 || sctp.port > 0',
  'tcp.flags.syn == 1 || ip.flags.df == 1 || icmp.type == 8',
  'tcp.options || dns.qry.name || http.host || tls.handshake.type',
  'ah.sequence > 0 || gre.key.call_id > 0 || llc.control > 0 || ppp.protocol > 0 || l2tp.tunnel > 0',
  'icmpv6.opt.type > 0 || ip.opt.type > 0 || igmp.version > 0 || arp.src.proto_ipv4',
  'ip[8] > 0x20 || eth[12:2] == 08:00 || tcp[13] & 2',
]

const written = (output: Output, batch: Batch): string => {
  const text = new TextBuffer()
  output.packet(batch, 0, text)
  return new TextDecoder().decode(text.written)
}

/** All that onwire says of a frame, part by part; `every` includes all fields by name, which takes longest. */
function saidOf(frame: Frame, every: boolean): Readonly<Record<string, string>> {
  const batch = new Batch().hold(frame)
  const packet = new Packet(frame)
  filters ??= filterTexts.map((text) => [text, compileDisplayFilter(text)] as const)
  const said: Record<string, string> = {
    layers: packet
      .layers()
      .map(
        (layer) =>
          `${layer.schema.name} ${layer.start}+${layer.end - layer.start} ${layer.cut} ${layer.extent} ${layer.payload.length}`,
      )
      .join('\n'),
    nodes: nodeLines(packet),
    notes: packet
      .layers()
      .flatMap((layer) => layer.notes().map(({ name }) => name))
      .join(),
    checksums: verifyChecksums(packet.layers())
      .map(({ verdict, found, expected }) => `${verdict} ${found} ${expected}`)
      .join(),
    line: written(lineOutput(options), batch),
    'line -v': written(lineOutput(verbose), batch),
    tree: written(treeOutput(verbose), batch),
    json: written(ndjsonOutput({}), batch),
    filters: filters
      .filter(([, filter]) => filter.matches(batch, 0))
      .map(([text]) => text)
      .join('\n'),
  }
  if (every) said['fields'] = written((fieldsOutput ??= ndjsonOutput({ fields: allFields() })), batch)
  return said
}

function nodeLines(packet: Packet): string {
  const { start, end } = packet.frame
  const lines: string[] = []
  const add = (node: Node, depth: number): void => {
    const { offset, length, key, text } = node
    if (!(offset >= start && length >= 0 && offset + length <= end))
      throw new Error(`${node.field.filter || key} lies at ${offset - start}, ${length} bytes, outside of the frame`)
    lines.push(`${depth} ${key} ${offset - start}+${length} ${text}`)
    for (const part of node.parts) add(part, depth + 1)
  }
  for (const layer of packet.layers()) add(layer.node(), 0)
  return lines.join('\n')
}

/** What differs between the surroundings of a captured frame, in words; undefined if nothing does. */
export function differenceIn(capture: Capture, every = false): string | undefined {
  let first: Readonly<Record<string, string>> | undefined
  for (const [kind, frame] of inAllSurroundings(capture).entries()) {
    let said: Readonly<Record<string, string>>
    try {
      said = saidOf(frame, every)
    } catch (error) {
      return `${error instanceof Error ? error.stack : error}`
    }
    first ??= said
    for (const [part, text] of Object.entries(said))
      if (text !== first[part]) return `${part}, surroundings ${kind}:\n${firstDifference(first[part]!, text)}`
  }
  return undefined
}

function firstDifference(one: string, other: string): string {
  const [lines, others] = [one.split('\n'), other.split('\n')]
  const at = lines.findIndex((line, index) => line !== others[index])
  return `- ${lines[at]?.slice(0, 400)}\n+ ${others[at]?.slice(0, 400)}`
}

/** Packets for tests: frames of a capture or of hexadecimal text, and their tree as text. */
import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect } from 'vitest'
import { Batch } from '../../src/files/batch.ts'
import type { Frame } from '../../src/files/frame.ts'
import { startReader } from '../../src/files/reader.ts'
import { goldenTree } from '../../src/check/definitions/index.ts'
import { Packet } from '../../src/packet/packet.ts'
import type { Node } from '../../src/schema/index.ts'

export { goldenTree }

/** The frames of one of the project's own captures, such as `arp.pcap`. */
export const framesOf = (name: string): Frame[] => framesIn(new URL(`../../captures/${name}`, import.meta.url))

/** The frames of a capture file, in order. */
export function framesIn(path: string | URL): Frame[] {
  const bytes = new Uint8Array(readFileSync(path))
  const started = startReader(bytes, 0, bytes.length, `${path}`)
  if (started === undefined) throw new TypeError(`${path} is no capture`)
  const frames: Frame[] = []
  for (let { position } = started, from = -1; position !== from;) {
    const batch = new Batch()
    from = position
    position = started.reader.read(bytes, from, bytes.length, batch)
    frames.push(...batch)
  }
  return frames
}

/** The same in batches, which know the interfaces and the comments of the capture. */
export function batchesOf(name: string): Batch[] {
  const bytes = new Uint8Array(readFileSync(new URL(`../../captures/${name}`, import.meta.url)))
  const { reader, position } = startReader(bytes, 0, bytes.length, name)!
  const batches: Batch[] = []
  for (let at = position, from = -1; at !== from;) {
    const batch = new Batch()
    from = at
    at = reader.read(bytes, from, bytes.length, batch)
    batches.push(batch.of(reader))
  }
  return batches
}

/** A packet of one of the project's own captures; `number` counts from 1, as packet lists do. */
export function packetOf(name: string, number: number): Packet {
  const frame = framesOf(name)[number - 1]
  if (frame === undefined) throw new TypeError(`${name} has no frame ${number}`)
  return withOrigin(Packet.of(frame.bytes.slice(), frame.linkType), name, number)
}

/** The same packet for golden trees, which say that it is a frame of one of the project's own captures. */
export function withOrigin(packet: Packet, name: string, number: number): Packet {
  origins.set(packet, `captures/${name}, frame ${number}`)
  return packet
}

/** Where packets come from, for the first line of their golden trees. */
const origins = new WeakMap<Packet, string>()

/** Bytes from hexadecimal digits; white space, colons and what follows a `#` on a line do not count. */
export function bytesOf(text: string): Uint8Array {
  const digits = text.replace(/#.*$/gm, '').replace(/[\s:]/g, '')
  if (!/^([0-9a-f]{2})*$/i.test(digits)) throw new TypeError(`not pairs of hexadecimal digits: ${text}`)
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16),
  )
}

/** A packet from hexadecimal digits. */
export const packetOfHex = (text: string, linkType = 1): Packet => Packet.of(bytesOf(text), linkType)

/** Every occurrence of a field in a packet by its filter name, outermost first. */
export const valuesOf = (packet: Packet, filter: string): unknown[] =>
  nodesOf(packet)
    .filter(({ field }) => field.filter === filter || field.also.includes(filter))
    .map(({ value }) => value)

/** The filter names of a packet's layers, joined by colons. */
export const protocolsOf = (packet: Packet): string =>
  packet
    .layers()
    .map(({ schema }) => schema.name)
    .join(':')

/**
 * Expects a packet's tree, or that of some of its layers, to be that of `golden/FILE.txt` beside the test, whose first line says where the
 * packet comes from.
 */
export async function expectGolden(packet: Packet, file: string, ...named: readonly string[]): Promise<void> {
  const tree = goldenTree(packet, ...named)
  expect(
    tree,
    `no layer ${named.join(', ')} in ${packet
      .layers()
      .map(({ schema }) => schema.name)
      .join(':')}`,
  ).not.toBe('')
  const test = expect.getState().testPath!
  const origin = origins.get(packet) ?? `bytes written down in ${relative(process.cwd(), test)}`
  await expect(`# ${origin}\n${tree}`).toMatchFileSnapshot(join(dirname(test), 'golden', `${file}.txt`))
}

/** What the layers of a protocol say in one line each. */
export const summariesOf = (packet: Packet, name: string): (string | undefined)[] =>
  packet
    .layers()
    .filter(({ schema }) => schema.name === name)
    .map((layer) => layer.schema.summary?.(layer as never))

const nodesOf = (packet: Packet): Node[] => packet.layers().flatMap((layer) => flat(layer.node()))
const flat = (node: Node): Node[] => [node, ...node.parts.flatMap(flat)]

/**
 * Replaces what the fields of a frame tell of people and machines, field by field, as their definitions say: addresses,
 * names and text; and keeps account of every byte, so that what no definition explains is known to be that.
 */
import type { Holding, Node, Schema, View } from '../../schema/index.ts'
import type { AddressMap } from './addresses.ts'
import { characters, type Label, type TextMap } from './text-map.ts'

/** What became of a byte. */
export const untold = 0
/** It is of the protocol. */
const kept = 1
/** It tells of something that must not be told, and has been replaced. */
const replaced = 2
/** It is part of something that must not be told, and has not been replaced. */
export const secret = 3

/** A frame on its way: fields are read in one memory and replaced in another. */
export interface Rewriting {
  readonly from: Uint8Array
  readonly into: Uint8Array
  /** What to add to a place in `from` to have that in `into`. */
  readonly shift: number
  /** For each byte from `start` on, what became of it. */
  readonly fate: Uint8Array
  readonly start: number
  readonly end: number
}

export class FieldRewriter {
  constructor(
    private readonly addresses: AddressMap,
    private readonly texts: TextMap,
  ) {}

  /** Replaces the fields of one layer. */
  layer(view: View, frame: Rewriting): void {
    if (view.headed) this.view(view, view.nodes(), frame)
    // What is left of a header may be a part of an address.
    else mark(frame, view.start, view.end, secret)
  }

  private view(view: View, nodes: readonly Node[], frame: Rewriting): void {
    this.nodes(nodes, view, frame)
    // Some that have no value have bytes, such as the empty line after headers.
    for (const index of valueless(view.schema)) {
      const [at, end] = [view.offsetOf(index), view.offsetOf(index + 1)].map((bit) => view.start + bit / 8)
      mark(frame, at!, Math.min(end!, view.end), kept)
    }
  }

  private nodes(nodes: readonly Node[], view: View, frame: Rewriting): void {
    for (const node of nodes) {
      const { parts, field } = node
      if (field.computed) continue
      if (parts.length > 0) {
        if (field.type === 'number') mark(frame, node.offset, node.offset + node.length, kept)
        if (isView(node.value)) this.view(node.value, parts, frame)
        else this.nodes(parts, view, frame)
      } else this.leaf(node, view, frame)
    }
  }

  private leaf(node: Node, view: View, frame: Rewriting): void {
    const { offset, length, field } = node
    const end = Math.min(offset + length, frame.end)
    const held = holdingOf(node)
    if (held === undefined) return
    // A part of an address or a name cannot be replaced as the whole is.
    if (node.cut && isWhole.has(held)) mark(frame, offset, end, secret)
    else if (held === 'digits') this.digits(frame, offset, end)
    else if (held === 'vocabulary') mark(frame, offset, end, kept)
    else if (held === 'text') this.text(frame, offset, end, leadOf(field, frame.from, offset, end))
    else if (held === 'domain-name') this.domainName(frame, offset, end, view)
    else this.address(frame, offset, end, held === 'address' ? undefined : lengths[held])
  }

  private address(frame: Rewriting, at: number, end: number, whole = end - at): void {
    if (!mark(frame, at, end, replaced)) return
    const { into, shift } = frame
    const place = at + shift
    if (end - at < whole) this.addresses.shortened(into, place, end - at, whole === 16)
    else if (whole === 4) this.addresses.ipv4(into, place)
    else if (whole === 6) this.addresses.mac(into, place)
    else if (whole === 16) this.addresses.ipv6(into, place)
    else mark(frame, at, end, secret)
  }

  private text(frame: Rewriting, at: number, end: number, lead: number): void {
    mark(frame, at, at + lead, kept)
    if (mark(frame, at + lead, end, replaced)) this.texts.text(frame.into, at + lead + frame.shift, end + frame.shift)
  }

  /** A number in text; words after it are replaced. */
  private digits(frame: Rewriting, at: number, end: number): void {
    const [number] = /^[ \t]*[0-9a-f]{0,16}(?![0-9a-z])/i.exec(characters(frame.from, at, Math.min(end, at + 32))) ?? [
      '',
    ]
    mark(frame, at, at + number.length, kept)
    this.text(frame, at + number.length, end, 0)
  }

  private domainName(frame: Rewriting, at: number, end: number, view: View): void {
    const labels = labelsOf(frame, at, end, view.origin)
    if (labels === undefined) mark(frame, at, end, secret)
    else if (mark(frame, at, end, replaced)) this.texts.domainName(frame.into, labels)
  }
}

/** Bytes in front of a text that are not of it. */
const leadOf = ({ lead = 0 }: Pick<Node['field'], 'lead'>, bytes: Uint8Array, at: number, end: number): number =>
  typeof lead === 'function' ? lead(bytes, at, end) : lead

function holdingOf({ field: { holds, type }, value }: Node): Holding | 'text' | undefined {
  return (typeof holds === 'function' ? holds(value as never) : holds) ?? defaultFor[type]
}

const isView = (value: unknown): value is View => value instanceof Object && 'origin' in value

const knownValueless = new WeakMap<Schema, readonly number[]>()

/** Which fields of a record are of its protocol and have no value. */
function valueless(schema: Schema): readonly number[] {
  let indices = knownValueless.get(schema)
  if (indices === undefined) {
    indices = schema.slots.flatMap(({ field: { type, holds } }, index) =>
      type === 'none' && holds === 'vocabulary' ? [index] : [],
    )
    knownValueless.set(schema, indices)
  }
  return indices
}

const lengths = { ipv4: 4, ipv6: 16, ether: 6 } as const

/** What a part of cannot be replaced as the whole is. */
const isWhole: ReadonlySet<string> = new Set(['ipv4', 'ipv6', 'ether', 'address', 'domain-name'])

/** What a value holds of which its definition says nothing. Bytes hold anything. */
const defaultFor: Readonly<Partial<Record<string, 'vocabulary' | 'text'>>> = {
  number: 'vocabulary',
  float: 'vocabulary',
  boolean: 'vocabulary',
  time: 'vocabulary',
  duration: 'vocabulary',
  text: 'text',
}

/** Says what becomes of the bytes from `at` to `end`; false where some of them have been replaced already. */
function mark({ fate, start, end: last }: Rewriting, at: number, end: number, to: number): boolean {
  const [first, after] = [Math.max(at, start) - start, Math.min(end, last) - start]
  if (to === replaced) for (let index = first; index < after; index++) if (fate[index] === replaced) return false
  for (let index = first; index < after; index++) if (fate[index]! < to) fate[index] = to
  return true
}

/** The labels of a name, and their places in `into`, negative beyond the first pointer; undefined if it is no name. */
function labelsOf(
  { from, shift }: Rewriting,
  start: number,
  end: number,
  origin: number,
): readonly Label[] | undefined {
  const labels: Label[] = []
  let run = start
  for (let at = start, isOwn = true; labels.length < mostLabels;) {
    const octet = from[at]
    if (octet === undefined || (isOwn && at >= end)) return undefined
    if (octet === 0) return labels
    if (octet >= 0xc0) {
      const target = origin + (((octet & 0x3f) << 8) | from[at + 1]!)
      if (!(target < run)) return undefined
      run = at = target
      isOwn = false
    } else if (octet > 63 || (isOwn && at + 1 + octet > end)) return undefined
    else {
      labels.push({ place: isOwn ? at + 1 + shift : -1, text: characters(from, at + 1, at + 1 + octet) })
      at += 1 + octet
    }
  }
  return undefined
}

const mostLabels = 128

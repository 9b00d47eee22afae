/** The parts of a regular expression in PCRE's way of writing: what it matches are bytes, without UTF-8. */

/** One of 256 bytes each: whether it is in the set. */
export type ByteSet = Uint8Array

export type Assertion = 'start' | 'lineStart' | 'end' | 'lineEnd' | 'lastLine' | 'boundary' | 'inside'

export type Node =
  | { readonly kind: 'set'; readonly set: ByteSet }
  | { readonly kind: 'assertion'; readonly of: Assertion }
  | { readonly kind: 'sequence' | 'either'; readonly of: readonly Node[] }
  | {
      readonly kind: 'repeat'
      readonly of: Node
      readonly least: number
      readonly most: number
      readonly lazy: boolean
    }
  | { readonly kind: 'group'; readonly of: Node; readonly number: number }
  /** What was matched once is not tried in another way. */
  | { readonly kind: 'atomic'; readonly of: Node }
  | { readonly kind: 'look'; readonly of: Node; readonly lookbehind: boolean; readonly negative: boolean }
  /** What a group has matched, again; of several groups with one name the last. */
  | { readonly kind: 'again'; readonly number: () => number; readonly caseless: boolean }
  /** The pattern of a group, or of the whole for 0, once more. */
  | { readonly kind: 'call'; readonly number: () => number }
  /** One way if a group has matched or a look around succeeds, another if not. */
  | { readonly kind: 'condition'; readonly on: (() => number) | Node; readonly yes: Node; readonly no: Node }

export const nothing: Node = { kind: 'sequence', of: [] }

/** Bytes from one to another, in pairs. */
export function setOf(...ranges: readonly number[]): ByteSet {
  const set = new Uint8Array(256)
  for (let at = 0; at < ranges.length; at += 2) set.fill(1, ranges[at], ranges[at + 1]! + 1)
  return set
}

export const inverted = (set: ByteSet): ByteSet => set.map((is) => 1 - is)
export const united = (left: ByteSet, right: ByteSet): ByteSet => left.map((is, byte) => is | right[byte]!)

/** With the letters of the other case. */
export function caseless(set: ByteSet): ByteSet {
  const both = set.slice()
  for (let upper = 0x41; upper <= 0x5a; upper++) both[upper] = both[upper + 0x20] = set[upper]! | set[upper + 0x20]!
  return both
}

/** How many bytes something matches, if that is always the same. */
export function widthOf(node: Node): number | undefined {
  switch (node.kind) {
    case 'set':
      return 1
    case 'assertion':
    case 'look':
      return 0
    case 'sequence':
      return node.of.reduce<number | undefined>((sum, part) => add(sum, widthOf(part)), 0)
    case 'either': {
      const [first, ...others] = node.of.map(widthOf)
      return others.every((width) => width === first) ? first : undefined
    }
    case 'repeat': {
      const width = widthOf(node.of)
      return node.least === node.most && width !== undefined ? width * node.least : undefined
    }
    case 'group':
    case 'atomic':
      return widthOf(node.of)
    case 'condition':
      return widthOf(node.yes) === widthOf(node.no) ? widthOf(node.yes) : undefined
    default:
      return undefined
  }
}

const add = (left: number | undefined, right: number | undefined) =>
  left === undefined || right === undefined ? undefined : left + right

/** The bytes a match can begin with, where it begins with one for sure. */
export function firstOf(node: Node): ByteSet | undefined {
  if (node.kind === 'set') return node.set
  if (node.kind === 'group' || node.kind === 'atomic') return firstOf(node.of)
  if (node.kind === 'sequence') return node.of[0] && firstOf(node.of[0])
  return node.kind === 'repeat' && node.least > 0 ? firstOf(node.of) : undefined
}

/** Bencoding, BEP 3 (2008), "bencoding": strings, integers, lists and dictionaries, one after another with the place of each. */
import { asciiText, type Found } from '../../../schema/index.ts'

export interface Token {
  readonly kind: 'string' | 'integer' | 'list' | 'dictionary' | 'end'
  /** The last key before it in the dictionary around it; undefined in a list or outside. */
  readonly key: string | undefined
  readonly isKey: boolean
  /** Keys from the outermost dictionary to this one, each after a slash. */
  readonly path: string
  /** Where its content begins: of a string after the colon, of an integer after the `i`. */
  readonly at: number
  /** Where its content ends. */
  readonly to: number
}
export type FoundToken = Found & { readonly facts: Token & Record<string, never> }

interface Open {
  readonly isDictionary: boolean
  readonly path: string
  key: string | undefined
}

/** Values up to the end of the outermost one, or as far as they are valid; `isWhole` if that ended. */
export function bencoded(bytes: Uint8Array, start: number, end: number): { readonly tokens: FoundToken[], readonly isWhole: boolean } {
  const tokens: FoundToken[] = []
  const open: Open[] = []
  for (let at = start; at < end && tokens.length < mostTokens;) {
    const around = open.at(-1)
    const isKey = around?.isDictionary === true && around.key === undefined
    const size = sizeAt(bytes, at, end)
    const mark = asciiText(bytes, at, at + 1)
    if (size === undefined || (isKey && !(mark === 'e' || (mark >= '0' && mark <= '9')))) break
    const { kind, from, to, next } = size
    const key = kind === 'string' && isKey ? asciiText(bytes, from, Math.min(to, from + longestKey)) : around?.key
    const path = kind === 'end' ? around?.path ?? '' : key === undefined ? around?.path ?? '' : `${around?.path ?? ''}/${key}`
    tokens.push({ start: at, end: next, facts: { kind, key, isKey: isKey && kind === 'string', path, at: from, to } as never })
    at = next
    if (kind === 'end') {
      if (open.length === 0) break
      open.pop()
    } else if (kind === 'list' || kind === 'dictionary') {
      if (open.length >= mostDepth) break
      open.push({ isDictionary: kind === 'dictionary', path, key: undefined })
      if (around?.isDictionary === true) around.key = undefined
      continue
    } else if (around?.isDictionary === true) around.key = isKey ? key : undefined
    if (open.length === 0) return { tokens, isWhole: true }
  }
  return { tokens, isWhole: false }
}

interface Size {
  readonly kind: Token['kind']
  readonly from: number
  readonly to: number
  readonly next: number
}

function sizeAt(bytes: Uint8Array, at: number, end: number): Size | undefined {
  const mark = asciiText(bytes, at, at + 1)
  const plain = { from: at + 1, to: at + 1, next: at + 1 }
  if (mark === 'd') return { kind: 'dictionary', ...plain }
  if (mark === 'l') return { kind: 'list', ...plain }
  if (mark === 'e') return { kind: 'end', ...plain }
  const head = asciiText(bytes, at, Math.min(end, at + longestNumber))
  const [number, digits] = /^(?:i(-?\d+)e|(\d+):)/.exec(head)?.slice(1) ?? []
  if (number !== undefined) return { kind: 'integer', from: at + 1, to: at + 1 + number.length, next: at + 2 + number.length }
  if (digits === undefined) return undefined
  const from = at + digits.length + 1
  const to = from + Number(digits)
  return to > end ? undefined : { kind: 'string', from, to, next: to }
}

const mostTokens = 4096
const mostDepth = 32
const longestKey = 64
const longestNumber = 24

/** The values of a text in JSON, in its order: RFC 8259, sections 2 to 7. What is no JSON ends them. */
import { asciiText, type Found, type View } from '../../../../schema/index.ts'

/** What is known of a value. */
export interface ValueFacts {
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'true' | 'false' | 'null'
  /** Of a member of an object. */
  readonly key: string | undefined
  /** The keys from the outermost object on, each after a slash, `[]` for arrays. */
  readonly path: string
  /** Where it begins, after its key. */
  readonly at: number
}

/** An object or array that is open. */
interface Open {
  readonly isArray: boolean
  readonly path: string
}

/** Of an object or array, up to its opening bracket: what is in it follows. */
export function valuesIn({ bytes, start, end, isShort }: View): readonly Found[] {
  const text = asciiText(bytes, start, Math.min(end, start + mostBytes))
  const values: Found[] = []
  const open: Open[] = []
  let key: { readonly at: number; readonly name: string } | undefined
  for (let at = afterBlank(text, 0); at < text.length && values.length < mostValues; at = afterBlank(text, at)) {
    const character = text[at]!
    if (character === ',' || character === ':') at++
    else if (character === '}' || character === ']') {
      open.pop()
      at++
    } else {
      const stop = tokenEnd(text, at)
      if (stop === undefined || (isShort && stop === text.length)) break
      const around = open.at(-1)
      if (character === '"' && around?.isArray === false && key === undefined) {
        key = { at, name: asKey(bytes, start + at + 1, start + stop - 1) }
        at = stop
        continue
      }
      const step = key !== undefined ? `/${key.name}` : around?.isArray === true ? '/[]' : around === undefined ? '/' : ''
      const path = `${around?.path ?? ''}${step}`
      const from = key?.at ?? at
      values.push({ start: start + from, end: start + stop, facts: { kind: kindOf(character), key: key?.name, path, at: at - from } })
      if (character === '{' || character === '[') open.push({ isArray: character === '[', path: around === undefined ? '' : path })
      if (open.length > mostDepth) break
      key = undefined
      at = stop
    }
  }
  return values
}

/** Where a bracket, string, number or word ends; undefined if none begins there, or it has no end. */
function tokenEnd(text: string, at: number): number | undefined {
  if (text[at] === '{' || text[at] === '[') return at + 1
  if (text[at] === '"') return stringEnd(text, at)
  plain.lastIndex = at
  return plain.test(text) ? plain.lastIndex : undefined
}

const plain = /-?\d[\d.eE+-]{0,400}|true|false|null/y

function stringEnd(text: string, at: number): number | undefined {
  for (let next = at + 1; ; next++) {
    next = text.indexOf('"', next)
    if (next < 0) return undefined
    let escapes = 0
    while (text[next - 1 - escapes] === '\\') escapes++
    if (escapes % 2 === 0) return next + 1
  }
}

const afterBlank = (text: string, at: number): number => {
  while (at < text.length && ' \t\r\n'.includes(text[at]!)) at++
  return at
}

const kindOf = (character: string): ValueFacts['kind'] => kinds[character] ?? 'number'
const kinds: Readonly<Record<string, ValueFacts['kind']>> = {
  '{': 'object', '[': 'array', '"': 'string', 't': 'true', 'f': 'false', 'n': 'null',
}

const asKey = (bytes: Uint8Array, from: number, to: number): string =>
  utf8.decode(bytes.subarray(from, Math.min(to, from + longestKey)))
const utf8 = new TextDecoder()

/** Limits of what is looked at; paths are no longer than the depth times the length of keys. */
const mostBytes = 1 << 20
const mostValues = 4096
const mostDepth = 64
const longestKey = 256

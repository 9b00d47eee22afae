import { setWord, word } from './datagrams.ts'
import type { SinkNames } from './names.ts'

/**
 * The response to a DNS query (RFC 1035): addresses for A and AAAA, the name for PTR, and no data for other types.
 * Undefined if it is not a query.
 */
export function answerTo(query: Uint8Array, names: SinkNames): Uint8Array | undefined {
  const flags = word(query, 2)
  if (query.length < headerLength || (flags & (response | operation)) !== 0 || word(query, 4) !== 1) return undefined
  const question = readQuestion(query)
  if (question === undefined) return undefined
  const { name, type, end } = question
  const data = dataOf(name, type, names)
  const answer = new Uint8Array(end + (data ? recordLength + data.length : 0))
  answer.set(query.subarray(0, end))
  setWord(answer, 2, response | authoritative | (flags & recursionDesired) | recursionAvailable)
  answer.fill(0, 6, headerLength)
  if (data === undefined) return answer
  setWord(answer, 6, 1)
  // A pointer to the name of the question, at byte 12.
  setWord(answer, end, 0xc00c)
  setWord(answer, end + 2, type)
  setWord(answer, end + 4, internet)
  setWord(answer, end + 8, lifetime)
  setWord(answer, end + 10, data.length)
  answer.set(data, end + recordLength)
  return answer
}

const headerLength = 12
const recordLength = 12
const [response, operation, authoritative, recursionDesired, recursionAvailable] = [
  0x8000, 0x7800, 0x0400, 0x0100, 0x0080,
]
const internet = 1
/** Seconds. */
const lifetime = 60
const [a, ptr, aaaa] = [1, 12, 28]

function dataOf(name: string, type: number, names: SinkNames): Uint8Array | undefined {
  if (name === '') return undefined
  if (type === a) return names.ipv4Of(name)
  if (type === aaaa) return names.ipv6Of(name)
  if (type !== ptr) return undefined
  const found = names.reverseOf(name)
  return found === undefined ? undefined : encodeName(found)
}

interface Question {
  readonly name: string
  readonly type: number
  /** The end of the name. */
  readonly end: number
}

/** A sequence of labels: a question needs no pointers. */
function readQuestion(query: Uint8Array): Question | undefined {
  const labels: string[] = []
  let at = headerLength
  for (let length = query[at]; length !== 0; length = query[at]) {
    if (length === undefined || length > longestLabel || at > headerLength + longestName) return undefined
    labels.push(String.fromCharCode(...query.subarray(at + 1, at + 1 + length)))
    at += 1 + length
  }
  return at + 5 > query.length ? undefined : { name: labels.join('.'), type: word(query, at + 1), end: at + 5 }
}

const [longestLabel, longestName] = [63, 255]

function encodeName(name: string): Uint8Array {
  const labels = name
    .split('.')
    .flatMap((label) => [label.length, ...[...label].map((character) => character.charCodeAt(0))])
  return Uint8Array.of(...labels, 0)
}

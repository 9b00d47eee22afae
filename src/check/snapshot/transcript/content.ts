/** Sent bytes as lines for people: short text as it is, longer text as a digest, other data as its length. */
import { createHash, type Hash } from 'node:crypto'
import { printable } from '../../../text/escape.ts'
import { counted } from '../../../text/amounts.ts'
import { hex } from '../../../schema/index.ts'

/** How many bytes may still be kept, shared by all contents of a transcript; beyond that only digests are kept. */
export interface ByteBudget {
  bytes: number
}

/**
 * Data that is not text: only its `length`, since keys, compression and framing make it differ in every run, or its
 * `content`: escaped, in hexadecimal digits or as a digest.
 */
export type BinaryForm = 'length' | 'content'

/** What rendering a content needs. */
export interface ContentContext {
  readonly binary: BinaryForm
  /** Removes from a text what differs in every run. */
  normalize(text: string): string
}

export class Content {
  /** Bytes on the wire, including those that were not captured. */
  size = 0
  private kept: Uint8Array = new Uint8Array(0)
  private keptLength = 0
  private missing = 0
  /** Used once there is too much to keep. */
  private hash: Hash | undefined
  private textCheck: TextCheck | undefined

  constructor(private readonly budget: ByteBudget) {}

  add(bytes: Uint8Array, from: number, to: number): void {
    this.size += to - from
    if (this.hash === undefined && this.reserve(this.keptLength + to - from)) {
      this.kept.set(bytes.subarray(from, to), this.keptLength)
      this.keptLength += to - from
    } else {
      const piece = bytes.subarray(from, to)
      const hash = (this.hash ??= this.hashed())
      hash.update(piece)
      this.textCheck!.take(piece)
    }
  }

  /** `length` bytes were not captured. */
  miss(length: number): void {
    this.size += length
    this.missing += length
  }

  /** Whether it is known not to be text. */
  get isBinary(): boolean {
    if (this.size === 0 || this.missing > 0) return false
    return this.textCheck === undefined ? textOf(this.bytes) === undefined : !this.textCheck.isText
  }

  /** The lines. With `exact`, line ends are shown. */
  lines({ normalize, binary }: ContentContext, exact = false): string[] {
    const { size, missing, hash } = this
    if (size === 0) return []
    if (missing > 0)
      return [`(${counted(size, 'byte')}, of which ${counted(missing, 'byte')} ${were(missing)} not captured)`]
    if (binary === 'length' && this.isBinary) return [lengthText(size)]
    if (hash !== undefined)
      return [`(${counted(size, 'byte')}, SHA-256 ${hash.copy().digest('hex').slice(0, digestDigits)})`]
    const text = textOf(this.bytes)
    if (text === undefined) return [binaryText(this.bytes, normalize)]
    const told = normalize(text)
    if (told.length > mostShown || told.split('\n').length > mostLines)
      return [`(${counted(size, 'byte')} of text, SHA-256 ${digest(told)})`]
    return exact ? exactLines(told) : plainLines(told)
  }

  private get bytes(): Uint8Array {
    return this.kept.subarray(0, this.keptLength)
  }

  /** A hash of the kept bytes, which are released to the budget. */
  private hashed(): Hash {
    const hash = createHash('sha256').update(this.bytes)
    this.textCheck = new TextCheck()
    this.textCheck.take(this.bytes)
    this.budget.bytes += this.kept.length
    this.kept = new Uint8Array(0)
    this.keptLength = 0
    return hash
  }

  /** Reserves memory for `length` bytes; false if the budget is exhausted. */
  private reserve(length: number): boolean {
    if (length <= this.kept.length) return true
    const larger = Math.min(mostKept, Math.max(256, 2 * length))
    if (length > mostKept || larger - this.kept.length > this.budget.bytes) return false
    this.budget.bytes -= larger - this.kept.length
    const bytes = new Uint8Array(larger)
    bytes.set(this.kept.subarray(0, this.keptLength))
    this.kept = bytes
    return true
  }
}

/** `(1,234 bytes)`. */
export const lengthText = (size: number): string => `(${counted(size, 'byte')})`

/** Follows bytes that are not kept for as long as they are text. */
class TextCheck {
  private decoder: TextDecoder | undefined = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

  take(bytes: Uint8Array): void {
    try {
      if (this.decoder !== undefined && control.test(this.decoder.decode(bytes, { stream: true })))
        this.decoder = undefined
    } catch {
      this.decoder = undefined
    }
  }

  get isText(): boolean {
    return this.decoder !== undefined
  }
}

function binaryText(bytes: Uint8Array, normalize: (text: string) => string): string {
  const words = wordsIn(bytes)
  if (words !== undefined) return normalize(words)
  const length = counted(bytes.length, 'byte')
  return bytes.length <= mostShownBytes ? `(${length}: ${hex(bytes)})` : `(${length}, SHA-256 ${digest(bytes)})`
}

const were = (count: number) => (count === 1 ? 'was' : 'were')

const mostKept = 1 << 16
/** The most characters and lines of text that are shown, and the most bytes of mixed and of binary data. */
const mostShown = 1000
const mostLines = 40
const mostMixed = 300
const mostShownBytes = 64
/** Enough to tell that something changed. */
const digestDigits = 16

const digest = (content: Uint8Array | string) =>
  createHash('sha256').update(content).digest('hex').slice(0, digestDigits)

const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

/** UTF-8 without control characters; undefined for anything else. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = decoder.decode(bytes)
    return control.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

/** Mixed data that is mostly text, with escapes: `Q\x00\x00\x00\x0dSELECT 1;`. */
function wordsIn(bytes: Uint8Array): string | undefined {
  if (bytes.length > mostMixed || bytes.filter((octet) => octet >= 0x20 && octet < 0x7f).length * 2 < bytes.length)
    return undefined
  return Array.from(bytes, (octet) =>
    octet === 0x5c
      ? '\\\\'
      : octet >= 0x20 && octet < 0x7f
        ? String.fromCharCode(octet)
        : `\\x${hex(Uint8Array.of(octet))}`,
  )
    .join('')
    .replace(/ $/, '\\x20')
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const plainLines = (text: string) =>
  text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => printable(line))

/** Shows line ends, and a trailing space as an escape. */
const exactLines = (text: string) =>
  (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line) => printable(line.replaceAll('\\', '\\\\')).replace(/ $/, '\\x20'))

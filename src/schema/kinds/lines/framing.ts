/** Where messages end that are lines: commands, replies (RFC 5321, section 4.2.1), and text up to a line with a dot. */
import { unfinished, type FramingProgress } from '../../engine/conversing.ts'
import { afterLine, asciiText, isAt, lineStop } from './scan.ts'

/** The length of the line at `start`, line end included; `unfinished` if it is not all there, 0 if it is too long. */
export function lineLength(bytes: Uint8Array, start: number, end: number, progress: FramingProgress): number {
  const next = lineEndIn(bytes, start + progress.looked, end)
  if (next > 0) return next - start
  if (end - start > longestLine) return 0
  progress.looked = Math.max(0, end - start - 1)
  return unfinished
}

/** Whether what begins at `start` may be a line of text: no control characters but tabs. For `opens` in `.streamed`. */
export function opensWithText(bytes: Uint8Array, start: number, end: number): boolean {
  const stop = lineStop(bytes, start, Math.min(end, start + longestOpening))
  for (let at = start; at < stop; at++) if ((bytes[at]! < 0x20 && bytes[at] !== tab) || bytes[at] === 0x7f) return false
  return true
}

/** The same for a reply: a line with a code, or several of which the last has that code and no dash after it. */
export function replyLength(bytes: Uint8Array, start: number, end: number, progress: FramingProgress): number {
  const code = bytes.subarray(start, start + codeLength)
  for (let at = start + progress.looked; at < end; progress.looked = at - start) {
    const next = lineEndIn(bytes, at, end)
    if (next === 0) break
    if (isAt(code, bytes, at, next) && bytes[at + codeLength] !== dash) return next - start
    at = next
  }
  return end - start > longestReply ? 0 : unfinished
}

/** Where the line or reply at `start` ends, or where what is there of it does. */
export function messageEnd(bytes: Uint8Array, start: number, end: number): number {
  if (!isReply(bytes, start, end)) return afterLine(bytes, lineStop(bytes, start, end), end)
  const length = replyLength(bytes, start, end, { looked: 0, head: 0 })
  return length > 0 ? start + length : end
}

/** Tells whether one of several words, in any case, begins at a byte and ends with a space or its line. */
export function isCommand(words: string): (bytes: Uint8Array, start: number, end: number) => boolean {
  const known: ReadonlySet<string> = new Set(words.trim().split(/\s+/))
  return (bytes, start, end) => {
    const word = asciiText(bytes, start, lineStop(bytes, start, Math.min(end, start + longestCommand)))
    const [name] = word.split(' ', 1)
    // What the bytes end in may go on.
    return known.has(name!.toUpperCase()) && start + name!.length < end
  }
}

/** Whether three digits and what may follow them in a reply begin at `start`: `250 `, `250-`, or a line end. */
export function isReply(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < codeLength) return false
  for (let at = start; at < start + codeLength; at++) if (!(bytes[at]! >= 0x30 && bytes[at]! <= 0x39)) return false
  const after = start + codeLength
  return after < end && (bytes[after] === dash || bytes[after] === 0x20 || lineStop(bytes, after, after + 1) === after)
}

/** The length of a head: lines up to an empty one, which is part of it; `unfinished`, or 0 if it is too long. */
export function headLength(bytes: Uint8Array, start: number, end: number, progress: FramingProgress): number {
  if (progress.head > 0) return progress.head
  for (let at = start + progress.looked; at < end; progress.looked = at - start) {
    const next = lineEndIn(bytes, at, end)
    if (next === 0) break
    if (lineStop(bytes, at, next) === at) return (progress.head = progress.looked = next - start)
    at = next
  }
  return end - start > longestHead ? 0 : unfinished
}

/** The length of a text that ends with a line of a dot alone, which is part of it; `unfinished` without that. */
export function dottedLength(bytes: Uint8Array, start: number, end: number, progress: FramingProgress): number {
  for (let at = start + progress.looked; at < end; progress.looked = at - start) {
    const next = lineEndIn(bytes, at, end)
    if (next === 0) return unfinished
    if (bytes[at] === dot && lineStop(bytes, at, next) === at + 1) return next - start
    at = next
  }
  return unfinished
}

/** The text from `start` to `end` up to a line of a dot alone, and without the dots added to lines. */
export function undotted(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const plain = new Uint8Array(end - start)
  let length = 0
  for (let at = start, next; at < end; at = next) {
    next = afterLine(bytes, lineStop(bytes, at, end), end)
    const isDotted = bytes[at] === dot
    if (isDotted && lineStop(bytes, at, end) === at + 1) break
    const from = isDotted ? at + 1 : at
    plain.set(bytes.subarray(from, next), length)
    length += next - from
  }
  return plain.subarray(0, length)
}

/** Where the line at `at` ends, its line end included; 0 if that is not there, or may go on. */
function lineEndIn(bytes: Uint8Array, at: number, end: number): number {
  const stop = lineStop(bytes, at, end)
  if (stop === end) return 0
  const next = afterLine(bytes, stop, end)
  // A carriage return at the end may be half of a line end.
  return next === end && bytes[next - 1] === carriageReturn ? 0 : next
}

const carriageReturn = 0x0d
const dash = 0x2d
const dot = 0x2e
const codeLength = 3
const longestCommand = 32
const longestOpening = 32
const tab = 0x09
const longestLine = 16 << 10
const longestReply = 64 << 10
const longestHead = 64 << 10

/**
 * The process that owns a packet, in the options of its block: epb_processid_threadid (code 8, section 4.3 of
 * https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/: the numbers of the process and of the thread, 4 bytes
 * each, 0 for unknown) and, for the other details, a comment:
 *
 *     process: curl, pid 1234, user 1000, command: curl -s http://example.test/
 */
import { padded } from './blocks.ts'
import { packetOption } from './frame-options.ts'
import { optionComment, optionTexts, readOptions } from './options.ts'

export interface FrameProcess {
  readonly pid: number
  readonly name?: string | undefined
  /** The command line. */
  readonly command?: string | undefined
  readonly user?: number | undefined
  /** The owner was found by searching the socket tables, not reported by the kernel, and may be wrong. */
  readonly bestEffort: boolean
}

/** The process in the options, if any; undefined otherwise. Comments of ptcpdump are read as well. */
export function processOfFrame(
  memory: Uint8Array,
  start: number,
  end: number,
  littleEndian: boolean,
): FrameProcess | undefined {
  if (end <= start) return undefined
  // Packets of one process have identical options: results are cached by these bytes.
  let hash = littleEndian ? 1 : 2
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ memory[at]!, 0x01000193)
  const place = (hash ^ (hash >>> 16)) & (places - 1)
  const known = kept[place]
  if (known !== undefined && known.littleEndian === littleEndian && isSame(known.options, memory, start, end))
    return known.owner
  const owner = readProcess(memory, start, end, littleEndian)
  if (end - start <= longestKept) kept[place] = { options: memory.slice(start, end), littleEndian, owner }
  return owner
}

interface Kept {
  readonly options: Uint8Array
  readonly littleEndian: boolean
  readonly owner: FrameProcess | undefined
}

const places = 256
const kept: (Kept | undefined)[] = Array.from({ length: places }, () => undefined)
/** Bytes. */
const longestKept = 4096

function isSame(options: Uint8Array, memory: Uint8Array, start: number, end: number): boolean {
  if (options.length !== end - start) return false
  for (let at = start; at < end; at++) if (options[at - start] !== memory[at]) return false
  return true
}

function readProcess(memory: Uint8Array, start: number, end: number, littleEndian: boolean): FrameProcess | undefined {
  const view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength)
  const { list } = readOptions(view, start, end, littleEndian)
  const numbers = list.find(({ code, length }) => code === packetOption.processThread && length === 8)
  const pid = numbers === undefined ? 0 : view.getUint32(numbers.start, littleEndian)
  const described = processInComments(optionTexts(view, list, optionComment))
  if (described !== undefined) return pid === 0 ? described : { ...described, pid }
  return pid === 0 ? undefined : { pid, bestEffort: false }
}

function processInComments(comments: readonly string[]): FrameProcess | undefined {
  for (const comment of comments) {
    const [, name, pid, user, bestEffort, command] = ownComment.exec(comment) ?? []
    if (pid !== undefined) {
      return {
        pid: Number(pid),
        name: unescaped(name!),
        command: unescaped(command!),
        user: numberOf(user),
        bestEffort: bestEffort !== undefined,
      }
    }
  }
  return ptcpdumpProcess(comments)
}

/** Whether a comment is how a process was written, by this program or by ptcpdump. */
export const isAboutProcess = (comment: string): boolean =>
  ownComment.test(comment) || /^(?:PID|UserId): \d{1,10}$/m.test(comment)

/** Commas and control characters are escaped in the name. */
const ownComment = /^process: ([^,]*), pid (\d{1,10})(?:, user (\d{1,10}))?(, best effort)?, command: ([^]*)$/

/**
 * `PID: 1`, `Cmd: /usr/bin/dig` and `Args: dig example.com` are lines of one comment, `UserId: 1000` one of the same or
 * of another.
 */
function ptcpdumpProcess(comments: readonly string[]): FrameProcess | undefined {
  const comment = comments.find((each) => /^PID: \d{1,10}$/m.test(each))
  if (comment === undefined) return undefined
  const user = comments.map((each) => /^UserId: (\d{1,10})$/m.exec(each)?.[1]).find((found) => found !== undefined)
  const path = /^Cmd: (.+)$/m.exec(comment)?.[1]
  const command = /^Args: ([^]+?)(?=\n(?:ThreadId|UserId|ParentPID|ContainerId|PodName): |$(?![^]))/m.exec(comment)?.[1]
  return {
    pid: Number(/^PID: (\d+)$/m.exec(comment)![1]),
    name: path?.slice(path.lastIndexOf('/') + 1),
    command,
    user: numberOf(user),
    bestEffort: false,
  }
}

const numberOf = (digits: string | undefined) => (digits === undefined ? undefined : Number(digits))

/** The two options, followed by the end-of-options marker. */
export function encodeProcess(
  owner: FrameProcess & { readonly name: string; readonly command: string },
  littleEndian: boolean,
): Uint8Array {
  const comment = new TextEncoder().encode(commentOf(owner))
  const bytes = new Uint8Array(4 + 8 + 4 + padded(comment.length) + 4)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, packetOption.processThread, littleEndian)
  view.setUint16(2, 8, littleEndian)
  view.setUint32(4, owner.pid, littleEndian)
  view.setUint16(12, optionComment, littleEndian)
  view.setUint16(14, comment.length, littleEndian)
  bytes.set(comment, 16)
  return bytes
}

function commentOf({
  name,
  pid,
  user,
  bestEffort,
  command,
}: FrameProcess & { readonly name: string; readonly command: string }): string {
  // Limited, since it is written with every packet.
  const shown = command.length > longestCommand ? `${command.slice(0, longestCommand)}…` : command
  const more = `${user === undefined ? '' : `, user ${user}`}${bestEffort ? ', best effort' : ''}`
  const shownName = escaped(name.slice(0, longestName)).replaceAll(',', '\\x2c')
  return `process: ${shownName}, pid ${pid}${more}, command: ${escaped(shown)}`
}

const longestCommand = 512
const longestName = 64

/** Escapes control characters, bidirectional controls and the backslash. */
const escaped = (text: string) =>
  text.replace(/[\\\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, escapedCharacter)

function escapedCharacter(character: string): string {
  const code = character.charCodeAt(0)
  return (
    short[character] ??
    (code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`)
  )
}

const short: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const long: Readonly<Record<string, string>> = { '\\': '\\', n: '\n', r: '\r', t: '\t' }

const unescaped = (text: string) =>
  text.replace(/\\(?:([\\nrt])|x([0-9a-f]{2})|u([0-9a-f]{4}))/g, (_, letter?: string, byte?: string, unit?: string) =>
    letter === undefined ? String.fromCharCode(parseInt(byte ?? unit!, 16)) : long[letter]!,
  )

/** Messages over frames: RFC 6455 section 5.4, and RFC 7692 section 6. */
import { unfinished, type StreamMemory } from '../../../../schema/index.ts'
import { leftIn } from '../upgraded.ts'
import { deflateParameters, joined, MessageInflater } from './deflate.ts'
import { frameHead, isControl, unmasked, type FrameHead } from './frames.ts'
import { opcode } from './names.ts'
import { sharedIn, type Shared } from './shared.ts'

/** What is known of a frame besides its bytes. */
export interface Told {
  /** Whether messages may be compressed here. */
  readonly isDeflating?: true
  /** The subprotocol, in lower case: `Sec-WebSocket-Protocol`, section 11.3.4. */
  readonly subprotocol?: string
  /** Of the last frame of a message in several: the opcode of the first, how many there are, and the bytes in all. */
  readonly kind?: number
  readonly fragments?: number
  readonly reassembledLength?: number
  /** Of the last frame of a message that does not lie in it as it is: that message, and whether it is not all. */
  readonly message?: Uint8Array
  readonly isCut?: true
}

export function lengthInStream(bytes: Uint8Array, start: number, end: number, memory: StreamMemory): number {
  const head = frameHead(bytes, start, end)
  if (head === undefined) return unfinished
  const next = head.payload + head.length
  if (next <= end) flowIn(memory).take(bytes, head)
  return next - start
}

/** What is known of the frame that was measured last. */
export const toldIn = (memory: StreamMemory): Told | undefined => flowIn(memory).told

const flowIn = (memory: StreamMemory): Flow => (memory.own['websocket'] ??= new Flow(memory)) as Flow

/** One direction. */
class Flow {
  told: Told | undefined = undefined
  private readonly shared: Shared
  private readonly extensions: string
  private readonly subprotocol: string
  /** The message that is not all there. */
  private open: { readonly first: FrameHead; readonly parts: Uint8Array[]; length: number; isCut: boolean } | undefined
  private inflater: MessageInflater | undefined

  constructor(memory: StreamMemory) {
    const headers = leftIn(memory)
    this.shared = sharedIn(memory)
    this.extensions = headers?.get('sec-websocket-extensions') ?? ''
    this.subprotocol = (headers?.get('sec-websocket-protocol') ?? '').toLowerCase()
  }

  /** Takes note of a frame that is all there. */
  take(bytes: Uint8Array, head: FrameHead): void {
    const parameters = this.extensions === '' ? undefined : deflateParameters(this.extensions, head.mask >= 0)
    if (parameters !== undefined) this.inflater ??= new MessageInflater(parameters)
    this.told = isControl(head.opcode) ? undefined : this.message(bytes, head)
    if (this.subprotocol !== '') this.told = { ...this.told, subprotocol: this.subprotocol }
    if (parameters !== undefined) this.told = { ...this.told, isDeflating: true }
    this.shared.hold(this, (this.open?.length ?? 0) + (this.inflater?.kept ?? 0))
  }

  /** Gives back what it keeps: others need the memory. */
  drop(): void {
    this.inflater?.drop()
    if (this.open === undefined) return
    this.open.parts.length = 0
    this.open.length = 0
    this.open.isCut = true
  }

  /** What the frame tells of its message. */
  private message(bytes: Uint8Array, head: FrameHead): Told | undefined {
    const isFirst = head.opcode !== opcode.continuation
    if (isFirst) this.open = undefined
    const isCompressed = isFirst ? head.isCompressed && this.inflater !== undefined : this.open?.first.isCompressed === true
    if (isFirst && head.isFinal && !isCompressed) return undefined
    if (isFirst) this.open = { first: isCompressed ? head : { ...head, isCompressed: false }, parts: [], length: 0, isCut: false }
    const { open } = this
    // The first frame was not captured.
    if (open === undefined) return undefined
    const part = unmasked(bytes, head, bytes.length)
    if (open.length + part.length > longestMessage || open.parts.length >= mostFragments) open.isCut = true
    else if (!open.isCut) {
      // What goes on is kept beyond the memory it lies in.
      open.parts.push(head.isFinal || head.mask >= 0 ? part : part.slice())
      open.length += part.length
    }
    if (!head.isFinal) return undefined
    this.open = undefined
    const whole = isCompressed ? this.inflated(open.parts, open.isCut) : { bytes: joined(open.parts), isCut: open.isCut }
    const fragments = isFirst ? undefined : { kind: open.first.opcode, fragments: open.parts.length, reassembledLength: open.length }
    return { ...fragments, message: whole.bytes, ...(whole.isCut && { isCut: true }) }
  }

  private inflated(parts: readonly Uint8Array[], isCut: boolean): { readonly bytes: Uint8Array; readonly isCut: boolean } {
    if (isCut) this.inflater!.drop()
    const length = parts.reduce((sum, part) => sum + part.length, 0)
    const whole = this.inflater!.message(parts, Math.min(longestMessage, this.shared.allow(length)))
    this.shared.spend(whole.bytes.length)
    return whole
  }
}

/** Limits of a message in several frames, or compressed. */
const longestMessage = 16 << 20
const mostFragments = 1 << 16

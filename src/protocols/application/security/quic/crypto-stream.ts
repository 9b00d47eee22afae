/** The handshake messages of one direction at one level of encryption: RFC 9000, section 19.6. Memory is bounded. */
import { messageLength } from '../tls/handshake.ts'

/** Bytes that all connections may keep. */
export interface Room {
  left: number
}

export class CryptoStream {
  /** Where the bytes that are kept begin, and how many they are. */
  private offset = 0
  private length = 0
  /** Memory for more than there are. */
  private bytes = new Uint8Array(0)
  private readonly waiting: { readonly offset: number; readonly bytes: Uint8Array }[] = []

  constructor(private readonly room: Room) {}

  /** Takes a piece, and gives the messages that it completes. */
  take(offset: number, bytes: Uint8Array): readonly Uint8Array[] {
    const next = this.offset + this.length
    if (!(offset <= next)) {
      this.wait(offset, bytes)
      return none
    }
    if (offset + bytes.length <= next) return none
    if (!this.append(bytes.subarray(next - offset))) return none
    for (let at = 0; at < this.waiting.length;) {
      const { offset: from, bytes: more } = this.waiting[at]!
      const end = this.offset + this.length
      if (from > end) at++
      else {
        this.waiting.splice(at, 1)
        this.room.left += more.length
        if (from + more.length > end && this.append(more.subarray(end - from))) at = 0
      }
    }
    return this.whole()
  }

  /** Gives back its memory. */
  forget(): void {
    this.room.left += this.length
    for (const { bytes } of this.waiting) this.room.left += bytes.length
    this.bytes = new Uint8Array(0)
    this.length = 0
    this.waiting.length = 0
    this.offset = Infinity
  }

  private wait(offset: number, bytes: Uint8Array): void {
    if (this.waiting.length >= mostWaiting || bytes.length > this.room.left) return
    this.room.left -= bytes.length
    this.waiting.push({ offset, bytes: bytes.slice() })
  }

  private append(more: Uint8Array): boolean {
    const length = this.length + more.length
    if (more.length > this.room.left || length > mostBytes) return false
    this.room.left -= more.length
    if (length > this.bytes.length) {
      const larger = new Uint8Array(2 * length)
      larger.set(this.bytes.subarray(0, this.length))
      this.bytes = larger
    }
    this.bytes.set(more, this.length)
    this.length = length
    return true
  }

  /** The messages that are all there (RFC 8446, section 4), which are forgotten. */
  private whole(): readonly Uint8Array[] {
    const messages: Uint8Array[] = []
    const bytes = this.bytes.subarray(0, this.length)
    let at = 0
    for (let end = messageEnd(bytes, at); end <= bytes.length; end = messageEnd(bytes, at)) {
      messages.push(bytes.subarray(at, end))
      at = end
    }
    if (at === 0) return messages
    this.offset += at
    this.length -= at
    this.room.left += at
    this.bytes = bytes.slice(at)
    return messages
  }
}

/** NaN if its length is not there. */
const messageEnd = (bytes: Uint8Array, at: number): number => (at + headerLength <= bytes.length ? at + messageLength(bytes, at) : NaN)

const none: readonly Uint8Array[] = []
const mostWaiting = 64
const mostBytes = 1 << 17
const headerLength = 4

/** Compressed messages: permessage-deflate, RFC 7692 section 7. */
import { PieceInflater } from '../../../../files/compression/inflate/pieces.ts'

/** What the two ends agreed on for one direction: section 7.1. */
export interface DeflateParameters {
  /** Whether each message is compressed without those before it. */
  readonly isFresh: boolean
  readonly windowBits: number
}

/** The parameters of frames from a client or a server that a `Sec-WebSocket-Extensions` states; undefined without. */
export function deflateParameters(extensions: string, isFromClient: boolean): DeflateParameters | undefined {
  const extension = extensions.split(',', mostExtensions).map((each) => each.split(';', mostParameters).map((part) => part.trim()))
    .find(([name]) => name?.toLowerCase() === 'permessage-deflate')
  if (extension === undefined) return undefined
  const end = isFromClient ? 'client' : 'server'
  const bits = extension.map((each) => windowBits.exec(each)).find((found) => found?.[1] === end)?.[2]
  return {
    isFresh: extension.includes(`${end}_no_context_takeover`),
    windowBits: bits === undefined ? widest : Math.min(widest, Math.max(narrowest, Number(bits))),
  }
}

/** Decompresses the messages of one direction. */
export class MessageInflater {
  private pieces: PieceInflater | undefined = undefined
  /** Whether a message was not decompressed as a whole that those after it need. */
  private isLost = false

  constructor(private readonly parameters: DeflateParameters) {}

  /** Bytes that it keeps. */
  get kept(): number {
    return this.pieces?.kept ?? 0
  }

  /** Decompresses a message of at most `limit` bytes; `isCut` where that is not all of it. */
  message(compressed: readonly Uint8Array[], limit: number): { readonly bytes: Uint8Array; readonly isCut: boolean } {
    if (this.isLost) return { bytes: nothing, isCut: true }
    const { isFresh, windowBits } = this.parameters
    const pieces = this.pieces ?? new PieceInflater(windowBits)
    const all = joined([...compressed, tail])
    const { bytes, stop } = pieces.next(all, 0, all.length, limit)
    if (!isFresh) {
      this.pieces = stop === undefined ? pieces : undefined
      this.isLost = stop !== undefined
    }
    return { bytes, isCut: stop !== undefined }
  }

  /** Forgets the messages so far. */
  drop(): void {
    this.isLost ||= this.pieces !== undefined
    this.pieces = undefined
  }
}

/** Bytes one after the other, in memory of their own. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** What a flush ends with, which is left out of a message: section 7.2.1. */
const tail = Uint8Array.of(0, 0, 0xff, 0xff)
const nothing = new Uint8Array(0)
const windowBits = /^(client|server)_max_window_bits="?(\d{1,2})"?$/
const widest = 15
const narrowest = 8
const mostExtensions = 8
const mostParameters = 16

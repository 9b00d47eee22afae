/** The bodies of HTTP messages, without their codings. */
import type { Layers } from '../../packet/layers.ts'
import { decodedBody, type protocols } from '../../protocols/index.ts'
import { afterLine, isPrintable, lineStop, positionOf, type View, type ViewOf } from '../../schema/index.ts'
import type { ObjectDecoders } from './kinds.ts'
import { streamOf } from './tcp-stream.ts'
import type { ObjectReader, TransferredObject } from './transferred-object.ts'

type Message = ViewOf<typeof protocols.http>

/** What a request tells about the response to it. */
interface Asked {
  readonly target: string
  readonly host: string | undefined
}

export class HttpObjects implements ObjectReader {
  /** Requests without a response yet, in order, by their TCP stream. */
  private readonly waiting = new Map<number, Asked[]>()

  constructor(private readonly decoders: ObjectDecoders = {}) {}

  objectsIn(layers: Layers, at: number, frame: number): readonly TransferredObject[] {
    const first = layers.view(at) as unknown as Message
    const stream = streamOf(layers, at)
    const found: TransferredObject[] = []
    for (const message of [first, ...first.following]) {
      if (message.request === true || message.response === true) this.read(message as Message, stream, frame, found)
      // After a message that is known, it is a part of it that is left after a gap, and not a file.
      else if (layers.source(at) === undefined && !this.waiting.has(stream))
        this.readPart(message as Message, frame, found)
    }
    return found
  }

  private read(message: Message, stream: number, frame: number, found: TransferredObject[]): void {
    const { request } = message
    const asked = request === true ? askedIn(message) : this.answered(stream, message.statusCode)
    if (request === true) this.ask(stream, asked!)
    const { bytes, isCut, encodings, left } = decodedBody(message as unknown as View, { decoders: this.decoders })
    // No chunks are a body too, without content.
    if (bytes.length === 0 && encodings.length === 0) return
    found.push({
      kind: 'http',
      frame,
      path: asked?.target ?? '',
      host: asked?.host,
      contentType: headerOf(message, 'content-type'),
      bytes: bytes.slice(),
      isCut,
      encodings: left,
    })
  }

  /** A part of a message whose beginning is not known, of which a body may be found, as in Wireshark. */
  private readPart(message: Message, frame: number, found: TransferredObject[]): void {
    const { bytes, start, end } = message
    const body = bodyOfPart(bytes, start, end)
    if (body >= end) return
    found.push({
      kind: 'http',
      frame,
      path: '',
      host: undefined,
      contentType: undefined,
      bytes: bytes.slice(body, end),
      isCut: true,
      encodings: [],
    })
  }

  private ask(stream: number, asked: Asked): void {
    const { waiting } = this
    const questions = waiting.get(stream)
    if (questions === undefined) waiting.set(stream, [asked])
    else if (questions.length < mostPipelined) questions.push(asked)
    if (waiting.size > mostStreams) waiting.delete(waiting.keys().next().value!)
  }

  /** The request that is answered; an interim response is followed by another. */
  private answered(stream: number, status: number | undefined): Asked | undefined {
    const questions = this.waiting.get(stream)
    return status !== undefined && status < 200 ? questions?.[0] : questions?.shift()
  }
}

const askedIn = (message: Message): Asked => ({
  target: (message.target ?? '').slice(0, longestTarget),
  host: headerOf(message, 'host')?.slice(0, longestTarget),
})

const headerOf = ({ headers }: Message, name: string): string | undefined =>
  headers.find((header) => header.name.toLowerCase() === name)?.value

/** Where lines end that may be those of headers; the end if the bytes begin with no line of text, or it has no end. */
function bodyOfPart(bytes: Uint8Array, start: number, end: number): number {
  if (!isPrintable(bytes, start, start + 1) || lineStop(bytes, start, end) === end) return end
  for (let at = start, next; at < end; at = next) {
    const stop = lineStop(bytes, at, end)
    next = afterLine(bytes, stop, end)
    if (stop === at) return next
    if (positionOf(colon, bytes, at, stop) === stop) return at
  }
  return end
}

const colon = 0x3a
/** Limits of what is remembered of requests. */
const mostStreams = 1 << 16
const mostPipelined = 1024
const longestTarget = 1024

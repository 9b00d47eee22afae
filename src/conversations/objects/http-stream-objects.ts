/** The bodies of HTTP/2 and HTTP/3, without their codings. */
import type { Layers } from '../../packet/layers.ts'
import { decodedAs, messagePartOf, protocols, type HttpMessagePart } from '../../protocols/index.ts'
import { GrowingBytes, objectBudget } from './growing-bytes.ts'
import type { ObjectDecoders } from './kinds.ts'
import type { IsKept, ObjectReader, TransferredObject } from './transferred-object.ts'
import { streamOf } from './tcp-stream.ts'

/** What the request of a stream asked for. */
interface Asked {
  readonly target: string
  readonly host: string | undefined
}

/** A body that goes on. */
interface Body {
  readonly asked: Asked | undefined
  readonly contentType: string | undefined
  readonly encoding: string
  /** As the headers state it. */
  readonly length: number | undefined
  readonly bytes: GrowingBytes
  frame: number
  isKept: boolean
}

/** What is known of a connection: requests by stream, and bodies by stream and whether they are of a request. */
interface Connection {
  readonly asked: Map<number, Asked>
  readonly bodies: Map<string, Body>
}

export class HttpStreamObjects implements ObjectReader {
  private readonly ofTcp = new Map<number, Connection>()
  /** HTTP/3 says which connection a layer is of; those that still have bodies are also known in order. */
  private readonly ofQuic = new Map<object, Connection>()
  private readonly budget = objectBudget()

  constructor(private readonly decoders: ObjectDecoders = {}) {}

  objectsIn(layers: Layers, at: number, frame: number, isKept: IsKept): readonly TransferredObject[] {
    const view = layers.view(at)
    const part = messagePartOf(view, view.schema === protocols.http3 ? 'http3' : 'http2')
    if (part === undefined) return []
    const connection = this.connectionOf(part, streamOf(layers, at))
    const { headers } = part
    const isRequest = headers !== undefined && valueOf(headers, ':method') !== undefined
    if (isRequest) this.ask(connection, part.promised ?? part.stream, headers)
    if (part.isPromise) return []
    const begins = isRequest || (headers !== undefined && valueOf(headers, ':status') !== undefined)
    const key = `${part.stream} ${this.sideOf(layers, at, part)}`
    if (begins && !part.isLast) this.begin(connection, key, part, frame)
    const body = connection.bodies.get(key)
    if (body === undefined) return []
    this.add(body, part, frame, isKept())
    const isTrailer = headers !== undefined && !begins
    const isWhole = body.length !== undefined && body.bytes.length >= body.length
    if (!part.isLast && part.reset === undefined && !isTrailer && !isWhole) return []
    connection.bodies.delete(key)
    if (part.reset !== undefined) body.bytes.isCut = true
    return this.objectOf(body)
  }

  finish(): readonly TransferredObject[] {
    const left = [...this.ofTcp.values(), ...this.ofQuic.values()].flatMap(({ bodies }) => [...bodies.values()])
    const kept = left.filter(({ isKept }) => isKept)
    // HTTP/3 does not say that a body without a length has ended.
    for (const body of kept) body.bytes.isCut ||= body.length !== undefined || !body.isOfQuic
    return kept.flatMap((body) => this.objectOf(body))
  }
}

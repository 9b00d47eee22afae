/** The bodies of HTTP/2 and HTTP/3, without their codings. */
import type { Layers } from '../../packet/layers.ts'
import { idOf } from '../../packet/registry/index.ts'
import { decodedAs, messagePartOf, protocols, type HttpMessagePart } from '../../protocols/index.ts'
import { GrowingBytes, objectBudget } from './growing-bytes.ts'
import type { ObjectDecoders } from './kinds.ts'
import { streamOf } from './tcp-stream.ts'
import type { IsKept, ObjectReader, TransferredObject } from './transferred-object.ts'

/** A body that goes on. */
interface Body {
  readonly about: NonNullable<HttpMessagePart['body']>
  readonly host: string | undefined
  readonly bytes: GrowingBytes
  /** Whether the frames of its stream say where it ends. */
  readonly hasEnd: boolean
  frame: number
  isKept: boolean
}

export class HttpStreamObjects implements ObjectReader {
  /** By connection and stream; bodies also by their direction. */
  private readonly hosts = new Map<string, string>()
  private readonly bodies = new Map<string, Body>()
  private readonly connections = new WeakMap<object, number>()
  private countConnections = 0
  private readonly budget = objectBudget()

  constructor(private readonly decoders: ObjectDecoders = {}) {}

  objectsIn(layers: Layers, at: number, frame: number, isKept: IsKept): readonly TransferredObject[] {
    const part = messagePartOf(layers.view(at), layers.protocol[at] === http3 ? 'http3' : 'http2')
    if (part === undefined) return []
    const stream = `${this.connectionOf(part, layers, at)} ${part.promised ?? part.stream}`
    const host = part.headers?.find(({ name }) => name === ':authority')?.value
    if (host !== undefined) keep(this.hosts, stream, host.slice(0, longestHost))
    const { body: about, data, missing, isLast, reset, headers, version } = part
    if (about === undefined) return []
    const key = `${stream} ${about.isRequest === true}`
    const body = this.bodies.get(key) ?? this.begin(about, this.hosts.get(stream), version === 2)
    body.frame = frame
    body.isKept = isKept()
    if (data !== undefined) body.bytes.add(data)
    if (missing > 0 || reset !== undefined) body.bytes.isCut = true
    if (isLast || reset !== undefined || headers !== undefined) {
      this.bodies.delete(key)
      return this.objectOf(body)
    }
    const given = keep(this.bodies, key, body)
    if (given === undefined) return []
    given.bytes.isCut = true
    return this.objectOf(given)
  }

  finish(): readonly TransferredObject[] {
    const left = [...this.bodies.values()].filter(({ isKept }) => isKept)
    this.bodies.clear()
    for (const { bytes, hasEnd } of left) bytes.isCut ||= hasEnd
    return left.flatMap((body) => this.objectOf(body))
  }

  private begin(about: Body['about'], host: string | undefined, hasEnd: boolean): Body {
    return { about, host, bytes: new GrowingBytes(this.budget), hasEnd, frame: 0, isKept: true }
  }

  private objectOf({ about, host, bytes, frame }: Body): TransferredObject[] {
    const { encoding, path = '', mediaType } = about
    const whole = { bytes: bytes.take(), isCut: bytes.isCut }
    if (whole.bytes.length === 0) return []
    const decoded =
      encoding === undefined ? { ...whole, left: [] } : decodedAs(encoding, whole, { decoders: this.decoders })
    return [
      {
        kind: 'http',
        frame,
        path,
        host,
        contentType: mediaType,
        bytes: decoded.bytes.slice(),
        isCut: whole.isCut || decoded.isCut,
        encodings: decoded.left,
      },
    ]
  }

  /** A name of the connection that a layer is of. */
  private connectionOf({ connection }: HttpMessagePart, layers: Layers, at: number): string {
    if (connection === undefined) return `tcp ${streamOf(layers, at)}`
    const known = this.connections.get(connection) ?? this.countConnections++
    this.connections.set(connection, known)
    return `quic ${known}`
  }
}

/** Remembers a value; beyond a limit the oldest is forgotten, and returned. */
function keep<T>(map: Map<string, T>, key: string, value: T): T | undefined {
  map.set(key, value)
  if (map.size <= mostStreams) return undefined
  const [oldest] = map
  map.delete(oldest![0])
  return oldest![1]
}

const http3 = idOf(protocols.http3)
/** Limits of what is remembered. */
const mostStreams = 1 << 14
const longestHost = 1024

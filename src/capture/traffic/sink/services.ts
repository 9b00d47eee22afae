import { word } from './datagrams.ts'
import { answerTo } from './dns.ts'
import type { SinkNames } from './names.ts'

/** The received bytes of a connection, in order, and its responses. */
export interface Service {
  /** Removes and returns the bytes received since the last call. */
  take(bytes: Uint8Array, connection: Answerer): void
}

export interface Answerer {
  send(bytes: Uint8Array): void
  /** Closes the sending direction. */
  end(): void
}

/**
 * Serves a connection to a port:
 * - to port 53: DNS over TCP, as over UDP;
 * - HTTP/1 on any port: after a complete request, `200 OK` and a line about the sink, then the end.
 *   `Expect: 100-continue`
 * is answered, so that the body is sent; CONNECT is granted, and the bytes that follow are served as a new connection;
 * - TLS: its ClientHello is followed by an alert (access denied), and the end;
 * - anything else is read, and not answered.
 */
export function serviceOf(port: number, names: SinkNames): Service {
  return port === 53 ? new NameService(names) : new GuessedService()
}

class NameService implements Service {
  private kept = new Uint8Array(0)

  constructor(private readonly names: SinkNames) {}

  take(bytes: Uint8Array, connection: Answerer): void {
    this.kept = joined(this.kept, bytes)
    for (let length = word(this.kept, 0); this.kept.length >= 2 + length; length = word(this.kept, 0)) {
      const answer = answerTo(this.kept.subarray(2, 2 + length), this.names)
      this.kept = this.kept.slice(2 + length)
      if (answer === undefined) return connection.end()
      connection.send(Uint8Array.of(answer.length >> 8, answer.length, ...answer))
    }
  }
}

class GuessedService implements Service {
  private head = ''
  /** State of an HTTP request with a complete header section. */
  private body: Body | undefined
  private over = false

  take(bytes: Uint8Array, connection: Answerer): void {
    if (this.over) return
    if (this.body) return this.takeBody(bytes, connection)
    this.head += latin1(bytes.subarray(0, longestHead))
    if (tlsRecord.test(this.head)) return this.takeHello(connection)
    const [whole, method] = requestHead.exec(this.head) ?? []
    if (whole === undefined || method === undefined) {
      if (this.head.length > longestHead || !couldBeRequest.test(this.head)) this.over = true
      return
    }
    const rest = this.head.slice(whole.length)
    this.head = ''
    if (method === 'CONNECT') {
      connection.send(ascii('HTTP/1.1 200 Connection established\r\n\r\n'))
      if (rest.length > 0) this.take(fromLatin1(rest), connection)
      return
    }
    this.body = bodyOf(whole, method)
    if (/^expect:\s*100-continue/im.test(whole) && rest.length === 0)
      connection.send(ascii('HTTP/1.1 100 Continue\r\n\r\n'))
    this.takeBody(fromLatin1(rest), connection)
  }

  private takeBody(bytes: Uint8Array, connection: Answerer): void {
    const { headOnly, ends } = this.body!
    if (!ends(bytes)) return
    connection.send(ascii(headOnly ? answerHead : answerHead + answerText))
    connection.end()
    this.over = true
  }

  /** The handshake message is complete, or never will be. */
  private takeHello(connection: Answerer): void {
    const length = (this.head.charCodeAt(3) << 8) | this.head.charCodeAt(4)
    if (this.head.length < 5 + length) return
    connection.send(tlsAlert)
    connection.end()
    this.over = true
  }
}

/** Fatal: access denied (RFC 8446, section 6.2). */
const tlsAlert = Uint8Array.of(21, 3, 3, 0, 2, 2, 49)
/** A handshake of TLS 1.x. */
const tlsRecord = /^\x16\x03[\x00-\x04][^]{2}/
const requestHead = /^([A-Z]+) \S+ HTTP\/1\.[01]\r?\n(?:[^\r\n]+\r?\n)*\r?\n/
const couldBeRequest = /^(?:[A-Z]+( [^]*)?$|\x16|$)/
const longestHead = 64 << 10

const answerText = 'This is the sink of onwire run --isolate=none: no data has left this host.\n'
const answerHead =
  'HTTP/1.1 200 OK\r\nServer: onwire-sink\r\nContent-Type: text/plain\r\n' +
  `Content-Length: ${answerText.length}\r\nConnection: close\r\n\r\n`

interface Body {
  readonly headOnly: boolean
  /** Whether the body ends with these bytes. */
  readonly ends: (bytes: Uint8Array) => boolean
}

function bodyOf(head: string, method: string): Body {
  const headOnly = method === 'HEAD'
  if (/^transfer-encoding:.*chunked/im.test(head)) {
    // The last chunk is followed by an empty line, rarely with trailers in between.
    let tail = '\r\n'
    return {
      headOnly,
      ends: (bytes) =>
        /\r\n0+\r\n(?:[^\r\n]+\r\n)*\r\n$/.test(
          (tail = (tail + latin1(bytes.subarray(-longestTail))).slice(-longestTail)),
        ),
    }
  }
  let missing = Number(/^content-length:\s*(\d+)/im.exec(head)?.[1] ?? 0)
  return { headOnly, ends: (bytes) => (missing -= bytes.length) <= 0 }
}

const longestTail = 4096

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
const fromLatin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const ascii = (text: string) => new TextEncoder().encode(text)

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(one.length + other.length)
  all.set(one)
  all.set(other, one.length)
  return all
}

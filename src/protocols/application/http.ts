/** HTTP/1, and the service discovery that speaks like it in datagrams. */
import { bytes, list, protocol, when, type Field, type Schema, type View } from '../../schema/index.ts'
import { chunk } from './http/chunks.ts'
import { header } from './http/headers.ts'
import { outlineOf, type Outline } from './http/message.ts'
import { isMessage } from './http/start.ts'
import { startLines } from './http/startLines.ts'

/** Hypertext Transfer Protocol version 1, RFC 9112: what of a message is in this packet; another may follow it there. */
export const http = message(protocol('http', 'Hypertext Transfer Protocol', {
  'tcp.port': [80, 631, 1900, 2710, 2869, 3128, 3132, 3689, 5985, 8080, 8088, 11371],
  'http.next': [1],
  tcp: [],
}))
  .guessed(isMessage)
  .payload({ tables: [['http.next', () => 1]] })

/** Simple Service Discovery Protocol, UPnP Device Architecture 1.1 section 1. */
export const ssdp = message(protocol('ssdp', 'Simple Service Discovery Protocol', { 'udp.port': [1900] }))

function message<V>(schema: Schema<V>) {
  return schema
    .choice((message) => outline(message).start, startLines)
    .fields({
      headers:   list('', 'Headers', header, { length: (message: View) => outline(message).headersEnd - outline(message).headers }),
      emptyLine: unseen('End of headers', (message) => outline(message).body - outline(message).headersEnd),
      chunks:    when((message: View) => outline(message).chunked, list('', 'Chunks', chunk, { last: ({ size }) => size === 0 })),
      body:      when((message: View) => !outline(message).chunked, bytes('http.file_data', 'File Data', bodyLength)),
    })
    .sized((message) => outline(message).end - message.start)
    .summarized((message) => {
      const { method, target, version, statusCode, reasonPhrase, headers } = message
      const valueOf = (name: string) => headers.find((header) => header.name.toLowerCase() === name)?.value
      const aside = method === undefined ? valueOf('content-type')?.split(';')[0] : valueOf('host')
      const words = method === undefined ? [version, statusCode, reasonPhrase] : [method, target, version]
      if (version === undefined) return `continuation, ${message.end - message.start} bytes`
      return [...words, aside && `(${aside})`].filter((word) => word !== undefined && word !== '').join(' ')
    })
}

function bodyLength(message: View): number {
  return outline(message).end - outline(message).body
}

function outline(message: View): Outline {
  return message.once(outlineOf, () => outlineOf(message.bytes, message.start, message.end))
}

/** Bytes that say nothing. */
function unseen(label: string, length: (message: View) => number): Field<undefined, View> {
  return { filter: '', label, also: [], type: 'none', elastic: true, size: length, bind: () => () => undefined, show: () => '' }
}

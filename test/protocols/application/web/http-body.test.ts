import { brotliCompressSync, brotliDecompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { decodedBody, protocols, type BodyOptions } from '../../../../src/protocols/index.ts'

const encoder = new TextEncoder()
const bodyOf = (head: string, body: string | Uint8Array = '', options: BodyOptions = {}, missing = 0) => {
  const bytes = Buffer.concat([encoder.encode(head.replaceAll('\n', '\r\n')), Buffer.from(body)])
  const view = protocols.http.view(bytes, 0, bytes.length - missing, bytes.length)
  const { bytes: decoded, ...more } = decodedBody(view, options)
  return { text: new TextDecoder().decode(decoded), ...more }
}
const whole = { isCut: false, encodings: [], left: [] }
const ok = 'HTTP/1.1 200 OK\n'
const chunked = (...parts: readonly (string | Uint8Array)[]) =>
  Buffer.concat([
    ...parts.flatMap((part) => [
      Buffer.from(`${part.length.toString(16)}\r\n`),
      Buffer.from(part),
      Buffer.from('\r\n'),
    ]),
    Buffer.from('0\r\n\r\n'),
  ])

describe('the body of a message', () => {
  test('plain', () => expect(bodyOf(`${ok}Content-Length: 5\n\n`, 'hello')).toEqual({ text: 'hello', ...whole }))

  test('in chunks', () =>
    expect(bodyOf(`${ok}Transfer-Encoding: chunked\n\n`, chunked('hel', 'lo'))).toEqual({
      text: 'hello',
      ...whole,
      encodings: ['chunked'],
    }))

  test.each([
    ['gzip', gzipSync('hello')],
    ['x-gzip', gzipSync('hello')],
    ['deflate', deflateSync('hello')],
  ])('in %s', (coding, body) =>
    expect(bodyOf(`${ok}Content-Encoding: ${coding}\nContent-Length: ${body.length}\n\n`, body)).toEqual({
      text: 'hello',
      ...whole,
      encodings: [coding],
    }),
  )

  test('in several codings', () => {
    const body = chunked(gzipSync(deflateSync('hello')))
    expect(bodyOf(`${ok}Content-Encoding: deflate, gzip\nTransfer-Encoding: chunked\n\n`, body)).toEqual({
      text: 'hello',
      ...whole,
      encodings: ['chunked', 'gzip', 'deflate'],
    })
  })

  test('in a transfer coding', () =>
    expect(bodyOf(`${ok}Transfer-Encoding: gzip, chunked\n\n`, chunked(gzipSync('hello')))).toMatchObject({
      text: 'hello',
      encodings: ['chunked', 'gzip'],
    }))

  test('in a coding that only the platform knows', () => {
    const head = `${ok}Content-Encoding: br\n\n`
    const body = brotliCompressSync('hello')
    expect(bodyOf(head, body)).toMatchObject({ encodings: [], left: ['br'] })
    const decoders = { br: (bytes: Uint8Array) => ({ bytes: brotliDecompressSync(bytes), isCut: false }) }
    expect(bodyOf(head, body, { decoders })).toEqual({ text: 'hello', ...whole, encodings: ['br'] })
  })

  test('cut, damaged or beyond the limit', () => {
    expect(bodyOf(`${ok}Content-Length: 9\n\n`, 'hello')).toMatchObject({ text: 'hello', isCut: true })
    expect(bodyOf(`${ok}Transfer-Encoding: chunked\n\n`, '5\r\nhel')).toMatchObject({ text: 'hel', isCut: true })
    expect(bodyOf(`${ok}Content-Encoding: gzip\n\n`, 'hello')).toMatchObject({ text: 'hello', left: ['gzip'] })
    const bomb = gzipSync('a'.repeat(1000))
    expect(bodyOf(`${ok}Content-Encoding: gzip\n\n`, bomb, { limit: 10 })).toMatchObject({
      text: 'a'.repeat(10),
      isCut: true,
    })
  })
})

describe('where a body ends', () => {
  test.each([
    ['a folded length', 'Content-Length:\n 5\n\n'],
    ['a space before the colon', 'Content-Length : 5\n\n'],
    ['the same length twice', 'Content-Length: 5, 5\n\n'],
    ['a coding that is none', 'Transfer-Encoding: identity\nContent-Length: 5\n\n'],
  ])('%s', (_, headers) => expect(bodyOf(`${ok}${headers}`, 'hello, world')).toMatchObject({ text: 'hello' }))

  test('a folded coding', () =>
    expect(bodyOf(`${ok}Transfer-Encoding:\n chunked\n\n`, chunked('hello'))).toMatchObject({ text: 'hello' }))
})

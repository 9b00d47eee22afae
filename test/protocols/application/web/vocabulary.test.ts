/** What all versions of HTTP say, under one name. */
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { compileDisplayFilter } from '../../../../src/filter/display/index.ts'
import { Batch } from '../../../../src/files/batch.ts'
import { fieldNamed } from '../../../../src/packet/fields.ts'
import { protocols } from '../../../../src/protocols/index.ts'
import { noKeys } from '../../../../src/schema/index.ts'
import { join } from '../../../support/capture-bytes.ts'
import { followedIn } from '../../../support/conversations.ts'
import { framesOf } from '../../../support/packets.ts'
import { readFileSync } from 'node:fs'

const textIn = (hex: unknown) => Buffer.from(hex as string, 'hex').toString()
const octets = (text: string) => new TextEncoder().encode(text)
const captured = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../../captures/${name}`, import.meta.url)))
const valuesOf = (name: string, capture = 'http-bodies.pcapng') =>
  followedIn(captured(capture)).flatMap(({ values }) => values(name))

test('of HTTP/1', () => {
  expect(valuesOf('onwire.http.method')).toEqual(['POST', 'POST', 'POST', 'POST', 'GET', 'GET', 'GET'])
  expect(valuesOf('onwire.http.url').slice(2, 5)).toEqual([
    'http://192.0.2.2/form',
    'http://192.0.2.2/form',
    'http://192.0.2.2/gzip',
  ])
  expect(valuesOf('onwire.http.status')).toEqual([200, 200, 200, 200, 200, 200, 200])
  expect(new Set(valuesOf('onwire.http.version'))).toEqual(new Set(['HTTP/1.1']))
  expect(valuesOf('onwire.http.header')).toContain('Content-Type: application/x-www-form-urlencoded')
  expect(Buffer.from(valuesOf('onwire.http.body')[1] as string, 'hex').toString()).toBe('{"received": true}\n')
})

test('of HTTP/2, also in TLS', () => {
  const of = (name: string) => valuesOf(`onwire.http.${name}`, 'http2-tls.pcapng')
  expect(of('method')).toEqual(['GET', 'GET', 'GET'])
  expect(of('url')).toEqual(['index.html', 'missing', 'robots.txt'].map((path) => `https://example.test/${path}`))
  expect(of('status')).toEqual([200, 404, 200])
  expect(new Set(of('version'))).toEqual(new Set(['HTTP/2']))
  expect(of('header')).toContain('user-agent: curl/7.88.1')
  expect(of('header').filter((line) => `${line}`.startsWith(':'))).toEqual([])
  expect(of('body').map(textIn)[2]).toBe('User-agent: *\nDisallow:\n')
})

test('of HTTP/3', () => {
  const of = (name: string) => valuesOf(`onwire.http.${name}`, 'quic.pcapng')
  expect(of('url').slice(0, 2)).toEqual(['https://example.test/hello.txt', 'https://example.test/missing.txt'])
  expect(of('status').slice(0, 2)).toEqual([200, 404])
  expect(new Set(of('version'))).toEqual(new Set(['HTTP/3']))
  expect(of('header')).toContain('content-type: text/plain')
  expect(textIn(of('body')[0])).toBe('hello\n')
})

test('of HTTP/2 without what is promised, and of bodies in a coding once', () => {
  const of = (name: string) => valuesOf(`onwire.http.${name}`, 'http2.pcapng')
  expect(valuesOf('http2.headers.path', 'http2.pcapng')).toHaveLength(8)
  expect(of('url')).toHaveLength(7)
  expect(of('body').map(textIn)).toContain('name=alice')
  expect(of('body').filter((hex) => `${hex}`.startsWith('1f8b'))).toEqual([])
})

test('bodies are without their codings', () => {
  const body = gzipSync('hello')
  const head = octets(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`)
  const bytes = join(head, body)
  expect(protocols.http.view(bytes, 0, bytes.length).httpBody).toEqual(octets('hello'))
})

test('what came out of TLS is https', () => {
  const bytes = octets('GET /a HTTP/1.1\r\nHost: a.test\r\n\r\n')
  const view = protocols.http.view(bytes, 0, bytes.length)
  expect(view.httpUrl).toBe('http://a.test/a')
  view.facts = { isSecure: true }
  expect([view.httpUrl, view.fullUri]).toEqual(['https://a.test/a', 'https://a.test/a'])
})

test('a CONNECT asks for a host and a port, and what is in its tunnel is not secure by the TLS of the proxy', () => {
  const bytes = octets('CONNECT a.test:80 HTTP/1.1\r\nHost: a.test:80\r\n\r\n')
  expect(protocols.http.view(bytes, 0, bytes.length).httpUrl).toBe('a.test:80')
  const { switches, tells } = protocols.http.messages!
  const memory = { own: {}, both: {}, everywhere: {}, keys: noKeys, ports: [] }
  expect(tells!(memory, undefined)).toBeUndefined()
  expect(tells!({ ...memory, both: switches!.leaves!(memory) }, undefined)).toEqual({ isSecure: false })
})

test('filters find them, and trees do not show them twice', () => {
  const passes = (filter: string) =>
    framesOf('http-bodies.pcapng').filter((frame) => compileDisplayFilter(filter).matches(new Batch().hold(frame), 0))
      .length
  expect(passes('onwire.http.method == "GET" && onwire.http.url contains "/gzip"')).toBe(1)
  expect(passes('onwire.http.header == "Accept: application/json"')).toBe(2)
  expect(fieldNamed('onwire.http.status')).toBeDefined()
  const bytes = octets('GET /a HTTP/1.1\r\nHost: a.test\r\n\r\n')
  expect(JSON.stringify(protocols.http.view(bytes, 0, bytes.length))).not.toContain('httpUrl')
})

/** What all versions of HTTP say, under one name. */
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { compileDisplayFilter } from '../../../../src/filter/display/index.ts'
import { Batch } from '../../../../src/files/batch.ts'
import { fieldNamed } from '../../../../src/packet/fields.ts'
import { protocols } from '../../../../src/protocols/index.ts'
import { join } from '../../../support/capture-bytes.ts'
import { followedIn } from '../../../support/conversations.ts'
import { framesOf } from '../../../support/packets.ts'
import { readFileSync } from 'node:fs'

const octets = (text: string) => new TextEncoder().encode(text)
const capture = new Uint8Array(readFileSync(new URL('../../../../captures/http-bodies.pcapng', import.meta.url)))
const valuesOf = (name: string) => followedIn(capture).flatMap(({ values }) => values(name))

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

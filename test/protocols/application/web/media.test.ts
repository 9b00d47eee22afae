import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import type { Packet } from '../../../../src/packet/packet.ts'
import { decodeAsWords } from '../../../../src/packet/registry/decode-as.ts'
import { registry } from '../../../../src/packet/registry/index.ts'
import { mediaTypeKeys, parameterOf } from '../../../../src/protocols/application/web/media/media-types.ts'
import { protocols } from '../../../../src/protocols/index.ts'
import { join } from '../../../support/capture-bytes.ts'
import { followedIn } from '../../../support/conversations.ts'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, protocolsOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const octets = (text: string) => new TextEncoder().encode(text)
const capture = (name: string) =>
  followedIn(new Uint8Array(readFileSync(new URL(`../../../../captures/${name}`, import.meta.url))))
const valuesIn = (name: string, filter: string) => capture(name).flatMap(({ values }) => values(filter))
const response = (type: string, body: Uint8Array | string, more = ''): Packet =>
  dialog([
    [
      '<',
      join(
        octets(`HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\n${more}Content-Length: ${octetsIn(body).length}\r\n\r\n`),
        octetsIn(body),
      ),
    ],
  ])[0]!
const octetsIn = (body: Uint8Array | string) => (typeof body === 'string' ? octets(body) : body)
const events = 'retry: 3000\r\n: hello\r\n\r\nevent: price\nid:7\ndata: {"a":\ndata:1}\n\nnothing\n\ndata: cut'
const form =
  '--x y\r\nContent-Disposition: form-data; name="a"\r\n\r\nhello\r\n--x y\r\nContent-Type: application/json\r\n\r\n{"b":1}\r\n--x y--\r\n'
const pixel = bytesOf(`89504e470d0a1a0a 0000000d49484452 00000001 00000001 08 00 00 00 00 3a7e9b55
  0000000a49444154 789c636000000002 0001 48afa471 00000000 49454e44 ae426082`)
const dot = bytesOf(`474946383961 0200 0200 80 00 00 ffffff000000 21f904 01000000 00
  2c 0000 0000 0200 0200 00 02 02 8451 00 3b`)
const photo = bytesOf(`ffd8 ffe00010 4a46494600 0101 01 0060 0060 00 00 fffe0004 6869 ffdb0005 000102
  ffc0000b 08 0002 0003 01 01 22 00 ffda0008 01 01 00 00 3f 00 f8ad67 ffd9`)
const markup =
  '<?xml version="1.0" encoding=\'utf-8\'?>\n<!DOCTYPE a [<!ENTITY b "c">]>\n<!-- d > e -->\n<a f="g > h" i=\'j\'>\n  k &amp; l <m/>' +
  '<![CDATA[<n>]]><?o p?></a>\n'
const multipart = (body = form) => response('multipart/form-data; boundary="x y"', body)

describe('bodies by their media type', () => {
  test.each([
    ['application/json; charset=utf-8', '{}', 'json'],
    ['application/problem+json', '{}', 'json'],
    ['text/plain', 'a', 'data-text-lines'],
    ['Text/HTML', 'a', 'data-text-lines'],
    ['application/x-www-form-urlencoded', 'a=b', 'urlencoded-form'],
    ['image/png', pixel, 'png'],
    ['image/gif', dot, 'image-gif'],
    ['image/jpeg', photo, 'image-jfif'],
    ['application/atom+xml', '<a/>', 'xml'],
    ['text/html', '<?xml version="1.0"?><html/>', 'data-text-lines:xml'],
    ['application/json', '%7B%7D', 'json:data-text-lines'],
    ['application/octet-stream', 'a', 'media'],
    ['text/event-stream', 'data: a\n\n', 'sse'],
  ])('%s', (type, body, name) => expect(protocolsOf(response(type, body))).toBe(`raw:ip:tcp:http:${name}`))

  test('keys and parameters', () => {
    expect(mediaTypeKeys('Application/Geo+JSON; q=1').map(([, key]) => key)).toEqual([
      'application/geo+json',
      '*+json',
      'application/*',
      '*/*',
    ])
    expect(parameterOf('multipart/mixed; a=1; Boundary="x \\" y"', 'boundary')).toBe('x " y')
    expect(parameterOf('text/plain', 'charset')).toBeUndefined()
  })

  test('a coded body', () => {
    const packet = response('application/json', gzipSync('{"a": [1]}'), 'Content-Encoding: gzip\r\n')
    expect(protocolsOf(packet)).toBe('raw:ip:tcp:http:json')
    expect(valuesOf(packet, 'http.file_data')).toEqual([octets('{"a": [1]}')])
    const bomb = response('text/plain', gzipSync(new Uint8Array(20 << 20)), 'Content-Encoding: gzip\r\n')
    expect(valuesOf(bomb, 'http.file_data')).toEqual([])
  })

  test('of captures/http-bodies.pcapng', () => {
    expect(valuesIn('http-bodies.pcapng', 'urlencoded-form.value')).toEqual(['alice', 'a & b', '', ''])
    expect(valuesIn('http-bodies.pcapng', 'mime_multipart.header.content-type')).toEqual([
      'text/plain',
      'application/json',
    ])
    expect(valuesIn('http-bodies.pcapng', 'json.path_with_value').slice(0, 7)).toEqual([
      '/name:alice',
      '/age:30',
      '/tags/[]:a',
      '/tags/[]:null',
      '/tags/[]:true',
      '/at/x:-1.5e3',
      '/at/s:ü\n',
    ])
    expect(valuesIn('http-bodies.pcapng', 'png.ihdr.width')).toEqual([1])
  })

  test('events of captures/server-events.pcapng', () => {
    expect(valuesIn('server-events.pcapng', 'sse.data')).toEqual([
      'first',
      '{"symbol": "ABC",\n "price": 12.5}',
      'third',
      'four',
      'bye',
      'third',
      'four',
      'bye',
    ])
    expect(valuesIn('server-events.pcapng', 'sse.retry')).toEqual([3000])
  })

  test.each([
    ['json', response('application/json', '{"a": [1, "b\\u0041", {"c": null}], "d": true}'), 'json'],
    ['form', response('application/x-www-form-urlencoded', 'a=b%20c+d&e&=f&%zz=1'), 'urlencoded-form'],
    ['multipart', multipart(), 'mime_multipart'],
    ['events', response('text/event-stream', events), 'sse'],
    ['png', response('image/png', pixel), 'png'],
    ['gif', response('image/gif', dot), 'image-gif'],
    ['jpeg', response('image/jpeg', photo), 'image-jfif'],
    ['xml', response('text/xml', markup), 'xml'],
  ] as const)('tree of %s', (name, packet, layer) => expectGolden(packet, `media-${name}`, layer))

  test('parts lie in their own layers', () => {
    expect(protocolsOf(multipart())).toBe('raw:ip:tcp:http:mime_multipart:data:json')
    expect(protocolsOf(response('multipart/mixed', form))).toBe('raw:ip:tcp:http:mime_multipart:data:json')
    expect(protocolsOf(multipart('nothing that begins with it'))).toBe('raw:ip:tcp:http:mime_multipart')
  })
})

describe('JSON', () => {
  const valuesOfText = (text: string) => {
    const bytes = octets(text)
    return protocols.json.view(bytes, 0, bytes.length).values.map((value) => value.pathWithValue ?? value.path ?? '')
  }
  test('what is none ends it', () => {
    expect(valuesOfText('"alone"')).toEqual(['/:alone'])
    expect(valuesOfText('{"a": 1, nonsense, "b": 2}')).toEqual(['', '/a:1'])
    expect(valuesOfText('{"a": "no end')).toEqual([''])
    expect(valuesOfText(']]]}{"a":1')).toEqual(['', '/a:1'])
  })
  test('is bounded', () => {
    expect(valuesOfText('['.repeat(100_000)).length).toBeLessThan(100)
    expect(valuesOfText(`[${'1,'.repeat(100_000)}1]`)).toHaveLength(4096)
  })
})

describe('XML', () => {
  const piecesOf = (text: string) => {
    const bytes = octets(text)
    return protocols.xml.view(bytes, 0, bytes.length).markup
  }
  test('what has no end is left out', () => {
    expect(piecesOf('<a><b').map(({ tag }) => tag)).toEqual(['<a>'])
    expect(piecesOf('<a><!-- b').map(({ tag }) => tag)).toEqual(['<a>'])
    expect(piecesOf('<a b="c" d e="f">')[0]?.attributes?.map(({ text }) => text)).toEqual(['b="c"'])
  })
  test('is bounded', () => {
    expect(piecesOf('<a>'.repeat(20_000))).toHaveLength(8192)
    expect(piecesOf(`<a${' b="c"'.repeat(1000)}>`)[0]?.attributes).toHaveLength(256)
  })
})

describe('any damage', () => {
  const restore = registry.checkpoint()
  afterAll(restore)
  test.each([
    ['json', '{"a": [1, "b\\u0041", {"c": null}], "d": true}'],
    ['urlencoded-form', 'a=b%20c+d&e'],
    ['mime_multipart', form],
    ['sse', events],
    ['png', pixel],
    ['image-gif', dot],
    ['image-jfif', photo],
    ['xml', markup],
    ['data-text-lines', 'one\r\ntwo'],
  ])('%s', (name, body) => {
    decodeAsWords(registry, `tcp.port==9010,${name}`)
    const [packet] = dialog([['>', body]], { port: 9010, content: false })
    expect(protocolsOf(packet!)).toMatch(new RegExp(`^raw:ip:tcp:${name}`))
    expectSafe(packet!.frame.bytes.slice(), 101)
  })
})

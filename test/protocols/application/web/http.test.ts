import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Packet } from '../../../../src/packet/packet.ts'
import {
  bytesOf,
  expectGolden,
  framesOf,
  packetOf,
  packetOfHex,
  protocolsOf,
  summariesOf,
  valuesOf,
} from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const ipv4 = 228
const word = (value: number) => value.toString(16).padStart(4, '0')
const hexOf = (text: string) =>
  Array.from(text, (character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('')
const segment = (payload: string, port = 80) =>
  bytesOf(
    `45 00 ${word(40 + payload.length)} 0001 0000 40 06 0000 c0000201 c0000202 c000 ${word(port)} 00000001 00000001 5018 0400 0000 0000 ${hexOf(payload)}`,
  )
const packetWith = (payload: string, port = 80): Packet =>
  packetOfHex(hexOf(String.fromCharCode(...segment(payload, port))), ipv4)
const headersOf = (packet: Packet) => packet.http?.headers.map(({ name, value }) => [name, value])

describe('HTTP', () => {
  test('tree of a request', () => expectGolden(packetOf('http.pcapng', 6), 'http-request', 'http'))
  test('tree of a response', () => expectGolden(packetOf('http.pcapng', 11), 'http-response', 'http'))
  test('tree of a response in chunks', () =>
    expectGolden(
      packetWith('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nChecksum: 1\r\n\r\n'),
      'http-chunks',
      'http',
    ))

  test('lines show UTF-8, fields are ASCII as in Wireshark', () => {
    const bytes = String.fromCharCode(
      ...new TextEncoder().encode('GET /中文 HTTP/1.1\r\nHost: münchen.example\r\n\r\n'),
    )
    expect(summariesOf(packetWith(bytes), 'http')).toEqual(['GET /中文 HTTP/1.1 (münchen.example)'])
    expect(packetWith(bytes).http!.target).toBe(`/${'\ufffd'.repeat(6)}`)
    expect(summariesOf(packetWith('GET /\xff HTTP/1.1\r\n\r\n'), 'http')).toEqual(['GET /\ufffd HTTP/1.1'])
  })

  test('is typed', () => {
    const { http } = packetOf('http.pcapng', 6)
    expectTypeOf(http!.method).toEqualTypeOf<string | undefined>()
    expectTypeOf(http!.statusCode).toEqualTypeOf<number | undefined>()
    expectTypeOf(http!.headers[0]!.name).toEqualTypeOf<string>()
    expect(http).toMatchObject({ method: 'GET', target: '/old', version: 'HTTP/1.1', statusCode: undefined })
    expect(packetOf('http.pcapng', 8).http).toMatchObject({
      statusCode: 301,
      reasonPhrase: 'Moved Permanently',
      method: undefined,
    })
  })

  test('says what it means', () => {
    expect(summariesOf(packetOf('http.pcapng', 6), 'http')).toEqual(['GET /old HTTP/1.1 (example.test)'])
    expect(summariesOf(packetOf('http.pcapng', 8), 'http')).toEqual(['HTTP/1.1 301 Moved Permanently (text/html)'])
    expect(summariesOf(packetOf('http-post.pcapng', 18), 'http')).toEqual(['continuation, 244 bytes'])
  })

  describe('start lines', () => {
    test('have any method, those that are not known in a whole line with a version', () => {
      for (const method of ['GET', 'M-SEARCH', 'PROPFIND', 'VERSION-CONTROL', 'PATCH', 'M-POST']) {
        expect(valuesOf(packetWith(`${method} * HTTP/1.1\r\n\r\n`), 'http.request.method')).toEqual([method])
        expect(valuesOf(packetWith(`${method} * HTTP/1.1\r\n\r\n`), 'http.request')).toEqual([true])
      }
      for (const method of ['PURGE', 'get', 'GETS', 'MKCALENDAR', "!#$%&'*+-.^_`|~0"])
        expect(valuesOf(packetWith(`${method} * HTTP/1.1\r\n\r\n`), 'http.request.method')).toEqual([method])
      for (const line of [
        'FOO * HTTP/1.1',
        'FOO * HTTP/2.0\r\n',
        'F(O * HTTP/1.1\r\n',
        ' * HTTP/1.1\r\n',
        'FOO HTTP/1.1\r\n',
      ])
        expect(valuesOf(packetWith(line), 'http.request.method')).toEqual([])
      expect(valuesOf(packetWith('NOTIFY * HTTP/1.1\r\nNT: a\r\n\r\n'), 'http.notification')).toEqual([true])
    })
    test('may lack their last words', () => {
      expect(packetWith('GET').http).toMatchObject({ method: 'GET' })
      expect(packetWith('GET /x').http).toMatchObject({ method: 'GET', target: '/x' })
      expect(packetWith('GET  HTTP/1.1\r\n').http).toMatchObject({ method: 'GET', target: '', version: 'HTTP/1.1' })
      expect(packetWith('HTTP/1.0 200\r\n').http).toMatchObject({ statusCode: 200, reasonPhrase: undefined })
      expect(packetWith('HTTP/1.1 two OK\r\n').http).toMatchObject({ statusCode: 0, reasonPhrase: 'OK' })
    })
    test('have targets of every form', () => {
      for (const target of ['http://user@example.test:8080/a?b=c#d', 'example.test:443', '*', '/%20\u00e9']) {
        expect(packetWith(`GET ${target} HTTP/1.1\r\n\r\n`).http?.target).toBe(target.replace('\u00e9', '\ufffd'))
      }
    })
  })

  describe('headers', () => {
    test('have values without the white space around them, folds included', () => {
      const head = 'GET / HTTP/1.1\r\nHost: tab.test\t \r\nReferer:\r\n\tfold.test\r\nAccept: \t a\r\n b \r\n\r\n'
      expect(valuesOf(packetWith(head), 'http.host')).toEqual(['tab.test'])
      expect(valuesOf(packetWith(head), 'http.referer')).toEqual(['fold.test'])
      expect(valuesOf(packetWith(head), 'http.accept')).toEqual(['a b'])
    })
    test('keep their order, and those that come twice', () => {
      const packet = packetWith('HTTP/1.1 200 OK\r\nset-cookie: a=1\r\nX-Other: x\r\nSet-Cookie: b=2\r\n\r\n')
      expect(headersOf(packet)).toEqual([
        ['set-cookie', 'a=1'],
        ['X-Other', 'x'],
        ['Set-Cookie', 'b=2'],
      ])
      expect(valuesOf(packet, 'http.set_cookie')).toEqual(['a=1', 'b=2'])
      expect(valuesOf(packet, 'http.response.line')).toEqual([
        'set-cookie: a=1\r\n',
        'X-Other: x\r\n',
        'Set-Cookie: b=2\r\n',
      ])
      expect(valuesOf(packet, 'http.request.line')).toEqual([])
    })
    test('may be empty, which is not the same as absent', () => {
      expect(valuesOf(packetWith('GET / HTTP/1.1\r\nHost:\r\n\r\n'), 'http.host')).toEqual([''])
      expect(valuesOf(packetWith('GET / HTTP/1.1\r\n\r\n'), 'http.host')).toEqual([])
    })
    test('may be folded (RFC 9112, section 5.2)', () => {
      expect(headersOf(packetWith('GET / HTTP/1.1\r\nX-Long: one\r\n  two\r\n\tthree\r\nHost: a\r\n\r\n'))).toEqual([
        ['X-Long', 'one two three'],
        ['Host', 'a'],
      ])
    })
    test('may end in LF or CR alone', () => {
      expect(headersOf(packetWith('GET / HTTP/1.1\nHost: a\nAccept: b\n\nGET /2 HTTP/1.1\n\n'))).toEqual([
        ['Host', 'a'],
        ['Accept', 'b'],
      ])
      expect(headersOf(packetWith('GET / HTTP/1.1\rHost: a\r\r'))).toEqual([['Host', 'a']])
    })
    test('may go on in the next packet', () => {
      const packet = packetWith('GET / HTTP/1.1\r\nHost: a\r\nUser-Ag')
      expect(headersOf(packet)?.map(([name]) => name)).toEqual(['Host', 'User-Ag'])
      expect(valuesOf(packet, 'http.request.line')).toEqual(['Host: a\r\n'])
      expect(headersOf(packetWith('-Language: en\r\nHost: a\r\n\r\n'))).toEqual([
        ['-Language', 'en'],
        ['Host', 'a'],
      ])
    })
    test('say a length as text and, if it is one, as a number', () => {
      const packet = packetWith('HTTP/1.1 200 OK\r\nContent-Length: 3, 4\r\nContent-Length: 2\r\n\r\nabcd')
      expect(valuesOf(packet, 'http.content_length_header')).toEqual(['3, 4', '2'])
      expect(valuesOf(packet, 'http.content_length')).toEqual([2])
    })
  })

  describe('bodies', () => {
    const bodies = (payload: string) =>
      valuesOf(packetWith(payload), 'http.file_data').map((body) => new TextDecoder().decode(body as Uint8Array))

    test('are as long as Content-Length says, or as there is', () => {
      expect(bodies('POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nabHTTP/1.1 200 OK\r\n\r\nrest')).toEqual([
        'ab',
        'rest',
      ])
      expect(bodies('POST / HTTP/1.1\r\nContent-Length: 99\r\n\r\nab')).toEqual(['ab'])
    })
    test('are absent in requests without a length, and in 1xx, 204 and 304', () => {
      expect(bodies('GET / HTTP/1.1\r\n\r\n')).toEqual([])
      expect(bodies('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 304 Not Modified\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx')).toEqual([
        'x',
      ])
    })
    test('come in chunks', () => {
      const packet = packetWith(
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n00a\r\n0123456789\r\n0\r\n\r\nHTTP/1.1 404 No\r\n\r\n',
      )
      expect(packet.http?.chunks?.map(({ size }) => size)).toEqual([3, 10, 0])
      expect(valuesOf(packet, 'http.response.code')).toEqual([200, 404])
      expect(
        packetWith('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\nabc').http?.chunks,
      ).toMatchObject([{ size: 0xffffff, data: bytesOf('616263') }])
      expect(packetWith('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc').http?.chunks).toEqual([])
    })
  })

  test('messages follow one another', () => {
    const packet = packetWith('GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: b\r\n\r\n')
    expect(protocolsOf(packet)).toBe('raw:ip:tcp:http')
    expect(valuesOf(packet, 'http.request.uri')).toEqual(['/1', '/2'])
    expect(valuesOf(packet, 'http.host')).toEqual(['a', 'b'])
  })

  test('what is no message on its port is a continuation', () => {
    const packet = packetWith('\x16\x03\x01\x02:\xff\r\nabc')
    expect(protocolsOf(packet)).toBe('raw:ip:tcp:http')
    expect(packet.http).toMatchObject({ method: undefined, statusCode: undefined, version: undefined, headers: [] })
  })

  test('is known on any port by a whole first line', () => {
    expect(protocolsOf(packetOf('http-ports.pcapng', 16))).toBe('eth:ip:tcp:http')
    expect(protocolsOf(packetWith('GET / HTTP/1.1\r\n', 9999))).toBe('raw:ip:tcp:http')
    expect(protocolsOf(packetWith('http/1.0 200 OK\r\n', 9999))).toBe('raw:ip:tcp:http')
    for (const other of ['GET / HTTP/1.1', 'HTTP/1.1\r\n', 'GET /\r\n', 'SSH-2.0-x\r\n'])
      expect(protocolsOf(packetWith(other, 9999))).toBe('raw:ip:tcp:data')
  })

  describe('is safe', () => {
    test('cut and damaged', () => {
      for (const number of [6, 11, 21]) {
        const { bytes, linkType } = framesOf('http.pcapng')[number - 1]!
        expectSafe(bytes, linkType)
      }
      expectSafe(
        segment(
          'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nChecksum: 1\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n',
        ),
        ipv4,
      )
    })
    test('with as many headers as a packet holds', () => {
      const room = 65535 - 40
      for (const line of ['a:\n', 'Content-Length: 1\r\n', ' \n', '\r', ':', 'GET / HTTP/1.1\n\n', '0\r\n']) {
        const packet = packetWith(`GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n${line.repeat(room)}`.slice(0, room))
        expect(packet.layers().length).toBeLessThanOrEqual(32)
        JSON.stringify(packet.http)
      }
    })
  })
})

describe('SSDP', () => {
  const datagram = (payload: string, ports = 'c000 076c') => {
    const length = payload.length
    return `45 00 ${word(28 + length)} 0001 0000 40 11 0000 c0000201 effffffa ${ports} ${word(8 + length)} 0000 ${hexOf(payload)}`
  }
  const search = datagram('M-SEARCH * HTTP/1.1\r\nHost: 239.255.255.250:1900\r\nST: ssdp:all\r\n\r\n')
  const notification = datagram(
    'NOTIFY * HTTP/1.1\r\nHost: 239.255.255.250:1900\r\nNT: upnp:rootdevice\r\nNTS: ssdp:alive\r\n\r\n',
  )

  test('tree', () => expectGolden(packetOfHex(notification, ipv4), 'ssdp', 'ssdp'))

  test('is HTTP in datagrams', () => {
    const packet = packetOfHex(search, ipv4)
    expect(protocolsOf(packet)).toBe('raw:ip:udp:ssdp')
    expect(packet.ssdp).toMatchObject({ method: 'M-SEARCH', target: '*' })
    expect(packet.http).toBeUndefined()
    expect(summariesOf(packet, 'ssdp')).toEqual(['M-SEARCH * HTTP/1.1 (239.255.255.250:1900)'])
    expect(valuesOf(packet, 'http.host')).toEqual(['239.255.255.250:1900'])
  })

  test('announces and answers', () => {
    const announced = packetOfHex(notification, ipv4)
    expect(valuesOf(announced, 'http.notification')).toEqual([true])
    expect(announced.ssdp!.headers.map(({ name, value }) => `${name}=${value}`)).toEqual([
      'Host=239.255.255.250:1900',
      'NT=upnp:rootdevice',
      'NTS=ssdp:alive',
    ])
    const answered = packetOfHex(datagram('HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nEXT:\r\n\r\n', '076c c000'), ipv4)
    expect(answered.ssdp).toMatchObject({
      statusCode: 200,
      headers: [
        { name: 'ST', value: 'upnp:rootdevice' },
        { name: 'EXT', value: '' },
      ],
    })
  })

  test('is safe', () => {
    expectSafe(bytesOf(search), ipv4)
    expectSafe(bytesOf(notification), ipv4)
  })
})

describe('the target of a request', () => {
  const head = (text: string) =>
    `020000000001 020000000002 0800 45 00 ${(40 + text.length).toString(16).padStart(4, '0')} 0001 0000 40 06 0000 c0000201 c0000202 d000 0050 00000001 00000001 50 18 ffff 0000 0000`
  const values = (text: string) => {
    const packet = packetOfHex(
      `${head(text)} ${Array.from(text, (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('')}`,
    )
    return ['http.request.full_uri', 'http.request.uri.path', 'http.request.uri.query'].map(
      (name) => valuesOf(packet, name)[0],
    )
  }

  test.each([
    ['GET /a?b=c&d HTTP/1.1\r\nHost: example.test\r\n\r\n', ['http://example.test/a?b=c&d', '/a', 'b=c&d']],
    ['GET /a? HTTP/1.1\r\nhost:example.test:8080\r\n\r\n', ['http://example.test:8080/a?', undefined, undefined]],
    [
      'GET http://other.test/a?b HTTP/1.1\r\nHost: example.test\r\n\r\n',
      ['http://other.test/a?b', 'http://other.test/a', 'b'],
    ],
    ['GET / HTTP/1.0\r\n\r\n', [undefined, undefined, undefined]],
    ['HTTP/1.1 200 OK\r\nHost: example.test\r\n\r\n', [undefined, undefined, undefined]],
  ])('%j', (text, expected) => {
    expect(values(text)).toEqual(expected)
  })
})

import { describe, expect, test } from 'vitest'
import { bytesOf, join } from '../support/capture-bytes.ts'
import { dialog } from '../support/dialog.ts'
import { protocolsOf, valuesOf } from '../support/packets.ts'

const record = (type: number, content: Uint8Array) =>
  join(Uint8Array.of(type, 3, 3, content.length >> 8, content.length & 255), content)
const clientHello = record(22, bytesOf(`01 00002b 0303 ${'00'.repeat(32)} 00 0004 1301 1302 01 00`))
const data = record(23, new Uint8Array(20))
const connect = 'CONNECT a.test:443 HTTP/1.1\r\nHost: a.test\r\n\r\n'
const established = 'HTTP/1.1 200 Connection established\r\n\r\n'
const namesOf = (...given: Parameters<typeof dialog>) =>
  dialog(...given).map((packet) => protocolsOf(packet).replace('raw:ip:', ''))

describe('what is spoken', () => {
  test('in a tunnel of HTTP, by its first bytes', () => {
    const said = [
      ['>', connect],
      ['<', established],
      ['>', clientHello],
      ['<', data],
      ['>', data],
    ] as const
    expect(namesOf(said, { port: 3128 })).toEqual(['tcp:http', 'tcp:http', 'tcp:tls', 'tcp:tls', 'tcp:tls'])
  })

  test('in a tunnel, HTTP again', () => {
    const inner = 'GET /inner HTTP/1.1\r\nHost: b.test\r\n\r\n'
    const packets = dialog([
      ['>', connect],
      ['<', established],
      ['>', inner],
      ['<', 'HTTP/1.1 204 No Content\r\n\r\n'],
    ])
    expect(valuesOf(packets[2]!, 'http.request.uri')).toEqual(['/inner'])
    expect(valuesOf(packets[3]!, 'http.response.code')).toEqual([204])
  })

  test('in a tunnel, by the port that was asked for', () => {
    // The middle of a record: nothing to be known by.
    const said = [
      ['>', connect],
      ['<', established],
      ['>', data.subarray(9)],
      ['<', clientHello],
    ] as const
    expect(namesOf(said, { port: 3128 }).slice(2)).toEqual(['tcp:tls', 'tcp:tls'])
  })

  test('after an Upgrade, by its name', () => {
    const upgrade = 'OPTIONS * HTTP/1.1\r\nUpgrade: TLS/1.0\r\nConnection: Upgrade\r\n\r\n'
    const switching = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: TLS/1.0, HTTP/1.1\r\n\r\n'
    expect(
      namesOf([
        ['>', upgrade],
        ['<', switching],
        ['>', data.subarray(9)],
      ]),
    ).toEqual(['tcp:http', 'tcp:http', 'tcp:tls'])
  })

  test('after an Upgrade to what nobody knows it stays HTTP', () => {
    const upgrade = 'GET / HTTP/1.1\r\nUpgrade: foo\r\nConnection: Upgrade\r\n\r\n'
    const switching = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: foo\r\n\r\n'
    expect(
      namesOf([
        ['>', upgrade],
        ['<', switching],
        ['>', 'bar'],
      ])[2],
    ).toBe('tcp:http:data')
  })

  test.each([
    [
      'SMTP',
      25,
      [
        ['<', '220 a.test ESMTP\r\n'],
        ['>', 'STARTTLS\r\n'],
        ['<', '220 ready\r\n'],
      ],
    ],
    [
      'IMAP',
      143,
      [
        ['>', 'a STARTTLS\r\n'],
        ['<', 'a OK begin\r\n'],
      ],
    ],
    [
      'FTP',
      21,
      [
        ['>', 'AUTH TLS\r\n'],
        ['<', '234 ok\r\n'],
      ],
    ],
  ] as const)('TLS after a plain start of %s, also where the hello is in two segments', (_, port, plain) => {
    const said = [...plain, ['>', clientHello.subarray(0, 30)], ['>', clientHello.subarray(30)], ['<', data]] as const
    const packets = dialog(said, { port })
    expect(packets.map((packet) => valuesOf(packet, 'tls.handshake.type')).slice(plain.length)).toEqual([[], [1], []])
    expect(protocolsOf(packets.at(-1)!)).toBe('raw:ip:tcp:tls')
  })

  test('TLS on a port of HTTP', () =>
    expect(
      namesOf(
        [
          ['>', clientHello],
          ['<', data],
        ],
        { port: 8080 },
      ),
    ).toEqual(['tcp:tls', 'tcp:tls']))
})

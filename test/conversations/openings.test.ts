/** What is spoken on a port that says one thing, in connections whose first bytes say another. */
import { describe, expect, test } from 'vitest'
import { decodeAs } from '../../src/packet/register.ts'
import { registry } from '../../src/packet/registry/index.ts'
import { bytesOf } from '../support/capture-bytes.ts'
import { followed, segment } from '../support/conversations.ts'

interface Side {
  readonly client?: readonly (string | Uint8Array)[]
  readonly server?: readonly (string | Uint8Array)[]
  readonly isMiddle?: boolean
}

/** The names of what TCP carries, of each segment with payload: those of the server after those of the client. */
function spoken(port: number, { client = [], server = [], isMiddle = false }: Side): readonly string[] {
  const options = { serverPort: port }
  const opening = [
    segment('client', 'S', 0, 0, options),
    segment('server', 'SA', 0, 1, options),
    segment('client', 'A', 1, 1, options),
  ]
  const ends = { client: 1, server: 1 }
  const said = (side: 'client' | 'server', payload: string | Uint8Array) => {
    const at = ends[side]
    ends[side] += payload.length
    return segment(side, 'A', at, ends[side === 'client' ? 'server' : 'client'], { ...options, payload })
  }
  const all = [...client.map((each) => said('client', each)), ...server.map((each) => said('server', each))]
  return followed([...(isMiddle ? [] : opening), ...all])
    .map(({ names }) => names.slice(names.indexOf('tcp') + 1).join(':'))
    .filter((names) => names !== '')
}

const zero = bytesOf('0317 5154 56 00ff 1234567890 00 01 02 03 04 05 06 07 08 09')
const get = 'GET / HTTP/1.1\r\nHost: a.test\r\n\r\n'
const greeting = bytesOf(`4a00000a 0a 352e372e3330 00 ${'11'.repeat(66)}`)

describe('a connection captured from its beginning', () => {
  test.each([
    ['HTTP', 80],
    ['TLS', 443],
    ['FTP', 21],
    ['SSH', 22],
    ['SMTP', 25],
    ['POP', 110],
    ['IMAP', 143],
    ['IRC', 6667],
    ['NNTP', 119],
    ['WHOIS', 43],
    ['Finger', 79],
    ['Remote Shell', 514],
    ['MySQL', 3306],
    ['VNC', 5900],
  ])('of which the first bytes are not %s is data', (_, port) => {
    expect(spoken(port, { client: [zero, zero], server: [zero] })).toEqual(['data', 'data', 'data'])
  })

  test.each([
    ['HTTP on a port of FTP', 21, get, 'http'],
    ['HTTP on a port of SSH', 22, get, 'http'],
    ['HTTP on a port of TLS', 443, get, 'http'],
    ['a banner of SSH on a port of HTTP', 80, 'SSH-2.0-OpenSSH_9.6\r\n', 'data'],
    ['a banner of SMTP on a port of TLS', 465, '220 mail.test ESMTP ready\r\n', 'data'],
    ['a packet of SSH without a banner', 22, bytesOf(`0000000c 0a 15 ${'00'.repeat(10)}`), 'ssh'],
    ['the number of a greeting of MySQL is not 0', 3306, greeting, 'data'],
    ['SSH', 22, 'SSH-2.0-OpenSSH_9.6\r\n', 'ssh'],
    ['FTP', 21, '220 ready\r\n', 'ftp'],
    ['SMTP', 25, 'EHLO a.test\r\n', 'smtp'],
    ['IRC', 6667, 'NICK a\r\n', 'irc'],
    ['WHOIS with a tab', 43, '\ta.test\r\n', 'whois'],
    ['text with a control character', 43, 'a\u007f.test\r\n', 'data'],
    ['Remote Shell', 514, '1022\0', 'rsh'],
    ['Remote Shell without a second connection', 514, '\0', 'rsh'],
  ])('is known by its first bytes: %s', (_, port, first, name) => {
    expect(spoken(port, { client: [first] })).toEqual([name])
  })

  test('goes on as what it becomes after a line of a proxy', () => {
    const line = 'PROXY TCP4 192.0.2.1 192.0.2.2 56324 3306\r\n'
    const login = bytesOf(`2500 0001 85a67f00 00000040 21 ${'00'.repeat(23)} 726f6f74 00`)
    expect(spoken(3306, { client: [line, login], server: [greeting.with(3, 0)] })).toEqual(['data', 'mysql', 'mysql'])
  })

  test('is what one side speaks, whatever the other says', () => {
    expect(spoken(80, { client: [get], server: [zero] })).toEqual(['http', 'http:data'])
    expect(spoken(21, { client: ['USER a\r\n'], server: ['\u0001\r\n'] })).toEqual(['ftp', 'ftp'])
  })

  test('is what the user says', () => {
    const undo = registry.checkpoint()
    decodeAs('tcp.port==80,http')
    expect(spoken(80, { client: [zero] })).toEqual(['http:data'])
    undo()
  })
})

test('in the middle of a connection the port counts', () => {
  expect(spoken(80, { client: [zero], isMiddle: true })).toEqual(['http:data'])
  expect(spoken(443, { client: [zero], isMiddle: true })).toEqual(['tls'])
})

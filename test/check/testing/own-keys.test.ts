import { once } from 'node:events'
import { request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { connect, createServer, TLSSocket, type Server } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginOwnKeys, type OwnKeys } from '../../../src/check/testing/own-keys.ts'
import { KeyLog } from '../../../src/conversations/keys/index.ts'

// With a key that both have, nobody needs a certificate.
const psk = Buffer.alloc(32, 7)
const common = { ciphers: 'PSK', maxVersion: 'TLSv1.2' } as const
const client = { ...common, pskCallback: () => ({ psk, identity: 'test' }), checkServerIdentity: () => undefined }
let server: Server
let port: number

beforeAll(async () => {
  server = createServer({ ...common, pskCallback: () => psk }, (socket) => {
    socket.on('error', () => {})
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(() => void server.close())

const converse = async () => {
  const socket = connect({ ...client, port, host: '127.0.0.1' })
  await once(socket.resume(), 'close')
}
const linesOf = ({ secrets }: OwnKeys) => secrets.map(({ bytes }) => new TextDecoder().decode(bytes))
const logOf = (keys: OwnKeys) => {
  const log = new KeyLog()
  for (const { bytes } of keys.secrets) log.add(bytes)
  return log
}
const initial = Reflect.get(TLSSocket.prototype, '_init') as unknown

test('all sockets tell their secrets while somebody listens', async () => {
  const keys = beginOwnKeys()
  await converse()
  // The client and the server tell the same.
  const lines = linesOf(keys)
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatch(/^CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}\n$/)
  expect(lines[1]).toBe(lines[0])
  expect(logOf(keys)).toMatchObject({ size: 1, damaged: 0 })
  const asking = request({ ...client, port, host: '127.0.0.1' }).end()
  const [response] = (await once(asking, 'response')) as [NodeJS.ReadableStream]
  await once(response.resume(), 'end')
  expect(logOf(keys).size).toBe(2)
  keys.end()
  expect(Reflect.get(TLSSocket.prototype, '_init')).toBe(initial)
  await converse()
  expect(logOf(keys).size).toBe(2)
})

test('also while several listen, whichever ends first', async () => {
  const [one, other] = [beginOwnKeys(), beginOwnKeys()]
  one.end()
  await converse()
  expect([logOf(one).size, logOf(other).size]).toEqual([0, 1])
  const third = beginOwnKeys()
  other.end()
  await converse()
  expect([logOf(other).size, logOf(third).size]).toEqual([1, 1])
  third.end()
  expect(Reflect.get(TLSSocket.prototype, '_init')).toBe(initial)
})

test('a socket that was made while somebody listened tells nobody afterwards', async () => {
  const keys = beginOwnKeys()
  const socket = connect({ ...client, port, host: '127.0.0.1' })
  keys.end()
  await once(socket.resume(), 'close')
  expect(keys.secrets).toEqual([])
})

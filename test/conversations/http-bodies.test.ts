import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { join } from '../support/capture-bytes.ts'
import { dialog } from '../support/dialog.ts'
import { expectGolden, protocolsOf, valuesOf } from '../support/packets.ts'

const octets = (text: string) => new TextEncoder().encode(text)
const request = 'GET / HTTP/1.1\r\nHost: a.test\r\n\r\n'

test('a compressed body over several segments is a layer of its own', () => {
  const body = gzipSync('hello '.repeat(100))
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`
  const response = join(octets(head), body)
  const packets = dialog([
    ['>', request],
    ['<', response.subarray(0, 40)],
    ['<', response.subarray(40)],
  ])
  const last = packets.at(-1)!
  expect(protocolsOf(last)).toBe('raw:ip:tcp:http:media')
  expect(new TextDecoder().decode(last.httpBody!.data)).toBe('hello '.repeat(100))
  // The line is still about the response.
  expect(`${last}`).toContain('200 OK')
})

test('tree of a decoded body', () => {
  const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
  const [, packet] = dialog([
    ['>', request],
    ['<', `${head}3\r\nabc\r\n0\r\n\r\n`],
  ])
  return expectGolden(packet!, 'http-body', 'media')
})

test('chunks are joined, and nothing is added to what is plain', () => {
  const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
  const [, chunked] = dialog([
    ['>', request],
    ['<', `${head}3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n`],
  ])
  expect(new TextDecoder().decode(chunked!.httpBody?.data)).toBe('abcde')
  const [, plain] = dialog([
    ['>', request],
    ['<', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'],
  ])
  expect(plain!.httpBody).toBeUndefined()
})

test('a message that is too long is shown as far as it goes, and said to be', () => {
  const packets = dialog([
    ['>', `RPC_IN_DATA /rpc HTTP/1.1\r\nHost: a.test\r\nContent-Length: 1073741824\r\n\r\n`],
    ['>', 'more of it'],
  ])
  expect(valuesOf(packets[0]!, 'http.request.method')).toEqual(['RPC_IN_DATA'])
  expect(packets[0]!.tcp!.facts).toMatchObject({
    reassemblyGivenUp: 'a message of 1073741895 bytes, more than 67108864',
  })
  expect(protocolsOf(packets[1]!)).toBe('raw:ip:tcp:http:data')
})

test('what is decoded for a batch has a limit', () => {
  const bomb = gzipSync(new Uint8Array(20 << 20))
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`
  const packets = dialog(Array.from({ length: 6 }, () => ['<', join(octets(head), bomb)] as const))
  expect(packets.map(({ httpBody }) => (httpBody?.data.length ?? 0) >> 20)).toEqual([16, 16, 16, 16, 0, 0])
  expect(packets.every((packet) => packet.layers().at(-1)!.cut === 'body')).toBe(true)
})

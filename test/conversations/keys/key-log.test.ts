import { describe, expect, test } from 'vitest'
import { KeyLog, readKeyLog } from '../../../src/conversations/keys/index.ts'

const random = (first: number) => Uint8Array.from({ length: 32 }, (_, index) => (first + index) & 0xff)
const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
const secret = (first: number, length = 48) => Uint8Array.from({ length }, (_, index) => (first * 7 + index) & 0xff)
const line = (label: string, first: number, length = 48) =>
  `${label} ${hex(random(first))} ${hex(secret(first, length))}`
const bytes = (text: string) => new TextEncoder().encode(text)

describe('a key log', () => {
  test('holds secrets by label and Client Random', () => {
    const log = readKeyLog(
      [
        '# a comment',
        line('CLIENT_RANDOM', 1),
        '',
        line('CLIENT_HANDSHAKE_TRAFFIC_SECRET', 2, 32).toUpperCase(),
        line('QUIC_SERVER_TRAFFIC_SECRET_0', 2, 32),
      ].join('\r\n'),
    )
    expect(log.size).toBe(3)
    expect(log.damaged).toBe(0)
    expect(log.secret('CLIENT_RANDOM', random(1))).toEqual(secret(1))
    expect(log.secret('CLIENT_HANDSHAKE_TRAFFIC_SECRET', random(2))).toEqual(secret(2, 32))
    expect(log.secret('QUIC_SERVER_TRAFFIC_SECRET_0', random(2))).toEqual(secret(2, 32))
    expect(log.secret('CLIENT_RANDOM', random(2))).toBeUndefined()
    expect(log.secret('CLIENT_RANDOM', random(3))).toBeUndefined()
  })

  test('holds the premaster secrets and sessions of RSA', () => {
    const encrypted = secret(9, 256)
    const premaster = `RSA ${hex(encrypted.subarray(0, 8))} ${hex(secret(3))}`
    const session = `RSA Session-ID:${hex(random(4))} Master-Key:${hex(secret(4))}`
    const log = readKeyLog(`${premaster}\n${session}\n`)
    expect(log.openRsa(encrypted)).toEqual(secret(3))
    expect(log.openRsa(secret(8, 256))).toBeUndefined()
    expect(log.secret('RSA Session-ID', random(4))).toEqual(secret(4))
  })

  test('may come in pieces of any size', () => {
    const text = bytes(`${line('CLIENT_RANDOM', 1)}\n${line('EXPORTER_SECRET', 1, 32)}\n`)
    for (const size of [1, 7, 100, 1000]) {
      const log = new KeyLog()
      for (let at = 0; at < text.length; at += size) log.add(text.subarray(at, at + size))
      expect(log.size).toBe(2)
      expect(log.secret('EXPORTER_SECRET', random(1))).toEqual(secret(1, 32))
    }
  })

  test('has no secret before the end of its line is there', () => {
    const log = new KeyLog()
    log.add(bytes(line('CLIENT_RANDOM', 1)))
    expect(log.secret('CLIENT_RANDOM', random(1))).toBeUndefined()
    log.finish()
    expect(log.secret('CLIENT_RANDOM', random(1))).toEqual(secret(1))
  })

  test('of several secrets for the same, the last one counts', () => {
    const of = hex(random(1))
    const log = readKeyLog(`CLIENT_RANDOM ${of} ${hex(secret(1))}\nCLIENT_RANDOM ${of} ${hex(secret(2))}\n`)
    expect(log.secret('CLIENT_RANDOM', random(1))).toEqual(secret(2))
  })
})

describe('a damaged key log', () => {
  test.each([
    'CLIENT_RANDOM',
    `CLIENT_RANDOM ${hex(random(2))}`,
    `CLIENT_RANDOM ${hex(random(2))} `,
    `CLIENT_RANDOM ${hex(random(2))} abc`,
    `CLIENT_RANDOM ${hex(random(2))} xx`,
    `CLIENT_RANDOM ${hex(random(2)).slice(2)} ${hex(secret(2))}`,
    `CLIENT_RANDOM ${hex(random(2))} ${hex(secret(2, 65))}`,
    `client_random ${hex(random(2))} ${hex(secret(2))}`,
    ` ${line('CLIENT_RANDOM', 2)}`,
    `RSA ${hex(random(2))} `,
    `RSA Session-ID: Master-Key:${hex(secret(2))}`,
    '\u0000\u0001\u00ff',
    'x'.repeat(100_000),
    `${line('CLIENT_RANDOM', 2)} ${' '.repeat(10_000)}`,
  ])('counts and skips a line such as %j', (bad) => {
    const log = readKeyLog(`${line('CLIENT_RANDOM', 1)}\n${bad}\n${line('CLIENT_RANDOM', 3)}`)
    expect(log.damaged).toBe(1)
    expect(log.size).toBe(2)
    expect(log.secret('CLIENT_RANDOM', random(3))).toEqual(secret(3))
  })

  test('is refused where no line is one', () => {
    expect(() => readKeyLog('GET / HTTP/1.1\n')).toThrow(TypeError)
    expect(() => readKeyLog(new Uint8Array(100_000))).toThrow('expected a key log, found other lines')
    expect(() => readKeyLog(7 as never)).toThrow('expected text or bytes, found number')
    expect(readKeyLog('').size).toBe(0)
    expect(readKeyLog('# nothing yet\n').size).toBe(0)
  })

  test('a line without an end takes no memory', () => {
    const log = new KeyLog()
    for (let count = 0; count < 100; count++) log.add(new Uint8Array(1 << 16).fill(0x41))
    expect(Reflect.get(log, 'begun')).toBe('')
    expect(log.isKeyLog).toBe(false)
    log.add(bytes(`\n${line('CLIENT_RANDOM', 1)}\n`))
    expect([log.size, log.damaged]).toEqual([1, 1])
  })
})

test('a key log keeps the latest secrets, and counts those it forgot', () => {
  const log = new KeyLog(3)
  for (let first = 0; first < 5; first++) log.add(bytes(`${line('CLIENT_RANDOM', first)}\n`))
  log.add(bytes(`${line('CLIENT_RANDOM', 2)}\n${line('CLIENT_RANDOM', 9)}\n`))
  expect([log.size, log.forgotten]).toEqual([3, 3])
  expect([0, 1, 2, 3, 4, 9].filter((first) => log.secret('CLIENT_RANDOM', random(first)))).toEqual([2, 4, 9])
})

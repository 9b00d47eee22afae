import { describe, expect, test } from 'vitest'
import { bytesOf, join } from '../support/capture-bytes.ts'
import { dialog } from '../support/dialog.ts'
import { expectGolden, valuesOf } from '../support/packets.ts'

const record = (type: number, content: Uint8Array) =>
  join(Uint8Array.of(type, 3, 3, content.length >> 8, content.length & 255), content)
const message = (type: number, body: Uint8Array) =>
  join(Uint8Array.of(type, 0, body.length >> 8, body.length & 255), body)
const random = '00'.repeat(32)
const clientHello = message(1, bytesOf(`0303 ${random} 00 0002 1301 0100`))
const serverHello = message(2, bytesOf(`0303 ${random} 00 1301 00 0006 002b 0002 0304`))
const oldServerHello = message(2, bytesOf(`0303 ${random} 00 c02f 00`))
const changeCipherSpec = record(20, Uint8Array.of(1))
/** It looks like two requests for a hello. */
const finished = record(22, bytesOf('00000000 00000000 10dad02b'))

describe('TLS in a stream', () => {
  test('what follows a Change Cipher Spec of an earlier segment is encrypted', () => {
    const packets = dialog(
      [
        ['>', record(22, clientHello)],
        ['<', record(22, oldServerHello)],
        ['>', changeCipherSpec],
        ['>', finished],
        ['<', finished],
      ],
      { port: 443 },
    )
    expect(packets.map((packet) => valuesOf(packet, 'tls.handshake.type'))).toEqual([[1], [2], [], [], [0, 0]])
  })

  test('a hello after it is not', () => {
    const retry = join(changeCipherSpec, record(22, clientHello))
    const packets = dialog(
      [
        ['>', record(22, clientHello)],
        ['>', retry],
        ['>', record(22, clientHello)],
      ],
      { port: 443 },
    )
    expect(packets.map((packet) => valuesOf(packet, 'tls.handshake.type'))).toEqual([[1], [1], [1]])
  })

  test('the type of records is opaque once a server chose version 1.3', () => {
    const data = record(23, bytesOf('010203'))
    const packets = dialog(
      [
        ['<', data],
        ['>', record(22, clientHello)],
        ['<', join(record(22, serverHello), changeCipherSpec, data)],
        ['<', data],
        ['>', join(changeCipherSpec, data)],
      ],
      { port: 443 },
    )
    expect(packets.map((packet) => valuesOf(packet, 'tls.record.content_type'))).toEqual([
      [23],
      [22],
      [22, 20],
      [],
      [20],
    ])
    expect(packets.map((packet) => valuesOf(packet, 'tls.record.opaque_type'))).toEqual([[], [], [23], [23], [23]])
  })

  test('a record in pieces after one that was lost lies in its own frame', () => {
    const [first, second] = [record(23, new Uint8Array(20)), record(22, clientHello)]
    const packets = dialog(
      [
        ['>', first],
        ['>', second.subarray(0, 9)],
        ['>', second.subarray(9)],
      ],
      { port: 443 },
    )
    expect(packets.map((packet) => valuesOf(packet, 'tls.handshake.type'))).toEqual([[], [], [1]])
  })
})

test('a handshake message over several records is one message', async () => {
  const certificate = message(11, new Uint8Array(40).fill(9))
  const both = join(certificate, message(14, new Uint8Array(0)))
  const packets = dialog(
    [
      ['<', join(record(22, serverHello), record(22, both.subarray(0, 20)))],
      ['<', record(22, both.subarray(20))],
      ['<', record(22, message(4, new Uint8Array(8)))],
    ],
    { port: 443 },
  )
  expect(packets.map((packet) => valuesOf(packet, 'tls.handshake.type'))).toEqual([[2], [11, 14], [4]])
  await expectGolden(packets[1]!, 'tls-handshake', 'tls')
  expect(`${packets[1]}`).toContain('Certificate, Server Hello Done')
  expect(valuesOf(packets[1]!, 'tls.handshake.length')).toEqual([40, 0])
})

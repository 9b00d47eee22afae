import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { expectGolden, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'
import { bytesOf } from '../../../support/packets.ts'
import { tcp } from '../../../support/raw-frames.ts'

const hex = (value: number, size: number) => value.toString(16).padStart(2 * size, '0')
const letters = (text: string) => Buffer.from(text).toString('hex')
const string = (text: string) => hex(text.length, 2) + letters(text)
const longString = (text: string) => hex(text.length, 4) + letters(text)
const frame = (version: number, stream: number, operation: number, body = '', flags = 0) =>
  hex(version, 1) + hex(flags, 1) + hex(stream, 2) + hex(operation, 1) + hex(body.length / 2, 4) + body
const request = (operation: number, body = '', flags = 0) => frame(4, 3, operation, body, flags)
const response = (operation: number, body = '', flags = 0) => frame(0x84, 3, operation, body, flags)

const query = request(
  7,
  `${longString('SELECT a FROM t WHERE b = ?')}0004 3d 0001 00000004 00000007 00000064 00000002 0102 0008 0005a99c0f1a5c00`.replaceAll(
    ' ',
    '',
  ),
)

describe('CQL', () => {
  test.each([
    [request(5), 'OPTIONS, stream 3'],
    [response(6, `0001${string('CQL_VERSION')}0002${string('3.0.0')}${string('3.4.4')}`), 'SUPPORTED, stream 3'],
    [request(1, `0001${string('CQL_VERSION')}${string('3.0.0')}`), 'STARTUP, stream 3'],
    [response(3, string('PasswordAuthenticator')), 'AUTHENTICATE, PasswordAuthenticator, stream 3'],
    [request(15, longString('\0user\0password')), 'AUTH_RESPONSE, stream 3'],
    [response(16, 'ffffffff'), 'AUTH_SUCCESS, stream 3'],
    [query, 'QUERY, SELECT a FROM t WHERE b = ?, QUORUM, stream 3'],
    [response(0, `00002200${string('no table')}`), 'ERROR, invalid, no table, stream 3'],
    [response(0, `00009999${string('')}`), 'ERROR, error 39321, stream 3'],
    [request(9, longString('USE x')), 'PREPARE, USE x, stream 3'],
    [response(8, `00000004${string('\x01\x02')}00000000`), 'RESULT, Prepared, stream 3'],
    [
      request(10, `${string('\x01\x02')}0001 41 0001${string('a')}ffffffff`.replaceAll(' ', '')),
      'EXECUTE, ONE, stream 3',
    ],
    [response(8, `00000003${string('x')}`), 'RESULT, Set_keyspace, x, stream 3'],
    [request(11, `0001${string('STATUS_CHANGE')}`), 'REGISTER, stream 3'],
    [frame(0x84, 0xffff, 12, string('STATUS_CHANGE')), 'EVENT, STATUS_CHANGE, stream -1'],
    [request(7, '0102', 1), 'QUERY, stream 3'],
    [request(13), 'BATCH, stream 3'],
  ])('%#', (bytes, line) => expect(summariesOf(packetOfHex(tcp(9042, bytes), 101), 'cql')).toEqual([line]))

  test('tree of a query', () => expectGolden(packetOfHex(tcp(9042, query), 101), 'cassandra-query', 'cql'))

  test('responses find their requests', () => {
    const packets = dialog([['>', bytesOf(query)], ['<', bytesOf(response(8, '00000001'))]], { port: 9042 }) // prettier-ignore
    expect(valuesOf(packets[1]!, 'cql.response_to')).toEqual([1])
    expect(valuesOf(packets[0]!, 'cql.timestamp')).toEqual(['2020-07-04T11:36:56.931328000Z'])
    expect(valuesOf(packets[0]!, 'cql.paging_state')).toEqual([new Uint8Array([1, 2])])
  })

  test('other bytes are not it', () =>
    expect(packetOfHex(tcp(9042, '09000003 07 00000000'), 101).cassandra).toBeUndefined())

  test('is safe', () => expectSafe(bytesOf(tcp(9042, query)), 101))
})

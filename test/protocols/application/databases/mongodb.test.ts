import { describe, expect, test } from 'vitest'
import { dialog, type Said } from '../../../support/dialog.ts'
import { expectGolden, summariesOf, goldenTree, valuesOf } from '../../../support/packets.ts'

const text = (value: string) => Buffer.from(`${value}\0`)
const int = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32LE(value)
  return bytes
}
const long = (value: number) => Buffer.concat([int(value), int(0)])
const double = (value: number) => {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(value)
  return bytes
}
/** A document of elements: the type, the name, and what is on the wire. */
const bson = (...elements: readonly (readonly [type: number, name: string, value: Uint8Array])[]): Buffer => {
  const all = Buffer.concat(elements.flatMap(([type, name, value]) => [Buffer.of(type), text(name), value]))
  return Buffer.concat([int(all.length + 5), all, Buffer.of(0)])
}
const string = (value: string) => Buffer.concat([int(value.length + 1), text(value)])
const small = bson([0x10, 'a', int(1)])

const message = (id: number, to: number, operation: number, ...body: readonly Uint8Array[]): Buffer => {
  const all = Buffer.concat(body)
  return Buffer.concat([int(16 + all.length), int(id), int(to), int(operation), all])
}
const extensible = (id: number, to: number, body: Uint8Array) => message(id, to, 2013, int(0), Buffer.of(0), body)
const find = extensible(2, 0, bson([2, 'find', string('users')], [2, '$db', string('test')]))
const zero = int(0)

const linesOf = (said: readonly Said[]) =>
  dialog(said, { port: 27017 }).map((packet) => summariesOf(packet, 'mongo')[0])

describe('MongoDB', () => {
  test.each<[Buffer, string]>([
    [message(1, 0, 2004, int(4), text('admin.$cmd'), int(0), int(-1), small), 'Query, a 1, admin.$cmd'],
    [message(9, 1, 1, int(8), long(0), int(0), int(1), bson([1, 'ok', double(1)])), 'Reply, ok'],
    [find, 'Extensible Message, find users, test'],
    [extensible(3, 2, bson([1, 'ok', double(0)], [2, 'errmsg', string('none')])), 'Extensible Message, failed: none'],
    [extensible(3, 2, bson([1, 'ok', double(0)], [0x10, 'code', int(13)])), 'Extensible Message, failed: 13'],
    [extensible(3, 2, bson([1, 'ok', double(0)])), 'Extensible Message, failed: no reason given'],
    [extensible(3, 2, bson()), 'Extensible Message'],
    [message(4, 0, 2001, zero, text('test.u'), int(1), small, small), 'Update document, test.u'],
    [message(5, 0, 2002, int(1), text('test.u'), small, small), 'Insert document, a 1, test.u'],
    [message(6, 0, 2005, zero, text('test.u'), int(10), long(77)), 'Get More, test.u'],
    [message(7, 0, 2006, zero, text('test.u'), int(1), small), 'Delete document, test.u'],
    [message(8, 0, 2007, zero, int(2), long(77), long(78)), 'Kill Cursors'],
    [message(9, 0, 2010, text('test'), text('count'), small, small), 'Command Request, count, test'],
    [message(9, 8, 2011, small, bson([1, 'ok', double(1)])), 'Command Reply, ok'],
    [message(10, 0, 2012, int(2013), int(100), Buffer.of(2), Buffer.of(1, 2)), 'Extensible Message, compressed'],
    [message(11, 0, 1000, text('hello')), 'Message'],
  ])('line %#', (bytes, line) => expect(linesOf([['>', bytes]])).toEqual([line]))

  test('values of each type', async () => {
    const id = Buffer.alloc(12, 1)
    const every = bson(
      [1, 'double', double(1.5)],
      [2, 'string', string('text')],
      [3, 'document', small],
      [4, 'array', bson([0x10, '0', int(7)])],
      [5, 'binary', Buffer.concat([int(2), Buffer.of(0, 1, 2)])],
      [7, 'id', id],
      [8, 'boolean', Buffer.of(1)],
      [9, 'moment', long(1000)],
      [0x0a, 'null', Buffer.of()],
      [0x0b, 'pattern', Buffer.concat([text('^a'), text('i')])],
      [0x0c, 'pointer', Buffer.concat([string('test.u'), id])],
      [0x0d, 'code', string('f()')],
      [0x0f, 'scoped', Buffer.concat([int(4 + 8 + small.length), string('g()'), small])],
      [0x11, 'timestamp', Buffer.concat([int(1), int(2)])],
      [0x12, 'long', long(9)],
      [0x13, 'decimal', Buffer.alloc(16)],
      [0x7f, 'most', Buffer.of()],
    )
    const [packet] = dialog([['>', extensible(2, 0, every)]], { port: 27017 })
    await expectGolden(packet!, 'mongodb-values', 'mongo')
    expect(valuesOf(packet!, 'mongo.element.value.int')).toEqual([1, 7, 1])
  })

  test('documents under a name, and a checksum after the sections', () => {
    const named = Buffer.concat([text('documents'), small, small])
    const sequence = Buffer.concat([Buffer.of(1), int(4 + named.length), named])
    const body = bson([2, 'insert', string('users')])
    const bytes = message(3, 0, 2013, int(1), Buffer.of(0), body, sequence, int(5))
    const [packet] = dialog([['>', bytes]], { port: 27017 })
    expect(valuesOf(packet!, 'mongo.msg.sections.section.doc_sequence_id')).toEqual(['documents'])
    expect(valuesOf(packet!, 'mongo.msg.checksum')).toEqual([5])
    expect(summariesOf(packet!, 'mongo')).toEqual(['Extensible Message, insert users'])
  })

  test('documents in each other end somewhere', () => {
    const deep = Array.from({ length: 40 }).reduce<Buffer>((inner) => bson([3, 'd', inner]), small)
    const [packet] = dialog([['>', extensible(2, 0, deep)]], { port: 27017 })
    expect(valuesOf(packet!, 'mongo.document.length').length).toBeLessThan(10)
  })

  test('answers find their questions, over several segments', () => {
    const answer = extensible(9, 2, bson([1, 'ok', double(1)]))
    const packets = dialog(
      [
        ['>', find.subarray(0, 20)],
        ['>', find.subarray(20)],
        ['<', answer],
      ],
      { port: 27017 },
    )
    expect(packets.flatMap((packet) => valuesOf(packet, 'mongo.request_in'))).toEqual([2])
  })

  test('is known on other ports by its first bytes, and other bytes are not it', () => {
    const [packet, other] = dialog([['>', find]], { port: 4444 }).concat(
      dialog([['>', Buffer.alloc(40, 7)]], { port: 27017 }),
    )
    expect(summariesOf(packet!, 'mongo')).toHaveLength(1)
    expect(other!.mongodb).toBeUndefined()
  })

  test('cut anywhere, it has a tree', () => {
    for (let size = 0; size < find.length; size++)
      for (const packet of dialog([['>', find.subarray(0, size)]], { port: 27017 }))
        expect(goldenTree(packet)).toContain('Transmission')
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Batch } from '../../src/files/batch.ts'
import { Frame } from '../../src/files/frame.ts'
import { compileDisplayFilter } from '../../src/filter/display/index.ts'
import { FilterError } from '../../src/filter/error.ts'
import { csvOutput, jsonOutput, lineOutput, treeOutput, type Output } from '../../src/output/index.ts'
import type { OutputOptions } from '../../src/output/options.ts'
import { verifyChecksums } from '../../src/packet/checksums/index.ts'
import { fieldNamed, fields } from '../../src/packet/fields.ts'
import { Packet } from '../../src/packet/packet.ts'
import { decodeAs, registerProtocols } from '../../src/packet/register.ts'
import { registry } from '../../src/packet/registry/index.ts'
import { protocols } from '../../src/protocols/index.ts'
import { list, protocol, record, rest, text, u16, u8, type Schema } from '../../src/schema/index.ts'
import { TextBuffer } from '../../src/text/buffer.ts'
import { bytesOf } from '../support/packets.ts'

const reading = record('Reading', { sensor: u8('acme.sensor', 'Sensor'), value: u16('acme.value', 'Value') })

/** A protocol as a program would write it. */
const acme = protocol('acme', 'Acme Sensors', { 'udp.port': [9999] })
  .fields({
    version: u8('acme.version', 'Version'),
    count: u8('acme.count', 'Count'),
    checksum: u16('acme.checksum', 'Checksum', { base: 16 }),
    readings: list('acme.readings', 'Readings', reading, { count: 'count' }),
  })
  .checksummed('checksum', { covers: 'message' })
  .payload({ tables: [['acme.version', ({ version }) => version]] })
  .summarized(({ count }) => `${count} readings`)

/** Another one, in it. */
const inner = protocol('acme-inner', 'Inner', { 'acme.version': [2] }).fields({ rest: rest('acme-inner.rest', 'Rest') })

/** UDP to port 9999 over IPv4 and Ethernet. */
const hex = `020000000001 020000000002 0800
  4500 0028 0000 0000 40 11 0000 c0000201 c0000202 1234 270f 0014 0000
  02 02 3c98 01 0015 07 0109 aa55`

const undo = registry.checkpoint()
const packet = Packet.of(bytesOf(hex))
const early = { layers: packet.layers(), filter: compileDisplayFilter('udp.port == 9999') }

beforeAll(() => {
  registerProtocols({ acme, inner })
})
afterAll(undo)

const names = (layers: readonly { readonly schema: Schema }[]) => layers.map(({ schema }) => schema.name)
const frame = () => new Batch().hold(Frame.of(bytesOf(hex)))
const matches = (filter: string) => compileDisplayFilter(filter).matches(frame(), 0)

function written(output: Output): string {
  const buffer = new TextBuffer()
  output.begin?.(buffer)
  output.packet(frame(), 0, buffer)
  void output.end?.(buffer)
  return new TextDecoder().decode(buffer.written)
}

const options: OutputOptions = {
  time: 'none',
}

describe('a registered protocol', () => {
  test('is a property of packets, also of those that were looked at before', () => {
    expect(names(early.layers)).toEqual(['eth', 'ip', 'udp', 'data'])
    expect(names(packet.layers())).toEqual(['eth', 'ip', 'udp', 'acme', 'acme-inner'])
    expect((packet as unknown as { acme: object }).acme).toBe(packet.layer(acme))
    expect(packet.layer(acme)!.readings.map(({ sensor, value }) => [sensor, value])).toEqual([
      [1, 21],
      [7, 265],
    ])
    expect(Packet.of(new Uint8Array(0)).layer(acme)).toBeUndefined()
  })

  test('is found by display filters', () => {
    expect(matches('acme')).toBe(true)
    expect(matches('acme.value == 265 and acme-inner.rest == aa:55')).toBe(true)
    expect(matches('acme.value == 266 or dns')).toBe(false)
    expect(matches('frame.protocols == "eth:ethertype:ip:udp:acme:acme-inner"')).toBe(true)
    expect(matches('acme[0:2] == 02:02')).toBe(true)
    expect(() => matches('acme.valeu')).toThrow(FilterError)
    expect(() => matches('acme.valeu')).toThrow(/did you mean acme.value\?/)
    expect(early.filter.matches(frame(), 0)).toBe(true)
  })

  test('is in trees, lines, JSON and columns', () => {
    expect(written(treeOutput(options))).toMatch(
      /Acme Sensors\n {2}Version: 2\n {2}Count: 2\n {2}Checksum: 0x3c98\n {2}Readings[^]*Sensor: 7\n {6}Value: 265/,
    )
    expect(written(lineOutput(options))).toContain('192.0.2.1:4660 > 192.0.2.2:9999 ACME-INNER 54')
    const [{ layers }] = JSON.parse(written(jsonOutput({}))) as [{ layers: { protocol: string; fields: object }[] }]
    expect(layers[3]).toEqual({
      protocol: 'acme',
      fields: expect.objectContaining({
        checksum: 0x3c98,
        readings: [
          { sensor: 1, value: 21 },
          { sensor: 7, value: 265 },
        ],
      }) as object,
    })
    const columns = ['acme.version', 'acme.value', 'acme-inner.rest'].map((name) => fieldNamed(name))
    expect(written(csvOutput({ ...options, fields: columns }))).toContain('2,"21,265",aa55')
  })

  test('is listed, and its checksum verified', () => {
    expect(fields().find(({ name }) => name === 'acme.sensor')).toMatchObject({ type: 'number', label: 'Sensor' })
    expect(verifyChecksums(packet.layers()).at(-1)).toMatchObject({ layer: { schema: acme }, verdict: 'good' })
  })
})

test('a key can lead elsewhere', () => {
  const back = registry.checkpoint()
  const dns = Packet.of(bytesOf(hex.replace('270f', '1f75')))
  expect(dns.dns).toBeUndefined()
  decodeAs('udp.port', 8053, protocols.lispData)
  expect(dns.layers()[3]!.schema).toBe(protocols.lispData)
  // Also where a filter needs only some layers, and for a table that the definition does not name.
  decodeAs('udp.port', 8053, protocols.openflow10)
  expect(compileDisplayFilter('openflow_v1').matches(new Batch().hold(Frame.of(dns.frame.bytes)), 0)).toBe(true)
  back()
  expect(names(dns.layers())).toEqual(['eth', 'ip', 'udp', 'data'])
})

const inner2 = protocol('inner2', 'Inner') as Schema

describe('is refused at once:', () => {
  const other = (name: string, filter = `${name}.x`) => protocol(name, 'Other').fields({ x: u8(filter, 'X') }) as Schema
  const count = () => registry.entries.length

  test.each<[string, Record<string, unknown>, RegExp]>([
    ['what is no definition', { other: 7 }, /other: this is not a protocol definition/],
    ['a record', { other: record('Other', {}) }, /other: a record is no protocol/],
    ['no name of a property', { 'a-b': other('ab') }, /"a-b" is no name of a property/],
    ['a property that packets have', { layers: other('ab') }, /layers: every packet has a property of this name/],
    ['a property of all objects', { constructor: other('ab') }, /constructor: every packet has/],
    ['a property twice', { acme: other('ab') }, /acme: a protocol of this name is registered already/],
    ['a definition twice', { again: acme }, /again: there is a protocol "acme" already/],
    [
      'a definition under two names',
      { one: inner2, two: inner2 },
      /two: this definition is registered under two names/,
    ],
    ['the name of a protocol', { other: other('tcp') }, /other: there is a protocol "tcp" already/],
    ['a word of the filter language', { other: other('contains') }, /contains is a word of the filter language/],
    ['a name that no filter can have', { other: other('a b', 'ab.x') }, /"a b" cannot be the name of a field/],
    ['a field that no filter can have', { other: other('ab', 'ab..x') }, /"ab..x" cannot be the name of a field/],
    ['a field of every frame', { other: other('ab', 'frame.len') }, /frame.len is a field of every frame/],
    [
      'a field of another type',
      { other: protocol('ab', 'Ab').fields({ x: text('tcp.port', 'X') }) },
      /tcp.port is of several types: number, text/,
    ],
    ['a table there is not', { other: protocol('ab', 'Ab', { 'upd.port': [1] }) }, /did you mean udp.port\?/],
  ])('%s', (_, definitions, message) => {
    const before = count()
    const register = () => {
      registerProtocols({ fine: other('fine'), ...(definitions as Record<string, Schema>) })
    }
    expect(register).toThrow(TypeError)
    expect(register).toThrow(message)
    expect(count()).toBe(before)
  })

  test('a layer of a protocol that is not registered', () => {
    expect(() => packet.layer(other('ab'))).toThrow(/ab is no registered protocol/)
  })
})

import { afterEach, describe, expect, test } from 'vitest'
import { Layers } from '../../src/packet/layers.ts'
import { decodeAs } from '../../src/packet/register.ts'
import { checkTables } from '../../src/packet/registry/checks.ts'
import { Registry, registry } from '../../src/packet/registry/index.ts'
import { protocols } from '../../src/protocols/index.ts'
import { protocol, record, rest, text, u16, u32, u8, type Schema } from '../../src/schema/index.ts'
import { bytesOf } from '../support/packets.ts'

/** The properties of the protocols that bytes are split into, the first of which is found by link type. */
function layersOf(registry: Registry, hex: string, linkType = 1): string[] {
  const layers = new Layers(registry)
  const bytes = bytesOf(hex)
  layers.split(bytes, 0, bytes.length, bytes.length, linkType)
  return Array.from({ length: layers.count }, (_, index) => registry.entries[layers.protocol[index]!]!.property)
}

const ethernetIpv4 = '020000000001 020000000002 0800 4500 0020 00000000 40 11 0000 c0000201 c0000202'

describe('a registry', () => {
  test('has room for more than 256 protocols', () => {
    const dummies = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [
        `dummy${index}`,
        protocol(`dummy${index}`, `Dummy ${index}`, { 'udp.port': [20_000 + index], dummy: [index] })
          .fields({ next: u16(`dummy${index}.next`, 'Next') })
          .payload({ tables: [['dummy', (dummy) => dummy.next]] }) as Schema,
      ]),
    )
    const large = new Registry({ ...protocols, ...dummies })
    expect(large.entries.length).toBe(Object.keys(protocols).length + 300)
    for (const port of [20_000, 20_187, 20_299]) {
      const hex = `${ethernetIpv4} ${port.toString(16)} 0001 000c 0000 012b 0000`
      expect(layersOf(large, hex)).toEqual(['ethernet', 'ipv4', 'udp', `dummy${port - 20_000}`, 'dummy299'])
    }
    expect(layersOf(registry, `${ethernetIpv4} 4e20 0001 000c 0000 012b 0000`).at(-1)).toBe('data')
  })

  test('finds protocols by text, by numbers of any size, and in any number of tables, in the order they are named', () => {
    const outer = protocol('outer', 'Outer', { linktype: [300] })
      .fields({
        small: u8('outer.small', 'Small'),
        large: u32('outer.large', 'Large'),
        type: text('outer.type', 'Type', { prefix: 1 }),
      })
      .payload({
        tables: [
          ['small', (outer) => outer.small],
          ['large', (outer) => outer.large],
          ['type', (outer) => outer.type ?? -1],
          ['small', (outer) => outer.small + 1],
        ],
      })
    const found = (name: string, over: Schema['over']) =>
      protocol(name, name, over).fields({ rest: rest(`${name}.rest`, 'Rest') })
    const several = new Registry({
      data: protocols.data,
      outer,
      one: found('one', { small: [1] }),
      two: found('two', { large: [0xffff_ffff, 65_536] }),
      three: found('three', { type: ['text/plain', 'length', '5'] }),
      four: found('four', { small: [2] }),
    })
    const inner = (hex: string) => layersOf(several, hex, 300)[1]
    expect(inner('01 ffffffff 00 00')).toBe('one')
    expect(inner('00 ffffffff 00 00')).toBe('two')
    expect(inner('00 00010000 00 00')).toBe('two')
    expect(inner('00 00000005 01 35 00')).toBe('three')
    expect(inner('00 00000000 0a 746578742f706c61696e 00')).toBe('three')
    expect(inner('00 00000000 06 6c656e677468 00')).toBe('three')
    expect(inner('00 00000000 0b 636f6e7374727563746f72 00')).toBe('one')
    expect(inner('05 00000000 0b 636f6e7374727563746f72 00')).toBe('data')
    expect(layersOf(several, '01 00', 301)).toEqual(['data'])
  })

  test('takes a text that leads nowhere for no key, whatever it is', () => {
    const outer = protocol('outer', 'Outer', { linktype: [300] })
      .fields({ type: text('outer.type', 'Type', 6) })
      .payload({ tables: [['type', (outer) => outer.type ?? -1]] })
    const inner = protocol('inner', 'Inner', { type: [6, 0] }).fields({ rest: rest('inner.rest', 'Rest') })
    const small = new Registry({ data: protocols.data, outer, inner })
    expect(layersOf(small, '6c656e677468 00', 300)).toEqual(['outer', 'data'])
  })

  test('takes more protocols after it has decoded, and lets keys lead elsewhere', () => {
    const growing = new Registry(protocols)
    const hex = `${ethernetIpv4} ffff 0001 000c 0000 2302 0000`
    const names = growing.column(({ schema }) => schema.name)
    const count = growing.derived(() => growing.entries.length)
    const [before, layers] = [count(), new Layers(growing)]
    expect(layersOf(growing, hex)).toEqual(['ethernet', 'ipv4', 'udp', 'data'])
    const undo = growing.checkpoint()
    const mine = protocol('mine', 'Mine', { 'udp.port': [65_535] }).fields({ value: u16('mine.value', 'Value') })
    growing.register({ mine })
    expect(layersOf(growing, hex)).toEqual(['ethernet', 'ipv4', 'udp', 'mine'])
    const bytes = bytesOf(hex)
    layers.split(bytes, 0, bytes.length, bytes.length, 1)
    expect(names[layers.protocol[3]!]).toBe('mine')
    expect(count()).toBe(before + 1)
    growing.associate('udp.port', 65_535, protocols.ntp)
    expect(layersOf(growing, hex)).toEqual(['ethernet', 'ipv4', 'udp', 'ntp'])
    undo()
    expect(layersOf(growing, hex)).toEqual(['ethernet', 'ipv4', 'udp', 'data'])
    expect([count(), names.length]).toEqual([before, before])
  })

  test.each<[string, Record<string, Schema>, RegExp]>([
    ['what is no protocol', { mine: { name: 'mine' } as never }, /mine: this is not a protocol definition/],
    ['a record', { mine: record('Mine', {}) }, /mine: a record is no protocol/],
    ['a property twice', { tcp: protocol('mine', 'Mine') }, /tcp: a protocol of this name is registered already/],
    ['a protocol twice', { mine: protocols.tcp }, /mine: a protocol of this name is registered already/],
    [
      'a table there is not',
      { mine: protocol('mine', 'Mine', { 'tcp.prot': [1] }) },
      /no protocol looks in a table "tcp.prot"; did you mean tcp.port\?/,
    ],
    [
      'a key below 0',
      { mine: protocol('mine', 'Mine', { 'tcp.port': [-1] }) },
      /tcp.port is a whole number from 0 on, or a text, not -1/,
    ],
    ['a key that is no whole number', { mine: protocol('mine', 'Mine', { 'tcp.port': [1.5] }) }, /not 1.5/],
    ['no key and no guess', { mine: protocol('mine', 'Mine', { tcp: [] }) }, /the table tcp has neither a key nor/],
  ])('refuses %s, and then adds nothing', (_, definitions, message) => {
    const one = new Registry(protocols)
    expect(() => {
      one.register({ fine: protocol('fine', 'Fine'), ...definitions })
    }).toThrow(message)
    expect(one.entries.length).toBe(Object.keys(protocols).length)
    expect(layersOf(one, ethernetIpv4)).toEqual(['ethernet', 'ipv4'])
  })

  test('refuses to let a key lead to what is not there', () => {
    const one = new Registry(protocols)
    expect(() => one.associate('tcp.prot', 1, protocols.http)).toThrow(/did you mean tcp.port\?/)
    expect(() => one.associate('tcp.port', NaN, protocols.http)).toThrow(/not NaN/)
    expect(() => one.associate('tcp.port', 1, protocol('mine', 'Mine'))).toThrow(/mine is no registered protocol/)
  })

  test('is given protocols of onwire that agree with each other', () => {
    expect(() => checkTables(protocols, [])).not.toThrow()
  })
})

describe('a protocol that is disabled', () => {
  test('is found neither by a key nor by its first bytes, until that is undone', () => {
    const one = new Registry(protocols)
    const undo = one.checkpoint()
    const http = one.entries.find(({ property }) => property === 'http')!
    const guesses = () => [one.guesses('tcp'), one.entries.find(({ property }) => property === 'tcp')!.guesses]
    expect([one.find('tcp.port', 80), guesses().map((all) => all.includes(http))]).toEqual([http.id, [true, true]])
    one.disable('http')
    expect([one.find('tcp.port', 80), guesses().map((all) => all.includes(http))]).toEqual([0, [false, false]])
    expect(one.find('udp.port', 53)).not.toBe(0)
    undo()
    expect([one.find('tcp.port', 80), guesses().map((all) => all.includes(http))]).toEqual([http.id, [true, true]])
  })

  test('leaves what its key led to before it was added', () => {
    const one = new Registry(protocols)
    one.register({ mine: protocol('mine', 'Mine', { 'udp.port': [53] }) })
    expect(one.entries[one.find('udp.port', 53)]!.property).toBe('mine')
    one.disable('mine')
    expect(one.entries[one.find('udp.port', 53)]!.property).toBe('dns')
  })

  test('must exist', () => {
    expect(() => new Registry(protocols).disable('htp')).toThrow(/no protocol "htp": did you mean/)
  })
})

describe('decode as', () => {
  const restore = registry.checkpoint()
  afterEach(() => restore())
  const tcp = (port: number) => registry.find('tcp.port', port)
  const http = registry.entries.findIndex(({ property }) => property === 'http')

  test('a port, a range and a count of ports', () => {
    decodeAs('tcp.port==9000,http')
    decodeAs('tcp.port == 0x2711-10003 , http')
    decodeAs('tcp.port==20000:2,http')
    expect([9000, 10000, 10001, 10003, 10004, 20000, 20001, 20002].map((port) => tcp(port) === http)).toEqual([
      true,
      false,
      true,
      true,
      false,
      true,
      true,
      false,
    ])
  })

  test('of two definitions of one name the one that the table leads to', () => {
    decodeAs('tcp.port==9053,dns')
    expect(registry.entries[tcp(9053)]!.property).toBe('dnsOverTcp')
  })

  test.each([
    ['9000=http', /TABLE==KEY,PROTOCOL/],
    ['tcp.port==9000,htpp', /did you mean http\?/],
    ['tcp.prt==9000,http', /did you mean tcp.port\?/],
    ['tcp.port==10-5,http', /ports in order/],
  ])('%s is refused', (words, message) => expect(() => decodeAs(words)).toThrow(message))
})

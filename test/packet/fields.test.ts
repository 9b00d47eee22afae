import { describe, expect, test } from 'vitest'
import { Batch } from '../../src/files/batch.ts'
import { fieldNamed, fields, type Value } from '../../src/packet/fields.ts'
import { Layers } from '../../src/packet/layers.ts'
import type { Packet } from '../../src/packet/packet.ts'
import { framesOf, packetOf } from '../support/packets.ts'

/** What a field says of a packet. */
function values({ frame }: Packet, name: string): readonly Value[] | Value | undefined {
  const layers = new Layers()
  layers.split(frame.memory, frame.start, frame.end, frame.end, frame.linkType)
  const source = fieldNamed(name)
  if (source.kind === 'frame') return source.read(new Batch().hold(frame), 0, layers)
  const found: Value[] = []
  source.collect(layers, found)
  return found
}

const syn = packetOf('web.pcapng', 7)

describe('a field by its filter name', () => {
  test.each([
    ['ip.src', ['192.0.2.1']],
    ['ip.addr', ['192.0.2.1', '192.0.2.2']],
    ['tcp.port', [syn.tcp!.sourcePort, 80]],
    ['tcp.flags', [2]],
    ['tcp.flags.syn', [true]],
    ['tcp.flags.ack', [false]],
    ['tcp.options.mss_val', [1460]],
    ['tcp.option_kind', syn.tcp!.options.map(({ kind }) => kind)],
    ['tcp.len', [0]],
    ['eth.type', [0x800]],
    ['eth.len', []],
    ['udp.port', []],
    ['tcp', [true]],
    ['dns', []],
    ['frame.protocols', 'eth:ethertype:ip:tcp'],
    ['frame.len', 74],
  ])('%s', (name, expected) => expect(values(syn, name)).toEqual(expected))

  test('bytes are hexadecimal text, at a fixed place too', () => {
    expect(values(packetOf('radius.pcapng', 3), 'radius.authenticator')).toEqual(['192cd3dbcb869ebfc0d59a4aafe6f27b'])
    expect(values(packetOf('ikev1.pcapng', 3), 'isakmp.ispi')).toEqual(['3ab6cc7b00419d26'])
  })

  test('has every occurrence, outer layers first', () => {
    const quoting = framesOf('traceroute.pcapng')
      .map((frame) => packetOf('traceroute.pcapng', frame.number))
      .find(({ icmp }) => icmp?.type === 11)!
    const [outer, inner, ...more] = values(quoting, 'ip.ttl') as number[]
    expect([outer! > 1, inner, more]).toEqual([true, 1, []])
  })

  test('is absent where the bytes end before it', () => {
    const cut = packetOf('web.pcapng', 7)
    const frame = { ...cut.frame, memory: cut.frame.memory, end: cut.frame.start + 14 + 20 + 6 }
    expect(values({ frame } as unknown as Packet, 'tcp.dstport')).toEqual([80])
    expect(values({ frame } as unknown as Packet, 'tcp.seq_raw')).toEqual([])
    expect(values({ frame } as unknown as Packet, 'tcp.options.mss_val')).toEqual([])
  })

  test('that does not exist is refused, with the one that may have been meant', () => {
    expect(() => fieldNamed('tcp.prot')).toThrow(new TypeError('there is no field "tcp.prot"; did you mean tcp.port?'))
    expect(() => fieldNamed('constructor')).toThrow(/^there is no field "constructor"/)
    expect(() => fieldNamed('no.such.thing.at.all')).toThrow(/^there is no field "no\.such\.thing\.at\.all"$/)
  })
})

test('a name has one type, wherever it occurs', () => {
  const types = new Map<string, Set<string>>()
  for (const { name, type } of fields()) types.set(name, (types.get(name) ?? new Set()).add(type))
  expect([...types].filter(([, found]) => found.size > 1)).toEqual([])
})

test('every name that is listed can be asked for, of every packet', () => {
  const names = [...new Set(Array.from(fields(), ({ name }) => name))]
  expect(names.length).toBeGreaterThan(200)
  for (const capture of ['web.pcapng', 'ipv6.pcapng', 'igmp.pcapng'])
    for (const frame of framesOf(capture).slice(0, 6)) for (const name of names) values({ frame } as Packet, name)
})

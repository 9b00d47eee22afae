/** What filters and columns find in the bits of a field besides its value. */
import { expect, test } from 'vitest'
import { Batch } from '../../src/files/batch.ts'
import { Frame } from '../../src/files/frame.ts'
import { compileDisplayFilter } from '../../src/filter/display/index.ts'
import { fieldNamed, fields, type Value } from '../../src/packet/fields.ts'
import { Layers } from '../../src/packet/layers.ts'
import { bytesOf, packetOfHex } from '../support/packets.ts'

const text =
  '0300c0000001 0250c2000002 0800 45 b9 0028 0001 0000 40 06 0000 c0000201 c0000202  0050d000 00000001 00000001 51 12 ffff 0000 0000'
const batch = (hex: string) => new Batch().hold(Frame.of(bytesOf(hex)))

function values(name: string, hex = text): Value[] {
  const source = fieldNamed(name)
  if (source.kind === 'frame') throw new TypeError(`${name} is of the frame`)
  const layers = new Layers()
  layers.decode(batch(hex), 0)
  const found: Value[] = []
  source.collect(layers, found)
  return found
}

test.each<[string, Value[]]>([
  ['eth.dst.oui', [0x0300c0]],
  ['eth.src.oui', [0x0250c2]],
  ['eth.addr.oui', [0x0300c0, 0x0250c2]],
  ['eth.dst.lg', [true]],
  ['eth.src.lg', [true]],
  ['eth.lg', [true, true]],
  ['eth.dst.ig', [true]],
  ['eth.src.ig', [false]],
  ['eth.ig', [true, false]],
  ['ip.dsfield', [0xb9]],
  ['ip.dsfield.dscp', [0x2e]],
  ['ip.dsfield.ecn', [1]],
  ['tcp.flags.str', ['···A···A··S·']],
])('%s', (name, expected) => {
  expect(values(name)).toEqual(expected)
  expect(fields().some((field) => field.name === name)).toBe(true)
})

test('is found by filters, and is not in the tree', () => {
  const passes = (filter: string) => compileDisplayFilter(filter).matches(batch(text), 0)
  expect(
    passes(
      'eth.dst.ig == 1 && eth.src.ig == 0 && ip.dsfield == 0xb9 && eth.addr.oui == 0x0250c2 && tcp.flags.str contains "S"',
    ),
  ).toBe(true)
  expect(passes('eth.lg == 0 || eth.src.ig == 1 || ip.dsfield < 0xb9')).toBe(false)
  expect(passes('@eth.dst.oui == 03:00:c0 && @ip.dsfield == b9')).toBe(true)
  expect(JSON.stringify(packetOfHex(text).ethernet)).not.toContain('oui')
})

test('is there as far as its own bytes are', () => {
  expect(values('eth.dst.oui', '0300c0')).toEqual([0x0300c0])
  expect(values('eth.dst.ig', '03')).toEqual([true])
  expect(values('eth.dst.oui', '0300')).toEqual([])
})

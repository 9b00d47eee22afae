/** What a definition says in data, compiled: the same as the function that stands for it. */
import { describe, expect, test } from 'vitest'
import { compiled, point, sourceOf } from '../../src/schema/engine/index.ts'
import type { PayloadOf } from '../../src/schema/payload.ts'
import {
  ahead,
  bits,
  domainName,
  flag,
  group,
  only,
  orRest,
  protocol,
  range,
  u16,
  u32,
  u64,
  u8,
  type Schema,
} from '../../src/schema/index.ts'

const layer = protocol('x', 'X')
  .fields({
    high: bits(4, '', ''),
    words: bits(4, '', '', { times: 4 }),
    little: u16('', '', { order: 'little' }),
    flags: group('', '', {
      first: flag('', ''),
      middle: bits(6, '', ''),
      last: only({ middle: range(1) }, flag('', '')),
    }),
    next: ahead(16, { skip: 8 }),
    code: u8('', ''),
    total: orRest(u16('', '')),
    large: u64('', ''),
    sign: u16('', '', { signed: true }),
  })
  .fields({ name: domainName('', ''), after: u8('', '') })

type Carries = PayloadOf<typeof layer extends Schema<infer V> ? V : never>
/** The functions that a payload comes to, as the steps of packets have them, and as written. */
function both({ tables = [], ...more }: Partial<Carries>) {
  layer.payload({ tables, ...more } as Carries)
  const { carries } = layer
  const work = (carries!.tables[0]?.[1] ?? carries!.length)! as (self: never) => unknown
  const code = compiled(work, layer)
  return { isCompiled: sourceOf(work) !== undefined && code !== (work as never), work, code }
}

const frames = [
  'a5 0102 81 07 0014 00000000000000ff ffff 01 61 00 05',
  '00 0000 00 00 0000 0000000000000000 8000 00 00',
  'ff ffff 7e 2a ffff ffffffffffffffff 7fff 02 6162 00 ff',
].map((text) => Uint8Array.from(Buffer.from(`0909${text.replaceAll(' ', '')}`, 'hex')))

const cases: Record<string, Partial<Carries>> = {
  'a field': { tables: [['t', 'code']] },
  'bits times a number': { tables: [['t', 'words']] },
  'little-endian order': { tables: [['t', 'little']] },
  'a number in a group': { tables: [['t', 'flags.middle']] },
  'a number ahead': { tables: [['t', 'next']] },
  'a negative number': { tables: [['t', 'sign']] },
  'a field after what varies': { tables: [['t', 'after']] },
  'the smaller of two': { tables: [['t', { smaller: ['little', 'total'] }]] },
  'the larger of two': { tables: [['t', { larger: ['little', 'after'] }]] },
  'a field under a value': { tables: [['t', 'code', { 'flags.first': true, high: [10, range(0, 3)] }]] },
  'a field under a flag': { tables: [['t', 'code', 'flags.first']] },
  'a field that means something only under a condition': { tables: [['t', 'flags.last']] },
  'a function under a value': { tables: [['t', ({ code }) => code + 1, { high: 10 }]] },
  'a length': { length: 'total' },
  'a length with arithmetic': { length: { length: 'code', times: 2, plus: 'words', minus: 20 } },
  'a length that is a bigint': { length: { length: 'large', minus: 1 } },
  'a length after what varies': { length: 'after' },
  'a length under a condition': { length: { length: 'total', minus: 8, when: 'code' } },
}

describe('compiled, the result is the same', () => {
  test.each(Object.entries(cases))('%s', (name, carries) => {
    const { isCompiled, work, code } = both(carries)
    expect(isCompiled).toBe(!name.startsWith('a function'))
    const results = frames.map((bytes) => {
      const end = bytes.length
      point(bytes, 2, end)
      const result = work(layer.cursor as never)
      expect(code(layer.cursor, bytes, 2, end)).toBe(result)
      expect(work(layer.view(bytes, 2, end) as never)).toBe(result)
      return result
    })
    expect(new Set(results).size, 'the frames tell one result from another').toBeGreaterThan(1)
  })

  test('a number of each size, at each bit, in both orders', () => {
    const bytes = Uint8Array.of(0xf7, 0x9e, 0x35, 0xc8, 0x81, 0x6a, 0xff)
    for (const order of ['little', undefined] as const)
      for (let bit = 0; bit < 8; bit++)
        for (let size = 1; size <= 32 && bit + size <= 32; size++) {
          const field = bits(size, '', '', order ? { order } : {})
          const { text, needed } = field.source!(bit, 1)
          const value = new Function('bytes', 'at', `return ${text}`)(bytes, 1) as number
          expect(value, `${size} bits at bit ${bit}, ${order}`).toBe(field.bind(bit)(bytes, 2, undefined as never))
          expect(needed).toBe(1 + Math.ceil((bit + size) / 8))
        }
    expect(bits(48, '', '').source).toBeUndefined()
    expect(u32('', '', { signed: true }).source).toBeUndefined()
  })
})

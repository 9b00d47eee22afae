import { expect, test } from 'vitest'
import { ipv4Prefix, ipv6Prefix, protocol, record, list, u8 } from '../../src/schema/index.ts'

const ipv4 = record('Route', { length: u8('', 'Length'), prefix: ipv4Prefix('x.prefix', 'Prefix', 'length') })
const ipv6 = record('Route', {
  words: u8('', 'Words'),
  prefix: ipv6Prefix('x.prefix6', 'Prefix', ({ words }: { readonly words?: number }) => (words ?? 0) * 32, {
    word: 32,
  }),
})
const schema = protocol('x', 'X').fields({
  routes: list('', 'Routes', ipv4, { count: 3 }),
  more: list('', 'More', ipv6),
})

test('prefixes take the bytes that their length needs', () => {
  const view = schema.view(Uint8Array.of(9, 10, 128, 0, 99, 1, 2, 3, 4, 1, 0x20, 1, 0xd, 0xb8), 0, 14)
  expect(view.routes.map(({ prefix }) => prefix)).toEqual(['10.128.0.0', '0.0.0.0', '1.2.3.4'])
  expect(view.more.map(({ prefix }) => prefix)).toEqual(['2001:db8::'])
})

import { expect, test } from 'vitest'
import { Batch } from '../../../src/files/batch.ts'
import { Frame } from '../../../src/files/frame.ts'
import { compileDisplayFilter } from '../../../src/filter/display/index.ts'
import { bytesOf } from '../../support/packets.ts'

const link = '020000000001 020000000002'
const passes = (text: string, filter: string) =>
  compileDisplayFilter(filter).matches(new Batch().hold(Frame.of(bytesOf(text))), 0)

test.each([
  ['another version', `${link} 0800 55 00 001c 0001 0000 40 11 0000 c0000201 c0000202  0035 d000 0008 0000`, 'ip', 20],
  [
    'another version, with options',
    `${link} 0800 56 00 0020 0001 0000 40 11 0000 c0000201 c0000202 01010101 0035 d000 0008 0000`,
    'ip',
    24,
  ],
  ['a short header', `${link} 0800 43 00 001c 0001 0000 40 11 0000 c0000201 c0000202  0035 d000 0008 0000`, 'ip', 12],
  [
    'a length below that of the header',
    `${link} 0800 46 00 0016 0001 0000 40 11 0000 c0000201 c0000202 01010101 0035 d000 0008 0000`,
    'ip',
    24,
  ],
  ['not all of it', `${link} 0800 55 00 001c 0001`, 'ip', 6],
  ['another version of IPv6', `${link} 86dd 50000000 0008 3b 40 ${'00'.repeat(32)} 0000000000000000`, 'ipv6', 40],
])('an IP header with %s is its own as far as it says, as tshark has it', (_, text, name, length) => {
  expect(passes(text, `${name}[${length - 1}] >= 0`)).toBe(true)
  expect(passes(text, `${name}[${length}] >= 0`)).toBe(false)
  expect(passes(text, `len(${name}[0:]) == ${length}`)).toBe(true)
})

test('what cannot be trusted is searched all the same', () => {
  const text = `${link} 0800 55 00 001c 0001 0000 40 11 0000 c0000201 c0000202  0035 d000 0008 0000`
  expect(passes(text, 'ip contains 00:35:d0:00')).toBe(true)
  expect(passes(text, 'ip.src or udp')).toBe(false)
})

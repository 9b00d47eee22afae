/** Datagrams that are put together from fragments. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hex } from '../../src/schema/index.ts'
import { followed, ipv4, type Sent } from '../support/conversations.ts'
import { join, words } from '../support/capture-bytes.ts'

const udp = (length: number): Uint8Array => {
  const bytes = Uint8Array.from({ length }, (_, index) => index & 255)
  bytes.set([0x12, 0x34, 0x56, 0x78, length >> 8, length & 255, 0, 0])
  return bytes
}

const fragment = (
  whole: Uint8Array,
  offset: number,
  to: number,
  more = to < whole.length,
  identification = 7,
): Sent => ({
  at: 0,
  bytes: ipv4(17, true, whole.subarray(offset, to), { identification, offset, more }),
})

/** Of each frame: the facts of a name. */
const told = (sent: readonly Sent[], name: string) => followed(sent).map((frame) => frame.values(name).join())
const whole = udp(64)

describe('a datagram', () => {
  test('is put together where its last fragment comes, in any order and with fragments that come twice', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 40 }).chain((units) =>
          fc.record({
            units: fc.constant(units),
            cuts: fc.uniqueArray(fc.integer({ min: 1, max: units - 1 }), { minLength: 1, maxLength: 8 }),
            order: fc.array(fc.nat(), { maxLength: 20 }),
          }),
        ),
        ({ units, cuts, order }) => {
          const bytes = udp(units * 8 + 3)
          const edges = [0, ...cuts.toSorted((a, b) => a - b).map((cut) => cut * 8), bytes.length]
          const sent = edges.slice(1).map((edge, index) => fragment(bytes, edges[index]!, edge))
          order.forEach((value, index) => {
            const [one, other] = [index % sent.length, value % sent.length]
            ;[sent[one], sent[other]] = [sent[other]!, sent[one]!]
          })
          const frames = followed([...sent.slice(0, 1), ...sent])
          const last = frames.at(-1)!
          expect(last.values('ip.reassembled.length')).toEqual([bytes.length])
          expect(last.values('ip.reassembled.data')).toEqual([hex(bytes)])
          expect(last.values('udp.length')).toEqual([bytes.length])
          expect(frames.slice(0, -1).map((frame) => frame.values('ip.reassembled_in'))).toEqual(
            frames.slice(0, -1).map(() => [frames.length]),
          )
        },
      ),
    ))
  test('names its fragments in the order of their bytes', () => {
    const sent = [fragment(whole, 32, 64), fragment(whole, 0, 16), fragment(whole, 16, 32)]
    expect(told(sent, 'ip.fragment')).toEqual(['', '', '2,3,1'])
    expect(told(sent, 'ip.fragment.count')).toEqual(['', '', '3'])
  })
  test('is not there as long as a fragment is missing', () =>
    expect(told([fragment(whole, 0, 16), fragment(whole, 32, 64)], 'ip.reassembled.length')).toEqual(['', '']))
  test('is another with another protocol, identification or address', () => {
    const other = { at: 0, bytes: ipv4(6, true, whole.subarray(16), { identification: 7, offset: 16 }) }
    const reversed = { at: 0, bytes: ipv4(17, false, whole.subarray(16), { identification: 7, offset: 16 }) }
    const sent = [fragment(whole, 0, 16), other, reversed, fragment(whole, 16, 64, false, 8)]
    expect(told(sent, 'ip.reassembled.length')).toEqual(['', '', '', ''])
  })
  test('may use an identification again', () => {
    const sent = [fragment(whole, 0, 32), fragment(whole, 32, 64), fragment(whole, 0, 32), fragment(whole, 32, 64)]
    expect(told(sent, 'ip.reassembled_in')).toEqual(['2', '', '4', ''])
  })
  test('is not put together from a fragment that the capture has cut', () => {
    const first = fragment(whole, 0, 32)
    const cut = { at: 0, bytes: first.bytes.subarray(0, 40), originalLength: first.bytes.length }
    expect(told([cut, fragment(whole, 32, 64)], 'ip.reassembled.length')).toEqual(['', ''])
  })
})

describe('fragments that', () => {
  const overlaps = (sent: readonly Sent[]) =>
    ['overlap', 'overlap.conflict', 'multipletails', 'toolongfragment'].filter(
      (name) => followed(sent).at(-1)!.values(`ip.fragment.${name}`).length > 0,
    )
  const other = whole.map((byte, index) => (index < 16 ? byte : byte ^ 255))

  test('overlap are told', () =>
    expect(overlaps([fragment(whole, 0, 32), fragment(whole, 16, 40), fragment(whole, 40, 64)])).toEqual(['overlap']))
  test('differ where they overlap are told; what begins first counts', () => {
    const sent = [fragment(whole, 0, 32), fragment(other, 16, 40), fragment(whole, 40, 64)]
    expect(overlaps(sent)).toEqual(['overlap', 'overlap.conflict'])
    expect(followed(sent).at(-1)!.values('ip.reassembled.data')).toEqual([
      hex(join(whole.subarray(0, 32), other.subarray(32, 40), whole.subarray(40))),
    ])
  })
  test('end the datagram at several places are told', () =>
    expect(overlaps([fragment(whole, 32, 64, false), fragment(whole, 32, 56, false), fragment(whole, 0, 32)])).toEqual([
      'overlap',
      'multipletails',
    ]))
  test('go on after its end are told', () => {
    const sent = [fragment(whole, 32, 48, false), fragment(whole, 24, 56, true), fragment(whole, 0, 32)]
    expect(overlaps(sent)).toContain('toolongfragment')
    expect(followed(sent).at(-1)!.values('ip.reassembled.length')).toEqual([48])
  })
})

test('a fragment inside a tunnel is put together, and a datagram in fragments of a tunnel too', () => {
  const inner = [
    ipv4(17, true, whole.subarray(0, 32), { identification: 9, more: true }),
    ipv4(17, true, whole.subarray(32), { identification: 9, offset: 32 }),
  ]
  const tunneled = inner.map((bytes, index) => ({ at: 0, bytes: ipv4(4, false, bytes, { identification: index }) }))
  expect(told(tunneled, 'udp.length')).toEqual(['', '64'])
  const parts = [0, 24].map((from, index) => ({
    at: 0,
    bytes: ipv4(4, false, inner[1]!.subarray(from, index === 0 ? 24 : undefined), {
      identification: 3,
      offset: from,
      more: index === 0,
    }),
  }))
  expect(told([tunneled[0]!, ...parts], 'udp.length')).toEqual(['', '', '64'])
})

test('IPv6 is put together after extension headers', () => {
  const address = (last: number) =>
    Uint8Array.from({ length: 16 }, (_, index) => (index === 15 ? last : index === 0 ? 0x20 : 0))
  const ipv6 = (offset: number, part: Uint8Array, more: boolean): Sent => {
    const options = Uint8Array.of(44, 0, 1, 4, 0, 0, 0, 0)
    const header = join(Uint8Array.of(17, 0, (offset >> 8) & 255, (offset & 0xf8) | (more ? 1 : 0)), words(false, 77))
    const payload = join(options, header, part)
    return {
      at: 0,
      bytes: join(
        Uint8Array.of(0x60, 0, 0, 0, payload.length >> 8, payload.length & 255, 0, 64),
        address(1),
        address(2),
        payload,
      ),
    }
  }
  const sent = [ipv6(32, whole.subarray(32), false), ipv6(0, whole.subarray(0, 32), true)]
  expect(told(sent, 'ipv6.reassembled.length')).toEqual(['', '64'])
  expect(told(sent, 'ipv6.reassembled.in')).toEqual(['2', ''])
  expect(told(sent, 'udp.length')).toEqual(['', '64'])
})

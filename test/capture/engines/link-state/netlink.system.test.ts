import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LinkEvents } from '../../../../src/capture/engines/link-state/link-events.ts'
import { listRequest, readMessages } from '../../../../src/capture/engines/link-state/netlink.ts'
import { addressBytes, concatenated, endBytes, linkBytes, newNamespace } from '../../../support/netlink.ts'

const [bridgeFamily, up, lowerUp] = [7, 0x1, 0x10000]

describe('messages', () => {
  test('links: number, name, and whether something comes through', () => {
    expect(
      readMessages(
        concatenated(
          linkBytes({ index: 4, name: 'eth0', flags: up | lowerUp }),
          linkBytes({ index: 5, name: 'wlan0', flags: up, sequence: 7 }),
          linkBytes({ index: 6, name: 'x', flags: 0, gone: true }),
        ),
      ),
    ).toEqual([
      {
        kind: 'link',
        index: 4,
        name: 'eth0',
        up: true,
        carrier: true,
        gone: false,
        moved: false,
        sequence: 0,
        interrupted: false,
      },
      {
        kind: 'link',
        index: 5,
        name: 'wlan0',
        up: true,
        carrier: false,
        gone: false,
        moved: false,
        sequence: 7,
        interrupted: false,
      },
      {
        kind: 'link',
        index: 6,
        name: 'x',
        up: false,
        carrier: false,
        gone: true,
        moved: false,
        sequence: 0,
        interrupted: false,
      },
    ])
    expect(
      readMessages(linkBytes({ index: 4, name: 'eth0', flags: 0, gone: true, more: [[newNamespace, [1, 0, 0, 0]]] })),
    ).toMatchObject([{ gone: true, moved: true }])
  })

  test("addresses: one's own where there is a peer's too", () => {
    expect(
      readMessages(
        concatenated(
          addressBytes({ index: 4, prefix: 24, local: [192, 0, 2, 1], address: [192, 0, 2, 1] }),
          addressBytes({ index: 4, prefix: 32, local: [192, 0, 2, 1], address: [192, 0, 2, 2] }),
          addressBytes({
            index: 4,
            prefix: 64,
            address: [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
            gone: true,
          }),
        ),
      ),
    ).toMatchObject([
      { kind: 'address', index: 4, gone: false, address: '192.0.2.1/24' },
      { address: '192.0.2.1/32' },
      { address: '2001:db8::1/64', gone: true },
    ])
  })

  test('what the kernel sent when 192.0.2.1/24 was given to an interface, and when it was taken away', () => {
    if (new Uint8Array(new Uint16Array([1]).buffer)[0] !== 1) return expect(readMessages(new Uint8Array(0))).toEqual([])
    const recorded = (hex: string) => readMessages(Uint8Array.from(Buffer.from(hex, 'hex')))
    expect(
      recorded(
        '4c000000140000007215056b6e220000021880000300000008000100c000020108000200c00002010700030072300000080008008000000014000600ffffffffffffffff0e6305000e630500',
      ),
    ).toMatchObject([{ kind: 'address', gone: false, address: '192.0.2.1/24' }])
    expect(
      recorded(
        '4c000000150000007215056b70220000021880000300000008000100c000020108000200c00002010700030072300000080008008000000014000600ffffffffffffffff0e6305000e630500',
      ),
    ).toMatchObject([{ kind: 'address', gone: true, address: '192.0.2.1/24' }])
  })

  test('the end of a list, and its failure', () => {
    expect(readMessages(concatenated(endBytes(3, 1), endBytes(2, 2, -16)))).toEqual([
      { kind: 'end', sequence: 1, interrupted: false, error: 0 },
      { kind: 'end', sequence: 2, interrupted: false, error: 16 },
    ])
  })

  test('a bridge that gains or loses a port says nothing of the interface', () => {
    expect(readMessages(linkBytes({ family: bridgeFamily, index: 4, name: 'eth0', flags: 0, gone: true }))).toEqual([])
  })

  test('a request is as rtnetlink(7) has it', () => {
    const view = new DataView(listRequest('addresses', 9).buffer)
    const native = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1
    expect([
      view.getUint32(0, native),
      view.getUint16(4, native),
      view.getUint16(6, native),
      view.getUint32(8, native),
    ]).toEqual([24, 22, 0x301, 9])
  })

  test('what is cut or damaged gives what came before it, at every length', () => {
    const whole = concatenated(
      addressBytes({ index: 4, prefix: 24, local: [192, 0, 2, 1] }),
      linkBytes({ index: 4, name: 'eth0', flags: up }),
    )
    for (let length = 0; length < whole.length; length++)
      expect(readMessages(whole.subarray(0, length)).length).toBeLessThanOrEqual(1)
    expect(readMessages(whole)).toHaveLength(2)
  })

  test('no bytes make it throw, or find more than there are', () => {
    const pieces = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc
        .record({
          index: fc.integer({ min: 1, max: 3 }),
          name: fc.constantFrom('eth0', 'eth1'),
          flags: fc.nat(0x1ffff),
          gone: fc.boolean(),
        })
        .map(linkBytes),
      fc
        .record({
          index: fc.integer({ min: 1, max: 3 }),
          prefix: fc.nat(255),
          local: fc.array(fc.nat(255), { minLength: 3, maxLength: 17 }),
          gone: fc.boolean(),
        })
        .map(addressBytes),
    )
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 8 }),
        fc.array(fc.tuple(fc.nat(600), fc.nat(255)), { maxLength: 6 }),
        (parts, damage) => {
          const bytes = concatenated(...parts)
          for (const [at, value] of damage) if (at < bytes.length) bytes[at] = value
          const messages = readMessages(bytes)
          expect(messages.length).toBeLessThanOrEqual(bytes.length / 16)
          const events = new LinkEvents(['eth0'])
          events.beginList()
          events.take(messages)
          events.endList(true)
          for (const { interface: name } of events.take(messages)) expect(name).toBe('eth0')
        },
      ),
      { numRuns: 2000 },
    )
  })
})

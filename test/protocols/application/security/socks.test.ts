import { describe, expect, test } from 'vitest'
import { bytesOf } from '../../../support/capture-bytes.ts'
import { dialog, type Said } from '../../../support/dialog.ts'
import { expectGolden, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const port = { port: 1080 }
const methods = ['>', bytesOf('05 02 00 02')] as const
const login: readonly Said[] = [
  methods,
  ['<', bytesOf('05 02')],
  ['>', bytesOf('01 04 616e6e61 06 736563726574')],
  ['<', bytesOf('01 00')],
]
const request = ['>', bytesOf('05 01 00 03 06 612e74657374 01bb')] as const
const granted = ['<', bytesOf('05 00 00 01 c0000202 c001')] as const
const smtp = ['<', '220 a.test\r\n'] as const

test('the trees of a request and a reply', async () => {
  const packets = dialog([methods, ['<', bytesOf('05 00')], request, granted], port)
  await expectGolden(packets[2]!, 'socks-request', 'socks')
  await expectGolden(packets[3]!, 'socks-reply', 'socks')
})

test('damage', () => {
  for (const packet of dialog([...login, request, granted], port)) expectSafe(packet.frame.bytes.slice(), 101)
})

describe('version 5', () => {
  const packets = dialog([...login, request, granted], port)

  test('agrees on a method, authenticates, and connects', () => {
    expect(valuesOf(packets[0]!, 'socks.auth_method')).toEqual([0, 2])
    expect(valuesOf(packets[1]!, 'socks.auth_accepted_method')).toEqual([2])
    expect(valuesOf(packets[2]!, 'socks.username')).toEqual(['anna'])
    expect(valuesOf(packets[3]!, 'socks.auth_status')).toEqual([0])
    expect(valuesOf(packets[4]!, 'socks.remote_name')).toEqual(['a.test'])
    expect(valuesOf(packets[4]!, 'socks.dstport')).toEqual([443])
    expect(valuesOf(packets[5]!, 'socks.results')).toEqual([0])
  })

  test('shows no password in a list of packets', () =>
    expect(summariesOf(packets[2]!, 'socks')).toEqual(['User Authentication: anna']))

  test('is put together over segments', () => {
    const [first, second] = dialog(
      [
        ['>', bytesOf('05')],
        ['>', bytesOf('02 00 02')],
      ],
      port,
    )
    expect(protocolsOf(first!)).not.toContain('socks')
    expect(valuesOf(second!, 'socks.auth_method')).toEqual([0, 2])
  })
})

describe('what follows', () => {
  const namesOf = (said: readonly Said[]) =>
    dialog(said, port).map((packet) => protocolsOf(packet).replace('raw:ip:tcp:', ''))

  test('is known by the port that was asked for', () => {
    const to25 = ['>', bytesOf('05 01 00 01 c0000203 0019')] as const
    expect(namesOf([methods, ['<', bytesOf('05 00')], to25, granted, smtp]).at(-1)).toBe('smtp')
  })

  test('is known by its first bytes', () => {
    const to9000 = ['>', bytesOf('04 01 2328 c0000203 00')] as const
    const granted4 = ['<', bytesOf('00 5a 0000 00000000')] as const
    expect(namesOf([to9000, granted4, ['>', 'GET / HTTP/1.1\r\n\r\n']])).toEqual(['socks', 'socks', 'http'])
  })

  test('a refusal is nothing', () => {
    const refused = ['<', bytesOf('05 05 00 01 00000000 0000')] as const
    expect(namesOf([methods, ['<', bytesOf('05 00')], request, refused, smtp]).at(-1)).not.toBe('smtp')
  })
})

test('version 4A has the name of a host', () => {
  const [packet] = dialog([['>', bytesOf('04 01 01bb 00000001 00 612e7465737400')]], port)
  expect(valuesOf(packet!, 'socks.v4a_dns_name')).toEqual(['a.test'])
})

test('what is not SOCKS is data, whatever the port', () => {
  const [packet] = dialog([['>', 'something else']], port)
  expect(protocolsOf(packet!)).toBe('raw:ip:tcp:data')
})

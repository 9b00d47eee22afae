import { describe, expect, test } from 'vitest'
import { dialog, type Said } from '../../../support/dialog.ts'
import { expectGolden, framesOf, packetOf, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const port = { port: 25 }
const start: readonly Said[] = [
  ['<', '220 a.test\r\n'],
  ['>', 'DATA\r\n'],
]
const mail = 'Subject: One\r\n two\r\n\r\nText\r\n..dot\r\n.\r\n'

test('the tree of a reply', () => expectGolden(packetOf('smtp.pcapng', 10), 'smtp-reply', 'smtp'))
test('the tree of a command', () => expectGolden(packetOf('smtp.pcapng', 12), 'smtp-command', 'smtp'))
test('the tree of a mail', () =>
  expectGolden(dialog([...start, ['<', '354 go on\r\n'], ['>', mail]], port)[3]!, 'smtp-mail', 'imf'))

test('damage', () => {
  for (const number of [10, 12]) expectSafe(framesOf('smtp.pcapng')[number - 1]!.bytes.slice())
})

describe('a mail', () => {
  test('follows DATA, over segments, as a layer of its own', () => {
    const packets = dialog([...start, ['<', '354 go on\r\n'], ['>', mail.slice(0, 20)], ['>', mail.slice(20)]], port)
    expect(protocolsOf(packets[3]!)).toBe('raw:ip:tcp')
    expect(protocolsOf(packets[4]!)).toBe('raw:ip:tcp:smtp:imf')
    expect(valuesOf(packets[4]!, 'imf.subject')).toEqual(['One two'])
  })

  test('is without the dots that were added', () => {
    const packets = dialog([...start, ['<', '354 go on\r\n'], ['>', mail]], port)
    const text = packets[3]!.layers().at(-1)!
    expect(new TextDecoder().decode(text.bytes.subarray(text.start, text.end))).toBe(
      'Subject: One\r\n two\r\n\r\nText\r\n.dot\r\n',
    )
  })

  test('that begins like a reply is a mail', () => {
    const packets = dialog([...start, ['<', '354 go on\r\n'], ['>', '250 years ago\r\n.\r\nQUIT\r\n']], port)
    expect(valuesOf(packets[3]!, 'smtp.response.code')).toEqual([])
    expect(valuesOf(packets[3]!, 'smtp.req.command')).toEqual(['QUIT'])
  })

  test('that was refused does not come', () => {
    const packets = dialog([...start, ['<', '503 no\r\n'], ['>', 'QUIT\r\n']], port)
    expect(valuesOf(packets[3]!, 'smtp.req.command')).toEqual(['QUIT'])
  })
})

test('a list of packets shows no credentials', () => {
  const [packet] = dialog([['>', 'AUTH PLAIN AGFubmEAc2VjcmV0\r\n']], port)
  expect(summariesOf(packet!, 'smtp')).toEqual(['C: AUTH'])
})

test('all lines of a reply have the parameter', () => {
  const [packet] = dialog([['<', '250-a.test\r\n250-SIZE 100\r\n250 HELP\r\n']], port)
  expect(valuesOf(packet!, 'smtp.response.code')).toEqual([250])
  expect(valuesOf(packet!, 'smtp.rsp.parameter')).toEqual(['a.test', 'SIZE 100', 'HELP'])
})

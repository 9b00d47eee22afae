/** What messages there are where bytes were not captured, or come only later. */
import { describe, expect, test } from 'vitest'
import type { protocols } from '../../src/protocols/index.ts'
import { followed, segment, type Followed, type Sent } from '../support/conversations.ts'

const handshake = [segment('client', 'S', 0, 0), segment('server', 'SA', 0, 1), segment('client', 'A', 1, 1)]
const request = 'GET / HTTP/1.1\r\nHost: a.test\r\n\r\n'
const ask = segment('client', 'A', 1, 1, { payload: request })
const asked = 1 + request.length
const ok = (body: string) => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`

interface Part {
  readonly text: string
  readonly isLost?: boolean
  /** How much of it was captured. */
  readonly captured?: number
}

/** Segments of the server, each acknowledged. */
function answers(parts: readonly Part[]): Sent[] {
  let at = 1
  return parts.flatMap(({ text, isLost, captured = text.length }) => {
    const { at: time, bytes } = segment('server', 'A', at, asked, { payload: text })
    at += text.length
    const cut = text.length - captured
    const sent = { at: time, bytes: bytes.subarray(0, bytes.length - cut), originalLength: bytes.length }
    return [...(isLost ? [] : [sent]), segment('client', 'A', asked, at)]
  })
}

/** Of the messages of the server in each frame, the status, length, and what is missing; the length of what is none. */
const shown = (frames: readonly Followed[]) =>
  frames.flatMap(({ layers, names }) => {
    const words = names.flatMap((name, at) => {
      if (name !== 'http') return []
      const {
        statusCode = '',
        method,
        start,
        end,
        originalEnd,
      } = layers.view(at) as ReturnType<typeof protocols.http.view>
      return method === undefined
        ? [`${statusCode}[${end - start}${end < originalEnd ? `-${originalEnd - end}` : ''}]`]
        : []
    })
    return words.length === 0 ? [] : [words.join(' ')]
  })

const shownOf = (...parts: readonly Part[]) => shown(followed([...handshake, ask, ...answers(parts)]))

describe('where bytes of a message are missing', () => {
  const message = ok('x'.repeat(260))
  const [first, second, third] = [message.slice(0, 100), message.slice(100, 200), message.slice(200)]
  const next = ok('yes')
  test('the captures of these tests are as they should be', () =>
    expect([message.length, next.length]).toEqual([300, 41]))

  test('it is shown as far as it goes, and the stream goes on at the next one', () =>
    expect(shownOf({ text: first }, { text: second, isLost: true }, { text: third + next })).toEqual([
      '200[100-200] [100] 200[41]',
    ]))
  test('as a whole but for its beginning, the stream goes on at the next one', () =>
    expect(shownOf({ text: first }, { text: second + third, isLost: true }, { text: next })).toEqual([
      '200[100-200] 200[41]',
    ]))
  test('because the capture cut them, too', () => {
    expect(shownOf({ text: first }, { text: second, captured: 40 }, { text: third + next })).toEqual([
      '200[140-160]',
      '[100] 200[41]',
    ])
    expect(shownOf({ text: message, captured: 100 }, { text: next })).toEqual(['200[100-200]', '200[41]'])
    expect(shownOf({ text: first, captured: 60 }, { text: second + third + next })).toEqual([
      '200[60-40]',
      '[200] 200[41]',
    ])
  })
  test('and nobody knows how many, the stream goes on where a message begins', () => {
    const chunks = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'
    const rest = '5\r\nthere\r\n0\r\n\r\n'
    expect(shownOf({ text: chunks }, { text: rest, isLost: true }, { text: next })).toEqual(['200[57-1] 200[41]'])
  })
  test('a response that answers no HEAD any more has its body', () => {
    const head = segment('client', 'A', 1, 1, { payload: request.replace('GET', 'HEAD') })
    const parts = answers([{ text: 'HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n' }, { text: next.slice(0, 40) }])
    const all = [...handshake, head, ...parts, segment('server', 'A', 81, asked, { payload: next.slice(40) })]
    expect(shown(followed(all)).at(-1)).toBe('200[41]')
  })
})

describe('a stream', () => {
  const late = (sequence: number, payload: string) => segment('server', 'A', sequence, asked, { payload })

  test('begins with the first segment, if its beginning was not captured', () => {
    const all = [segment('client', 'A', 1, 1, { payload: request }), late(5000, ok('yes'))]
    expect(shown(followed(all, { passes: 1 }))).toEqual(['200[41]'])
  })
  test('of which only one side was captured waits for nothing', () =>
    expect(shown(followed([late(1, ok('yes')), late(500, ok('yes')), late(900, ok('yes'))], { passes: 1 }))).toEqual([
      '200[41]',
      '200[41]',
      '200[41]',
    ]))
  test.each([
    ['2.9 seconds later waits for what was not acknowledged', 2_900_000, []],
    ['3.1 seconds later waits no more', 3_100_000, ['200[41] 200[41]']],
  ])('that goes on %s', (_, wait, expected) => {
    const after = (at: number, sequence: number) => segment('server', 'A', sequence, asked, { payload: ok('yes'), at })
    const all = [...handshake, ask, segment('client', 'A', asked, 1), after(0, 501), after(wait, 542)]
    expect(shown(followed(all, { passes: 1 }))).toEqual(expected)
  })
  test('waits again where bytes are missing a second time', () => {
    const after = (at: number, sequence: number) => segment('server', 'A', sequence, asked, { payload: ok('yes'), at })
    const acknowledged = segment('client', 'A', asked, 501, { at: 3_000_000 })
    const all = [...handshake, ask, after(0, 501), acknowledged, after(3_100_000, 700), after(3_200_000, 741)]
    expect(shown(followed(all, { passes: 1 }))).toEqual(['200[41]'])
  })
  test('goes on after bytes that were acknowledged up to what comes next', () => {
    const all = [...handshake, ask, segment('client', 'A', asked, 501), late(501, ok('yes'))]
    expect(shown(followed(all))).toEqual(['200[41]'])
  })
  test('that ends early has its last bytes', () => {
    const text = 'HTTP/1.0 200 OK\r\n\r\nsome more'
    const [first, last] = [late(1, text.slice(0, 23)), late(24, text.slice(23))]
    const end = segment('server', 'FA', 1 + text.length, asked)
    expect(shown(followed([...handshake, ask, first, end, last]))).toEqual(['200[28]'])
    expect(shown(followed([...handshake, ask, first, last, end]))).toEqual(['200[28]'])
  })
  test('may have empty lines before a message', () =>
    expect(shownOf({ text: '\r' }, { text: '\n\r\nHTTP/1.1 204 No Content\r\n\r\n' })).toEqual(['[4] 204[27]']))
})

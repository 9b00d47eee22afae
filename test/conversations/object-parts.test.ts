/** Files of which a capture shows a part only, and others where its protocol says little. */
import { describe, expect, test } from 'vitest'
import { objectsIn } from '../../src/conversations/objects/index.ts'
import { captureOf, client, handshake, server } from '../support/segments.ts'

const port = { port: 80 }
const said = (...segments: readonly Parameters<typeof server>[]) => found(handshake, segments)
/** The same of a connection whose beginning was not captured. */
const goingOn = (...segments: readonly Parameters<typeof server>[]) => found([], segments)

async function found(opening: typeof handshake, segments: readonly Parameters<typeof server>[]) {
  const connection = [
    ...opening.map((segment) => ({ ...segment, ...port })),
    ...segments.map(([sequence, text]) => server(sequence, text, { ...port, ack: 1 })),
  ]
  const objects: (readonly [string, string, boolean])[] = []
  for await (const { path, bytes, isCut } of objectsIn(await captureOf(connection)))
    objects.push([path, new TextDecoder().decode(bytes), isCut])
  return objects
}

describe('a message of HTTP whose beginning is not known', () => {
  test.each([
    ['headers, then a body', 'X-One: 1\r\nX-Two: 2\r\n\r\nhello', [['', 'hello', true]]],
    [
      'a line that is no header begins the body',
      'X-One: 1\r\nhello there\r\nmore',
      [['', 'hello there\r\nmore', true]],
    ],
    ['no line', 'hello there', []],
    ['no text', '\u0001\u0002\r\n\r\nhello', []],
    ['headers only', 'X-One: 1\r\nX-Two: 2\r\n', []],
  ] as const)('%s', async (_, text, expected) => expect(await goingOn([1, text])).toEqual(expected))
})

test('an interim response leaves the request to the next one', async () => {
  const request = 'POST /in HTTP/1.1\r\nHost: example.test\r\nContent-Length: 0\r\n\r\n'
  const interim = 'HTTP/1.1 100 Continue\r\n\r\n'
  const answers = [interim, 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok']
  const found: string[] = []
  const connection = [
    ...handshake.map((segment) => ({ ...segment, ...port })),
    client(1, request, { ...port, ack: 1 }),
    server(1, answers[0], { ...port, ack: 1 + request.length }),
    server(1 + interim.length, answers[1], { ...port, ack: 1 + request.length }),
  ]
  for await (const { path, host } of objectsIn(await captureOf(connection))) found.push(`${host} ${path}`)
  expect(found).toEqual(['example.test /in'])
})

test('a response without a request has no name', async () =>
  expect(await said([1, 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'])).toEqual([['', 'ok', false]]))

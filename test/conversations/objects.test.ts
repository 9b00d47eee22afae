/** The files that are transferred, and names for them. */
import { describe, expect, test } from 'vitest'
import { fileName, numberedName, objectsIn, type TransferredObject } from '../../src/conversations/objects/index.ts'
import { openFile } from '../../src/index.ts'
import { captureOf, client, handshake, server, type BuiltSegment } from '../support/segments.ts'

const port = { port: 80 }
const ask = (sequence: number, text: string, more: Partial<BuiltSegment> = {}) =>
  client(sequence, text, { ...port, ack: 1, ...more })
const answer = (sequence: number, text: string, more: Partial<BuiltSegment> = {}) =>
  server(sequence, text, { ...port, ack: 1, ...more })

async function objectsOf(source: AsyncIterable<never> | Awaited<ReturnType<typeof captureOf>>) {
  const found: TransferredObject[] = []
  for await (const object of objectsIn(source)) found.push(object)
  return found
}

const textOf = ({ bytes }: TransferredObject) => new TextDecoder().decode(bytes)

describe('bodies of HTTP messages', () => {
  test('are named by the request, whatever the segments', async () => {
    const request = 'GET /files/report.txt?x=1 HTTP/1.1\r\nHost: example.test\r\n\r\n'
    const response = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\n01234'
    const found = await objectsOf(
      await captureOf([
        ...handshake.map((segment) => ({ ...segment, ...port })),
        ask(1, request),
        answer(1, response),
        answer(1 + response.length, '56789'),
      ]),
    )
    expect(found).toEqual([
      {
        bytes: expect.any(Uint8Array),
        kind: 'http',
        frame: 6,
        path: '/files/report.txt?x=1',
        host: 'example.test',
        contentType: 'text/plain',
        isCut: false,
        encodings: [],
      },
    ])
    expect(found.map(textOf)).toEqual(['0123456789'])
  })

  test('of requests too, without their chunks', async () => {
    const found = await objectsOf(await openFile('captures/http-post.pcapng'))
    expect(found.map(({ path, bytes }) => [path, bytes.length])).toEqual([
      ['/form', 23],
      ['/form', 9],
      ['/form', 305],
      ['/form', 9],
      ['/form', 692],
      ['/form', 9],
    ])
  })

  test('are said to be cut', async () => {
    const response = 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789'
    const found = await objectsOf(await captureOf([answer(1, response, { cut: 4 })]))
    expect(found.map((object) => [textOf(object), object.isCut])).toEqual([['012345', true]])
  })
})

describe('names of files', () => {
  const named = (path: string, contentType?: string) => fileName({ kind: 'http', path, contentType })

  test.each([
    ['/a/b/report.txt?x=/../y', 'report.txt'],
    ['/', 'http-object'],
    ['', 'http-object'],
    ['/..', 'http-object'],
    ['/../../etc/passwd', 'passwd'],
    ['/..%2f..%2fetc%2fpasswd', '__.._etc_passwd'],
    ['\\..\\boot.ini', 'boot.ini'],
    ['/.bashrc', '_bashrc'],
    ['/-rf', '_rf'],
    ['/a%00b%0a\x1b[31m', 'a_b___31m'],
    ['/a b*?', 'a_b_'],
    ['/con', '_con'],
    ['/NUL.txt', '_NUL.txt'],
    ['/caf%C3%A9.html', 'café.html'],
    ['/%E2%80%AEtxt.exe', '_txt.exe'],
    ['/%zz.txt', '_zz.txt'],
    ['/name...', 'name'],
  ])('%j is %j', (path, name) => expect(named(path)).toBe(name))

  test('have the ending of their type where there is none', () => {
    expect(named('/', 'text/html; charset=utf-8')).toBe('http-object.html')
    expect(named('/', 'application/x-evil/../../..')).toBe('http-object')
  })

  test('are short enough for every system', () => {
    expect(named(`/${'a'.repeat(500)}.jpeg`)).toBe(`${'a'.repeat(95)}.jpeg`)
    const wide = named(`/${encodeURIComponent('\u{1f4a9}漢'.repeat(200))}`)
    expect(new TextEncoder().encode(wide).length).toBeLessThanOrEqual(250)
  })

  test('are told apart by a number before the ending', () => {
    expect(numberedName('a.txt', 2)).toBe('a-2.txt')
    expect(numberedName('a', 3)).toBe('a-3')
    expect(numberedName('.x', 3)).toBe('.x-3')
  })
})

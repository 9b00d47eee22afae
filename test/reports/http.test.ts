import { describe, expect, test } from 'vitest'
import { client, segment, server, summaryOf, Talk } from './conversation.ts'

const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: example.test\r\n${more}\r\n`
const ok = (body: string, more = '') =>
  `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n${more}\r\n${body}`
const brief = (packets: readonly Uint8Array[]) =>
  summaryOf(packets).requests.map(({ method, url, status, responseBytes, complete }) => [
    `${method} ${url}`,
    status,
    responseBytes,
    complete,
  ])

describe('requests and responses', () => {
  test('of a connection are matched in their order', () => {
    const { requests } = summaryOf(
      new Talk()
        .open()
        .say(0, get('/a'))
        .say(1, ok('first'))
        .say(0, get('/b'))
        .say(1, 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n').packets,
    )
    expect(requests).toMatchObject([
      {
        connection: 1,
        method: 'GET',
        url: 'http://example.test/a',
        host: 'example.test',
        status: 200,
        reason: 'OK',
        responseType: 'text/plain',
        responseBytes: 5,
        firstByte: 0.001,
        complete: true,
        requestPacket: 4,
        responsePacket: 5,
      },
      {
        method: 'GET',
        url: 'http://example.test/b',
        status: 404,
        reason: 'Not Found',
        responseBytes: 0,
        pipelined: false,
        requestPacket: 6,
        responsePacket: 7,
      },
    ])
  })

  test('may be pipelined, several in one segment', () => {
    const { requests, failures } = summaryOf(
      new Talk()
        .open()
        .say(0, get('/a') + get('/b') + get('/c'))
        .say(1, ok('1') + ok('22'))
        .say(1, `HTTP/1.1 500 No\r\nContent-Length: 3\r\n\r\nxyz`).packets,
    )
    expect(
      requests.map(({ url, status, responseBytes, pipelined }) => [url, status, responseBytes, pipelined]),
    ).toEqual([
      ['http://example.test/a', 200, 1, false],
      ['http://example.test/b', 200, 2, true],
      ['http://example.test/c', 500, 3, true],
    ])
    expect(failures).toEqual([
      {
        kind: 'status',
        subject: 'GET http://example.test/c',
        text: '500 No',
        connection: 1,
        count: 1,
        packets: [4, 6],
      },
    ])
  })

  test('have bodies as the specification says', () => {
    const chunks =
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n10\r\n0123456789abcdef\r\n0\r\nTrailer: x\r\n\r\n'
    expect(
      brief(
        new Talk()
          .open()
          .say(0, get('/a'))
          .say(1, chunks + ok('x')).packets,
      ),
    ).toEqual([
      ['GET http://example.test/a', 200, 21, true],
      ['undefined undefined', 200, 1, true],
    ])
    const head = 'HEAD /h HTTP/1.1\r\nHost: example.test\r\n\r\n'
    expect(
      brief(
        new Talk()
          .open()
          .say(0, head + get('/x'))
          .say(1, 'HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n')
          .say(1, ok('x')).packets,
      ).map(([, , bytes]) => bytes),
    ).toEqual([0, 1])
    const notModified = 'HTTP/1.1 304 Not Modified\r\nContent-Length: 999\r\n\r\n'
    expect(
      brief(
        new Talk()
          .open()
          .say(0, get('/x') + get('/y'))
          .say(1, notModified + ok('abc')).packets,
      ).map(([, , bytes]) => bytes),
    ).toEqual([0, 3])
  })

  test('last until the connection is closed where nothing else says so', () => {
    const talk = new Talk().open().say(0, get('/a')).say(1, 'HTTP/1.0 200 OK\r\n\r\nsome').say(1, ' more')
    expect(brief(talk.packets)).toEqual([['GET http://example.test/a', 200, 9, false]])
    expect(brief(talk.close().packets)).toEqual([['GET http://example.test/a', 200, 9, true]])
  })

  test('a body is no request, whatever is in it', () => {
    const post = `POST /p HTTP/1.1\r\nHost: example.test\r\nContent-Type: text/plain\r\nContent-Length: 60\r\n\r\n`
    const { requests } = summaryOf(
      new Talk().open().say(0, post).say(0, get('/inside').padEnd(60)).say(1, ok('')).packets,
    )
    expect(requests).toMatchObject([
      { method: 'POST', requestBytes: 60, requestType: 'text/plain', status: 200, firstByte: 0.001 },
    ])
  })

  test('responses before the final one are noted', () => {
    const { requests } = summaryOf(
      new Talk()
        .open()
        .say(0, get('/a'))
        .say(1, 'HTTP/1.1 100 Continue\r\n\r\n')
        .say(1, 'HTTP/1.1 103 Early Hints\r\n\r\n')
        .say(1, ok('x')).packets,
    )
    expect(requests).toMatchObject([{ status: 200, interim: [100, 103], responseBytes: 1 }])
  })

  test('other URLs', () => {
    const urls = (line: string) =>
      summaryOf(
        new Talk(client, { ...server, port: 8080 }).open().say(0, `${line} HTTP/1.1\r\n\r\n`).packets,
      ).requests.map(({ url }) => url)
    expect(urls('GET /x')).toEqual(['http://192.0.2.2:8080/x'])
    expect(urls('GET http://proxied.test/x')).toEqual(['http://proxied.test/x'])
    expect(urls('CONNECT secure.test:443')).toEqual(['secure.test:443'])
    expect(urls('OPTIONS *')).toEqual(['http://192.0.2.2:8080/*'])
  })

  test('bytes that are not a response are neither a response nor the lack of one', () => {
    const { requests, failures } = summaryOf(
      new Talk().open().say(0, get('/a')).say(1, 'something else than HTTP, and long enough').close().packets,
    )
    expect(requests).toMatchObject([{ method: 'GET', status: undefined, unknownResponse: true }])
    expect(failures).toEqual([])
  })

  test('bytes that are not a request are not said to be missing', () => {
    const { requests } = summaryOf(
      new Talk().open().say(0, get('/a')).say(1, ok('1')).say(0, '{"no": "request, and long enough"}').say(1, ok('2'))
        .packets,
    )
    expect(requests).toMatchObject([
      { method: 'GET', unknownRequest: false },
      { method: undefined, status: 200, unknownRequest: true },
    ])
  })

  test('may have any method, and a status line in lower case', () => {
    const { requests } = summaryOf(
      new Talk()
        .open()
        .say(0, 'PURGE /a HTTP/1.1\r\nHost: a.test\r\n\r\n')
        .say(1, 'http/1.1 200 OK\r\nContent-Length: 0\r\n\r\n').packets,
    )
    expect(requests).toMatchObject([{ method: 'PURGE', url: 'http://a.test/a', status: 200, complete: true }])
  })

  test('what follows a line that is no header counts as a body', () => {
    const { requests } = summaryOf(
      new Talk().open().say(0, get('/a')).say(1, 'HTTP/1.1 403 No\r\nno header\r\n\r\nbody').packets,
    )
    expect(requests).toMatchObject([{ status: 403, responseBytes: 17, complete: false }])
  })

  test('none is no failure while the connection is open, and one when it is closed', () => {
    const talk = new Talk().open().say(0, get('/a'))
    expect(summaryOf(talk.packets).failures).toEqual([])
    expect(summaryOf(talk.close().packets).failures).toMatchObject([
      { kind: 'no response', subject: 'GET http://example.test/a', packets: [4] },
    ])
  })
})

describe('segments', () => {
  const asked = `POST /form HTTP/1.1\r\nHost: example.test\r\nContent-Length: 4\r\n\r\nbodyGET /next HTTP/1.1\r\nHost: example.test\r\n\r\n`
  const answered = `${ok('hello')}HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`

  test('may cut the messages anywhere', () => {
    const whole = brief(new Talk().open().say(0, asked).say(1, answered).packets)
    expect(whole).toEqual([
      ['POST http://example.test/form', 200, 5, true],
      ['GET http://example.test/next', 200, 3, true],
    ])
    for (let at = 1; at < asked.length; at++)
      expect(
        brief(new Talk().open().say(0, asked.slice(0, at)).say(0, asked.slice(at)).say(1, answered).packets),
      ).toEqual(whole)
    for (let at = 1; at < answered.length; at++)
      expect(
        brief(new Talk().open().say(0, asked).say(1, answered.slice(0, at)).say(1, answered.slice(at)).packets),
      ).toEqual(whole)
    const bits = new Talk().open().say(0, asked)
    for (const character of answered) bits.say(1, character)
    expect(brief(bits.packets)).toEqual(whole)
  })

  test('sent again change nothing', () => {
    const talk = new Talk().open().say(0, asked).say(1, answered)
    const { packets } = talk
    expect(brief([...packets.slice(0, 4), packets[3]!, packets[4]!, packets[4]!])).toEqual(brief(packets))
  })

  test('that are missing cost what is in them, and no more', () => {
    const talk = new Talk()
      .open()
      .say(0, get('/a'))
      .say(1, ok('x'))
      .say(0, get('/lost'))
      .say(1, ok('y'))
      .say(0, get('/b'))
      .say(1, ok('z'))
    expect(brief(talk.packets.filter((_, index) => index !== 5)).map(([what]) => what)).toEqual([
      'GET http://example.test/a',
      'undefined undefined',
      'GET http://example.test/b',
    ])
    const large = new Talk()
      .open()
      .say(0, get('/a'))
      .say(1, ok('x'.repeat(3000)).slice(0, 1000))
      .say(1, 'x'.repeat(1000))
      .say(1, ok('x'.repeat(3000)).slice(2000))
      .say(0, get('/b'))
      .say(1, ok('z'))
    expect(brief(large.packets.filter((_, index) => index !== 5))).toEqual([
      ['GET http://example.test/a', 200, 3000, true],
      ['GET http://example.test/b', 200, 1, true],
    ])
  })

  test('that were cut say what they have, and the next ones count', () => {
    const talk = new Talk()
      .open()
      .say(0, get('/a', `X: ${'x'.repeat(200)}\r\n`))
      .say(1, ok('y'.repeat(300)))
    expect(summaryOf(talk.packets, {}, 120).requests).toMatchObject([
      { url: 'http://example.test/a', status: 200, responseType: 'text/plain' },
    ])
    const [request] = summaryOf(talk.packets, {}, 70).requests
    expect(request).toMatchObject({
      url: 'http://192.0.2.2/a',
      host: undefined,
      status: 200,
      responseBytes: undefined,
      complete: false,
    })
  })

  test('may have empty lines in front of a request', () => {
    const texts = [`\r\n${get('/a')}`, ok('x'), `\r\n\n${get('/b')}\r\n`, ok('y'), get('/c'), ok('z')] as const
    const whole = [
      ['GET http://example.test/a', 200, 1, true],
      ['GET http://example.test/b', 200, 1, true],
      ['GET http://example.test/c', 200, 1, true],
    ]
    const cutAt = (place: number) => {
      const talk = new Talk().open()
      texts.forEach((text, index) => {
        const who = index % 2 === 0 ? 0 : 1
        if (index === 0 || place >= text.length) talk.say(who, text)
        else talk.say(who, text.slice(0, place)).say(who, text.slice(place))
      })
      return brief(talk.packets)
    }
    for (let place = 1; place < 60; place++) expect(cutAt(place)).toEqual(whole)
    const [first, ...more] = texts
    const alone = new Talk().open().say(0, '\r\n').say(0, first.slice(2))
    more.forEach((text, index) => alone.say(index % 2 === 0 ? 1 : 0, text))
    expect(brief(alone.packets)).toEqual(whole)
  })

  test('before the beginning', () => {
    const rest = new Talk().say(1, 'the end of a body').say(0, get('/a')).say(1, ok('x'))
    expect(brief(rest.packets)).toEqual([['GET http://example.test/a', 200, 1, true]])
    expect(summaryOf([segment(server, client, { sequence: 1, payload: ok('x') })]).requests).toMatchObject([
      { method: undefined, url: undefined, status: 200, requestPacket: undefined, firstByte: undefined },
    ])
  })
})

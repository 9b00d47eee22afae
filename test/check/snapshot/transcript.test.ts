import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { openFile } from '../../../src/capture/reading/file.ts'
import {
  Transcriber,
  transcript,
  usuallyIgnored,
  type TranscriptOptions,
} from '../../../src/check/snapshot/snapshot.ts'
import { Traffic } from '../../../src/check/testing/traffic.ts'
import { Content } from '../../../src/check/snapshot/transcript/content.ts'
import { inOrder } from '../../../src/check/snapshot/transcript/order.ts'
import { Batch } from '../../../src/files/batch.ts'
import { Frame } from '../../../src/files/frame.ts'
import { datagram, octets, segment, Talk } from '../../reports/conversation.ts'
import { pcap } from '../../support/capture-bytes.ts'
import { framesOf } from '../../support/packets.ts'

const rawIp = 101
const told = (frames: Iterable<Frame>, options?: TranscriptOptions) =>
  transcript(
    Array.from(frames, (frame) => new Batch().hold(frame)),
    options,
  )
const toldOf = (packets: readonly Uint8Array[], options?: TranscriptOptions) =>
  told(
    packets.map((bytes) => Frame.of(bytes, { linkType: rawIp })),
    options,
  )

const request = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: example.test\r\n${more}\r\n`
const response = (body: string, more = '') => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n${more}\r\n${body}`
const server = { address: [192, 0, 2, 2], port: 80 } as const
const asContent = { binary: 'content', normalize: (text: string) => text } as const
const clientAt = (port: number) => ({ address: [192, 0, 2, 1], port }) as const

describe('the transcript of', () => {
  test.each([
    'web.pcapng',
    'http.pcapng',
    'http-post.pcapng',
    'http-ports.pcapng',
    'tls.pcapng',
    'dns.pcapng',
    'dns-edns.pcapng',
    'dns-tcp.pcapng',
    'tcp-refused.pcapng',
    'unreachable.pcapng',
    'udp.pcap',
    'ping.pcap',
    'ntp.pcapng',
    'dhcp.pcapng',
    'redis.pcapng',
    'postgres.pcapng',
    'lossy.pcapng',
    'tcp-fastopen.pcapng',
    'ipv6.pcapng',
    'mqtt.pcapng',
    'snaplen.pcap',
    'zero-window.pcapng',
  ])('%s', async (name) => {
    await expect(told(framesOf(name))).toMatchFileSnapshot(
      fileURLToPath(new URL(`../../golden/transcripts/${name.replace(/\..*/, '')}.txt`, import.meta.url)),
    )
  })

  test.each([
    'tls-sessions.pcapng',
    'http2.pcapng',
    'http2-tls.pcapng',
    'http2-frames.pcapng',
    'http2-upgrade.pcapng',
    'grpc.pcapng',
    'quic.pcapng',
    'quic-versions.pcapng',
  ])('%s, with the secrets in it', async (name) => {
    const traffic = await Traffic.of(await openFile(`captures/${name}`))
    await expect(traffic.transcript()).toMatchFileSnapshot(
      fileURLToPath(new URL(`../../golden/transcripts/${name.replace(/\..*/, '')}.txt`, import.meta.url)),
    )
    expect(traffic.transcript()).toBe(traffic.transcript())
  })

  test('nothing', () => {
    expect(told([])).toBe('nothing was sent\n')
    expect(told(framesOf('arp.pcap'))).toBe('nothing was sent\n')
  })
})

describe('the same script gives the same text', () => {
  const script = [
    ['client', request('/a')],
    ['server', response('first\n')],
    [
      'client',
      'POST /b HTTP/1.1\r\nHost: example.test\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nname\r\n6\r\n=alice\r\n0\r\n\r\n',
    ],
    ['server', response('second\n')],
  ] as const

  /** Each thing said is cut at some places, and the segments of it are doubled and come in any order. */
  const wire = fc.record({
    port: fc.integer({ min: 1024, max: 65_535 }),
    sequences: fc.tuple(fc.nat(0xffff_ffff), fc.nat(0xffff_ffff)),
    cuts: fc.array(fc.nat(200), { maxLength: 12 }),
    shuffle: fc.infiniteStream(fc.nat(1000)),
  })

  test('however it was sent', () => {
    const texts = new Set<string>()
    fc.assert(
      fc.property(wire, ({ port, sequences, cuts, shuffle }) => {
        const talk = new Talk(clientAt(port), server, sequences).open()
        for (const [who, text] of script) {
          const before = talk.packets.length
          const places = [...new Set([0, ...cuts.filter((cut) => cut < text.length), text.length])].sort(
            (a, b) => a - b,
          )
          for (let index = 1; index < places.length; index++)
            talk.say(who === 'client' ? 0 : 1, text.slice(places[index - 1], places[index]))
          const segments = talk.packets.splice(before)
          const again = segments.filter(() => shuffle.next().value! % 3 === 0)
          const numbered = [...segments, ...again].map((packet) => ({ packet, place: shuffle.next().value! }))
          talk.packets.push(...numbered.sort((a, b) => a.place - b.place).map(({ packet }) => packet))
        }
        texts.add(toldOf(talk.close().packets))
      }),
      { numRuns: 200 },
    )
    expect([...texts]).toEqual([
      'client → 192.0.2.2:80 http\n  > GET /a HTTP/1.1\n  > Host: example.test\n  < HTTP/1.1 200 OK\n  < Content-Length: 6\n  <\n  < first\n\n' +
        '  > POST /b HTTP/1.1\n  > Host: example.test\n  > Transfer-Encoding: chunked\n  >\n  > name=alice\n  < HTTP/1.1 200 OK\n  < Content-Length: 7\n  <\n  < second\n',
    ])
  })

  test('however parallel connections were mixed', () => {
    const texts = new Set<string>()
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(2)), fc.nat(30_000), (turns, port) => {
        const talks = ['/one', '/two', '/three'].map(
          (path, index) =>
            new Talk(clientAt(1024 + port + ((index * 7) % 5)))
              .open()
              .say(0, request(path))
              .say(1, response(`of ${path}`))
              .close().packets,
        )
        // All have begun before any of them is over.
        const packets = talks.flatMap((talk) => talk.splice(0, 3))
        while (talks.some((talk) => talk.length > 0)) packets.push(...talks[turns.next().value!]!.splice(0, 1))
        texts.add(toldOf(packets))
      }),
      { numRuns: 100 },
    )
    expect(texts.size).toBe(1)
    expect([...texts][0]!.match(/GET \S+/g)).toEqual(['GET /one', 'GET /three', 'GET /two'])
  })

  test('and one after the other is told in that order, beside a connection that lasts', () => {
    const long = new Talk(clientAt(2000)).open().say(0, request('/m')).packets
    const end = new Talk(clientAt(2000), server, [1000 + 1 + request('/m').length, 9001]).say(
      1,
      response('at last'),
    ).packets
    const [later, first] = ['/z', '/a'].map(
      (path, index) =>
        new Talk(clientAt(3000 + index)).open().say(0, request(path)).say(1, response('')).close().packets,
    )
    const paths = toldOf([...long, ...later!, ...first!, ...end]).match(/GET \S+/g)
    expect(paths).toEqual(['GET /m', 'GET /z', 'GET /a'])
  })

  test('whichever of the connections that are kept a request is sent on', () => {
    const first = new Talk(clientAt(2000)).open().say(0, request('/a')).say(1, response('x'))
    const second = new Talk(clientAt(2001)).open().say(0, request('/b')).say(1, response('y'))
    const more = (talk: Talk) => talk.say(0, request('/c')).say(1, response('z')).packets.slice(-2)
    const before = [...first.packets, ...second.packets]
    expect(toldOf([...before, ...more(first)])).toBe(toldOf([...before, ...more(second)]))
    expect(toldOf([...before, ...more(new Talk(clientAt(2002)).open())])).toMatch(
      /^client → 192.0.2.2:80 http\n(.|\n)*GET \/a(.|\n)*\n\n {2}> GET \/b(.|\n)*\n\n {2}> GET \/c/,
    )
  })

  test('whatever happened first, if that does not matter', () => {
    const [one, other] = ['/z', '/a'].map(
      (path, index) =>
        new Talk(clientAt(3000 + index)).open().say(0, request(path)).say(1, response('')).close().packets,
    )
    expect(toldOf([...one!, ...other!], { unordered: true })).toBe(toldOf([...other!, ...one!], { unordered: true }))
    expect(toldOf([...one!, ...other!])).not.toBe(toldOf([...other!, ...one!]))
  })

  test('whether or not a connection is kept alive, and however it is closed', () => {
    const plain = new Talk().open().say(0, request('/a')).say(1, response('x'))
    const closed = toldOf([...plain.packets, ...plain.close().packets])
    const kept = new Talk().open().say(0, request('/a')).say(1, response('x'))
    const probe = segment(clientAt(40_000), server, {
      sequence: 1000 + request('/a').length,
      acknowledgment: 9001,
      payload: '\0',
    })
    expect(toldOf([...kept.packets, probe, probe])).toBe(closed)
    expect(toldOf(kept.say(0, '', 'R').packets)).toBe(closed)
  })

  test('of a connection from before, whichever of its ports is the lower, and whether or not it is closed meanwhile', () => {
    const at = (clientPort: number, serverPort: number) => {
      const talk = new Talk(clientAt(clientPort), { address: [192, 0, 2, 2], port: serverPort }).open()
      const before = talk.packets.length
      return toldOf([
        ...talk.say(0, '').say(0, request('/a')).say(1, response('x')).packets.slice(before),
        ...new Talk(clientAt(60_000)).close().packets,
      ])
    }
    expect(at(40_000, 50_000)).toBe(
      'client → 192.0.2.2:* http\n  > GET /a HTTP/1.1\n  > Host: example.test\n  < HTTP/1.1 200 OK\n  < Content-Length: 1\n  <\n  < x\n',
    )
    expect(at(50_000, 40_000)).toBe(at(40_000, 50_000))
  })

  test('of a TLS session from before, what is said in it, and not that it ends', () => {
    const encrypted = (length: number) => Uint8Array.of(23, 3, 3, 0, length, ...Array<number>(length).fill(7))
    const said = (...records: readonly Uint8Array[]) =>
      toldOf(
        records.map((payload, index) =>
          segment(clientAt(50_000), { ...server, port: 443 }, { sequence: index * 100, payload }),
        ),
      )
    expect(said(encrypted(19))).toBe('nothing was sent\n')
    expect(said(encrypted(80), encrypted(19))).toBe('client → 192.0.2.2:443 tls\n  (a session from before)\n')
  })

  test('whether a SYN was captured before or behind its answer', () => {
    const [syn, answer, ...more] = new Talk().open().say(0, request('/a')).say(1, response('x')).close().packets
    const text = toldOf([syn!, answer!, ...more])
    expect(toldOf([answer!, syn!, ...more])).toBe(text)
    expect(toldOf([answer!, more[0]!, more[1]!, syn!, ...more.slice(2)])).toBe(text)
    const next = new Talk(undefined, undefined, [77_000, 88_000])
      .open()
      .say(0, request('/b'))
      .say(1, response('y')).packets
    expect(toldOf([answer!, syn!, ...more, ...next]).match(/GET \S+/g)).toEqual(['GET /a', 'GET /b'])
  })

  test('whatever free port a server has', () => {
    const at = (port: number) =>
      toldOf(
        new Talk(clientAt(50_001), { address: [127, 0, 0, 1], port })
          .open()
          .say(0, `GET / HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`)
          .say(1, response(`{"next":"http://localhost:${port}/2"}`)).packets,
      )
    expect(at(41_234)).toBe(at(34_567))
    expect(at(41_234)).toBe(
      'client → 127.0.0.1:* http\n  > GET / HTTP/1.1\n  > Host: localhost:*\n  < HTTP/1.1 200 OK\n  < Content-Length: 35\n  <\n  < {"next":"http://localhost:*/2"}\n',
    )
    expect(at(8080)).toContain('client → 127.0.0.1:8080')
  })

  test('whatever mask a WebSocket draws', () => {
    const upgraded = (mask: readonly number[]) => {
      const masked = [...octets('hello')].map((octet, index) => octet ^ mask[index % 4]!)
      return toldOf(
        new Talk()
          .open()
          .say(
            0,
            `GET /chat HTTP/1.1\r\nHost: example.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: ${mask.join('')}\r\n\r\n`,
          )
          .say(1, 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
          .say(0, Uint8Array.of(0x81, 0x85, ...mask, ...masked))
          .say(1, Uint8Array.of(0x89, 0))
          .say(1, Uint8Array.of(0x81, 2, 0x68, 0x69)).packets,
      )
    }
    expect(upgraded([1, 2, 3, 4])).toBe(upgraded([9, 200, 7, 0]))
    expect(upgraded([1, 2, 3, 4])).toContain('client → 192.0.2.2:80 http, websocket\n')
    expect(upgraded([1, 2, 3, 4])).toContain('  > (text message)\n  > hello\n  < (text message)\n  < hi\n')
  })
})

describe('frames of a WebSocket', () => {
  const upgrade = () =>
    new Talk()
      .open()
      .say(0, 'GET /chat HTTP/1.1\r\nHost: example.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
      .say(1, 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n')
  const frame = (code: number, payload: Uint8Array, mask?: readonly number[]) => {
    const { length } = payload
    const size =
      length < 126
        ? [length]
        : length < 65_536
          ? [126, length >> 8, length & 255]
          : [127, 0, 0, 0, 0, length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255]
    const head = [code, size[0]! | (mask === undefined ? 0 : 0x80), ...size.slice(1), ...(mask ?? [])]
    const bytes = new Uint8Array(head.length + length)
    bytes.set(head)
    bytes.set(mask === undefined ? payload : payload.map((octet, index) => octet ^ mask[index & 3]!), head.length)
    return bytes
  }
  const mask = [1, 20, 200, 0] as const
  const spoken = (talk: Talk) => toldOf(talk.packets).split('\n\n').at(-1)!

  test('may be cut anywhere', () => {
    const all = [
      frame(0x01, octets('hel'), mask),
      frame(0x89, octets('still there'), mask),
      frame(0x80, octets('lo'), mask),
      frame(0x82, new Uint8Array(0), mask),
      frame(0x81, octets('y'.repeat(200)), mask),
      frame(0x88, octets(''), mask),
    ]
    const bytes = Uint8Array.from(all.flatMap((each) => [...each]))
    const text = `  > (text message)\n  > hello\n  > (binary message)\n  > (text message)\n  > ${'y'.repeat(200)}\n  > (close)\n`
    for (let place = 0; place <= bytes.length; place++)
      expect(spoken(upgrade().say(0, bytes.slice(0, place)).say(0, bytes.slice(place)))).toBe(text)
    const single = upgrade()
    for (const octet of bytes) single.say(0, Uint8Array.of(octet))
    expect(spoken(single)).toBe(text)
  })

  test.each([undefined, mask])('may be longer than what is kept: mask %s', (mask) => {
    const payload = Uint8Array.from({ length: 2_000_000 }, (_, index) => index % 251)
    const bytes = frame(0x82, payload, mask)
    const talk = upgrade()
    for (let at = 0; at < bytes.length; at += 60_001) talk.say(0, bytes.slice(at, at + 60_001))
    talk.say(0, frame(0x81, octets('after'), mask))
    expect(spoken(talk)).toBe(`  > (binary message)\n  > (2,000,000 bytes)\n  > (text message)\n  > after\n`)
  })

  test('that go on behind the capture say so', () => {
    expect(spoken(upgrade().say(1, frame(0x81, octets('hello')).slice(0, 5)))).toBe(
      '  < (text message)\n  < hel\n  < (not complete)\n',
    )
  })
})

describe('a transcript', () => {
  test('keeps nothing of memory that is overwritten after its batch', async () => {
    const answer = framesOf('dns.pcapng').slice(0, 2)
    const filler = new Uint8Array(60_000).fill(0x78)
    filler.set(answer[0]!.bytes.subarray(0, 14))
    const path = join(mkdtempSync(join(tmpdir(), 'onwire-transcript-')), 'long.pcap')
    writeFileSync(
      path,
      pcap(
        [...answer.map(({ bytes }) => bytes), ...Array.from({ length: 40 }, () => filler)].map((bytes) => [
          1,
          0,
          bytes,
        ]),
      ),
    )
    const transcriber = new Transcriber()
    for await (const batch of await openFile(path, { reuseMemory: true })) transcriber.take(batch)
    const text = transcriber.text()
    expect(text).toBe(told(answer))
    expect(text).toMatch(/^dns A example\.test → 192\.0\.2\.2\n$/)
    expect((await Traffic.of(await openFile(path))).transcript()).toBe(text)
    rmSync(dirname(path), { recursive: true })
  })

  test('calls a server by the name it was asked under', () => {
    expect(told(framesOf('web.pcapng'))).toContain('client → example.test:80 http\n')
  })

  test('tells a name once, with its addresses in one order', () => {
    const ask = octets('\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x01a\x04test\x00\x00\x01\x00\x01')
    const answered = (first: number, second: number) =>
      Uint8Array.of(
        0x12,
        0x34,
        0x81,
        0x80,
        0,
        1,
        0,
        2,
        0,
        0,
        0,
        0,
        ...ask.subarray(12),
        ...[first, second].flatMap((last) => [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, last, 0, 4, 192, 0, 2, last]),
      )
    const resolver = { address: [192, 0, 2, 53], port: 53 } as const
    const exchange = (port: number, first: number, second: number) => [
      datagram(clientAt(port), resolver, ask),
      datagram(resolver, clientAt(port), answered(first, second)),
    ]
    expect(toldOf([...exchange(5000, 7, 8), ...exchange(6000, 8, 7)])).toBe('dns A a.test → 192.0.2.7, 192.0.2.8\n')
    expect(toldOf(exchange(5000, 7, 8), { ignore: ['dns.a'] })).toBe('dns A a.test → answered\n')
    expect(toldOf(exchange(5000, 7, 8), { ignore: ['dns'] })).toBe('nothing was sent\n')
    expect(toldOf(exchange(5000, 7, 8).slice(0, 1))).toBe('dns A a.test → no answer\n')
  })

  test('keeps what gives access to itself', () => {
    const secret = 'Authorization: Bearer abc123\r\nCookie: session=abc123; theme=dark\r\nX-Api-Key: abc123\r\n'
    const text = toldOf(
      new Talk()
        .open()
        .say(0, request('/', secret))
        .say(1, response('', 'Set-Cookie: session=abc123; Path=/; Expires=Wed, 25 Nov 2026 20:00:00 GMT\r\n')).packets,
    )
    expect(text).not.toContain('abc123')
    expect(text).toContain(
      '> Authorization: Bearer (hidden)\n  > Cookie: session=(hidden); theme=(hidden)\n  > X-Api-Key: (hidden)\n',
    )
    expect(text).toContain('< Set-Cookie: session=(hidden); Path=/\n')
  })

  test('leaves out what differs each time, and what one asks it to', () => {
    const talk = new Talk()
      .open()
      .say(0, request('/', 'User-Agent: x\r\nX-Trace: 1\r\n'))
      .say(1, response('body', 'Date: today\r\nETag: "1"\r\n'))
    expect(toldOf(talk.packets)).not.toMatch(/Date|ETag/)
    expect(toldOf(talk.packets)).toMatch(/User-Agent: x\n.*X-Trace: 1/)
    expect(toldOf(talk.packets, { ignore: ['http.user_agent', 'http.x_trace', 'http.file_data', 'ip.addr'] })).toBe(
      'client → server:80 http\n  > GET / HTTP/1.1\n  > Host: example.test\n  < HTTP/1.1 200 OK\n  < Content-Length: 4\n',
    )
    expect(toldOf(talk.packets, { ignore: ['http'] })).toBe('nothing was sent\n')
  })

  test('omits parts of the first lines of HTTP', () => {
    const talk = new Talk().open().say(0, request('/a?id=42')).say(1, response('x'))
    /** The first line of the request and that of the response. */
    const lines = (...ignore: readonly string[]) =>
      toldOf(talk.packets, { ignore })
        .match(/(?<=^ {2}> ).*|(?<=^ {2}< ).*/gm)!
        .filter((line) => !/: |^x$/.test(line))
    expect(lines()).toEqual(['GET /a?id=42 HTTP/1.1', 'HTTP/1.1 200 OK'])
    expect(lines('http.request.uri')).toEqual(['GET * HTTP/1.1', 'HTTP/1.1 200 OK'])
    expect(lines('http.request.uri.query')).toEqual(['GET /a?* HTTP/1.1', 'HTTP/1.1 200 OK'])
    expect(lines('http.request.uri.path')).toEqual(['GET *?id=42 HTTP/1.1', 'HTTP/1.1 200 OK'])
    expect(lines('http.request.method', 'http.response.phrase')).toEqual(['* /a?id=42 HTTP/1.1', 'HTTP/1.1 200 *'])
    expect(lines('http.request.version', 'http.response.version')).toEqual(['GET /a?id=42 *', '* 200 OK'])
    expect(lines('http.response.code')[1]).toBe('HTTP/1.1 * OK')
  })

  test('omits the data of records, also in lists', () => {
    const text = (...ignore: readonly string[]) => told(framesOf('dns-tcp.pcapng'), { ignore })
    expect(text()).toMatch(/^dns TXT .* → 1111/m)
    expect(text('dns.txt')).not.toContain('1111')
  })

  test.each(['tcp.flags', 'dns.id', 'http.request', 'http.request.full_uri', 'frame.time', 'arp', 'dns.resp.ttl'])(
    'refuses to ignore %s, which it never contains',
    (name) => {
      expect(() => told([], { ignore: [name] })).toThrow(
        new TypeError(`snapshots never contain ${name}, so there is nothing to ignore`),
      )
    },
  )

  test('accepts the names that are always omitted, and those of what is spoken', () => {
    expect(
      told([], { ignore: [...usuallyIgnored, 'websocket', 'quic', 'ntp', 'icmpv6', 'dns.mx.mail_exchange'] }),
    ).toBe('nothing was sent\n')
  })

  test('does not ignore fields that there are not', () => {
    expect(() => told([], { ignore: ['tcp.flagz'] })).toThrow(
      new TypeError('unknown field "tcp.flagz" to ignore; did you mean tcp.flags?'),
    )
  })

  test('follows a tunnel', () => {
    const text = toldOf(
      new Talk()
        .open()
        .say(0, 'CONNECT inner.test:80 HTTP/1.1\r\nHost: inner.test:80\r\n\r\n')
        .say(1, 'HTTP/1.1 200 OK\r\n\r\n')
        .say(0, request('/in'))
        .say(1, response('deep')).packets,
    )
    expect(text).toBe(
      'client → 192.0.2.2:80 http, http\n  > CONNECT inner.test:80 HTTP/1.1\n  > Host: inner.test:80\n  < HTTP/1.1 200 OK\n\n' +
        '  > GET /in HTTP/1.1\n  > Host: example.test\n  < HTTP/1.1 200 OK\n  < Content-Length: 4\n  <\n  < deep\n',
    )
  })

  test('pairs pipelined requests with their responses', () => {
    const text = toldOf(
      new Talk()
        .open()
        .say(0, request('/1') + request('/2'))
        .say(1, response('one') + response('two')).packets,
    )
    expect(text.match(/GET \S+|one|two/g)).toEqual(['GET /1', 'one', 'GET /2', 'two'])
  })

  test('matches no request with the response to another, however many wait', () => {
    const numbers = Array.from({ length: 120 }, (_, index) => index)
    const talk = new Talk().open()
    for (const number of numbers) talk.say(0, request(`/${number}`))
    for (const number of numbers) talk.say(1, response(`body ${number}`))
    const parts = toldOf(talk.packets)
      .split('\n\n')
      .map((part) => [/GET \/(\d+)/.exec(part)?.[1], /body (\d+)/.exec(part)?.[1]])
    expect(parts.slice(0, 100)).toEqual(numbers.slice(0, 100).map((number) => [`${number}`, `${number}`]))
    for (const [asked, answered] of parts)
      expect(asked === undefined || answered === undefined || asked === answered).toBe(true)
    expect(parts.filter(([, answered]) => answered !== undefined)).toHaveLength(120)
  })

  test('knows a request behind empty lines, however it was cut', () => {
    const plain = new Talk()
      .open()
      .say(0, request('/a'))
      .say(1, response('x'))
      .say(0, request('/b'))
      .say(1, response('y'))
    const [first, second] = [`\r\n${request('/a')}`, `\r\n\n${request('/b')}`]
    for (let place = 0; place < first.length; place++) {
      const talk = new Talk().open().say(0, first.slice(0, place)).say(0, first.slice(place)).say(1, response('x'))
      expect(
        toldOf(talk.say(0, second.slice(0, place)).say(0, second.slice(place)).say(1, response('y')).packets),
      ).toBe(toldOf(plain.packets))
    }
  })

  test('says how much of a long body there was, and what it is known by', () => {
    for (const body of ['x'.repeat(50_000), '\0'.repeat(100)]) {
      const text = toldOf(new Talk().open().say(0, request('/')).say(1, response(body)).packets, { binary: 'content' })
      const digest = createHash('sha256').update(body).digest('hex').slice(0, 16)
      expect(text).toMatch(
        new RegExp(`  < \\(${body.length.toLocaleString('en')} bytes( of text)?, SHA-256 ${digest}\\)\n$`),
      )
    }
  })

  test('keeps no more than there is budget for, and knows the rest by a digest', () => {
    const budget = { bytes: 1000 }
    const contents = Array.from({ length: 5 }, () => new Content(budget))
    for (const content of contents) for (let part = 0; part < 30; part++) content.add(octets('0123456789'), 0, 10)
    expect(budget.bytes).toBeGreaterThanOrEqual(0)
    const texts = contents.map((content) => content.lines(asContent)[0])
    const digest = createHash('sha256').update('0123456789'.repeat(30)).digest('hex').slice(0, 16)
    expect(texts[0]).toBe('0123456789'.repeat(30))
    expect(texts[4]).toBe(`(300 bytes, SHA-256 ${digest})`)
  })

  test('gives back the budget of what is known by a digest', () => {
    const budget = { bytes: 200_000 }
    const long = new Content(budget)
    for (let part = 0; part < 10; part++) long.add(new Uint8Array(10_000), 0, 10_000)
    expect(budget.bytes).toBe(200_000)
    expect(long.lines({ ...asContent, binary: 'length' })).toEqual(['(100,000 bytes)'])
    expect(long.lines(asContent)).toEqual([
      `(100,000 bytes, SHA-256 ${createHash('sha256').update(new Uint8Array(100_000)).digest('hex').slice(0, 16)})`,
    ])
  })

  test('says what is missing', () => {
    const talk = new Talk().open().say(0, request('/')).say(1, response('0123456789').slice(0, -6))
    expect(toldOf(talk.packets)).toContain('  <\n  < 0123\n  < (not complete)\n')
    talk.say(1, '456')
    const lost = talk.packets.pop()!
    talk.say(1, '789')
    expect(toldOf(talk.packets)).toContain('  < (10 bytes, of which 3 bytes were not captured)\n')
    talk.packets.push(lost)
    expect(toldOf(talk.packets)).toContain('  < 0123456789\n')
  })

  test('sends nothing to the terminal', () => {
    const text = toldOf(new Talk().open().say(0, 'hello \x1b[31mred\u009b\r\n').say(1, 'ok\n').packets)
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
    expect(toldOf(new Talk().open().say(0, request('/', 'X-A: \x1b]0;title\x07\r\n')).packets)).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f]/,
    )
  })

  test('is made whatever the bytes are', () => {
    const frames = ['http.pcapng', 'tls.pcapng', 'dns-tcp.pcapng', 'redis.pcapng', 'unreachable.pcapng']
      .flatMap(framesOf)
      .map((frame) => ({ bytes: frame.bytes, linkType: frame.linkType }))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(frames.length - 1), fc.nat(1500), fc.nat(255), fc.nat(3)), {
          minLength: 20,
          maxLength: 200,
        }),
        (choices) => {
          expect(
            told(
              choices.map(([which, place, value, cut]) => {
                const bytes = frames[which]!.bytes.slice()
                if (place < bytes.length) bytes[place] = value
                return Frame.of(cut === 0 ? bytes.subarray(0, place) : bytes, {
                  linkType: frames[which]!.linkType,
                  originalLength: bytes.length,
                })
              }),
            ),
          ).toMatch(/\n$/)
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('order', () => {
  const entries = fc
    .array(fc.tuple(fc.nat(40), fc.nat(10), fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')), { maxLength: 25 })
    .map((all) =>
      all.map(([start, length, text], index) => ({
        start: start * 100 + index,
        end: (start + length) * 100 + index,
        heading: '',
        joins: false,
        text,
      })),
    )

  test('puts what was over before something else began in front of it', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const ordered = inOrder(all)
        expect(ordered).toHaveLength(all.length)
        ordered.forEach((one, index) =>
          expect(ordered.slice(index + 1).filter(({ end }) => end < one.start)).toEqual([]),
        )
      }),
    )
  })

  test('does not depend on the order they are given in', () => {
    fc.assert(
      fc.property(entries, (all) => {
        expect(inOrder(all.toReversed()).map(({ text }) => text)).toEqual(inOrder(all).map(({ text }) => text))
      }),
    )
  })
})

/** What of a transcript is masked, ignored, binary or of no order, and what is said about names and masks without effect. */
import { describe, expect, test } from 'vitest'
import { Transcriber, type TranscriptOptions } from '../../../src/check/snapshot/snapshot.ts'
import { sortedEntries } from '../../../src/check/snapshot/sorted-entries.ts'
import { Batch } from '../../../src/files/batch.ts'
import { Frame } from '../../../src/files/frame.ts'
import { Talk } from '../../reports/conversation.ts'
import { framesOf } from '../../support/packets.ts'

const rawIp = 101

function transcribed(frames: Iterable<Frame>, options?: TranscriptOptions) {
  const transcriber = new Transcriber(options)
  for (const frame of frames) transcriber.take(new Batch().hold(frame))
  const text = transcriber.text()
  return { text, notes: transcriber.notes() }
}

const ofTalk = ({ packets }: Talk, options?: TranscriptOptions) =>
  transcribed(
    packets.map((bytes) => Frame.of(bytes, { linkType: rawIp })),
    options,
  )

const asked = (id: string, body = 'ok') =>
  new Talk()
    .open()
    .say(0, `GET /a?id=${id}&x=1 HTTP/1.1\r\nHost: example.test\r\nX-Trace: ${id}\r\n\r\n`)
    .say(1, `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`)

describe('a mask', () => {
  test('that is a regular expression replaces its matches everywhere', () => {
    const masked = (id: string) => ofTalk(asked(id, `of ${id}`), { mask: ['[0-9a-f]{4}-[0-9a-f]{4}'] })
    expect(masked('01ab-23cd')).toEqual({
      text:
        'client → 192.0.2.2:80 http\n  > GET /a?id=*&x=1 HTTP/1.1\n  > Host: example.test\n  > X-Trace: *\n' +
        '  < HTTP/1.1 200 OK\n  < Content-Length: 12\n  <\n  < of *\n',
      notes: [],
    })
    expect(masked('01ab-23cd')).toEqual(masked('ffff-0000'))
  })

  test('keeps what a look behind says', () => {
    expect(ofTalk(asked('7'), { mask: ['(?<=id=)[0-9]+'] }).text).toContain('GET /a?id=*&x=1 HTTP/1.1')
  })

  test('applies before a long text becomes a digest', () => {
    const masked = (id: string) => ofTalk(asked('7', `${id} ${'text '.repeat(1000)}`), { mask: ['id-[0-9]{3}'] }).text
    expect(masked('id-123')).toContain(' of text, SHA-256 ')
    expect(masked('id-123')).toBe(masked('id-456'))
    expect(masked('id-123')).not.toBe(masked('no-456'))
  })

  test('is of bytes: text beyond ASCII stays whole', () => {
    expect(ofTalk(asked('é7é'), { mask: ['7', 'é(?=&)'] }).text).toContain(
      '> GET /a?id=é**&x=1 HTTP/1.1\n  > Host: example.test\n  > X-Trace: é*é',
    )
    const body = new TextEncoder().encode('naïve 7 – ok')
    const talk = new Talk()
      .open()
      .say(0, 'GET / HTTP/1.1\r\n\r\n')
      .say(1, `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`)
      .say(1, body)
    expect(ofTalk(talk, { mask: ['7 –'] }).text).toContain('  < naïve * ok\n')
  })

  test.each([
    ['http.request.uri.query', '  > GET /a?* HTTP/1.1\n'],
    ['http.request.uri', '  > GET * HTTP/1.1\n'],
    ['http.x_trace', '  > X-Trace: *\n'],
    ['http.file_data', '  <\n  < *\n'],
    ['http.response.phrase', '  < HTTP/1.1 200 *\n'],
    ['ip.addr', 'client → server:80 http\n'],
  ])('that is the field %s replaces its value', (mask, line) => {
    const { text, notes } = ofTalk(asked('7'), { mask: [mask] })
    expect(text).toContain(line)
    expect(notes).toEqual([])
  })

  test('of fields of DNS and TLS', () => {
    expect(transcribed(framesOf('web.pcapng'), { mask: ['dns.a'] }).text).toContain('dns A example.test → *\n')
    expect(transcribed(framesOf('tls.pcapng'), { mask: ['tls.handshake.extensions_server_name'] }).text).toContain(
      '  > Client Hello: server name *; protocols h2, http/1.1\n',
    )
  })

  test('of payload says only who sent any', () => {
    expect(transcribed(framesOf('redis.pcapng'), { mask: ['tcp.payload'] }).text).toBe(
      'client → 192.0.2.2:6379 tcp\n  > *\n  < *\n',
    )
  })

  test('that is neither is refused', () => {
    expect(() => new Transcriber({ mask: ['a('] })).toThrow(/^"a\(": this is not a regular expression/)
    expect(() => new Transcriber({ mask: ['tcp.flags'] })).toThrow(
      new TypeError('snapshots never contain tcp.flags, so there is nothing to mask'),
    )
  })

  test('that takes too long is given up, and says so', { timeout: 20_000 }, () => {
    const { notes } = ofTalk(asked('7', 'a'.repeat(60_000)), { mask: ['(a|aa)+(a|aa)+(a|aa)+b'] })
    expect(notes).toEqual(['the mask (a|aa)+(a|aa)+(a|aa)+b takes too long: it was not applied everywhere'])
  })
})

test('names and masks without effect are named', () => {
  const options = {
    ignore: ['http.x_trace', 'http.x_other', 'dns', 'udp.payload'],
    mask: ['zebra', 'example', 'http.x_none', 'http.request.uri.query'],
  }
  expect(ofTalk(asked('7'), options).notes).toEqual([
    'nothing has http.x_other, which is to be ignored',
    'nothing has dns, which is to be ignored',
    'nothing has udp.payload, which is to be ignored',
    'nothing has http.x_none, which is to be masked',
    'the mask zebra matched nothing',
  ])
})

describe('binary data is shown by its length, whatever it is and however it is cut', () => {
  const random = (length: number) => Uint8Array.from({ length }, () => Math.floor(Math.random() * 256))

  test.each([
    ['http2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', ''],
    ['ssh', 'SSH-2.0-OpenSSH_9.2\r\n', 'SSH-2.0-OpenSSH_9.3\r\n'],
  ])('%s', (name, first, second) => {
    const texts = [1, 2, 3].map((pieces) => {
      const talk = new Talk().open().say(0, first)
      if (second !== '') talk.say(1, second)
      for (let piece = 0; piece < pieces; piece++) {
        talk.say(0, random(60 / pieces))
        talk.say(1, random(600 / pieces))
      }
      return ofTalk(talk).text
    })
    const [client, server] = [first.length + 60, second.length + 600]
    expect([...new Set(texts)]).toEqual([
      `client → 192.0.2.2:80 ${name}\n  > (${client} bytes)\n  < (${server} bytes)\n`,
    ])
  })

  test('between turns of text', () => {
    const talk = new Talk().open().say(0, 'STARTTLS\n').say(1, 'OK\n')
    for (let turn = 0; turn < 2; turn++) talk.say(0, Uint8Array.of(0, 1)).say(1, Uint8Array.of(0, 1, 2))
    talk.say(0, 'QUIT\n')
    expect(ofTalk(talk).text).toBe(
      'client → 192.0.2.2:80 tcp\n  > STARTTLS\\n\n  < OK\\n\n  > (4 bytes)\n  < (6 bytes)\n  > QUIT\\n\n',
    )
  })

  test('unless its content is asked for', () => {
    const talk = new Talk().open().say(0, Uint8Array.of(0, 1)).say(1, Uint8Array.of(0, 2))
    expect(ofTalk(talk, { binary: 'content' }).text).toBe(
      'client → 192.0.2.2:80 tcp\n  > (2 bytes: 0001)\n  < (2 bytes: 0002)\n',
    )
  })
})

describe('entries in the order of their texts', () => {
  test('are the same whatever their order was, each with its heading', () => {
    const [a, b] = ['client → x:80 http\n  > GET /a\n', '  > GET /b\n']
    const c = 'client → y:80 tcp\n  ! connection refused\n'
    const names = 'dns A x → 1\ndns A y → 2\n'
    const sorted = `${names}\n${a}\nclient → x:80 http\n${b}\n${c}`
    expect(sortedEntries(`${names}\n${a}\n${b}\n${c}`)).toBe(sorted)
    expect(sortedEntries(`dns A y → 2\n\n${c}\nclient → x:80 http\n${b}\n${a}\ndns A x → 1\n`)).toBe(sorted)
    expect(sortedEntries(sorted)).toBe(sorted)
  })

  test('keep what was left out at the end, and a heading without lines', () => {
    expect(sortedEntries('client → y:1 udp\n\nclient → x:1 udp\n  > a\n... and 3 more names\n')).toBe(
      'client → x:1 udp\n  > a\n\nclient → y:1 udp\n... and 3 more names\n',
    )
    expect(sortedEntries('nothing was sent\n')).toBe('nothing was sent\n')
  })
})

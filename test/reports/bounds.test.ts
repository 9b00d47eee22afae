import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Frame } from '../../src/files/frame.ts'
import { plainPalette } from '../../src/text/palette.ts'
import { summaryText } from '../../src/reports/index.ts'
import { framesOf } from '../support/packets.ts'
import { client, server, summaryOf, summaryOfFrames, Talk } from './conversation.ts'

const talks = (count: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      new Talk({ ...client, port: 10_000 + index }, server)
        .open()
        .say(0, `GET /${index} HTTP/1.1\r\n\r\n`)
        .say(1, 'HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n').packets,
  ).flat()

describe('memory', () => {
  test('is bounded: what is too much is counted', () => {
    const { connections, requests, failures, left } = summaryOf(talks(10), { connections: 8, requests: 6, failures: 3 })
    expect([connections.length, requests.length, failures.length]).toEqual([8, 6, 3])
    expect(left).toEqual({ names: 0, connectionPackets: 10, requests: 2, failures: 3 })
  })

  test('and the text says so', () => {
    const text = summaryText(summaryOf(talks(60), { connections: 55 }), plainPalette)
    expect(text).toContain('and 5 more connections; -v lists them\n')
    expect(text).toContain('25 packets of further connections are not listed\n')
    expect(text.split('\n').length).toBeLessThan(170)
  })
})

test('where rows are too wide, texts are cut and amounts are not', () => {
  const lines = summaryText(summaryOfFrames(framesOf('web.pcapng')), plainPalette, { width: 80 }).split('\n')
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80)
  expect(lines.find((line) => line.startsWith('Connected'))).toMatch(
    /… .* 159 B out, {2}615 B in {2}0\.6 ms {2}closed$/,
  )
})

describe('whatever the bytes are', () => {
  test.each([
    'web.pcapng',
    'http-post.pcapng',
    'http2.pcapng',
    'tls.pcapng',
    'dns.pcapng',
    'unreachable.pcapng',
    'ipv6.pcapng',
  ])('%s, damaged', (capture) => {
    const frames = framesOf(capture)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(frames.length - 1), fc.nat(1500), fc.nat(255)), { maxLength: 200 }),
        fc.nat(1500),
        (damages, captured) => {
          const bytes = frames.map((frame) => frame.bytes.slice())
          for (const [which, at, value] of damages) if (at < bytes[which]!.length) bytes[which]![at] = value
          const damaged = frames.map((frame, index) =>
            Frame.of(bytes[index]!.subarray(0, captured < 200 ? captured : undefined), {
              number: frame.number,
              seconds: frame.seconds,
              nanoseconds: frame.nanoseconds,
              linkType: frame.linkType,
              originalLength: frame.originalLength,
            }),
          )
          const summary = summaryOfFrames(damaged)
          expect(summary.packets).toBe(frames.length)
          expect(JSON.stringify(summary)).not.toContain('null')
          summaryText(summary, plainPalette)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('nothing of it steers a terminal', () => {
    const talk = new Talk()
      .open()
      .say(0, 'GET /\x1b[31mred\x07 HTTP/1.1\r\nHost: \x1b]0;x\x07\r\n\r\n')
      .say(1, 'HTTP/1.1 500 \x1b[2J\r\nContent-Type: \x1b[1m\r\nContent-Length: 0\r\n\r\n')
    const text = summaryText(summaryOf(talk.packets), plainPalette)
    expect(text).toContain(String.raw`\x1b[31mred\x07`)
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
  })

  test('without times there are none', () => {
    const frames = new Talk()
      .open()
      .say(0, 'GET / HTTP/1.1\r\n\r\n')
      .close()
      .packets.map((bytes, index) => Frame.of(bytes, { linkType: 101, number: index + 1 }))
    const summary = summaryOfFrames(frames)
    expect(summary).toMatchObject({
      start: undefined,
      duration: undefined,
      connections: [{ at: undefined, duration: undefined, handshakeTime: undefined }],
      requests: [{ at: undefined }],
    })
    expect(summaryText(summary, plainPalette)).toMatch(/^7 packets, \d+ bytes\nConnected /)
  })

  test('nothing comes to nothing', () => {
    expect(summaryText(summaryOf([]), plainPalette)).toBe('')
    expect(summaryOf([])).toMatchObject({ packets: 0, names: [], connections: [], requests: [], failures: [] })
  })
})

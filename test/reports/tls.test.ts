import { describe, expect, test } from 'vitest'
import { ConversationFollower } from '../../src/conversations/follower.ts'
import { Batch } from '../../src/files/batch.ts'
import { summaryText, TrafficReport } from '../../src/reports/index.ts'
import { noKeys, type Keys } from '../../src/schema/index.ts'
import { plainPalette } from '../../src/text/palette.ts'
import { framesOf, packetOf } from '../support/packets.ts'
import { client, octets, summaryOf, Talk } from './conversation.ts'

const payloadOf = (number: number) => packetOf('tls.pcapng', number).tcp!.payload.slice()
const hello = payloadOf(6)
const tls13 = payloadOf(8)
const https = { address: [192, 0, 2, 2], port: 443 } as const
const sessions = (talk: Talk) => summaryOf(talk.packets).connections.map(({ tls }) => tls)
const alert = (level: number, description: number) => Uint8Array.of(21, 3, 3, 0, 2, level, description)
const expected = { serverName: 'example.test', version: 'TLS 1.3', cipher: 'TLS_AES_256_GCM_SHA384' }

describe('the hello messages', () => {
  test('say who is asked for, and what was agreed on', () =>
    expect(sessions(new Talk(client, https).open().say(0, hello).say(1, tls13))).toMatchObject([expected]))

  test('may be cut anywhere', () => {
    for (let at = 1; at < hello.length; at += 7)
      expect(
        sessions(new Talk(client, https).open().say(0, hello.subarray(0, at)).say(0, hello.subarray(at)).say(1, tls13)),
      ).toMatchObject([expected])
    for (let at = 1; at < tls13.length; at += 13)
      expect(
        sessions(new Talk(client, https).open().say(0, hello).say(1, tls13.subarray(0, at)).say(1, tls13.subarray(at))),
      ).toMatchObject([expected])
  })

  test('are found on any port, and in a tunnel', () => {
    expect(sessions(new Talk(client, { ...https, port: 9999 }).open().say(0, hello).say(1, tls13))).toMatchObject([
      expected,
    ])
    const { connections, requests } = summaryOf(
      new Talk(client, { ...https, port: 3128 })
        .open()
        .say(0, 'CONNECT example.test:443 HTTP/1.1\r\nHost: example.test:443\r\n\r\n')
        .say(1, 'HTTP/1.1 200 Connection established\r\n\r\n')
        .say(0, hello)
        .say(1, tls13).packets,
    )
    expect(connections).toMatchObject([{ application: 'http', tls: expected }])
    expect(requests).toMatchObject([{ method: 'CONNECT', url: 'example.test:443', status: 200, complete: true }])
  })

  test('are told as far as they are there', () => {
    expect(sessions(new Talk(client, https).open().say(0, hello))).toEqual([
      {
        serverName: 'example.test',
        version: undefined,
        cipher: undefined,
        offered: ['h2', 'http/1.1'],
        chosen: undefined,
      },
    ])
    expect(sessions(new Talk(client, https).open().say(0, octets('nothing of the kind')))).toEqual([undefined])
  })
})

test('alerts are failures, except those that say goodbye', () => {
  const { failures } = summaryOf(new Talk(client, https).open().say(0, hello).say(1, alert(2, 40)).close().packets)
  expect(failures).toEqual([
    {
      kind: 'alert',
      subject: '192.0.2.2:443',
      text: 'TLS alert of the server: Handshake Failure',
      connection: 1,
      count: 1,
      packets: [5],
    },
  ])
  expect(summaryOf(new Talk(client, https).open().say(0, hello).say(1, alert(1, 0)).close().packets).failures).toEqual(
    [],
  )
})

test('connections without secrets are counted where there are secrets of others, and not where there are none', () => {
  const textWith = (keys: Keys | undefined) => {
    const report = new TrafficReport()
    const follower = new ConversationFollower({ keys })
    for (const frame of framesOf('tls.pcapng')) {
      const batch = new Batch().hold(frame)
      follower.follow(batch)
      report.take(batch)
    }
    return summaryText(report.summary(), plainPalette)
  }
  expect(textWith({ ...noKeys, isEmpty: false })).toMatch(
    /\n +no secrets are known of \d+ encrypted connections?: see docs\/encrypted\.md\n$/,
  )
  expect(textWith(undefined)).not.toContain('secrets')
})

/** What was said is the same however the network delivered it, wherever all of its bytes are there. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ConversationFollower } from '../../src/conversations/follower.ts'
import { StreamFollower } from '../../src/conversations/streams/index.ts'
import { Layers } from '../../src/packet/layers.ts'
import { entries } from '../../src/packet/registry/index.ts'
import { TrafficReport } from '../../src/reports/index.ts'
import { hex, type View } from '../../src/schema/index.ts'
import {
  batchesFrom,
  choices,
  cut,
  reordered,
  repeated,
  resegmented,
  sentIn,
  thinned,
  type Sent,
} from '../support/variants.ts'

const captures = ['http-post.pcapng', 'web.pcapng', 'dns-tcp.pcapng', 'tls.pcapng', 'http-ports.pcapng', 'redis.pcapng']
const originals = new Map(captures.map((name) => [name, sentIn(name)]))

/** The bytes of each side of each TCP stream, and how many are missing. */
function streamsIn(frames: readonly Sent[]): string[] {
  const counting = new StreamFollower({ protocol: 'tcp', stream: -1 })
  for (const batch of batchesFrom(frames)) counting.take(batch)
  return Array.from({ length: counting.count('tcp') }, (_, stream) => {
    const follower = new StreamFollower({ protocol: 'tcp', stream })
    const said = { client: '', server: '' }
    const take = (chunks: ReturnType<typeof follower.take>) => {
      for (const { side, bytes, missing, cut: left } of chunks)
        said[side] += `${missing > 0 ? `<${missing}>` : ''}${hex(bytes)}${left > 0 ? `<${left}>` : ''}`
    }
    for (const batch of batchesFrom(frames)) take(follower.take(batch))
    take(follower.finish())
    return `> ${said.client} < ${said.server}`
  })
}

/** The whole messages in the frames that begin with a head, in the order of each direction. */
function messagesIn(frames: readonly Sent[]): string[] {
  const follower = new ConversationFollower()
  const layers = new Layers()
  const said = new Map<string, string>()
  for (const batch of batchesFrom(frames)) {
    follower.follow(batch)
    layers.decode(batch, 0)
    for (let at = 1; at < layers.count; at++) {
      const { name } = entries[layers.protocol[at]!]!.schema
      const parent = layers.parent(at)
      if (!['http', 'dns', 'tls'].includes(name) || entries[layers.protocol[parent]!]!.schema.name !== 'tcp') continue
      const place = layers.start[parent]!
      const key = `${name} ${layers.facts[parent]?.['stream' as never]} ${hex(layers.bytesOf(parent).subarray(place, place + 4))}`
      // Records of TLS may share a layer.
      const mark = name === 'tls' ? '' : '|'
      const bytes = hex(layers.bytesOf(at).subarray(layers.start[at]!, layers.end[at]!))
      said.set(key, (said.get(key) ?? '') + mark + bytes)
    }
  }
  return Array.from(said, ([key, text]) => `${key} ${text}`).sort()
}

/** What the summary tells that does not depend on times and segments. */
function summaryIn(frames: readonly Sent[]) {
  const report = new TrafficReport()
  for (const batch of batchesFrom(frames)) report.take(batch)
  const { requests, connections, names } = report.summary()
  return {
    requests: requests.map(({ connection, method, url, status, requestBytes, responseBytes, complete, interim }) => ({
      connection,
      method,
      url,
      status,
      requestBytes,
      responseBytes,
      complete,
      interim,
    })),
    connections: connections.map(({ application, tls, fromClient, fromServer }) => [
      application,
      tls,
      fromClient.bytes,
      fromServer.bytes,
    ]),
    names: names.map(({ name, type, response, answers }) => [name, type, response, answers]),
  }
}

const looks = { streams: streamsIn, messages: messagesIn, summary: summaryIn }

describe.each(captures)('%s', (name) => {
  const frames = originals.get(name)!

  test.each(Object.entries(looks))('all bytes delivered otherwise give the same %s', (_, look) => {
    const expected = look(frames)
    fc.assert(
      fc.property(choices, choices, choices, (parts, order, again) => {
        const sent = repeated(reordered(resegmented(frames, parts), order), again)
        expect(look(sent)).toEqual(expected)
      }),
      { numRuns: 15 },
    )
  })

  test('of what was lost or cut no message is made', () => {
    const whole = new Set(wholeIn(frames))
    fc.assert(
      fc.property(choices, choices, (lost, short) => {
        for (const message of wholeIn(cut(thinned(frames, lost), short))) expect(whole).toContain(message)
      }),
      { numRuns: 15 },
    )
  })
})

/** HTTP messages that are whole, head and all. */
function wholeIn(frames: readonly Sent[]): string[] {
  const follower = new ConversationFollower()
  const layers = new Layers()
  const found: string[] = []
  for (const batch of batchesFrom(frames)) {
    follower.follow(batch)
    layers.decode(batch, 0)
    for (let at = 1; at < layers.count; at++) {
      if (entries[layers.protocol[at]!]!.schema.name !== 'http' || layers.originalEnd[at]! > layers.end[at]!) continue
      const { method, statusCode, bytes, start, end } = layers.view(at) as View & Record<string, unknown>
      if (method !== undefined || statusCode !== undefined) found.push(hex(bytes.subarray(start, end)))
    }
  }
  return found
}

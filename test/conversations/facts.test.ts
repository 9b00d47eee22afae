/** Of the facts, only those that somebody looks at are sought; they are the same as where all are. */
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Batch } from '../../src/files/batch.ts'
import { ConversationFollower } from '../../src/conversations/follower.ts'
import { compileDisplayFilter } from '../../src/filter/display/index.ts'
import { ndjsonOutput, lineOutput } from '../../src/output/index.ts'
import type { Output } from '../../src/output/output.ts'
import { fieldNamed } from '../../src/packet/fields.ts'
import { protocols } from '../../src/protocols/index.ts'
import { TextBuffer } from '../../src/text/buffer.ts'
import { followed, segment } from '../support/conversations.ts'
import { batchesOf } from '../support/packets.ts'

const captures = readdirSync('captures').filter((name) => /\.pcap(ng)?$/.test(name))
const names = [protocols.tcp, protocols.udp, protocols.dns, protocols.http, protocols.icmp].flatMap(({ factFields }) =>
  Object.values(factFields).map(({ filter }) => filter),
)

/** The packets of a capture, with what a follower tells of them. */
function followedBy(capture: string, follower: ConversationFollower): readonly Batch[] {
  const batches = batchesOf(capture)
  for (const batch of batches) follower.follow(batch)
  return batches
}

/** What an output writes of them. */
function written(batches: readonly Batch[], output: Output): string {
  const text = new TextBuffer()
  for (const batch of batches) {
    for (let index = 0; index < batch.length; index++) output.packet(batch, index, text)
  }
  return text.toString()
}

describe.each(captures)('%s', (capture) => {
  const all = followedBy(capture, new ConversationFollower())
  const both = (open: () => Output) => {
    const output = open()
    const few = new ConversationFollower({ facts: output.facts, content: output.showsContent })
    return [written(followedBy(capture, few), output), written(all, open())] as const
  }

  test('lines need few', () => {
    const [few, whole] = both(() => lineOutput())
    expect(few).toBe(whole)
  })
  test('lines with details need all', () => {
    const [few, whole] = both(() => lineOutput({ verbose: 1 }))
    expect(few).toBe(whole)
  })
  test('a column needs its own', () => {
    // Each name in every third capture.
    for (const name of names.filter((_, index) => index % 3 === captures.indexOf(capture) % 3)) {
      const [few, whole] = both(() => ndjsonOutput({ fields: [fieldNamed(name), fieldNamed('tcp.stream')] }))
      expect(few, name).toBe(whole)
    }
  })
})

test('a filter says which it looks at', () => {
  const factsOf = (text: string) => [...compileDisplayFilter(text).facts]
  expect(factsOf('tcp.port == 80')).toEqual([])
  expect(factsOf('tcp.stream == 1 and not tcp.analysis.retransmission and ip.src == 10.0.0.1')).toEqual([
    'tcp.stream',
    'tcp.analysis.retransmission',
  ])
  expect(factsOf('http.host == "a"')).toEqual([])
})

test('what nobody looks at is not sought', () => {
  const sent = [segment('client', 'S', 0, 0), segment('server', 'SA', 0, 1), segment('client', 'S', 0, 0)]
  const analysed = (facts?: ReadonlySet<string>) =>
    followed(sent, { facts }).map((frame) => frame.values('tcp.analysis').length)
  expect(analysed()).toEqual([0, 1, 1])
  expect(analysed(new Set(['tcp.analysis.flags']))).toEqual([0, 1, 1])
  expect(analysed(new Set(['tcp.stream']))).toEqual([0, 0, 0])
})

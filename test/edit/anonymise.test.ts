/** Nothing of what a capture tells of people and machines is left of it once it is anonymised. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openFile, verifyChecksums, type Node, type View } from '../../src/index.ts'
import { Packet } from '../../src/packet/packet.ts'
import { anonymise, type PayloadPolicy } from '../../src/edit/index.ts'
import { editedBytes, opened } from './edited.ts'

const captures = readdirSync('captures').filter((name) => /\.pcap(ng)?$/.test(name))
const key = Uint8Array.from({ length: 32 }, (_, index) => 7 * index + 3)
const anonymised = (name: string, payload?: PayloadPolicy, of = key) =>
  editedBytes(join('captures', name), [anonymise({ key: of, payload })])

/** Values that must not be found in the result: bytes of addresses, and words of names. */
interface Told {
  readonly bytes: Set<string>
  readonly words: Set<string>
}

const special =
  /^(?:0\.|127\.|169\.254\.|2(?:2[4-9]|[345]\d)\.|::|ff|fe80::$|00:00:(?:00:00:00:00|5e:00:)|01:|33:33|ff:ff)/
/** Words of protocols and of the formats of files; short ones occur by chance. */
const vocabulary = /^(?:localhost|chunked|services|content|modified|password|openssh)$/i

function tellingIn(nodes: readonly Node[], into: Told): void {
  for (const node of nodes) {
    const { type, holds, computed } = node.field
    const held = typeof holds === 'function' ? holds(node.value as never) : holds
    if (node.parts.length > 0) tellingIn(node.parts, into)
    else if (computed || held === 'vocabulary') continue
    else if (type === 'ether' || type === 'ipv4' || type === 'ipv6') {
      if (!special.test(node.text)) into.bytes.add(hexOf(node))
    } else if (type === 'text')
      for (const [word] of node.text.matchAll(/[A-Za-z][A-Za-z0-9]{6,}/g))
        if (!vocabulary.test(word)) into.words.add(word)
  }
}

const memory: { bytes: Uint8Array } = { bytes: new Uint8Array(0) }
const hexOf = ({ offset, length }: Node) => Buffer.from(memory.bytes.subarray(offset, offset + length)).toString('hex')

async function telling(name: string): Promise<Told> {
  const told: Told = { bytes: new Set(), words: new Set() }
  for await (const batch of await openFile(join('captures', name)))
    for (const frame of batch)
      for (const layer of new Packet(frame).layers()) {
        memory.bytes = layer.bytes
        if (layer.headed && layer.schema.name !== 'data') tellingIn(layer.nodes(), told)
      }
  return told
}

async function layersOf(bytes: Uint8Array): Promise<View[][]> {
  const all: View[][] = []
  for await (const batch of await opened(bytes))
    for (const frame of batch) all.push([...new Packet(frame.copy()).layers()])
  return all
}
const names = (layers: readonly View[]) => layers.map(({ schema }) => schema.name).join(' ')
const verdicts = (layers: readonly View[]) =>
  verifyChecksums(layers)
    .map(({ verdict }) => verdict)
    .join(' ')

describe.each(captures)('%s', (name) => {
  test('tells no address and no name', async () => {
    const told = await telling(name)
    for (const payload of ['zero', 'random', 'cut'] as const) {
      const result = Buffer.from(await anonymised(name, payload))
      const [hex, text] = [result.toString('hex'), result.toString('latin1').toLowerCase()]
      // At even places only: hexadecimal digits come in pairs.
      const found = [...told.bytes].filter((value) => {
        // A sequence number and the length after it look like the address of a client.
        if (name === 'dtls.pcapng' && value === '020000000001') return false
        for (let at = hex.indexOf(value); at >= 0; at = hex.indexOf(value, at + 1)) if (at % 2 === 0) return true
        return false
      })
      expect(found).toEqual([])
      expect([...told.words].filter((word) => text.includes(word.toLowerCase()))).toEqual([])
    }
  })

  test('has the same layers, lengths, times and verdicts on checksums', async () => {
    const source = await editedBytes(join('captures', name), [])
    const [before, kept, zeroed] = await Promise.all(
      [source, anonymised(name, 'keep'), anonymised(name)].map(async (bytes) => layersOf(await bytes)),
    )
    expect(kept!.map(names)).toEqual(before!.map(names))
    expect(kept!.map(verdicts)).toEqual(before!.map(verdicts))
    expect(zeroed!.map(verdicts)).toEqual(before!.map(verdicts))
    const lengths = async (bytes: Uint8Array) => {
      const all: unknown[] = []
      for await (const batch of await opened(bytes))
        for (const { capturedLength, originalLength, timestamp } of batch)
          all.push([capturedLength, originalLength, timestamp])
      return all
    }
    expect(await lengths(await anonymised(name))).toEqual(await lengths(source))
  })

  test('is the same with the same key, and another with another', async () => {
    const [one, again, other] = await Promise.all([
      anonymised(name),
      anonymised(name),
      anonymised(
        name,
        'zero',
        key.map((byte) => byte ^ 1),
      ),
    ])
    expect(one).toEqual(again)
    expect(one).not.toEqual(other)
  })
})

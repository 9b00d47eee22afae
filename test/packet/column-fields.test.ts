/** The columns of a packet list as fields. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compileDisplayFilter, csvOutput, openBytes, TextBuffer } from '../../src/decode.ts'
import { batchesIn, followedIn } from '../support/conversations.ts'

const capture = new Uint8Array(readFileSync('captures/web.pcapng'))
const frames = followedIn(capture)
const columns = ['source', 'destination', 'protocol', 'length', 'info']

test('they are what a list of packets shows', async () => {
  const output = csvOutput()
  const text = new TextBuffer(1 << 16)
  output.begin?.(text)
  for await (const batch of await openBytes(capture))
    for (let at = 0; at < batch.length; at++) output.packet(batch, at, text)
  const [, ...lines] = new TextDecoder().decode(text.written).trim().split('\n')
  expect(lines.length).toBe(frames.length)
  for (const [place, line] of lines.entries()) {
    const [source, destination, protocol, length, info] = columns.map(
      (name) => frames[place]!.values(`_ws.col.${name}`)[0],
    )
    expect(line).toContain(`,${source},${destination},${protocol},${length},`)
    expect(line.replaceAll('""', '"')).toContain(`${info}`)
  }
})

test('under their older names too, and in filters', () => {
  for (const frame of frames) expect(frame.values('_ws.col.Protocol')).toEqual(frame.values('_ws.col.protocol'))
  const [batch] = batchesIn(capture)
  const count = (filter: string) => {
    const compiled = compileDisplayFilter(filter)
    return Array.from({ length: batch!.length }, (_, at) => compiled.matches(batch!, at)).filter(Boolean).length
  }
  expect(count('_ws.col.protocol == "DNS"')).toBe(count('dns'))
  expect(count('_ws.col.info contains "GET"')).toBe(count('http.request.method == "GET"'))
  expect(count('_ws.col.source == "192.0.2.1:53772"')).toBe(count('ip.src == 192.0.2.1 and tcp.srcport == 53772'))
})

import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { ProcessAnnotations } from '../../src/capture/processes/annotations.ts'
import type { FlowOwners } from '../../src/capture/processes/owner.ts'
import { Batch } from '../../src/files/batch.ts'
import { compileDisplayFilter } from '../../src/filter/display/index.ts'
import {
  plainPalette,
  csvOutput,
  jsonOutput,
  lineOutput,
  ndjsonOutput,
  TextBuffer,
  treeOutput,
  type Output,
  type OutputOptions,
} from '../../src/output/index.ts'
import { fieldNamed } from '../../src/packet/fields.ts'
import { framesOf } from '../support/packets.ts'

/** The request of `web.pcapng`: who sends to the name server, to the web server, and from it. */
const owners: FlowOwners = {
  ownerOf({ protocol, sourcePort, destinationPort }) {
    if (protocol === 17)
      return destinationPort === 53
        ? { pid: 71, name: 'dig', command: 'dig example.test', user: undefined, bestEffort: true }
        : undefined
    if (sourcePort === 80)
      return { pid: 300, name: 'ev\u001b[31mil\n', command: 'ev\u001b[31mil --quote "x"\n', user: 0, bestEffort: false }
    return {
      pid: 1234,
      name: 'curl',
      command: 'curl http://example.test/ http://example.test/missing',
      user: 1000,
      bestEffort: false,
    }
  },
  close() {},
}
const labels = new ProcessAnnotations(owners, false)
const batches = framesOf('web.pcapng').map((frame) => {
  const batch = new Batch().hold(frame)
  labels.label(batch)
  return batch
})

const usual: OutputOptions = {
  time: 'none',
  number: true,
}
const fields = ['onwire.process.pid', 'onwire.process.name', 'onwire.process.command', 'onwire.process.user'].map(
  (name) => fieldNamed(name),
)

function written(output: Output, shown: readonly Batch[] = batches): string {
  const text = new TextBuffer(16)
  output.begin?.(text)
  for (const batch of shown) output.packet(batch, 0, text)
  void output.end?.(text)
  return new TextDecoder().decode(text.written)
}

const golden = (name: string) => fileURLToPath(new URL(`../golden/processes/${name}.txt`, import.meta.url))
const first = (port: number) =>
  batches.find((batch) => compileDisplayFilter(`tcp.srcport == ${port}`).matches(batch, 0))!

describe('the process of a packet', () => {
  test('stands at the end of its line', () => expect(written(lineOutput(usual))).toMatchFileSnapshot(golden('lines')))
  test('is coloured as names are', () => {
    expect(
      written(lineOutput({ ...usual, palette: { ...plainPalette, name: (text) => `<${text}>` } }), [first(80)]),
    ).toMatch(/ <\[ev\\x1b\[31mil\\n 300\]>\n$/)
  })
  test('stands below the frame in a tree', () => {
    const heads = batches.map((batch) =>
      written(treeOutput(usual), [batch]).replace(/^(?:Ethernet|Address Res)[^]*/m, ''),
    )
    return expect(heads.join('')).toMatchFileSnapshot(golden('trees'))
  })
  test('has filter names in a tree of bytes', () =>
    expect(
      written(treeOutput({ ...usual, verbose: 1 }), [first(80)]).replace(/^ {2}Destination[^]*/m, ''),
    ).toMatchFileSnapshot(golden('tree-bytes')))
  test('is an object in JSON', () => {
    const all = JSON.parse(written(jsonOutput({}))) as { process?: unknown }[]
    return expect(all.map(({ process }) => `${JSON.stringify(process)}\n`).join('')).toMatchFileSnapshot(golden('json'))
  })
  test('is fields in lines of JSON', () => {
    const text = written(ndjsonOutput({ fields }))
    for (const line of text.trimEnd().split('\n')) JSON.parse(line)
    return expect(text).toMatchFileSnapshot(golden('fields'))
  })
  test('is columns', () => expect(written(csvOutput({ ...usual, fields }))).toMatchFileSnapshot(golden('csv')))
})

test.each([
  ['onwire.process.name == "curl"', 1234],
  ['onwire.process.pid == 300', 300],
  ['onwire.process.pid in {1..100}', 71],
  ['onwire.process.command contains "missing"', 1234],
  ['onwire.process.command matches "^DIG "', 71],
  ['onwire.process.user == 0', 300],
  ['onwire.process.pid && !onwire.process.user', 71],
  ['not onwire.process.name', undefined],
  ['onwire.process.name == "curl" && tcp.flags.syn == 1', 1234],
])('a filter finds it: %s', (text, pid) => {
  const filter = compileDisplayFilter(text)
  const passed = batches.filter((batch) => filter.matches(batch, 0))
  expect(new Set(passed.map((batch) => batch.frame(0).process?.pid))).toEqual(new Set([pid]))
})

/** What must hold of any packet, whatever its bytes are. */
import { Batch } from '../../src/files/batch.ts'
import type { Frame } from '../../src/files/frame.ts'
import { compileCaptureFilter } from '../../src/filter/capture/index.ts'
import { compileDisplayFilter } from '../../src/filter/display/index.ts'
import { FilterError } from '../../src/filter/error.ts'
import type { Filter } from '../../src/filter/filter.ts'
import {
  csvOutput,
  hexOutput,
  jsonOutput,
  lineOutput,
  ndjsonOutput,
  TextBuffer,
  treeOutput,
  type Output,
  type OutputOptions,
} from '../../src/output/index.ts'
import { build, edit } from '../../src/packet/build/index.ts'
import { fieldNamed } from '../../src/packet/fields.ts'
import { Packet } from '../../src/packet/packet.ts'
import { hex } from '../../src/schema/index.ts'
import { differenceIn } from '../support/surroundings.ts'
import type { Random } from './mutations.ts'

const options: OutputOptions = {
  time: 'date',
  precision: 9,
  number: true,
  link: true,
  checksums: true,
}

const someFields = [
  'frame.number',
  'frame.protocols',
  'ip.addr',
  'ipv6.addr',
  'tcp.port',
  'udp.port',
  'dns.qry.name',
  'http.host',
  'data.data',
]

interface Format {
  readonly output: Output
  /** Throws where the text is not what the format promises. */
  readonly verify: (text: string) => void
}

/** Checks packets one by one; filters are compiled once. */
export class PacketChecks {
  private readonly text = new TextBuffer()
  private readonly displayFilters: readonly Filter[]
  private readonly captureFilters = new Map<number, readonly Filter[]>()
  private readonly formats: readonly Format[]

  constructor(
    displayTexts: readonly string[],
    private readonly captureTexts: readonly string[],
  ) {
    this.displayFilters = displayTexts.map((text) => compileDisplayFilter(text))
    const fields = someFields.map(fieldNamed)
    this.formats = [
      { output: lineOutput(options), verify: expectLine },
      { output: lineOutput({ ...options, verbose: 2 }), verify: expectDetails },
      { output: lineOutput({ ...options, width: () => 80 }), verify: expectLine },
      { output: lineOutput({ ...options, dump: 'hex-text-link' }), verify: expectPrintable },
      { output: lineOutput({ ...options, payload: true }), verify: expectPrintable },
      { output: treeOutput({ ...options, verbose: 1 }), verify: expectPrintable },
      { output: hexOutput(options), verify: expectPrintable },
      { output: ndjsonOutput({}), verify: expectJson },
      { output: ndjsonOutput({ fields }), verify: expectJson },
      { output: jsonOutput({}), verify: (text) => expectJson(text.replace(/^[[,]/, '')) },
      { output: csvOutput({ ...options, fields }), verify: (text) => expectRow(text, fields.length) },
      { output: csvOutput(options), verify: (text) => expectRow(text, 7) },
    ]
  }

  /** Throws where anything goes wrong. */
  check(frame: Frame, random: Random): void {
    const batch = new Batch().hold(frame)
    const packet = new Packet(frame)
    expectPrintable(`${packet}`)
    JSON.stringify(packet)
    for (const { output, verify } of this.formats) verify(this.written(output, batch))
    for (let round = 0; round < 8; round++) {
      this.displayFilters[random(this.displayFilters.length)]!.matches(batch, 0)
      const filters = this.captureFiltersOf(frame.linkType)
      if (filters.length > 0) filters[random(filters.length)]!.matches(batch, 0)
    }
    if (random(4) === 0) expectRebuilt(packet)
    // Ten of a hundred: everything four times, and cut.
    if (random(10) > 0) return
    const { bytes, linkType, originalLength } = frame
    const difference = differenceIn({
      bytes: bytes.slice(),
      linkType,
      length: random(bytes.length + 1),
      originalLength,
    })
    if (difference !== undefined) throw new Error(difference)
  }

  private written(output: Output, batch: Batch): string {
    this.text.clear()
    output.packet(batch, 0, this.text)
    return new TextDecoder().decode(this.text.written)
  }

  private captureFiltersOf(linkType: number): readonly Filter[] {
    let filters = this.captureFilters.get(linkType)
    if (filters === undefined) {
      filters = this.captureTexts.flatMap((text) => compiled(() => compileCaptureFilter(text, linkType)))
      this.captureFilters.set(linkType, filters)
    }
    return filters
  }
}

/** Built from itself, and edited without a change, it is the same bytes. */
function expectRebuilt(packet: Packet): void {
  const bytes = hex(packet.frame.bytes)
  const built = hex(build(packet))
  if (built !== bytes) throw new Error(`built from itself: ${built}`)
  const edited = hex(edit(packet, {}).frame.bytes)
  if (edited !== bytes) throw new Error(`edited without a change: ${edited}`)
}

/** A filter, or none where the text is refused. */
export function compiled(compile: () => Filter): readonly Filter[] {
  try {
    return [compile()]
  } catch (error) {
    if (error instanceof FilterError) return []
    throw error
  }
}

/** Control characters and those that change the direction of text, but for ends of lines and tabs. */
// eslint-disable-next-line no-control-regex
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/

function expectPrintable(text: string): void {
  const found = unsafe.exec(text)
  if (found !== null) throw new Error(`a control character at ${found.index} of ${JSON.stringify(text.slice(0, 400))}`)
}

function expectLine(text: string): void {
  expectPrintable(text)
  if (!/^[^\n]*\n$/.test(text)) throw new Error(`not one line: ${JSON.stringify(text.slice(0, 400))}`)
}

/** A line, and what -v says below it. */
function expectDetails(text: string): void {
  expectPrintable(text)
  if (!/^[^\n]*\n(?: {4}[^\n]*\n)*$/.test(text))
    throw new Error(`not a line with details: ${JSON.stringify(text.slice(0, 400))}`)
}

function expectJson(text: string): void {
  expectPrintable(text)
  JSON.parse(text)
}

function expectRow(text: string, columns: number): void {
  expectLine(text)
  const cells = text.match(/(?:^|,)(?:"(?:[^"]|"")*"|[^",\n]*)/g) ?? []
  if (cells.join('') !== text.trimEnd() || cells.length !== columns)
    throw new Error(`${cells.length} columns: ${JSON.stringify(text.slice(0, 400))}`)
}

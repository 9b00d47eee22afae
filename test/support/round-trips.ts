/** Counts of layers that are written as they were read: from the values of their fields, and with what stays as it is. */
import type { Frame } from '../../src/files/frame.ts'
import { build, edit } from '../../src/packet/build/index.ts'
import { Packet } from '../../src/packet/packet.ts'
import { hex, type View } from '../../src/schema/index.ts'
import { Output, RecordWriter, valuesOf } from '../../src/schema/writing/index.ts'

interface Count {
  layers: number
  /** Layers whose values alone give the same bytes. */
  exact: number
  /** Why others do not: a field that cannot be written, or one whose value does not tell all of its bits. */
  readonly reasons: Map<string, number>
}

export class RoundTrips {
  private readonly counts = new Map<string, Count>()
  /** Where a layer or packet with nothing changed became another. */
  readonly failures: string[] = []

  /** Writes each layer of a frame that is whole from its values, and the frame with nothing changed. */
  add(frame: Frame, place: string): void {
    const packet = new Packet(frame)
    for (const view of packet.layers()) if (view.cut === undefined) this.addLayer(view)
    const same = edit(packet, {}).frame
    const isSame = hex(same.bytes) === hex(frame.bytes) && hex(build(packet)) === hex(frame.bytes)
    if (!isSame || same.originalLength !== frame.originalLength) this.failures.push(place)
  }

  /** A line for each protocol: how many layers there are, how many of them are exact, and why others are not. */
  table(): string {
    const lines = [...this.counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { layers, exact, reasons }]) => {
        const most = [...reasons].sort(([, a], [, b]) => b - a).slice(0, 3)
        return `${name.padEnd(20)} ${`${exact}`.padStart(7)} of ${`${layers}`.padStart(7)}  ${most.map(([why]) => why).join('; ')}`
      })
    const sum = (of: (count: Count) => number) => [...this.counts.values()].reduce((all, count) => all + of(count), 0)
    const all = `${'all'.padEnd(20)} ${`${sum(({ exact }) => exact)}`.padStart(7)} of ${`${sum(({ layers }) => layers)}`.padStart(7)}`
    const whole = [...this.counts.values()].filter(({ layers, exact }) => layers === exact).length
    return [...lines, `${all}  ${whole} of ${this.counts.size} protocols without exception`]
      .map((line) => `${line.trimEnd()}\n`)
      .join('')
  }

  private addLayer(view: View): void {
    const { name } = view.schema
    const count = this.counts.get(name) ?? { layers: 0, exact: 0, reasons: new Map<string, number>() }
    this.counts.set(name, count)
    count.layers++
    const reason = reasonOf(view)
    if (reason === undefined) count.exact++
    else count.reasons.set(reason, (count.reasons.get(reason) ?? 0) + 1)
  }
}

/** Why the values of a layer do not give its bytes; undefined if they do. */
function reasonOf(view: View): string | undefined {
  const output = new Output()
  try {
    const end = new RecordWriter(view.schema, valuesOf(view), output, 0, view.schema.name).write()
    const [read, written] = [view.bytes.slice(view.start, view.start + view.extent), output.bytes.slice(0, end)]
    return hex(read) === hex(written) ? undefined : `${fieldThatDiffers(view, read, written)} differs`
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return error.message.replace(/, found .*/s, '').replace(/\[\d+\]/g, '[]')
  }
}

/** The field that the first byte belongs to that is not the same. */
function fieldThatDiffers(view: View, read: Uint8Array, written: Uint8Array): string {
  const first = read.findIndex((byte, index) => byte !== written[index])
  const at = view.start + (first < 0 ? read.length - 1 : first)
  let path = ''
  for (let nodes = view.nodes(); nodes.length > 0;) {
    const node = nodes.find(({ offset, length }) => offset <= at && at < offset + length)
    if (node === undefined) break
    path += /^\d+$/.test(node.key) ? '[]' : `.${node.key}`
    nodes = [...node.parts]
  }
  return `${view.schema.name}${path}`
}

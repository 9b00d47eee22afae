/**
 * What a packet costs inside one process: a loop written by hand, the layers of every packet, a getter, a view, a filter, a tree, a summary.
 *
 *     npm run bench:micro [FILE.pcap]
 */
import { openFile } from '../../src/capture/reading/file.ts'
import type { Batch } from '../../src/files/batch.ts'
import { compileCaptureFilter } from '../../src/filter/capture/index.ts'
import { compileDisplayFilter } from '../../src/filter/display/index.ts'
import { Layers } from '../../src/packet/layers.ts'
import { Packet } from '../../src/packet/packet.ts'
import { entries, idOf } from '../../src/packet/registry/index.ts'
import { protocols } from '../../src/protocols/index.ts'
import { TrafficReport } from '../../src/reports/index.ts'
import { corpus } from './corpus.ts'

type Work = (batch: Batch, index: number) => number

const layers = new Layers()
const report = new TrafficReport()
const captureFilter = compileCaptureFilter('tcp port 443', 1)
const displayFilter = compileDisplayFilter('tcp.port == 443')
const tcpId = idOf(protocols.tcp)

/** Ethernet, IPv4 and TCP at fixed offsets: what a loop written for one question can do at best. */
function byHand({ memory, start, capturedLength }: Batch, index: number): number {
  const at = start[index]!
  if (capturedLength[index]! < 54 || memory[at + 12] !== 8 || memory[at + 13] !== 0 || memory[at + 23] !== 6) return 0
  const tcp = at + 14 + (memory[at + 14]! & 15) * 4
  return ((memory[tcp]! << 8) | memory[tcp + 1]!) === 443 || ((memory[tcp + 2]! << 8) | memory[tcp + 3]!) === 443
    ? 1
    : 0
}

const works: Record<string, readonly [most: number, work: Work]> = {
  'read the file only': [Infinity, () => 1],
  'TCP port 443, by hand': [Infinity, byHand],
  'tcp port 443': [Infinity, (batch, index) => Number(captureFilter.matches(batch, index))],
  'tcp.port == 443': [Infinity, (batch, index) => Number(displayFilter.matches(batch, index))],
  'all layers': [
    Infinity,
    (batch, index) => {
      layers.decode(batch, index)
      return layers.count
    },
  ],
  'all layers, two getters of the cursor': [
    Infinity,
    (batch, index) => {
      layers.decode(batch, index)
      const at = layers.find(tcpId)
      if (at < 0) return 0
      layers.look(at)
      const { sourcePort, destinationPort } = protocols.tcp.cursor
      return sourcePort === 443 || destinationPort === 443 ? 1 : 0
    },
  ],
  'all layers, a view of TCP, two getters': [
    Infinity,
    (batch, index) => {
      layers.decode(batch, index)
      const at = layers.find(tcpId)
      if (at < 0) return 0
      const { sourcePort, destinationPort } = protocols.tcp.view(batch.memory, layers.start[at]!, layers.end[at]!)
      return sourcePort === 443 || destinationPort === 443 ? 1 : 0
    },
  ],
  'a Packet, packet.tcp': [Infinity, (batch, index) => new Packet(batch.frame(index)).tcp?.sourcePort ?? 0],
  'a summary of the traffic': [
    Infinity,
    (batch, index) => {
      if (index === 0) report.take(batch)
      return 1
    },
  ],
  'a Packet, the tree of every layer': [
    50_000,
    (batch, index) => new Packet(batch.frame(index)).layers().reduce((sum, layer) => sum + layer.nodes().length, 0),
  ],
}

const path = process.argv[2] ?? (await corpus()).path
console.log(`${entries.length} protocols loaded\n\n| | ns a packet |\n| --- | ---: |`)
for (const [name, [most, work]] of Object.entries(works)) {
  const figures: number[] = []
  for (let round = 0; round < 5; round++) figures.push(await measure(path, most, work))
  console.log(`| ${name} | ${Math.min(...figures).toFixed(0)} to ${Math.max(...figures.slice(1)).toFixed(0)} |`)
}

/** Nanoseconds for each of the first `most` packets of the file. */
async function measure(path: string, most: number, work: Work): Promise<number> {
  let packets = 0
  let sum = 0
  const begin = performance.now()
  for await (const batch of await openFile(path, { reuseMemory: true })) {
    for (let index = 0; index < batch.length; index++) sum += work(batch, index)
    packets += batch.length
    if (packets >= most) break
  }
  const time = performance.now() - begin
  if (sum < 0) throw new Error('the work must not be thrown away')
  return (1e6 * time) / packets
}

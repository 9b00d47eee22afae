/**
 * What it costs to put the process of each packet into its options, where the owners know all flows, and where they know none; and for
 * comparison all layers of the same packets. Reading the file does not count.
 *
 *     npm run build:test && node build/test/bench/labels.js [FILE.pcap]
 */
import { openFile } from '../../src/capture/reading/file.ts'
import { ProcessAnnotations } from '../../src/capture/processes/annotations.ts'
import type { FlowOwners, Process } from '../../src/capture/processes/owner.ts'
import type { Batch } from '../../src/files/batch.ts'
import { Layers } from '../../src/packet/layers.ts'
import { corpus } from './corpus.ts'

const processes = Array.from({ length: 100 }, (_, index): Process => ({
  pid: 1000 + index,
  name: `worker${index}`,
  command: `/usr/bin/worker --number ${index} --config /etc/worker/worker.conf`,
  user: 1000,
  bestEffort: false,
}))
const everybody: FlowOwners = {
  ownerOf: ({ sourcePort, destinationPort }) => processes[(sourcePort + destinationPort) % processes.length],
  close() {},
}
const nobody: FlowOwners = { ownerOf: () => undefined, close() {} }
const layers = new Layers()

const works: Readonly<Record<string, () => (batch: Batch) => void>> = {
  'all layers': () => (batch) => {
    for (let index = 0; index < batch.length; index++) layers.decode(batch, index)
  },
  'labels, no owner known': () => labelsOf(nobody),
  'labels, every owner known': () => labelsOf(everybody),
}

function labelsOf(owners: FlowOwners): (batch: Batch) => void {
  const labels = new ProcessAnnotations(owners, true)
  return (batch) => labels.label(batch)
}

const most = 200_000
const path = process.argv[2] ?? (await corpus()).path
console.log('| | ns a packet |\n| --- | ---: |')
for (const [name, work] of Object.entries(works)) {
  const figures: number[] = []
  for (let round = 0; round < 12; round++) figures.push(await measure(work()))
  figures.sort((one, other) => one - other)
  console.log(`| ${name} | ${figures[0]!.toFixed(0)} to ${figures[6]!.toFixed(0)} |`)
}

/** Nanoseconds for each of the first packets of the file. */
async function measure(work: (batch: Batch) => void): Promise<number> {
  let [packets, time] = [0, 0]
  for await (const batch of await openFile(path, { reuseMemory: true })) {
    const begin = performance.now()
    work(batch)
    time += performance.now() - begin
    packets += batch.length
    if (packets >= most) break
  }
  return (1e6 * time) / packets
}

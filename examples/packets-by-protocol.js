/** How many packets there are of each protocol: node packets-by-protocol.js FILE */
import { packets } from 'onwire'

const counts = {}
for await (const packet of packets(process.argv[2])) {
  const { name } = packet.layers().at(-1).schema
  counts[name] = (counts[name] ?? 0) + 1
}
console.table(counts)

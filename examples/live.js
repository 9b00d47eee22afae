/** Packets of an interface for two seconds: node live.js INTERFACE */
import { openLive, packets } from 'onwire'

const live = await openLive({ interfaces: [process.argv[2]], captureFilter: 'icmp' })
setTimeout(() => live.stop(), 2000)
for await (const packet of packets(live)) console.log(`${packet}`)

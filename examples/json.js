/** Packets as JSON, one a line: node json.js FILE */
import { packets } from 'onwire'

for await (const packet of packets(process.argv[2])) console.log(JSON.stringify(packet))

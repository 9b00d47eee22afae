/** Reads what is not a file: node read-stream.js URL, or node read-stream.js < FILE */
import { packets } from 'onwire'

const [, , url] = process.argv
for await (const packet of packets(url ? await fetch(url) : process.stdin)) console.log(`${packet}`)

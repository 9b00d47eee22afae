/**
 * `node recorder.js FILE LINGER COMMAND...`: runs a command with the built library, writes its packets to a capture file, and says as JSON how it went. The
 * tests start it where they want it, in a network of its own.
 */
import { openCommandTraffic, openWriter } from '../../../dist/library/index.js'

const [path, linger, ...command] = process.argv.slice(2)
// What is typed at a terminal reaches the command by itself.
process.on('SIGINT', () => {})
const traffic = await openCommandTraffic({ command, linger: Number(linger), memory: 256 << 20, reuseMemory: true })
const writer = await openWriter(path, { source: traffic })
const ending = traffic.run().then(async (outcome) => {
  await traffic.finish()
  return outcome
})
for await (const batch of traffic) {
  for (let index = 0; index < batch.length; index++) await writer.write(batch, index)
  await writer.drain()
}
await writer.close()
console.log(JSON.stringify({ outcome: await ending, remarks: traffic.remarks, statistics: traffic.statistics }))

/**
 * Live capture, measured in a network of its own. Linux, root, ip, a C compiler and GNU time; tcpdump and dumpcap are left out where they are missing.
 *
 *     npm run bench:live                         # packets flat out to each program, 3 rounds; some 2 minutes
 *     npm run bench:live -- --quick              # 1 round of 500,000 packets
 *     npm run bench:live -- --latency            # from sending a packet to its line, and what an idle capture takes; some 2 minutes
 *     npm run bench:live -- --endurance 10       # 50,000 packets a second for so many minutes to the command, and then to the library
 */
import { spawnSync } from 'node:child_process'
import { Network, networkTrouble } from '../support/network.ts'
import { senderTrouble } from '../support/sender.ts'
import { endurance } from './live-endurance.ts'
import { latency } from './live-latency.ts'
import { losses } from './live-losses.ts'

const missing = networkTrouble() ?? senderTrouble() ?? (isThere('/usr/bin/time') ? undefined : 'GNU time is not installed')
if (missing !== undefined) {
  console.error(`live capture cannot be measured here: ${missing}`)
  process.exit(1)
}
for (const [signal, status] of [['SIGINT', 130], ['SIGTERM', 143]] as const) process.once(signal, () => process.exit(status))

const words = process.argv.slice(2)
const network = new Network()
try {
  if (words.includes('--latency')) await latency(network, isThere)
  else if (words.includes('--endurance')) await endurance(network, Number(words[words.indexOf('--endurance') + 1] ?? 10))
  else await losses(network, isThere, words.includes('--quick') ? { packets: 500_000, rounds: 1 } : { packets: 2_000_000, rounds: 3 })
} finally {
  network.close()
}

function isThere(program: string): boolean {
  return spawnSync(program, ['--version']).error === undefined
}

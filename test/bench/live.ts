/**
 * Live capture, measured in a network of its own. Linux, root, ip, a C compiler and GNU time; tcpdump and dumpcap are left out where they are missing.
 *
 *     npm run bench:live                         # packets flat out to each program, 3 rounds; some 2 minutes
 *     npm run bench:live -- --quick              # 1 round of 500,000 packets
 *     npm run bench:live -- --packets 50000 --rounds 2
 *     npm run bench:live -- --latency            # from sending a packet to its line, and what an idle capture takes; some 2 minutes
 *     npm run bench:live -- --endurance 10       # 50,000 packets a second for so many minutes to the command, and then to the library
 */
import { spawnSync } from 'node:child_process'
import { Network, networkTrouble } from '../support/network.ts'
import { senderTrouble } from '../support/sender.ts'
import { endurance } from './live-endurance.ts'
import { latency } from './live-latency.ts'
import { losses } from './live-losses.ts'

const missing =
  networkTrouble() ?? senderTrouble() ?? (isThere('/usr/bin/time') ? undefined : 'GNU time is not installed')
if (missing !== undefined) {
  console.error(`live capture cannot be measured here: ${missing}`)
  process.exit(1)
}
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => process.exit(status))

const words = process.argv.slice(2)
const quick = words.includes('--quick')
const network = new Network()
try {
  if (words.includes('--latency')) await latency(network, isThere)
  else if (words.includes('--endurance')) await endurance(network, numberAfter('--endurance') ?? 10)
  else
    await losses(network, isThere, {
      packets: numberAfter('--packets') ?? (quick ? 500_000 : 2_000_000),
      rounds: numberAfter('--rounds') ?? (quick ? 1 : 3),
    })
} finally {
  network.close()
}

function numberAfter(option: string): number | undefined {
  const word = words[words.indexOf(option) + 1]
  if (!words.includes(option) || word === undefined) return undefined
  if (Number(word) > 0) return Number(word)
  throw new TypeError(`${option} takes a number, not ${word}`)
}

function isThere(program: string): boolean {
  return spawnSync(program, ['--version']).error === undefined
}

import { type ChildProcessWithoutNullStreams, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Host, Network, networkTrouble } from '../../support/network.ts'
import { outcomeOf } from '../../support/onwire.ts'
import { startIn } from './inside.ts'
import { ipPackets, without, type IpPacket } from './ip-packets.ts'
import { exactTrouble } from './support.ts'

/**
 * What a command sends and receives against what tcpdump saw of everybody, on the same host and at the other end of the wire, amid another
 * program that talks to the same servers all the time. ONWIRE_REPEAT=10 does it ten times.
 */
const trouble = (await exactTrouble()) ?? networkTrouble() ?? ['tcpdump', 'python3', 'ping', 'nsenter'].find(isMissing)
if (trouble !== undefined && process.env.CI) throw new Error(`hard cases cannot be tested here: ${trouble} is missing`)

describe.skipIf(trouble !== undefined)(`hard cases${trouble === undefined ? '' : ` (left out: ${trouble})`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'onwire-hard-'))
  let network: Network

  beforeAll(async () => {
    network = new Network({ ipv6: true })
    await Promise.all([
      serversOn(network.a, ['127.0.0.1', '::1']),
      serversOn(network.b, [network.b.address, network.b.address6]),
    ])
  })
  afterAll(() => {
    network.close()
    rmSync(folder, { recursive: true })
  })

  test.each(Array.from({ length: Number(process.env.ONWIRE_REPEAT ?? 1) }, (_, round) => round + 1))(
    'nothing is missing and nothing foreign, round %i',
    async (round) => {
      const { a, b } = network
      const [here, there, captured] = ['here', 'there', 'captured'].map((name) =>
        join(folder, `${name}-${round}.pcap`),
      ) as [string, string, string]
      const watching = [
        await tcpdump(a, ['-i', 'any', '-y', 'LINUX_SLL2'], here),
        await tcpdump(b, ['-i', b.interface], there),
      ]
      const noise = startIn(a, [process.execPath, script('noise.js'), b.address, b.address6, '127.0.0.1', '::1'])
      const recorder = startIn(a, [
        process.execPath,
        script('recorder.js'),
        captured,
        '1500',
        'python3',
        script('hard_cases.py'),
        b.address,
        b.address6,
        a.address,
      ])
      const recorded = outcomeOf(recorder)
      await visitors(b, a.address, recorder)
      const { stdout, stderr, status } = await recorded
      noise.kill()
      const dropped = await Promise.all(watching.map(stopped))
      expect(dropped, stderr).toEqual([0, 0])
      expect(status, stderr).toBe(0)
      const { outcome, remarks, statistics } = JSON.parse(stdout.slice(stdout.indexOf('{')))
      expect([outcome.exitStatus, remarks, statistics.droppedByKernel, statistics.droppedByReader]).toEqual([
        0,
        [],
        0,
        0,
      ])

      const [all, atTheOtherEnd, its] = [await ipPackets(here), await ipPackets(there), await ipPackets(captured)]
      const [wanted, foreign] = [all.filter(isCommands), all.filter((packet) => !isCommands(packet))]
      console.log(`round ${round}: ${wanted.length} of the command, ${foreign.length} others; ${its.length} captured`)
      expect({ missing: without(wanted, its), foreign: without(its, wanted) }).toEqual({ missing: [], foreign: [] })
      expect(without(atTheOtherEnd.filter(isCommands), its)).toEqual([])
      expect(wanted.length).toBeGreaterThan(500)
      expect(foreign.length).toBeGreaterThan(500)
    },
    60_000,
  )
})

const isCommands = ({ whose }: IpPacket) => whose === 'command'
const script = (name: string) => resolve('test/capture/traffic', name)

async function serversOn(host: Host, addresses: readonly string[]): Promise<void> {
  await once(startIn(host, [process.execPath, script('servers.js'), ...addresses]).stdout, 'data')
}

async function tcpdump(host: Host, words: readonly string[], path: string): Promise<ChildProcessWithoutNullStreams> {
  const child = startIn(host, ['tcpdump', '-n', '-B', '32768', ...words, '-w', path])
  await once(child.stderr, 'data')
  return child
}

/** Returns how many packets it has lost. */
async function stopped(child: ChildProcessWithoutNullStreams): Promise<number> {
  let said = ''
  child.stderr.on('data', (text) => {
    said += text
  })
  child.kill('SIGINT')
  await once(child, 'close')
  return Number(/(\d+) packets dropped by kernel/.exec(said)?.[1])
}

/** Others talk to the servers that the command has, once it has them. */
async function visitors(from: Host, to: string, recorder: ChildProcessWithoutNullStreams): Promise<void> {
  await once(recorder.stdout, 'data')
  const visit = `for i in 1 2; do for n in $(seq 50); do (exec 3<>/dev/tcp/${to}/7001 && echo x >&3 && cat <&3) 2>/dev/null && break; sleep .05; done; done; echo x > /dev/udp/${to}/7003`
  const child = startIn(from, ['bash', '-c', visit])
  await once(child, 'close')
}

function isMissing(program: string): boolean {
  return spawnSync('which', [program]).status !== 0
}

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openFile } from '../../../src/capture/reading/file.ts'
import { Packet } from '../../../src/packet/packet.ts'
import { Network, networkTrouble } from '../../support/network.ts'
import { outcomeOf } from '../../support/onwire.ts'
import { startIn } from './inside.ts'
import { exactTrouble } from './support.ts'

const trouble = (await exactTrouble()) ?? networkTrouble()

describe.skipIf(trouble !== undefined)(
  `a packet that passes several interfaces is shown once${trouble === undefined ? '' : ` (left out: ${trouble})`}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'onwire-interfaces-'))
    let network: Network
    beforeAll(() => {
      network = new Network()
    })
    afterAll(() => {
      network.close()
      rmSync(folder, { recursive: true })
    })

    test.skipIf(lacks('bridge'))('a bridge and its port', () => expectOnceThrough('br0', ['type', 'bridge']))

    test.skipIf(lacks('bond'))('a bond and its member', () =>
      expectOnceThrough('bond0', ['type', 'bond', 'mode', 'active-backup']),
    )

    async function expectOnceThrough(name: string, kind: readonly string[]): Promise<void> {
      const { a, b } = network
      const ip = (...words: readonly string[]) => execFileSync('ip', ['-n', a.namespace, ...words], { stdio: 'pipe' })
      ip('link', 'add', name, 'address', a.mac, ...kind)
      ip('link', 'set', a.interface, 'down')
      ip('link', 'set', a.interface, 'master', name)
      for (const each of [a.interface, name]) ip('link', 'set', each, 'up')
      ip('address', 'flush', 'dev', a.interface)
      ip('address', 'add', `${a.address}/24`, 'dev', name)
      ip('neighbour', 'replace', b.address, 'lladdr', b.mac, 'dev', name, 'nud', 'permanent')
      expect(await pinged()).toEqual([8, 0, 8, 0])
      ip('link', 'del', name)
    }

    test.skipIf(lacks('vlan'))('a VLAN and the interface below', async () => {
      const { a, b } = network
      for (const [host, other] of [
        [a, b],
        [b, a],
      ] as const) {
        const ip = (...words: readonly string[]) =>
          execFileSync('ip', ['-n', host.namespace, ...words], { stdio: 'pipe' })
        ip('link', 'set', host.interface, 'up')
        ip('link', 'add', 'link', host.interface, 'name', 'wire0.5', 'type', 'vlan', 'id', '5')
        ip('link', 'set', 'wire0.5', 'up')
        ip('address', 'flush', 'dev', host.interface)
        ip('address', 'add', `${host.address}/24`, 'dev', 'wire0.5')
        ip('neighbour', 'replace', other.address, 'lladdr', other.mac, 'dev', 'wire0.5', 'nud', 'permanent')
      }
      expect(await pinged()).toEqual([8, 0, 8, 0])
    })

    /** The ICMP types that a command shows which pings twice. */
    async function pinged(): Promise<readonly number[]> {
      const path = join(folder, 'ping.pcap')
      const { stdout, stderr, status } = await outcomeOf(
        startIn(network.a, [
          process.execPath,
          resolve('test/capture/traffic/recorder.js'),
          path,
          '100',
          'ping',
          '-c2',
          '-i.2',
          network.b.address,
        ]),
      )
      expect(status, stdout + stderr).toBe(0)
      const types: number[] = []
      for await (const batch of await openFile(path))
        for (const frame of batch) types.push(new Packet(frame).icmp!.type)
      return types
    }
  },
)

/** Not each kernel has each kind of interface. */
function lacks(kind: string): boolean {
  if (trouble !== undefined) return true
  const words = [
    'link',
    'add',
    ...(kind === 'vlan' ? ['link', 'lo'] : []),
    'name',
    'onwire-kind',
    'type',
    kind,
    ...(kind === 'vlan' ? ['id', '5'] : []),
  ]
  if (spawnSync('ip', words).status !== 0) return true
  spawnSync('ip', ['link', 'del', 'onwire-kind'])
  return false
}

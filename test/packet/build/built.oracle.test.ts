import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { edit } from '../../../src/packet/build/index.ts'
import { Packet } from '../../../src/packet/packet.ts'
import { builtPackets } from '../../support/built-packets.ts'
import { pcap } from '../../support/capture-bytes.ts'

const isMissing = spawnSync('tshark', ['--version']).error !== undefined
if (isMissing && process.env['CI'] !== undefined) throw new Error('not installed: tshark')

const folder = mkdtempSync(join(tmpdir(), 'onwire-built-'))
afterAll(() => rmSync(folder, { recursive: true }))

const checksums = ['ip', 'tcp', 'udp', 'icmp', 'icmpv6', 'igmp', 'gre', 'sctp']
  .map((name) => `${name}.checksum.status`)
  .concat('pim.cksum.status')
const fields = ['frame.protocols', '_ws.malformed', '_ws.expert.severity', ...checksums]
const options = ['ip', 'tcp', 'udp']
  .flatMap((name) => ['-o', `${name}.check_checksum:TRUE`])
  .concat('-o', 'sctp.checksum:CRC 32c')
/** PI_NOTE: what is more severe is a warning or an error. */
const note = 0x400000

/** What tshark says of frames, one line each. */
function verdictsOn(frames: readonly Uint8Array[], name: string): readonly Readonly<Record<string, string>>[] {
  const path = join(folder, name)
  writeFileSync(path, pcap(frames.map((bytes, index) => [index, 0, bytes])))
  const words = ['-n', '-r', path, ...options, '-T', 'fields', ...fields.flatMap((field) => ['-e', field])]
  const { stdout } = spawnSync('tshark', words, { encoding: 'utf8' })
  return stdout
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => Object.fromEntries(line.split('\t').map((value, index) => [fields[index]!, value])))
}

function expectFlawless(verdicts: ReturnType<typeof verdictsOn>, names: readonly string[]): void {
  expect(verdicts.length).toBe(names.length)
  for (const [index, verdict] of verdicts.entries()) {
    expect.soft(verdict['_ws.malformed'], names[index]).toBe('')
    const severities = verdict['_ws.expert.severity']!.split(',').filter((text) => text !== '')
    expect
      .soft(
        severities.filter((severity) => Number(severity) > note),
        names[index],
      )
      .toEqual([])
    const found = checksums.flatMap((field) => verdict[field]!.split(',')).filter((status) => status !== '')
    // 1 is good, 0 bad, 2 not verified.
    expect.soft(new Set(found), names[index]).toEqual(new Set(found.length === 0 ? [] : ['1']))
  }
}

describe.skipIf(isMissing)('tshark (skipped where it is missing)', () => {
  const names = Object.keys(builtPackets)

  test('finds no fault in packets that were built, and all checksums good', () => {
    const verdicts = verdictsOn(Object.values(builtPackets), 'built.pcap')
    expectFlawless(verdicts, names)
    const protocols = Object.fromEntries(verdicts.map((verdict, index) => [names[index], verdict['frame.protocols']]))
    expect(protocols).toMatchObject({
      arp: 'eth:ethertype:arp',
      'tcp over ipv4': 'eth:ethertype:ip:tcp',
      'two tags': 'eth:ethertype:ieee8021ad:ethertype:vlan:ethertype:ipv6:udp:data',
      'llc and snap': 'eth:llc:ip:udp:data',
      'dns response': 'eth:ethertype:ip:udp:dns',
      vxlan: 'eth:ethertype:ip:udp:vxlan:eth:ethertype:ip:tcp',
      gre: 'eth:ethertype:ip:gre:ipv6:udp:data',
      mpls: 'eth:ethertype:mpls:ip:icmp',
      'fragment 2': 'eth:ethertype:ip:udp:data',
      'ipv6 fragment 2': 'eth:ethertype:ipv6:ipv6.fraghdr:icmpv6:data',
    })
    // There is something to judge in nearly all of them.
    expect(verdicts.filter((verdict) => checksums.some((field) => verdict[field] !== '')).length).toBeGreaterThan(16)
  })

  test('finds none in packets that were changed', () => {
    const whole = Object.entries(builtPackets).filter(([name]) => !name.includes('fragment'))
    const changed = whole.map(([, bytes]) => {
      const packet = Packet.of(bytes)
      const { ipv4, ipv6, udp, data } = packet
      return edit(packet, {
        ...(ipv4 && { ipv4: { timeToLive: 9, destination: '203.0.113.9' } }),
        ...(ipv6 && { ipv6: { destination: '2001:db8::9', hopLimit: packet.icmpv6?.type === 135 ? 255 : 9 } }),
        ...(udp && data && { udp: { payload: 'a longer text than there was' } }),
      }).frame.bytes
    })
    expectFlawless(
      verdictsOn(changed, 'changed.pcap'),
      whole.map(([name]) => name),
    )
  })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pcap } from '../support/capture-bytes.ts'
import { follow, leftOut, onwireWords, startLive, whyLeftOut } from '../support/live.ts'
import { Network } from '../support/network.ts'
import { onwire } from '../support/onwire.ts'
import { framesOf } from '../support/packets.ts'

describe('onwire send', () => {
  test.each([
    [['send'], /^onwire: send needs a capture file/],
    [['send', 'captures/web.pcapng'], /^onwire: send needs an interface/],
    [['send', 'captures/web.pcapng', '-i', 'lo', '-i', 'eth0'], /^onwire: send takes one interface, not lo and eth0/],
    [
      ['send', 'captures/web.pcapng', '-i', 'lo', '--rate', '0'],
      /^onwire: --rate takes packets per second, such as 1000 or 0.5, not "0"/,
    ],
    [['send', 'captures/web.pcapng', '-i', 'lo', '--replay-speed', '-1'], /./],
    [
      ['send', 'captures/web.pcapng', '-i', 'lo', '--rate', '1', '--replay-speed', '1'],
      /^onwire: --rate and --replay-speed both set the pace/,
    ],
    [['send', '-', '-i', 'lo', '--repeat', '2'], /^onwire: --repeat needs a file/],
  ])('%j is a usage error', async (words, message) => {
    const { stderr, status } = await onwire(words)
    expect(stderr).toMatch(message)
    expect(status).toBe(2)
  })

  test.each([
    [['web.pcapng'], 0, 'would send 18 packets (1,970 B) onto lo in 1.2 ms\n'],
    [['web.pcapng', 'udp', 'port', '53'], 0, 'would send 4 packets (304 B) onto lo in 0.4 ms\n'],
    [['web.pcapng', '--rate', '10', '--repeat', '3'], 0, 'would send 54 packets (5,910 B) onto lo in 5.30 s\n'],
    [
      ['web.pcapng', '-c', '20', '--repeat', '3', '--replay-speed', 'max'],
      0,
      'would send 20 packets (2,054 B) onto lo in 0.00 ms\n',
    ],
    [
      ['snaplen.pcap'],
      3,
      'would send 2 packets (84 B) onto lo in 0.5 ms\n10 packets not sent: not captured whole (first: packet 3)\n',
    ],
    [
      ['cooked.pcap'],
      3,
      'onwire: captures/cooked.pcap: expected packets of link type ETHERNET, as lo sends them, found LINUX_SLL2 in packet 1\n',
    ],
  ])('%j is tried without sending', async ([capture, ...words], status, said) => {
    const found = await onwire(['send', `captures/${capture}`, '-i', 'lo', '--dry-run', ...words])
    expect([found.stderr, found.status, found.stdout]).toEqual([said, status, ''])
  })

  test('an interface there is not', async () => {
    const { stderr, status } = await onwire(['send', 'captures/web.pcapng', '-i', 'nope0', '--dry-run'])
    expect(stderr).toMatch(
      /^onwire: nope0: expected the name or the number of an interface, found an unknown interface\. Interfaces: /,
    )
    expect(status).toBe(3)
  })
})

describe.skipIf(leftOut)(`from a real interface${whyLeftOut}`, () => {
  let network: Network
  const folder = mkdtempSync(join(tmpdir(), 'onwire-send-'))
  beforeAll(() => {
    network = new Network()
  })
  afterAll(() => {
    network.close()
    rmSync(folder, { recursive: true })
  })

  const send = (...words: string[]) =>
    follow(network.a, [...onwireWords, 'send', ...words, '-i', network.a.interface]).outcome

  test('the other end receives what is in the file, at its pace', { timeout: 40_000 }, async () => {
    const capture = await startLive(network.b, [
      network.b.interface,
      '-c',
      '18',
      '--format',
      'csv',
      '--fields',
      'frame.len,eth.src',
    ])
    const { stderr, status } = await send('captures/web.pcapng')
    expect(stderr).toMatch(/^sent 18 packets \(1,970 B\) onto wire0 in [\d.]+ m?s\n$/)
    expect(status).toBe(0)
    const { stdout } = await capture.outcome
    const lengths = stdout
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => Number(line.split(',')[0]))
    expect(lengths).toEqual(framesOf('web.pcapng').map(({ capturedLength }) => capturedLength))
  })

  test('drops its privileges, and sends all the same', { timeout: 40_000 }, async () => {
    const { stderr, status } = await send('captures/udp.pcap', '-Z', 'nobody', '-v', '--rate', '100', '--repeat', '2')
    expect(stderr).toMatch(/drop|nobody/)
    expect(stderr).toMatch(/^sent \d+ packets \(.* onto wire0 in /m)
    expect(status).toBe(0)
  })

  test('says what the interface refuses', { timeout: 40_000 }, async () => {
    const path = join(folder, 'long.pcap')
    writeFileSync(path, pcap([60, 2000, 60].map((length, index) => [index, 0, new Uint8Array(length)])))
    const { stderr, status } = await send(path, '--replay-speed', '0')
    expect(stderr).toMatch(
      /^sent 2 packets \(120 B\) onto wire0 in .*\n1 packet not sent: .*[Mm]essage too long.* \(first: packet 2\)\n$/,
    )
    expect(status).toBe(3)
  })

  test('ends in an orderly way when it is interrupted', { timeout: 40_000 }, async () => {
    const sending = follow(network.a, [
      ...onwireWords,
      'send',
      'captures/web.pcapng',
      '-i',
      network.a.interface,
      '--rate',
      '0.1',
      '-v',
    ])
    await sending.said(/privileges/)
    const { stderr } = await sending.end()
    expect(stderr).toMatch(/^sent \d packets? \(/m)
  })
})

/** Each option of a live capture does what it says, in a network of its own. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openFile } from '../../../src/capture/reading/file.ts'
import { countsOf, leftOut, onwireWords, startLive, whyLeftOut } from '../../support/live.ts'
import { Network } from '../../support/network.ts'
import { send } from '../../support/sender.ts'

describe.skipIf(leftOut)(`options of a live capture${whyLeftOut}`, () => {
  let network: Network
  const folder = mkdtempSync(join(tmpdir(), 'onwire-options-'))
  const file = join(folder, 'kept.pcapng')
  beforeAll(() => {
    network = new Network()
  })
  afterAll(() => {
    network.close()
    rmSync(folder, { recursive: true })
  })

  /** Captures what the sender sends, ten packets unless given, and what `ping` sends and gets. */
  async function captured(words: readonly string[], { pings = 0, packets = 10, from = 'a' as 'a' | 'b' } = {}) {
    const { a, b } = network
    const live = await startLive(b, [b.interface, '-w', file, ...words])
    if (packets > 0) await send(network[from], { count: packets, rate: 1000 })
    if (pings > 0) await a.run(['ping', '-c', `${pings}`, '-i', '0.01', b.address])
    const { stderr, status } = await live.end()
    expect(status, stderr).toBe(0)
    const source = await openFile(file)
    const frames = []
    for await (const batch of source) for (const frame of batch) frames.push(frame)
    return { stderr, frames, interfaces: source.interfaces, counts: countsOf(stderr) }
  }

  test('-s keeps so many bytes, and the length they had', async () => {
    const { frames, interfaces, stderr } = await captured(['-s', '60'])
    expect(frames.map(({ capturedLength, originalLength }) => [capturedLength, originalLength])).toEqual(
      Array.from({ length: 10 }, () => [60, 142]),
    )
    expect(interfaces[0]).toMatchObject({ snapLength: 60 })
    expect(stderr).toMatch(/snapshot length 60 bytes/)
  })

  test('the interface is promiscuous while the capture lasts, and not with -p', async () => {
    const promiscuity = async () =>
      Number(
        /promiscuity (\d+)/.exec((await network.b.run(['ip', '-d', 'link', 'show', network.b.interface])).stdout)![1],
      )
    for (const [words, expected] of [
      [[], 1],
      [['-p'], 0],
    ] as const) {
      const live = await startLive(network.b, [network.b.interface, ...words])
      expect(await promiscuity()).toBe(expected)
      await live.end()
      expect(await promiscuity()).toBe(0)
    }
  })

  test('-B is how much the system keeps, as large as that at most', async () => {
    for (const [words, size] of [
      [[], 32 << 20],
      [['-B', '1024'], 1 << 20],
    ] as const) {
      const live = await startLive(network.b, [network.b.interface, ...words])
      const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) .*socket:/m.exec(readFileSync(`/proc/${live.pid}/maps`, 'utf8'))!
      expect(Math.abs(parseInt(to!, 16) - parseInt(from!, 16) - size)).toBeLessThanOrEqual(size / 4)
      await live.end()
    }
  })

  test('--immediate-mode shows a packet before others come, as it does by default', async () => {
    for (const words of [['--immediate-mode'], []]) {
      const live = await startLive(network.b, [network.b.interface, ...words])
      await send(network.a, { count: 1 })
      await live.shown(/10\.77\.0\.1:40000 > 10\.77\.0\.2:9 UDP/)
      expect(countsOf((await live.end()).stderr)).toEqual({ captured: 1, received: 1, dropped: 0 })
    }
  })

  test('--time-stamp-precision', async () => {
    const nano = await captured([])
    expect(nano.interfaces[0]).toMatchObject({ timeResolution: 9 })
    expect(nano.frames.some(({ timestamp }) => Number(timestamp! % 1000n) !== 0)).toBe(true)
    const micro = await captured(['--time-stamp-precision', 'micro'])
    expect(micro.interfaces[0]).toMatchObject({ timeResolution: 6 })
    expect(micro.frames.every(({ timestamp }) => Number(timestamp! % 1000n) === 0)).toBe(true)
  })

  test('-J lists who takes the times, -j chooses, and what cannot be is said', async () => {
    const listed = await network.b.run([...onwireWords, 'live', network.b.interface, '-J'])
    expect(listed).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(
        /^Time stamp types for wire0 \(use option -j to set\):\n  host \(Host\)|^wire0 offers no choice\n/,
      ),
    })
    expect((await captured(['-j', 'host'])).frames).toHaveLength(10)
    const { frames, stderr } = await captured(['-j', 'adapter'])
    expect(frames).toHaveLength(10)
    expect(stderr).toMatch(/wire0 does not support the timestamp type adapter/)
    const { stderr: refusal, status } = await network.b.run([
      ...onwireWords,
      'live',
      network.b.interface,
      '-j',
      'sundial',
    ])
    expect([status, refusal]).toEqual([
      3,
      'onwire: wire0: expected the name of a timestamp type, found "sundial". See onwire live -J\n',
    ])
  })

  test('-L lists link types, -y chooses one', async () => {
    const { stdout } = await network.b.run([...onwireWords, 'live', network.b.interface, '-L'])
    expect(stdout).toBe('Data link types for wire0 (use option -y to set):\n  EN10MB (Ethernet)\n  DOCSIS (DOCSIS)\n')
    expect((await captured(['-y', 'DOCSIS'])).interfaces[0]).toMatchObject({ linkType: 143 })
    const refusals = await Promise.all(
      ['EN10GB', 'PPP'].map((name) => network.b.run([...onwireWords, 'live', network.b.interface, '-y', name])),
    )
    expect(refusals.map(({ status, stderr }) => [status, stderr])).toEqual([
      [3, 'onwire: wire0: expected the name of a link type, found "EN10GB". See onwire live -L\n'],
      [3, expect.stringMatching(/^onwire: wire0: expected the link type PPP, found .*See onwire live -L\n$/)],
    ])
  })

  test('-Q is the direction', async () => {
    const kinds = async (way: string) =>
      (await captured(['-Q', way], { packets: 0, pings: 3 })).frames.map(({ bytes }) => bytes[34])
    expect(await kinds('in')).toEqual([8, 8, 8])
    expect(await kinds('out')).toEqual([0, 0, 0])
    expect((await kinds('inout')).toSorted((a, b) => Number(a) - Number(b))).toEqual([0, 0, 0, 8, 8, 8])
  })

  test('the kernel applies the capture filter: with -f, and as plain words', async () => {
    for (const words of [['-f', 'icmp'], ['icmp'], ['-f', 'udp src port 40007']]) {
      const { frames, counts, interfaces } = await captured(words, { pings: 2 })
      const expected = words.at(-1) === 'icmp' ? 4 : 1
      expect(frames).toHaveLength(expected)
      expect(counts).toEqual({ captured: expected, received: expected, dropped: 0 })
      expect(interfaces[0]).toMatchObject({ captureFilter: words.at(-1) })
    }
  })

  test('a capture filter that means nothing, or nothing on the interface, is refused with the place', async () => {
    const { stderr, status } = await network.b.run([...onwireWords, 'live', network.b.interface, '-f', 'tcp prot 80'])
    expect([status, stderr]).toEqual([
      2,
      'onwire: and, or, or the end should be here; did you mean proto?\n  tcp prot 80\n      ^^^^\n',
    ])
    const other = await network.b.run([
      ...onwireWords,
      'live',
      network.b.interface,
      '-f',
      'wlan addr1 02:00:00:00:00:0a',
    ])
    expect([other.status, other.stderr]).toEqual([
      2,
      expect.stringMatching(/^onwire: addr1 is an address of 802\.11 frames only\n/),
    ])
  })

  test('without privilege it says what to do, also for -L', async () => {
    for (const words of [[], ['-L']]) {
      const { stderr, status } = await network.b.run([
        'setpriv',
        '--reuid',
        '65534',
        '--regid',
        '65534',
        '--clear-groups',
        ...onwireWords,
        'live',
        network.b.interface,
        ...words,
      ])
      expect(status).toBe(3)
      expect(stderr).toMatch(
        /^onwire: wire0: expected permission to capture, found permission denied.*sudo onwire live wire0/,
      )
      expect(stderr).not.toMatch(/setcap.*node/)
    }
  })

  test('-I where there is no monitor mode is refused with what to do', async () => {
    const { stderr, status } = await network.b.run([...onwireWords, 'live', network.b.interface, '-I'])
    expect([status, stderr]).toEqual([
      3,
      'onwire: wire0: expected an interface with monitor mode, found an interface without it. Omit -I (--monitor-mode)\n',
    ])
  })

  test('several interfaces: one pcapng interface each, frames in order of time', async () => {
    const { a, b } = network
    const live = await startLive(b, ['-i', `${b.interface},lo`, '-w', file])
    await Promise.all([
      send(a, { count: 500, rate: 1000 }),
      b.run(['ping', '-q', '-c', '50', '-i', '0.01', '127.0.0.1']),
    ])
    expect((await live.end()).status).toBe(0)
    const source = await openFile(file)
    const times: bigint[] = []
    const of = [0, 0]
    for await (const batch of source)
      for (const { timestamp, interfaceId } of batch) {
        times.push(timestamp!)
        of[interfaceId]!++
      }
    expect(source.interfaces.map(({ name }) => name)).toEqual([b.interface, 'lo'])
    expect(of).toEqual([500, 100])
    expect(times).toEqual(times.toSorted((one, other) => Number(one - other)))
    // They were sent side by side: had one interface come after the other, the order would have shown it.
    expect(times[0]! < times.at(-1)!).toBe(true)
  })

  test('any is all of them, with the direction of each packet', async () => {
    const { a, b } = network
    const live = await startLive(b, ['any', '-w', file])
    await b.run(['ping', '-c', '1', '127.0.0.1'])
    await a.run(['ping', '-c', '1', b.address])
    expect((await live.end()).stderr).toMatch(/^listening on any through libpcap, link type LINUX_SLL2?,/m)
    const { stdout } = await b.run([...onwireWords, 'read', file, '--format', 'csv', '--fields', 'sll.pkttype,ip.src'])
    const rows = stdout
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.replaceAll('"', ''))
    expect(rows).toEqual(expect.arrayContaining(['0,10.77.0.1', '4,10.77.0.2', '0,127.0.0.1']))
  })

  test('-c, and -a, end it', async () => {
    const { a, b } = network
    const limited = await startLive(b, [b.interface, '-c', '3'])
    await send(a, { count: 10 })
    expect((await limited.outcome).stdout.trim().split('\n')).toHaveLength(3)
    const timed = await startLive(b, [b.interface, '-a', 'duration:0.2'])
    expect((await timed.outcome).status).toBe(0)
  })

  test('interfaces: addresses, MAC, link type and flags, as a table and as JSON', async () => {
    const { b } = network
    const { stdout } = await b.run([...onwireWords, 'interfaces', '--format', 'json'])
    const found = JSON.parse(stdout) as { name: string }[]
    expect(found.find(({ name }) => name === b.interface)).toMatchObject({
      addresses: [b.address],
      mac: b.mac,
      linkType: 'ETHERNET',
      flags: ['up', 'running'],
      mtu: 1500,
    })
    expect(found.find(({ name }) => name === 'lo')).toMatchObject({
      addresses: expect.arrayContaining(['127.0.0.1']),
      flags: ['up', 'running', 'loopback'],
      linkType: 'ETHERNET',
    })
    expect(found.find(({ name }) => name === 'lo')).not.toHaveProperty('mac')
    const table = (await b.run([...onwireWords, 'interfaces', '--format', 'table'])).stdout
    expect(table.replace(/ +/g, ' ')).toContain(`${b.interface} ${b.address} ${b.mac} ETHERNET up, running`)
    execFileSync('ip', ['-n', b.namespace, 'link', 'set', b.interface, 'down'])
    expect((await b.run([...onwireWords, 'interfaces', '--format', 'line'])).stdout).toMatch(/^\d+\.wire0$/m)
    execFileSync('ip', ['-n', b.namespace, 'link', 'set', b.interface, 'up'])
  })
})

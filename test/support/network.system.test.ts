import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Frame } from '../../src/files/frame.ts'
import { verifyChecksums } from '../../src/packet/checksums/index.ts'
import { Packet } from '../../src/packet/packet.ts'
import { Network, networkTrouble } from './network.ts'
import { framesIn } from './packets.ts'
import { firstPort, numberOf, send, senderTrouble } from './sender.ts'

const missing =
  networkTrouble() ??
  senderTrouble() ??
  (spawnSync('tcpdump', ['--version']).error === undefined ? undefined : 'tcpdump is not installed')
if (missing !== undefined && process.env.CI) throw new Error(`networks cannot be tested here: ${missing}`)

describe.skipIf(missing !== undefined)(
  `networks to capture from${missing === undefined ? '' : ` (left out: ${missing})`}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'onwire-network-'))
    let network: Network
    beforeAll(() => {
      network = new Network()
    })
    afterAll(() => {
      network.close()
      rmSync(folder, { recursive: true })
    })

    test('nothing is on the wire but what is sent, all of it', async () => {
      const before = await network.b.counted('rx_packets')
      expect(await send(network.a, { count: 5000 })).toMatchObject({ sent: 5000, refused: 0 })
      expect(await network.b.counted('rx_packets')).toBe(before + 5000)
      expect(await network.a.counted('rx_packets')).toBe(0)
    })

    test('packets are numbered, timed, sound, and say how many follow', async () => {
      const { packets, sent } = await captured({ count: 300, size: 200, rate: 2000, jitter: true, times: true })
      expect(packets.map(({ frame }) => numberOf(frame.memory, frame.start, frame.capturedLength))).toEqual(
        Array.from({ length: 300 }, (_, number) => number),
      )
      expect(packets.map(({ udp }) => udp!.sourcePort)).toEqual(
        Array.from({ length: 300 }, (_, number) => firstPort + number),
      )
      const marks = packets.map(({ frame: { bytes } }) => new DataView(bytes.buffer, bytes.byteOffset + 42))
      expect(marks.map((mark) => mark.getUint32(16))).toEqual(Array.from({ length: 300 }, (_, number) => 299 - number))
      const times = marks.map((mark) => mark.getBigUint64(8))
      expect(times).toEqual(times.toSorted((one, other) => Number(one - other)))
      // Captured after they were sent, and not long after: both clocks are the same.
      for (const [index, { frame }] of packets.entries()) {
        const delay = BigInt(frame.seconds) * 1_000_000_000n + BigInt(frame.nanoseconds) - times[index]!
        expect(delay).toBeGreaterThan(-1000n)
        expect(delay).toBeLessThan(10_000_000_000n)
      }
      expect(packets.every(({ frame }) => frame.originalLength === 200)).toBe(true)
      expect(verifyChecksums(packets[0]!.layers()).map(({ verdict }) => verdict)).toEqual(['good', 'absent'])
      expect(sent.times).toHaveLength(300)
      expect(sent.seconds).toBeGreaterThan(0.1)
    })

    test('TCP hands over packets as the wire takes them', async () => {
      const file = join(folder, 'tcp.pcap')
      const capture = await tcpdump(file, 'tcp')
      const server = network.b.start([
        process.execPath,
        '-e',
        'require("net").createServer((s) => s.end(Buffer.alloc(100000))).listen(80, () => console.log("ready"))',
      ])
      await once(server.stdout, 'data')
      const { stdout } = await network.a.run([
        process.execPath,
        '-e',
        `let n = 0; require("net").connect(80, "${network.b.address}").on("data", (d) => n += d.length).on("end", () => console.log(n))`,
      ])
      server.kill()
      expect(stdout).toBe('100000\n')
      // So many segments that none carried more than one would on a wire.
      const frames = await capture.frames(Math.ceil(100_000 / 1448))
      expect(Math.max(...frames.map(({ originalLength }) => originalLength))).toBe(1514)
    })

    test('closing ends what runs in it and leaves nothing', async () => {
      const other = new Network({ ipv6: true })
      expect((await other.a.run(['ping', '-6', '-c', '1', other.b.address6])).status).toBe(0)
      const shell = other.a.start(['sh', '-c', 'sleep 60 & echo started; wait'])
      await once(shell.stdout, 'data')
      other.close()
      // The pipe closes when the last who holds it is gone, and that is the child of the shell.
      await once(shell, 'close', { signal: AbortSignal.timeout(5000) })
      expect(shell.signalCode).toBe('SIGKILL')
      expect(spawnSync('ip', ['netns', 'list'], { encoding: 'utf8' }).stdout).not.toContain(other.a.namespace)
      expect(() => other.close()).not.toThrow()
    })

    async function captured(options: Parameters<typeof send>[1]) {
      const file = join(folder, 'sent.pcap')
      const capture = await tcpdump(file, 'udp')
      const sent = await send(network.a, options)
      return { sent, packets: (await capture.frames(options.count)).map((frame) => new Packet(frame)) }
    }

    async function tcpdump(file: string, filter: string) {
      // Without a length, at once is from eight slots only, as long as a packet may be.
      const child = network.b.start([
        'tcpdump',
        '-s',
        '1600',
        '-Z',
        'root',
        '-i',
        network.b.interface,
        '--nano',
        '--immediate-mode',
        '-U',
        '-w',
        file,
        filter,
      ])
      await once(child.stderr, 'data')
      return {
        /** All it has captured, once there are so many. What it has not fetched when it is ended is lost. */
        async frames(least: number): Promise<Frame[]> {
          await vi.waitFor(() => expect(framesIn(file).length).toBeGreaterThanOrEqual(least), 5000)
          child.kill('SIGINT')
          await once(child, 'close')
          return framesIn(file)
        },
      }
    }
  },
)

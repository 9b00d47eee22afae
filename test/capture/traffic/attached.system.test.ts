import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs'
import { Agent, createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { findMount, groupOf, processesBelow } from '../../../src/capture/traffic/linux/cgroups.ts'
import { openProcessTraffic, type TrafficCapture } from '../../../src/capture/traffic/index.ts'
import { Packet } from '../../../src/packet/packet.ts'
import { exactTrouble, framesOf } from './support.ts'

const trouble = await exactTrouble()

describe.skipIf(trouble !== undefined)(
  `processes that already run${trouble === undefined ? '' : ` (left out: ${trouble})`}`,
  () => {
    test('this process, from now on, is where it was afterwards', async () => {
      const before = readFileSync('/proc/self/cgroup', 'utf8')
      const traffic = await openProcessTraffic({ pid: process.pid })
      expect(readFileSync('/proc/self/cgroup', 'utf8')).not.toBe(before)
      const socket = createSocket('udp4')
      await new Promise((sent) => socket.send('onwire', 9, '127.0.0.1', sent))
      socket.close()
      const packets = await packetsOf(traffic)
      expect(packets.map((packet) => packet.udp?.destinationPort)).toContain(9)
      expect(readFileSync('/proc/self/cgroup', 'utf8')).toBe(before)
      expect(leftGroups()).toEqual([])
    })

    test('a connection that this process had before, kept alive', async () => {
      const server = createServer((_, response) => response.end('x')).listen(0, '127.0.0.1')
      await once(server, 'listening')
      const { port } = server.address() as AddressInfo
      const agent = new Agent({ keepAlive: true, maxSockets: 1 })
      await request(port, agent)
      const traffic = await openProcessTraffic({ pid: process.pid })
      const socket = await request(port, agent)
      const packets = await packetsOf(traffic)
      const ports = new Set(packets.flatMap((packet) => [packet.tcp?.sourcePort, packet.tcp?.destinationPort]))
      expect(ports).toEqual(new Set([port, socket]))
      // No handshake, but the request and its answer.
      expect(packets.filter((packet) => packet.tcp!.flags.syn)).toEqual([])
      expect(packets.flatMap((packet) => packet.http ?? [])).toHaveLength(2)
      agent.destroy()
      server.close()
    })

    test('who owns a flow is told, of sockets before and after', async () => {
      const older = createSocket('udp4').bind(0, '127.0.0.1')
      await once(older, 'listening')
      const traffic = await openProcessTraffic({ pid: process.pid })
      const newer = createSocket('udp4')
      await new Promise((sent) => older.send('older', 9, '127.0.0.1', sent))
      await new Promise((sent) => newer.send('newer', 9, '127.0.0.1', sent))
      const ports = [older, newer].map((each) => each.address().port)
      const loopback = Uint8Array.of(127, 0, 0, 1)
      const owners = ports.map((port) =>
        traffic.owners!.ownerOf({
          protocol: 17,
          source: loopback,
          sourcePort: port,
          destination: loopback,
          destinationPort: 9,
        }),
      )
      for (const owner of owners)
        expect(owner).toMatchObject({ pid: process.pid, user: process.getuid!(), bestEffort: false })
      older.close()
      newer.close()
      const packets = await packetsOf(traffic)
      expect(packets.filter((packet) => packet.udp && !packet.icmp).map((packet) => packet.udp!.sourcePort)).toEqual(
        ports,
      )
    })

    test('two who watch the same process see the same', async () => {
      const first = await openProcessTraffic({ pid: process.pid })
      const second = await openProcessTraffic({ pid: process.pid })
      const socket = createSocket('udp4')
      await new Promise((sent) => socket.send('onwire', 9, '127.0.0.1', sent))
      socket.close()
      const seen = await Promise.all([packetsOf(first), packetsOf(second)])
      expect(seen.map((packets) => packets.length)).toEqual([2, 2])
      expect(leftGroups()).toEqual([])
    })

    test('a container, in its network, and the sockets it waits with already', async () => {
      const id = `${process.pid}`.padEnd(64, 'a')
      const group = join(findMount()!.folder, `docker-${id}.scope`)
      mkdirSync(group)
      // It serves, and asks itself when it is told to.
      const script = `ip link set lo up; echo $$ > ${group}/cgroup.procs; exec ${process.execPath} -e '
      const server = require("node:http").createServer((_, response) => response.end()).listen(80, "127.0.0.1", () => console.log("listening"))
      process.stdin.on("data", () => fetch("http://127.0.0.1/inside")).on("end", () => process.exit())'`
      const container = spawn('unshare', ['-n', 'sh', '-c', script])
      await once(container.stdout, 'data')
      const traffic = await openProcessTraffic({ container: id.slice(0, 20) })
      const packets = packetsOf(traffic, 1500)
      container.stdin.write('now')
      const texts = (await packets).map((packet) => Buffer.from(packet.frame.bytes).toString('latin1'))
      expect(texts.filter((text) => text.includes('GET /inside HTTP/1.1'))).toHaveLength(1)
      container.stdin.end()
      await once(container, 'close')
      rmdirSync(group)
    })

    test('a cgroup, by its path', async () => {
      const group = join(findMount()!.folder, `test-${process.pid}`)
      mkdirSync(group)
      const child = spawn('sh', [
        '-c',
        `echo $$ > ${group}/cgroup.procs; read go; exec bash -c 'echo x > /dev/udp/127.0.0.1/9'`,
      ])
      while (processesBelow(group).length === 0) await sleep(10)
      const traffic = await openProcessTraffic({ cgroup: `/test-${process.pid}` }, { captureFilter: 'udp' })
      const packets = packetsOf(traffic, 1000)
      child.stdin.end('\n')
      expect((await packets).map((packet) => packet.udp?.destinationPort)).toEqual([9])
      rmdirSync(group)
    })

    test('a process there is not is refused', async () => {
      await expect(openProcessTraffic({ pid: 2 ** 22 + 1 })).rejects.toMatchObject({ code: 'not-found' })
    })
  },
)

async function packetsOf(traffic: TrafficCapture, milliseconds = 0): Promise<readonly Packet[]> {
  const [frames] = await Promise.all([framesOf(traffic), sleep(milliseconds).then(() => traffic.finish(100))])
  return frames.map((frame) => new Packet(frame))
}

/** Returns the port it came from. */
async function request(port: number, agent: Agent): Promise<number> {
  const [response] = await once(get({ host: '127.0.0.1', port, agent }), 'response')
  const { localPort } = response.socket
  await once(response.resume(), 'end')
  return localPort
}

/** Those of this process. */
function leftGroups(): readonly string[] {
  return readdirSync(groupOf('self', findMount()!)!).filter((name) => name.startsWith(`onwire-${process.pid}-`))
}

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createSocket } from 'node:dgram'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { findMount, groupOf, makeGroup, removeGroup } from '../../../src/capture/traffic/linux/cgroups.ts'
import { openCommandTraffic, openProcessTraffic } from '../../../src/capture/traffic/index.ts'
import { Packet } from '../../../src/packet/packet.ts'
import { outcomeOf } from '../../support/onwire.ts'
import { exactTrouble, framesOf } from './support.ts'

const trouble = await exactTrouble()
const folder = mkdtempSync(join(tmpdir(), 'onwire-survival-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe.skipIf(trouble !== undefined)(
  `the exact mode, whatever happens${trouble === undefined ? '' : ` (left out: ${trouble})`}`,
  () => {
    test('killed, it leaves no cgroup; the command goes on where it would have been', async () => {
      const recorder = spawn(process.execPath, [
        script('recorder.js'),
        join(folder, 'killed.pcap'),
        '100',
        'sh',
        '-c',
        'echo $$; exec sleep 30',
      ])
      const pid = Number(String((await once(recorder.stdout, 'data'))[0]))
      const group = groupOf(pid, findMount()!)!
      expect(basename(group)).toBe(`onwire-${recorder.pid}-1`)
      recorder.kill('SIGKILL')
      await gone(group)
      expect(groupOf(pid, findMount()!)).toBe(groupOf('self', findMount()!))
      process.kill(pid)
    })

    test('in another network, where cgroups are not seen, too', async () => {
      const network = `onwire-${process.pid}`
      spawnSync('ip', ['netns', 'add', network])
      const { stdout, stderr } = await outcomeOf(
        spawn('ip', [
          'netns',
          'exec',
          network,
          process.execPath,
          script('recorder.js'),
          join(folder, 'elsewhere.pcap'),
          '100',
          'cat',
          '/proc/self/cgroup',
        ]),
      )
      spawnSync('ip', ['netns', 'del', network])
      expect(stdout, stderr).toMatch(/^0::\/.*onwire-\d+-1$/m)
      expect(stdout).toMatch(/"status":0/)
    })

    test('of two who watch one process, either may end first', async () => {
      const target = spawn('sleep', ['30'])
      const before = groupOf(target.pid!, findMount()!)!
      const first = await openProcessTraffic({ pid: target.pid! })
      const second = spawn(process.execPath, [
        '--input-type=module',
        '-e',
        `
      import { openProcessTraffic } from ${JSON.stringify(resolve('build/library/capture/traffic/index.js'))}
      const traffic = await openProcessTraffic({ pid: ${target.pid} })
      process.stdin.resume().on('end', () => traffic.close())
      console.log('watching')`,
      ])
      await once(second.stdout, 'data')
      const [outer, inner] = [join(before, `onwire-${process.pid}-`), groupOf(target.pid!, findMount()!)!]
      expect(inner.startsWith(outer)).toBe(true)
      expect(basename(inner)).toBe(`onwire-${second.pid}-1`)
      await first.close()
      second.stdin.end()
      await once(second, 'close')
      await gone(dirname(inner))
      expect(groupOf(target.pid!, findMount()!)).toBe(before)
      target.kill()
    })

    test('what an earlier run had to leave is removed by the next', () => {
      const own = groupOf('self', findMount()!)!
      const { pid } = spawnSync('true')
      const left = join(own, `onwire-${pid}-1`)
      mkdirSync(left)
      const group = makeGroup(own)
      expect(existsSync(left)).toBe(false)
      expect(removeGroup(group)).toBe(true)
    })

    test('it works when root has been given up before the command runs', async () => {
      const { stdout, stderr, status } = await outcomeOf(
        spawn(process.execPath, [
          '--input-type=module',
          '-e',
          `
      import { dropPrivileges } from ${JSON.stringify(resolve('build/library/capture/privileges/privileges.js'))}
      import { openCommandTraffic } from ${JSON.stringify(resolve('build/library/capture/traffic/index.js'))}
      const account = { uid: 65534, gid: 65534, name: 'nobody' }
      const traffic = await openCommandTraffic({ command: ['bash', '-c', 'id -u; for port in 9 10; do echo x > /dev/udp/127.0.0.1/$port; done'], account })
      await dropPrivileges({ account, reason: 'as asked' })
      void traffic.run().then(() => traffic.finish(100))
      let frames = 0
      for await (const batch of traffic) frames += batch.length
      console.log(JSON.stringify({ frames, remarks: traffic.remarks }))`,
        ]),
      )
      expect(stderr).toBe('')
      expect(status).toBe(0)
      // Two datagrams, and that nobody wanted them.
      expect(stdout).toBe(`65534\n{"frames":4,"remarks":[]}\n`)
    })

    test('at a terminal the command is in the foreground, and Ctrl-C is for it', async () => {
      const command = `sh -c 'ps -o pgid=,tpgid= -p $$; trap "echo interrupted; exit 5" INT; echo waiting; while :; do sleep .1; done'`
      const terminal = spawn('script', [
        '-qec',
        `${process.execPath} ${script('recorder.js')} ${join(folder, 'terminal.pcap')} 100 ${command}`,
        '/dev/null',
      ])
      const outcome = outcomeOf(terminal)
      await until(terminal.stdout, /waiting/)
      terminal.stdin.write('\x03')
      const { stdout } = await outcome
      const [, group, foreground] = /(\d+) +(\d+)/.exec(stdout)!
      expect(group).toBe(foreground)
      expect(stdout).toMatch(/interrupted\r?\n.*"status":5/s)
    })

    test("a port that another process uses after the command is not the command's any more", async () => {
      const mark = join(folder, 'sent')
      const send = `const s = require('node:dgram').createSocket('udp4'); s.bind(29777, '127.0.0.1', () => s.send('mine', 9, '127.0.0.1', () => s.close(() => require('node:fs').writeFileSync(${JSON.stringify(mark)}, ''))))`
      const traffic = await openCommandTraffic({
        command: ['sh', '-c', `${process.execPath} -e "$1"; sleep 2`, 'sh', send],
        stdio: ['ignore', 'inherit', 'inherit'],
      })
      void traffic.run().then(() => traffic.finish(100))
      const frames = framesOf(traffic)
      while (!existsSync(mark)) await sleep(20)
      const socket = createSocket('udp4')
      await new Promise<void>((bound) => socket.bind(29_777, '127.0.0.1', bound))
      for (const port of [9, 10, 9]) await new Promise((sent) => socket.send('foreign', port, '127.0.0.1', sent))
      socket.close()
      const payloads = (await frames)
        .map((frame) => new Packet(frame))
        .filter((packet) => !packet.icmp)
        .map((packet) => Buffer.from(packet.frame.bytes).subarray(-7).toString('latin1'))
      expect(payloads.map((text) => text.includes('mine'))).toEqual([true])
    })
  },
)

const script = (name: string) => resolve('test/capture/traffic', name)

async function gone(group: string): Promise<void> {
  for (const until = Date.now() + 5000; existsSync(group) && Date.now() < until;) await sleep(20)
  expect(existsSync(group)).toBe(false)
}

async function until(stream: NodeJS.ReadableStream, pattern: RegExp): Promise<void> {
  let said = ''
  await new Promise<void>((resolve) => stream.on('data', (text) => pattern.test((said += text)) && resolve()))
}

import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { findMount, groupOf } from '../../../src/capture/traffic/linux/cgroups.ts'
import { openCommandTraffic } from '../../../src/capture/traffic/index.ts'
import type { Process } from '../../../src/capture/processes/owner.ts'
import { Packet } from '../../../src/packet/packet.ts'
import { outcomeOf } from '../../support/onwire.ts'
import { expectEnd, neverQuiet } from './never-quiet.ts'
import { capture, exactTrouble } from './support.ts'

const trouble = await exactTrouble()
const folder = mkdtempSync(join(tmpdir(), 'onwire-command-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe.skipIf(trouble !== undefined)(
  `a command whose packets are captured${trouble === undefined ? '' : ` (left out: ${trouble})`}`,
  () => {
    test('has its own exit status', async () => {
      expect((await capture(['sh', '-c', 'exit 7'])).outcome).toEqual({ status: 7, signal: undefined, exitStatus: 7 })
    })

    test('that a signal ends is told from one that failed', async () => {
      expect((await capture(['sh', '-c', 'kill -TERM $$'])).outcome).toEqual({
        status: undefined,
        signal: 'SIGTERM',
        exitStatus: 143,
      })
    })

    test('that sends nothing shows nothing, and is not waited for', async () => {
      const begin = Date.now()
      const { frames, remarks } = await capture(['true'])
      expect(frames).toEqual([])
      expect(remarks).toEqual([])
      expect(Date.now() - begin).toBeLessThan(3000)
    })

    test.each([
      ['nowhere-to-be-found', 127, /onwire: .*nowhere-to-be-found: command not found/],
      ['/etc/passwd', 126, /onwire: .*\/etc\/passwd: no permission to execute it/],
    ])('%s, which cannot be run, ends with %i and a message', async (program, status, message) => {
      const { output, exitStatus } = await said([program])
      expect(exitStatus).toBe(status)
      expect(output).toMatch(message)
    })

    test('has its folder, its variables whatever they are called, and its words as they are', async () => {
      const env = { PATH: process.env.PATH!, 'BASH_FUNC_x%%': '() { :; }', 'with-dash': "it's", PLAIN: 'a b' }
      const script =
        'const { PLAIN, ...env } = process.env; console.log(JSON.stringify([process.cwd(), PLAIN, env["with-dash"], env["BASH_FUNC_x%%"], process.argv.slice(1)]))'
      const { output } = await said([process.execPath, '-e', script, '--', '$HOME', '', 'two words'], {
        cwd: folder,
        env,
      })
      expect(JSON.parse(output)).toEqual([folder, 'a b', "it's", '() { :; }', ['$HOME', '', 'two words']])
    })

    test('runs as its user, without a way back, with its home and its descriptors only', async () => {
      const script =
        'grep -E "^(Uid|Gid|CapPrm|CapEff|NoNewPrivs)" /proc/self/status; echo "$HOME $USER"; ls -l /proc/self/fd'
      const { output } = await said(['sh', '-c', script], { account: { uid: 65_534, gid: 65_534, name: 'nobody' } })
      expect(output).toMatch(
        /Uid:\t65534\t65534\t65534\t65534\nGid:\t65534\t65534\t65534\t65534\nCapPrm:\t0+\nCapEff:\t0+\nNoNewPrivs:\t0\n/,
      )
      expect(output).toMatch(/^\/\S+ nobody$/m)
      expect(output).not.toMatch(/socket:/)
    })

    test('is written to and read from through pipes', async () => {
      const traffic = await openCommandTraffic({ command: ['cat'], stdio: ['pipe', 'pipe', 'ignore'] })
      const [input, output] = traffic.streams
      input!.end('to and fro')
      const outcome = traffic.run()
      expect((await output!.toArray()).join('')).toBe('to and fro')
      expect((await outcome).exitStatus).toBe(0)
      await traffic.close()
    })

    test('is in a cgroup of its own from its first instruction, and the cgroup is gone at the end', async () => {
      const { output } = await said(['cat', '/proc/self/cgroup'])
      const group = /^0::(.*)$/m.exec(output)![1]!
      expect(group).toMatch(/\/onwire-\d+-\d+$/)
      expect(leftGroups()).toEqual([])
    })

    test('is told apart from its children, and a server from who asks it, by who owns a flow', async () => {
      const script = `
      const { createServer, connect } = require('node:net')
      createServer((socket) => socket.end('hello')).listen(29778, '127.0.0.1', () => {
        const { pid } = require('node:child_process').spawn('bash', ['-c', 'exec 5<> /dev/tcp/127.0.0.1/29778; read -r line <&5'], { stdio: 'ignore' }).on('exit', () => process.exit())
        require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'child'))}, String(pid))
      })`
      const traffic = await openCommandTraffic({
        command: [process.execPath, '-e', script],
        stdio: ['ignore', 'inherit', 'inherit'],
      })
      void traffic.run().then(() => traffic.finish(100))
      const owners = new Map<number, Process>()
      for await (const batch of traffic)
        for (const frame of batch) {
          const { ipv4, tcp } = new Packet(frame)
          const address = (text: string) => Uint8Array.from(text.split('.'), Number)
          const owner = traffic.owners!.ownerOf({
            protocol: 6,
            source: address(`${ipv4!.source}`),
            sourcePort: tcp!.sourcePort,
            destination: address(`${ipv4!.destination}`),
            destinationPort: tcp!.destinationPort,
          })
          owners.set(tcp!.sourcePort === 29_778 ? 0 : 1, owner!)
        }
      expect(owners.get(0)).toMatchObject({
        pid: traffic.pid,
        name: 'node',
        user: process.getuid!(),
        bestEffort: false,
      })
      expect(owners.get(1)).toMatchObject({ pid: Number(readFileSync(join(folder, 'child'), 'utf8')), name: 'bash' })
    })

    test('shows what it sends through a connection that it was given', async () => {
      const script = 'exec "$0" "$@" <> /dev/udp/127.0.0.1/9'
      const { stdout, stderr } = await outcomeOf(
        spawn('bash', [
          '-c',
          script,
          process.execPath,
          resolve('test/capture/traffic/recorder.js'),
          join(folder, 'given.pcap'),
          '100',
          'bash',
          '-c',
          'echo given >&0',
        ]),
      )
      expect(JSON.parse(stdout).statistics, stderr).toMatchObject({ delivered: 2 })
    })

    test('never runs if it is closed before', async () => {
      const traffic = await openCommandTraffic({ command: ['sh', '-c', `echo ran > ${folder}/ran`] })
      await traffic.close()
      await sleep(200)
      expect(readdirSync(folder)).not.toContain('ran')
      expect(leftGroups()).toEqual([])
    })

    test('that leaves something running is not waited for without end, and what it leaves lives on', async () => {
      const { remarks, outcome } = await capture(['sh', '-c', `sleep 30 & echo $! > ${folder}/pid`])
      expect(outcome.exitStatus).toBe(0)
      expect(remarks).toEqual([expect.stringMatching(/stopped waiting for processes of the command/)])
      const pid = Number(readFileSync(`${folder}/pid`, 'utf8'))
      expect(readFileSync(`/proc/${pid}/cgroup`, 'utf8')).not.toMatch(/onwire-/)
      process.kill(pid)
      expect(leftGroups()).toEqual([])
    })

    test('that leaves something running which is never quiet ends all the same', async () => {
      const traffic = await openCommandTraffic({
        command: ['sh', '-c', `"$0" -e "$1" & echo $! > ${folder}/pid`, process.execPath, neverQuiet],
        stdio: ['ignore', 'ignore', 'ignore'],
      })
      await expectEnd(traffic)
      expect(traffic.remarks).toEqual([
        expect.stringMatching(/stopped waiting for processes of the command 1 seconds/),
        expect.stringMatching(/still arriving after 1 seconds/),
      ])
      process.kill(Number(readFileSync(`${folder}/pid`, 'utf8')))
    })

    async function said(
      command: readonly string[],
      options = {},
    ): Promise<{ readonly output: string; readonly exitStatus: number }> {
      const path = join(folder, 'output')
      const descriptor = openSync(path, 'w')
      const { outcome } = await capture(command, { ...options, stdio: ['ignore', descriptor, descriptor] })
      closeSync(descriptor)
      return { output: readFileSync(path, 'utf8'), exitStatus: outcome.exitStatus }
    }
  },
)

/** Those of this process. */
function leftGroups(): readonly string[] {
  return readdirSync(groupOf('self', findMount()!)!).filter((name) => name.startsWith(`onwire-${process.pid}-`))
}

import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findMount, groupOf } from '../../../src/capture/traffic/cgroups.ts'
import { openCommandTraffic } from '../../../src/capture/traffic/index.ts'
import { capture, exactTrouble } from './support.ts'

const trouble = await exactTrouble()
const folder = mkdtempSync(join(tmpdir(), 'onwire-command-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe.skipIf(trouble !== undefined)(`a command whose packets are captured${trouble === undefined ? '' : ` (left out: ${trouble})`}`, () => {
  test('has its own exit status', async () => {
    expect((await capture(['sh', '-c', 'exit 7'])).outcome).toEqual({ status: 7, signal: undefined, exitStatus: 7 })
  })

  test('that a signal ends is told from one that failed', async () => {
    expect((await capture(['sh', '-c', 'kill -TERM $$'])).outcome).toEqual({ status: undefined, signal: 'SIGTERM', exitStatus: 143 })
  })

  test('that sends nothing shows nothing, and is not waited for', async () => {
    const begin = Date.now()
    const { frames, remarks } = await capture(['true'])
    expect(frames).toEqual([])
    expect(remarks).toEqual([])
    expect(Date.now() - begin).toBeLessThan(3000)
  })

  test.each([['nowhere-to-be-found', 127, /onwire: .*nowhere-to-be-found: not found/], ['/etc/passwd', 126, /onwire: .*\/etc\/passwd: Permission denied/]])(
    '%s, which cannot be run, ends with %i and a message', async (program, status, message) => {
      const { output, exitStatus } = await said([program])
      expect(exitStatus).toBe(status)
      expect(output).toMatch(message)
    })

  test('has its folder, its variables whatever they are called, and its words as they are', async () => {
    const env = { PATH: process.env.PATH!, 'BASH_FUNC_x%%': '() { :; }', 'with-dash': "it's", PLAIN: 'a b' }
    const script = 'const { PLAIN, ...env } = process.env; console.log(JSON.stringify([process.cwd(), PLAIN, env["with-dash"], env["BASH_FUNC_x%%"], process.argv.slice(1)]))'
    const { output } = await said([process.execPath, '-e', script, '--', '$HOME', '', 'two words'], { cwd: folder, env })
    expect(JSON.parse(output)).toEqual([folder, 'a b', "it's", '() { :; }', ['$HOME', '', 'two words']])
  })

  test('runs as its user, without a way back, with its home and its descriptors only', async () => {
    const script = 'grep -E "^(Uid|Gid|CapPrm|CapEff|NoNewPrivs)" /proc/self/status; echo "$HOME $USER"; ls -l /proc/self/fd'
    const { output } = await said(['sh', '-c', script], { account: { uid: 65_534, gid: 65_534, name: 'nobody' } })
    expect(output).toMatch(/Uid:\t65534\t65534\t65534\t65534\nGid:\t65534\t65534\t65534\t65534\nCapPrm:\t0+\nCapEff:\t0+\nNoNewPrivs:\t0\n/)
    expect(output).toMatch(/^\/\S+ nobody$/m)
    expect(output).not.toMatch(/socket:/)
  })

  test('is in a cgroup of its own from its first instruction, and the cgroup is gone at the end', async () => {
    const { output } = await said(['cat', '/proc/self/cgroup'])
    const group = /^0::(.*)$/m.exec(output)![1]!
    expect(group).toMatch(/\/onwire-\d+-\d+$/)
    expect(leftGroups()).toEqual([])
  })

  test('never runs if it is closed before', async () => {
    const traffic = await openCommandTraffic({ command: ['sh', '-c', `echo ran > ${folder}/ran`] })
    await traffic.close()
    expect(readdirSync(folder)).not.toContain('ran')
    expect(leftGroups()).toEqual([])
  })

  test('that leaves something running is not waited for without end, and what it leaves lives on', async () => {
    const { remarks, outcome } = await capture(['sh', '-c', `sleep 30 & echo $! > ${folder}/pid`])
    expect(outcome.exitStatus).toBe(0)
    expect(remarks).toEqual([expect.stringMatching(/^1 process.* still running/)])
    const pid = Number(readFileSync(`${folder}/pid`, 'utf8'))
    expect(readFileSync(`/proc/${pid}/cgroup`, 'utf8')).not.toMatch(/onwire-/)
    process.kill(pid)
    expect(leftGroups()).toEqual([])
  })

  async function said(command: readonly string[], options = {}): Promise<{ readonly output: string, readonly exitStatus: number }> {
    const path = join(folder, 'output')
    const descriptor = openSync(path, 'w')
    const { outcome } = await capture(command, { ...options, stdio: ['ignore', descriptor, descriptor] })
    closeSync(descriptor)
    return { output: readFileSync(path, 'utf8'), exitStatus: outcome.exitStatus }
  }
})

/** Those of this process. */
function leftGroups(): readonly string[] {
  return readdirSync(groupOf('self', findMount()!)!).filter((name) => name.startsWith(`onwire-${process.pid}-`))
}

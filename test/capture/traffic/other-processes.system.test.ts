import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readlinkSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SocketCalls, type BorrowedProcess } from '../../../src/capture/traffic/linux/socket-calls.ts'
import { otherNetworkOf } from '../../../src/capture/traffic/exact/watched-processes.ts'
import { loadLibc } from '../../../src/capture/libc.ts'
import { outcomeOf } from '../../support/onwire.ts'
import { exactTrouble } from './support.ts'

const trouble = await exactTrouble()
const nobody = 2 ** 22 + 1

describe.skipIf(trouble !== undefined)(
  `what is asked of other processes${trouble === undefined ? '' : ` (left out: ${trouble})`}`,
  () => {
    let other: ChildProcessWithoutNullStreams
    let descriptor = 0
    beforeAll(async () => {
      other = spawn(process.execPath, [
        '-e',
        'require("node:dgram").createSocket("udp4").bind(0, "127.0.0.1", () => console.log("ready"))',
      ])
      await once(other.stdout, 'data')
      const folder = `/proc/${other.pid}/fd`
      // Its streams are sockets, too, but those of Unix.
      descriptor = Math.max(
        ...readdirSync(folder)
          .filter((name) => readlinkSync(`${folder}/${name}`).startsWith('socket:'))
          .map(Number),
      )
    })
    afterAll(() => void other.kill())

    test('a socket is lent, and taken back even from who fails', async () => {
      const calls = SocketCalls.on((await loadLibc())!)
      const opened = calls.openProcess(other.pid!) as BorrowedProcess
      const before = readdirSync('/proc/self/fd').length
      const lent: unknown[] = []
      expect(opened.borrow(descriptor, (socket) => lent.push(calls.kind(socket)))).toBeUndefined()
      expect(lent).toEqual([{ raw: false, protocol: 17 }])
      expect(() =>
        opened.borrow(descriptor, () => {
          throw new Error('failed')
        }),
      ).toThrow('failed')
      expect(readdirSync('/proc/self/fd')).toHaveLength(before)
      opened.close()
    })

    test('what has gone is not hidden', async () => {
      const calls = SocketCalls.on((await loadLibc())!)
      expect(calls.openProcess(nobody)).toBe('gone')
      const opened = calls.openProcess(other.pid!) as BorrowedProcess
      expect(
        opened.borrow(9999, () => {
          throw new Error('there is none')
        }),
      ).toBe('gone')
      opened.close()
      expect(() => otherNetworkOf(nobody)).toThrow(
        expect.objectContaining({ code: 'not-found', path: `process ${nobody}`, expected: 'a running process' }),
      )
    })

    test('what may not be looked at is said to be so', async () => {
      const built = (name: string) => JSON.stringify(resolve('build/library/capture', name))
      const script = `
      import { loadLibc } from ${built('libc.js')}
      import { recordExistingSockets } from ${built('traffic/exact/existing-sockets.js')}
      import { otherNetworkOf } from ${built('traffic/exact/watched-processes.js')}
      console.log(JSON.stringify(recordExistingSockets([${other.pid}, ${nobody}], undefined, await loadLibc())))
      try { otherNetworkOf(${other.pid}) } catch ({ code, message }) { console.log(code, message) }`
      const { stdout, stderr } = await outcomeOf(
        spawn('setpriv', ['--bounding-set=-sys_ptrace', process.execPath, '--input-type=module', '-e', script]),
      )
      expect(stdout, stderr).toMatch(
        new RegExp(`^\\[${other.pid}\\]\nno-permission process ${other.pid}: .*CAP_SYS_PTRACE`),
      )
    })
  },
)

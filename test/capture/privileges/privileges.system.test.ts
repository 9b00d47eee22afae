/**
 * Root is given up in a process of its own, which says what is left of it by what Linux says of each of its threads.
 */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'

const missing =
  process.platform !== 'linux'
    ? 'it reads what Linux says of threads'
    : process.getuid!() !== 0
      ? 'it needs root'
      : undefined
const koffi = spawnSync(process.execPath, ['-e', 'require("koffi")']).status === 0

const nobody = { uid: 65534, gid: 65534 }
const bySudo = { SUDO_UID: '4321', SUDO_GID: '4322', SUDO_USER: 'caller' }

const parent = mkdtempSync(join(tmpdir(), 'onwire-privileges-'))
chmodSync(parent, 0o755)
afterAll(() => rmSync(parent, { recursive: true }))

let folder = ''
let next = 0
beforeEach(() => {
  folder = join(parent, `${next++}`)
  mkdirSync(folder)
})

describe.skipIf(missing !== undefined)(
  `giving up root${missing === undefined ? '' : ` (left out: ${missing})`}`,
  () => {
    test('who called sudo goes on: all ids of all threads, no groups, no capabilities, and there is no way back', () => {
      const { threads, back, outcome } = dropped({}, bySudo)
      expect(threads.length).toBeGreaterThan(4)
      for (const { Uid, Gid, Groups, CapPrm, CapEff, CapAmb } of threads) {
        expect({ Uid, Gid, Groups }).toEqual({ Uid: '4321 4321 4321 4321', Gid: '4322 4322 4322 4322', Groups: '4322' })
        expect([CapPrm, CapEff, CapAmb].map((bits) => BigInt(`0x${bits}`))).toEqual([0n, 0n, 0n])
      }
      expect(back).toEqual(['EPERM', 'EPERM', 'EPERM', 'EPERM', 'EPERM'])
      expect(outcome).toMatchObject({ account: { uid: 4321, gid: 4322, name: 'caller' } })
      expect(outcome!.remarks[0]).toBe('drops privileges to caller (user 4321, group 4322), who invoked sudo')
    })

    test.skipIf(!koffi)('all threads and those started later gain no privileges by programs', () => {
      const { threads, worker } = dropped({ user: 'nobody' })
      for (const thread of threads) expect(thread).toMatchObject({ Uid: '65534 65534 65534 65534', NoNewPrivs: '1' })
      expect(worker).toMatchObject({ Uid: '65534 65534 65534 65534', NoNewPrivs: '1', CapPrm: '0000000000000000' })
    })

    test('without koffi it works too, but for what koffi is needed for, and says so', () => {
      // Beside the packages, not among them.
      const dist = join(parent, 'without-koffi')
      cpSync('build/library', dist, { recursive: true })
      writeFileSync(join(parent, 'package.json'), '{"type":"module"}')
      const { threads, back, outcome } = dropped({ user: 'nobody' }, {}, dist)
      expect(threads[0]).toMatchObject({ Uid: '65534 65534 65534 65534', CapPrm: '0000000000000000', NoNewPrivs: '0' })
      expect(new Set(back)).toEqual(new Set(['EPERM']))
      expect(outcome!.remarks[1]).toMatch(/without the package koffi/)
      const { failure } = dropped({ user: 'nobody', first: [join(folder, '1')], later: [join(folder, '2')] }, {}, dist)
      expect(failure!.message).toMatch(/or install the package koffi$/)
    })

    test('a user has its groups, by name and by number', () => {
      const wanted = spawnSync('id', ['-G', 'daemon'], { encoding: 'utf8' }).stdout.trim()
      const number = spawnSync('id', ['-u', 'daemon'], { encoding: 'utf8' }).stdout.trim()
      expect(wanted).not.toBe('')
      for (const user of ['daemon', number]) expect(dropped({ user }).threads[0]!.Groups).toBe(wanted)
    })

    test('without sudo, or where root is asked for, nothing changes', () => {
      for (const [options, environment] of [
        [{}, {}],
        [{ user: 'root' }, bySudo],
        [{ user: '0' }, bySudo],
      ] as const) {
        const { threads, outcome } = dropped(options, environment)
        expect(threads[0]).toMatchObject({ Uid: '0 0 0 0', NoNewPrivs: '0' })
        expect(threads[0]!.CapEff).toBe(/^CapEff:\s*(\w+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))![1])
        expect(outcome!.account).toBeUndefined()
      }
    })

    test('a user there is not is refused, and this remains root until then', () => {
      for (const user of ['nobody-of-that-name', '4294967290', '']) {
        const { failure, threads } = dropped({ user })
        expect(failure).toMatchObject({ code: 'no-permission' })
        expect(failure!.message).toMatch(/expected a user to drop privileges to.*use -Z root to stay root/)
        expect(threads[0]!.Uid).toBe('0 0 0 0')
      }
    })

    describe('files', () => {
      test("made as root are the successor's; one that exists keeps its owner", () => {
        writeFileSync(join(folder, 'old'), 'old')
        dropped({ user: 'nobody', first: [join(folder, 'new'), join(folder, 'old')] })
        expect(ownerOf('new')).toEqual(nobody)
        expect(ownerOf('old')).toEqual({ uid: 0, gid: 0 })
        expect(statSync(join(folder, 'old')).size).toBe(0)
      })

      test('in a folder the user may write to, nothing is kept for later ones', () => {
        chownSync(folder, nobody.uid, nobody.gid)
        const { threads } = dropped({ user: 'nobody', first: [join(folder, '1')], later: [join(folder, '2')] })
        expect(threads[0]).toMatchObject({ CapPrm: '0000000000000000', CapEff: '0000000000000000' })
        expect([ownerOf('1'), ownerOf('2')]).toEqual([nobody, nobody])
      })

      test.skipIf(!koffi)('in a folder only root may write to, one capability stays within reach of one thread', () => {
        writeFileSync(join(folder, 'gone'), '')
        chmodSync(folder, 0o700)
        const { threads, worker, child, outcome } = dropped({
          user: 'nobody',
          first: [join(folder, '1')],
          later: [join(folder, '2')],
          remove: join(folder, 'gone'),
        })
        expect(threads[0]).toMatchObject({ CapPrm: '0000000000000002', CapEff: '0000000000000000', NoNewPrivs: '1' })
        for (const { CapPrm, CapEff } of threads.slice(1))
          expect({ CapPrm, CapEff }).toEqual({ CapPrm: '0000000000000000', CapEff: '0000000000000000' })
        expect(child).toMatchObject({ CapPrm: '0000000000000000' })
        expect(worker).toMatchObject({ CapEff: '0000000000000000' })
        expect([ownerOf('1'), ownerOf('2')]).toEqual([nobody, nobody])
        expect(statSync(join(folder, 'gone'), { throwIfNoEntry: false })).toBeUndefined()
        expect(outcome!.remarks[1]).toMatch(/CAP_DAC_OVERRIDE/)
      })

      test('where that cannot be had, it says so before anything is captured', () => {
        const { failure } = dropped({
          user: 'nobody',
          first: [join(folder, '1')],
          later: [join(folder, '2')],
          withoutOpener: true,
        })
        expect(failure).toMatchObject({ code: 'unwritable' })
        expect(failure!.message).toMatch(/a folder in which nobody may create the next files/)
      })

      test('root is not led elsewhere by a link in a folder anyone may write to', () => {
        chmodSync(folder, 0o1777)
        const secret = join(parent, 'secret')
        writeFileSync(secret, 'kept')
        symlinkSync(secret, join(folder, 'link'))
        symlinkSync(join(parent, 'never'), join(folder, 'dangling'))
        for (const name of ['link', 'dangling'])
          expect(dropped({ user: 'nobody', first: [join(folder, name)] }).failure).toMatchObject({ code: 'ELOOP' })
        expect(readFileSync(secret, 'utf8')).toBe('kept')
        expect(statSync(join(parent, 'never'), { throwIfNoEntry: false })).toBeUndefined()
      })

      test('nor does it write into what another user has put there', () => {
        chmodSync(folder, 0o1777)
        writeFileSync(join(folder, 'trap'), 'kept')
        chownSync(join(folder, 'trap'), 1, 1)
        writeFileSync(join(folder, 'own'), 'emptied')
        chownSync(join(folder, 'own'), 1, 1)
        expect(dropped({ user: 'nobody', first: [join(folder, 'trap')] }).failure).toMatchObject({ code: 'EACCES' })
        expect(readFileSync(join(folder, 'trap'), 'utf8')).toBe('kept')
        expect(dropped({ user: 'daemon', first: [join(folder, 'own')] }).failure).toBeUndefined()
        expect(readFileSync(join(folder, 'own'), 'utf8')).toBe('')
      })

      test('nor into a file that has another name elsewhere', () => {
        chmodSync(folder, 0o1777)
        writeFileSync(join(parent, 'kept'), 'kept')
        linkSync(join(parent, 'kept'), join(folder, 'second'))
        const { failure } = dropped({ user: 'nobody', first: [join(folder, 'second')] })
        expect(failure).toMatchObject({ code: 'EMLINK' })
        expect(readFileSync(join(parent, 'kept'), 'utf8')).toBe('kept')
      })

      test('elsewhere a link is followed, as everywhere', () => {
        symlinkSync(join(parent, 'far'), join(folder, 'near'))
        writeFileSync(join(parent, 'far'), 'x')
        expect(dropped({ user: 'nobody', first: [join(folder, 'near')] }).failure).toBeUndefined()
        expect(statSync(join(parent, 'far')).size).toBe(0)
      })
    })

    function ownerOf(name: string) {
      const { uid, gid } = statSync(join(folder, name))
      return { uid, gid }
    }
  },
)

test.skipIf(process.getuid?.() === 0)('who is not root stays who it is', () => {
  expect(dropped({ user: 'nobody' }, bySudo).threads[0]?.Uid.split(' ')).toContain(`${userInfo().uid}`)
})

type Status = Readonly<Record<'Uid' | 'Gid' | 'Groups' | 'CapPrm' | 'CapEff' | 'CapAmb' | 'NoNewPrivs', string>>

interface Report {
  readonly outcome?: { readonly account?: object; readonly remarks: readonly string[] }
  readonly failure?: { readonly code: string; readonly message: string }
  /** The first is the one that dropped. */
  readonly threads: readonly Status[]
  readonly worker: Status
  readonly child: Status
  /** What the system says to each way back. */
  readonly back: readonly string[]
}

interface Course {
  readonly user?: string
  readonly first?: readonly string[]
  readonly later?: readonly string[]
  readonly remove?: string
  readonly withoutOpener?: boolean
}

function dropped(course: Course, environment: Readonly<Record<string, string>> = {}, dist = 'build/library'): Report {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', programOf(dist), JSON.stringify(course)],
    {
      encoding: 'utf8',
      timeout: 15_000,
      env: { PATH: process.env.PATH!, ...environment },
    },
  )
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as Report
}

const programOf = (dist: string) => `
  import { execFileSync } from 'node:child_process'
  import { readdirSync, readFileSync } from 'node:fs'
  import { once } from 'node:events'
  import { lookup } from 'node:dns/promises'
  import { Worker } from 'node:worker_threads'
  import { chooseTargetUser } from ${JSON.stringify(pathToFileURL(`${dist}/capture/privileges/target-user.js`).href)}
  import { FileOpener } from ${JSON.stringify(pathToFileURL(`${dist}/capture/writing/file-opener.js`).href)}
  import { dropPrivileges } from ${JSON.stringify(pathToFileURL(`${dist}/capture/privileges/privileges.js`).href)}

  const { user, first = [], later = [], remove, withoutOpener } = JSON.parse(process.argv[1])
  const status = (text) => Object.fromEntries(text.split('\\n').map((line) => line.split(/:\\s+/)).map(([name, value = '']) => [name, value.trim().replaceAll('\\t', ' ')]))
  const report = {}
  // So that the pool has threads too.
  await lookup('localhost').catch(() => {})
  try {
    const successor = chooseTargetUser(user)
    const opener = new FileOpener(successor.account)
    for (const path of first) opener.open(path)
    report.outcome = await dropPrivileges(successor, { opener: withoutOpener ? undefined : opener, openLater: later })
    for (const path of later) opener.open(path)
    if (remove) opener.remove(remove)
  } catch ({ code, message }) {
    report.failure = { code, message }
  }
  const threads = readdirSync('/proc/self/task').map(Number).sort((a, b) => Number(b === process.pid) - Number(a === process.pid) || a - b)
  report.threads = threads.map((thread) => status(readFileSync('/proc/self/task/' + thread + '/status', 'utf8')))
  const worker = new Worker('require("worker_threads").parentPort.postMessage(require("fs").readFileSync("/proc/thread-self/status", "utf8"))', { eval: true, execArgv: [] })
  report.worker = status((await once(worker, 'message'))[0])
  report.child = status(execFileSync('cat', ['/proc/self/status'], { encoding: 'utf8' }))
  report.back = [() => process.setuid(0), () => process.seteuid(0), () => process.setgid(0), () => process.setegid(0), () => process.setgroups([0])].map((attempt) => {
    try { attempt(); return 'done' } catch ({ code }) { return code }
  })
  console.log(JSON.stringify(report))
`

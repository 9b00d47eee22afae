/** What the command says of files it cannot write, and how root opens those it can. */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { exactTrouble } from '../support/exact.ts'
import { onwire, shell } from '../support/onwire.ts'

const runs = (await exactTrouble()) === undefined

const parent = mkdtempSync(join(tmpdir(), 'onwire-written-'))
chmodSync(parent, 0o755)
afterAll(() => rmSync(parent, { recursive: true }))

let folder = ''
let next = 0
beforeEach(() => {
  folder = join(parent, `${next++}`)
  mkdirSync(folder)
})

const root = process.platform === 'linux' && process.getuid!() === 0

describe.skipIf(!root)(`a folder that only root may enter${root ? '' : ' (left out: it needs root)'}`, () => {
  beforeEach(() => chmodSync(folder, 0o700))

  test.each([
    ['-w', 'x.pcap'],
    ['-w', 'x.pcap.gz'],
    ['-w', 'x.pcap -b packets:1'],
    ['-w', 'x.pcap --keep 1p --trigger tcp'],
  ])('another user is told so for read %s %s', async (option, words) => {
    const { stderr, status } = await shell(
      `trace=$(realpath captures/http.pcapng); chmod a+r $trace
      setpriv --reuid=65534 --regid=65534 --clear-groups -- "$NODE" "$BIN" read "$trace" ${option} ${folder}/${words}`,
      { env: { NODE: process.execPath, BIN: join(process.cwd(), 'bin/onwire.js') } },
    )
    expect(stderr).toMatch(/^onwire: \S+x\S*: expected a file that can be written, found permission denied\n$/)
    expect(status).toBe(3)
    expect(readdirSync(folder)).toEqual([])
  })
})

describe.skipIf(!root)(`what root reads and writes again${root ? '' : ' (left out: it needs root)'}`, () => {
  test.each([
    ['0', 'x.pcap', {}, { uid: 0, gid: 0 }],
    ['022', 'x.pcap.gz', {}, { uid: 0, gid: 0 }],
    ['0', 'x.pcap', { SUDO_UID: '4321', SUDO_GID: '4322', SUDO_USER: 'caller' }, { uid: 4321, gid: 4322 }],
  ])('is for its owner only: umask %s, %s, %j', async (umask, name, env, owner) => {
    const { status } = await shell(`umask ${umask}; onwire read captures/http.pcapng -w ${folder}/${name}`, { env })
    expect(status).toBe(0)
    const { uid, gid, mode } = statSync(join(folder, name))
    expect({ uid, gid, mode: mode & 0o777 }).toEqual({ ...owner, mode: 0o600 })
  })
})

describe.skipIf(!root)(`root, in a folder that anyone may write to${root ? '' : ' (left out: it needs root)'}`, () => {
  const secret = join(parent, 'secret')
  beforeEach(() => {
    chmodSync(folder, 0o1777)
    writeFileSync(secret, 'kept', { mode: 0o600 })
  })

  const traps: Readonly<Record<string, (path: string) => void>> = {
    'a symbolic link': (path) => symlinkSync(secret, path),
    'a symbolic link to nothing': (path) => symlinkSync(join(parent, 'never'), path),
    'a file with other names': (path) => linkSync(secret, path),
    "another user's file": (path) => {
      writeFileSync(path, 'kept')
      chownSync(path, 4321, 4321)
    },
    "another user's named pipe": (path) => {
      execFileSync('mkfifo', [path])
      chownSync(path, 4321, 4321)
    },
  }
  const writers: Readonly<Record<string, (path: string) => readonly string[]>> = {
    'read -w': (path) => ['read', 'captures/http.pcapng', '-w', path],
    'read -w, several files': (path) => ['read', 'captures/http.pcapng', '-w', path, '-C', '1'],
    'check --report-file': (path) => ['check', 'captures/http.pcapng', '--expect', 'tcp', '--report-file', path],
    ...(runs && {
      'run -w': (path) => ['run', '-w', path, '--', 'true'],
      'run --output': (path) => ['run', '--output', path, '--', 'true'],
      'run --report-file': (path) => ['run', '--expect-none', 'tcp', '--report-file', path, '--', 'true'],
    }),
  }
  test.each(Object.keys(writers).flatMap((writer) => Object.keys(traps).map((trap) => [writer, trap])))(
    '%s does not write to %s',
    async (writer, trap) => {
      const path = join(folder, 'x')
      traps[trap!]!(path)
      const { stderr, status } = await onwire(writers[writer!]!(path))
      expect(stderr).toMatch(
        /x: expected a file that can be written, found (a symbolic link|a file with|a named pipe|permission denied)/,
      )
      expect(status).toBe(3)
      expect(readFileSync(secret, 'utf8')).toBe('kept')
      if (lstatSync(path).isFile()) expect(readFileSync(path, 'utf8')).toBe('kept')
      expect(statSync(join(parent, 'never'), { throwIfNoEntry: false })).toBeUndefined()
    },
  )

  test.each(['', '--update'])(
    '--snapshot %s is not led elsewhere by the name of the file it makes first',
    async (update) => {
      const path = join(folder, 'u.snap')
      if (update) writeFileSync(path, 'before', { mode: 0o640 })
      const { status } = await shell(
        `ln -s ${secret} ${path}.$$.new
      exec "$NODE" "$BIN" check captures/http.pcapng --snapshot ${path} ${update}`,
        { env: { NODE: process.execPath, BIN: join(process.cwd(), 'bin/onwire.js') } },
      )
      expect(status).toBe(0)
      expect(readFileSync(secret, 'utf8')).toBe('kept')
      expect(readFileSync(path, 'utf8')).toContain('GET /')
      if (update) expect((statSync(path).mode & 0o777).toString(8)).toBe('640')
      expect(readdirSync(folder).filter((name) => name !== 'u.snap')).toHaveLength(1)
    },
  )

  test('its own files and named pipes are written to', async () => {
    const path = join(folder, 'own')
    writeFileSync(path, 'before')
    expect((await onwire(['read', 'captures/http.pcapng', '-w', path])).status).toBe(0)
    const { stdout } = await shell(
      `mkfifo ${path}.pipe; onwire read captures/http.pcapng -w ${path}.pipe & cat ${path}.pipe`,
    )
    expect(stdout.length).toBeGreaterThan(1000)
    expect(statSync(path).size).toBeGreaterThan(1000)
  })
})

describe.skipIf(process.platform === 'win32')('what is no text file (not on Windows)', () => {
  test.each([
    ['check captures/http.pcapng --snapshot FIFO', /^onwire: --snapshot \S+: it is not a regular file\n$/],
    ['check captures/http.pcapng --snapshot /dev/zero', /^onwire: --snapshot \S+: it is not a regular file\n$/],
    ['check captures/http.pcapng --expectations /dev/zero', /^onwire: --expectations \S+: larger than 16 MiB\n$/],
    ['read captures/http.pcapng -F /dev/zero', /^onwire: -F \S+: larger than 16 MiB\n$/],
    ['read captures/http.pcapng -F FOLDER', /^onwire: -F \S+: a directory/],
    ['check captures/http.pcapng --expectations FOLDER', /^onwire: --expectations \S+: a directory/],
    ['check captures/http.pcapng --snapshot FOLDER', /^onwire: --snapshot \S+: it is a directory/],
  ])('is refused: %s', async (line, message) => {
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    const { stderr, status } = await shell(`onwire ${line.replace('FIFO', pipe).replace('FOLDER', folder)}`)
    expect(stderr).toMatch(message)
    expect(status).toBe(2)
  })

  test('a filter may come through a named pipe', async () => {
    const { stdout } = await shell(`onwire read captures/http.pcapng --count -F <(echo 'tcp port 1')`)
    expect(stdout).toBe('0 packets\n')
  })
})

describe.skipIf(!existsSync('/dev/full'))('standard output on a full disk (needs /dev/full)', () => {
  test.each([
    '--help',
    '--version',
    'live --help',
    'completion',
    '--get-yargs-completions onwire re',
    'interfaces',
    'fields tcp',
  ])('is an error of onwire %s', async (line) => {
    const { stderr, status } = await shell(`onwire ${line} > /dev/full`, { env: { SHELL: '/bin/bash' } })
    expect(stderr).toMatch(
      /^onwire: standard output: expected a file that can be written, found no space left on the device\n$/,
    )
    expect(status).toBe(3)
  })

  test('and without one, nothing is changed', async () => {
    const { stdout, stderr, status } = await shell(
      `onwire --version; onwire live --help | tail -1; onwire completion`,
      {
        env: { SHELL: '/bin/bash' },
      },
    )
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n.*\n[^]*complete /)
  })
})

/** What the command says of files it cannot write, and how root opens those it can. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { shell } from '../support/onwire.ts'

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
    expect(stderr).toMatch(
      /^onwire: \S+x\S*: expected a file that can be written, found that its permissions forbid it\n$/,
    )
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

/** What the command says of files it cannot write, and how root opens those it can. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
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

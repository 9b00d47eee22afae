/** `onwire live` under a simulated sudo: root with the variables that sudo sets for the user who called it. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { countsOf, leftOut, startLive, whyLeftOut } from '../../support/live.ts'
import { Network } from '../../support/network.ts'

const bySudo = { SUDO_UID: '4321', SUDO_GID: '4322', SUDO_USER: 'caller' }

describe.skipIf(leftOut)(`onwire live under sudo${whyLeftOut}`, () => {
  const network = new Network()
  const parent = mkdtempSync(join(tmpdir(), 'onwire-sudo-'))
  chmodSync(parent, 0o755)
  afterAll(() => {
    network.close()
    rmSync(parent, { recursive: true })
  })

  let folder = ''
  let next = 0
  beforeEach(() => {
    folder = join(parent, `${next++}`)
    mkdirSync(folder)
  })

  const live = (...words: readonly string[]) => startLive(network.b, ['lo', ...words], bySudo)
  const ping = (count: number) => network.b.run(['ping', '-q', '-i', '0.01', '-c', `${count}`, '127.0.0.1'])

  test.each([
    ['a ring', 'packets:4,files:3', 3],
    ['a series', 'packets:4', 5],
  ])('%s of files goes on in a folder that only root may enter', async (_, criteria, expected) => {
    chmodSync(folder, 0o700)
    const capture = await live('-w', join(folder, 'trace.pcapng'), '-b', criteria)
    await ping(10)
    const { stderr, status } = await capture.end()
    expect([status, countsOf(stderr).captured]).toEqual([0, 20])
    const files = readdirSync(folder)
    expect(files).toHaveLength(expected)
    for (const file of files) expect(statSync(join(folder, file))).toMatchObject({ uid: 4321, gid: 4322 })
  })
})

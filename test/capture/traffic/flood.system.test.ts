import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openFile } from '../../../src/capture/reading/file.ts'
import { Network, networkTrouble } from '../../support/network.ts'
import { outcomeOf } from '../../support/onwire.ts'
import { senderTrouble } from '../../support/sender.ts'
import { startIn } from './inside.ts'
import { exactTrouble } from './support.ts'

/** A fast sender loses nothing; ONWIRE_FLOOD=1000000 for a million packets. */
const trouble = (await exactTrouble()) ?? networkTrouble() ?? senderTrouble()
const count = Number(process.env.ONWIRE_FLOOD ?? 100_000)

describe.skipIf(trouble !== undefined)(`a flood${trouble === undefined ? '' : ` (left out: ${trouble})`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'onwire-flood-'))
  let network: Network
  beforeAll(() => {
    network = new Network()
  })
  afterAll(() => {
    network.close()
    rmSync(folder, { recursive: true })
  })

  test(`each of ${count} packets is captured once`, async () => {
    const [program, path] = [join(folder, 'flood'), join(folder, 'flood.pcap')]
    expect(
      spawnSync('cc', ['-O2', '-o', program, resolve('test/capture/traffic/flood.c')], { encoding: 'utf8' }).stderr,
    ).toBe('')
    const recorder = startIn(network.a, [
      process.execPath,
      resolve('test/capture/traffic/recorder.js'),
      path,
      '500',
      program,
      network.b.address,
      '9',
      `${count}`,
    ])
    const { stdout, stderr, status } = await outcomeOf(recorder)
    expect(status, stderr).toBe(0)
    const [sent = '', seconds = ''] = stdout.split(/\s/)
    const seen = new Uint8Array(count)
    for await (const batch of await openFile(path))
      for (let index = 0; index < batch.length; index++) {
        const at = batch.start[index]!
        // Behind the headers of Linux, IP and UDP; not those of what the other host answers.
        if (batch.memory[at + 29] === 17)
          seen[new DataView(batch.memory.buffer, batch.memory.byteOffset + at + 48, 4).getUint32(0, true)]!++
      }
    console.log(
      `${sent} sent at ${Math.round(Number(sent) / Number(seconds))} a second; ${stdout.slice(stdout.indexOf('{'))}`,
    )
    expect(Number(sent)).toBe(count)
    expect(seen.every((times) => times === 1)).toBe(true)
  }, 120_000)
})

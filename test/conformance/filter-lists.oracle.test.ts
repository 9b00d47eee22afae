/** Holds lists of filters over both grammars, in our own words, against tshark and tcpdump, over the project's captures. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Batch } from '../../src/files/batch.ts'
import { compileCaptureFilter } from '../../src/filter/capture/index.ts'
import { compileDisplayFilter } from '../../src/filter/display/index.ts'
import { FilterError } from '../../src/filter/error.ts'
import { framesIn } from '../support/packets.ts'
import { ours, present, theirs } from './reference.ts'

const hasTcpdump = spawnSync('tcpdump', ['--version']).status === 0
if (process.env['CI'] !== undefined && !(present && hasTcpdump))
  throw new Error('tshark, with Lua, and tcpdump are to be installed')

/** The filters of a list: one a line, but for those that begin with # and a blank. */
const listed = (name: string) =>
  readFileSync(new URL(`filters/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('# '))

test.skipIf(!present).each(['http.pcapng', 'gre-ip.pcapng', 'ipv6.pcapng', 'vlan.pcapng', 'ping-options.pcapng'])(
  '%s: display filters pass what tshark passes, and are refused as there (skipped where there is no tshark)',
  { timeout: 30_000 },
  (name) => {
    const capture = join('captures', name)
    const filters = listed('display')
    const [mine, reference] = [ours(framesIn(capture), filters), theirs(capture, filters)]
    expect(
      filters.flatMap((text, index) =>
        mine[index] === reference[index] ? [] : [`${text}: ${mine[index]}, tshark ${reference[index]}`],
      ),
    ).toEqual([])
  },
)

test('times more than 68 years apart are compared rightly, which Wireshark 4.0 does not', () => {
  const frames = framesIn(join('captures', 'http.pcapng'))
  const later = ['frame.time < "2095-01-01"', 'frame.time_epoch in {0 .. 4000000000.5}', 'frame.time > "1900-01-01"']
  expect(ours(frames, [...later, 'frame.time > "9999-12-31"'])).toEqual([
    ...later.map(() => frames.map(({ number }) => number).join(' ')),
    '',
  ])
})

test.each(listed('display-later'))('what came with Wireshark 4.4 is understood: %s', (text) => {
  expect(() => compileDisplayFilter(text)).not.toThrow()
})

// A run of tcpdump for each filter takes a hundredth of a second: each capture meets every third filter.
test
  .skipIf(!hasTcpdump)
  .each(['http.pcapng', 'vlan.pcapng', 'geneve.pcapng', 'cooked.pcap', 'cooked-v1.pcap', 'raw-tun.pcap'])(
  '%s: capture filters pass as many as tcpdump counts (skipped where there is no tcpdump)',
  { timeout: 30_000 },
  (name) => {
    const capture = join('captures', name)
    const frames = framesIn(capture)
    const some = listed('capture').filter((_text, index) => index % 3 === name.length % 3)
    expect(some.map((text) => `${text}: ${counted(frames, text)}`)).toEqual(
      some.map((text) => `${text}: ${countedThere(capture, text)}`),
    )
  },
)

function counted(frames: ReturnType<typeof framesIn>, text: string): string {
  try {
    const filter = compileCaptureFilter(text, frames[0]!.linkType)
    return `${frames.filter((frame) => filter.matches(new Batch().hold(frame), 0)).length}`
  } catch (error) {
    if (error instanceof FilterError) return 'refused'
    throw error
  }
}

/** What tcpdump refuses since nothing could pass counts as nothing. */
function countedThere(capture: string, text: string): string {
  const { status, stdout, stderr } = spawnSync('tcpdump', ['-n', '-r', capture, '--count', '--', text], {
    encoding: 'utf8',
  })
  return status === 0 ? `${Number.parseInt(stdout, 10)}` : stderr.includes('rejects all packets') ? '0' : 'refused'
}

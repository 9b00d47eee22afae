import { describe, expect, test } from 'vitest'
import { expectGolden, packetOf, summariesOf } from '../../../support/packets.ts'

/** Git over its own protocol, captures/scenes/more-services.sh. */
const packets = [
  ['git', 20, 'git', 'captured-git-command'],
  ['git', 30, 'git', 'captured-git-references'],
  ['git', 32, 'git', 'captured-git-wants'],
  ['git', 35, 'git', 'captured-git-pack'],
] as const

describe('recorded packets', () => {
  test.each(packets)('tree of %s.pcapng, packet %i', (file, number, layer, golden) =>
    expectGolden(packetOf(`${file}.pcapng`, number), golden, layer),
  )

  test.each([
    [20, ['agent=git/2.39.5', 'object-format=sha1', 'Delimiter', 'peel', 'symrefs', 'unborn', 'Flush']],
    [33, ['done']],
    [34, ['NAK']],
  ] as const)('git.pcapng, packet %i', (number, lines) =>
    expect(summariesOf(packetOf('git.pcapng', number), 'git')).toEqual(lines),
  )
})

import fc from 'fast-check'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { framesIn } from '../support/packets.ts'
import { filtersOver, samplesOf, type Sample } from './filter-generator.ts'
import { ours, present, theirs } from './reference.ts'

if (!present && process.env['CI'] !== undefined) throw new Error('tshark is not installed, or runs no Lua')

const own = [
  '6in4.pcapng',
  'dhcp.pcapng',
  'dns.pcapng',
  'fragments.pcapng',
  'gre-ip.pcapng',
  'http.pcapng',
  'ipv6.pcapng',
  'snaplen.pcap',
  'traceroute.pcapng',
  'vxlan.pcapng',
]
/** Some captures of the corpus, where it is beside the checkout. */
const shared = '../shared/captures'
const more = !existsSync(shared)
  ? []
  : readdirSync(shared, { recursive: true, encoding: 'utf8' })
      .filter((name) => /(?:icmp|gre|vlan|arp|dhcp|http|pppoe)[-_]?\w{0,8}\.pcap(?:ng)?$/.test(name))
      .sort()
      .slice(0, 5)

const captures = [...own.map((name) => join('captures', name)), ...more.map((name) => join(shared, name))]
const seed = 20_261_124
const filtersEach = 250

/** The fields of which both sides say the same: differences in decoding are the business of other tests. */
function agreeing(samples: readonly Sample[], capture: string, frames: Parameters<typeof ours>[0]): Sample[] {
  const checks = samples.flatMap((sample) => checksOf(sample).map((text) => ({ sample, text })))
  const texts = checks.map(({ text }) => text)
  const [mine, reference] = [ours(frames, texts), theirs(capture, texts)]
  const differing = new Set(
    checks.filter((_check, index) => mine[index] !== reference[index]).map(({ sample }) => sample),
  )
  return samples.filter((sample) => !differing.has(sample))
}

/** Filters that show whether a field is of the same type, length and values. */
function checksOf({ name, type, literals }: Sample): string[] {
  const lengths = type === 'protocol' ? [2, 3, 7, 13, 19, 27, 40] : [0, 1, 2, 3, 4, 8]
  return [
    name,
    `count(${name}) > 1`,
    ...lengths.map((length) => `len(${name}) > ${length}`),
    ...(type === 'number' ? [`${name} & 1`] : []),
    ...literals.map((literal) => `${name} == ${literal}`),
  ]
}

test.skipIf(!present).each(captures)(
  '%s: random filters pass what tshark passes, and refuse what it refuses (skipped where there is no tshark)',
  { timeout: 60_000 },
  (capture) => {
    const frames = framesIn(capture).slice(0, 400)
    const samples = agreeing(samplesOf(frames), capture, frames)
    expect(samples.length).toBeGreaterThan(5)
    const filters = fc.sample(filtersOver(samples), { numRuns: filtersEach, seed })
    const [mine, reference] = [ours(frames, filters), theirs(capture, filters)]
    const differences = filters.flatMap((text, index) =>
      mine[index] === reference[index] ? [] : [`${text}: ${mine[index]}, tshark ${reference[index]}`],
    )
    expect(differences).toEqual([])
  },
)

import { readdirSync } from 'node:fs'
import { afterEach, expect, test, vi } from 'vitest'
import { Batch } from '../../src/files/batch.ts'
import { generated } from '../../src/schema/engine/generated-code.ts'
import { copyOf } from '../../src/schema/engine/index.ts'
import { framesOf } from '../support/packets.ts'

const captures = readdirSync(new URL('../../captures', import.meta.url)).filter((file) => /\.pcap(ng)?$/.test(file))
const displayFilters = [
  'tcp.port == 443',
  'ip.addr == 10.0.0.0/8 and tcp.flags.syn == 1',
  'udp',
  'eth.addr[0:3] == 02:00:00',
  'ipv6.addr == fe80::/10',
  'tcp.port in {80, 8080..8090}',
  'dns.qry.name contains "o"',
]
const captureFilters = ['tcp port 443', 'ip[8] > 10 and not udp', 'icmp or arp']

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

/** The layers of all frames, and which filters they pass, by modules loaded anew. */
async function verdicts(mayGenerate = true): Promise<unknown[]> {
  vi.resetModules()
  if (!mayGenerate) (await import('../../src/schema/engine/index.ts')).allowCodeGeneration(false)
  const { Layers } = await import('../../src/packet/layers.ts')
  const { compileDisplayFilter } = await import('../../src/filter/display/index.ts')
  const { compileCaptureFilter } = await import('../../src/filter/capture/index.ts')
  const layers = new Layers()
  const filters = [
    ...displayFilters.map((text) => compileDisplayFilter(text)),
    ...captureFilters.map((text) => compileCaptureFilter(text, 1)),
  ]
  const batch = new Batch()
  return captures.flatMap((file) =>
    framesOf(file).map((frame) => {
      batch.hold(frame)
      layers.decode(batch, 0)
      const { count, protocol, start, end } = layers
      return [
        file,
        frame.number,
        ...[protocol, start, end].map((column) => column.slice(0, count).join()),
        ...filters.map((filter) => filter.matches(batch, 0)),
      ]
    }),
  )
}

test('a copy does what the function does', () => {
  const adder = (first: number) => (second: number) => first + second
  expect(copyOf(adder, 'adder')(1)(2)).toBe(3)
  expect(copyOf(adder, 'adder')).not.toBe(adder)
})

test('where no code may be made at run time, layers and filters are the same', async () => {
  const usual = await verdicts()
  let asked = 0
  vi.stubGlobal('Function', function () {
    asked++
    throw new EvalError('refused')
  })
  expect(await verdicts()).toEqual(usual)
  // A page with such a policy may report each attempt.
  expect(asked).toBe(1)
})

test('a program that forbids it beforehand has not one attempt made', async () => {
  const usual = await verdicts()
  let asked = 0
  vi.stubGlobal('Function', function () {
    asked++
    throw new EvalError('refused')
  })
  expect(await verdicts(false)).toEqual(usual)
  expect(asked).toBe(0)
})

test('a body that is not valid does not end it for the others', () => {
  expect(generated([], 'return (')).toBeUndefined()
  expect(generated([], `return ${'('.repeat(100_000)}1${')'.repeat(100_000)}`)).toBeUndefined()
  expect(generated<() => number>([], 'return 1')?.()).toBe(1)
})

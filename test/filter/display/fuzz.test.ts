import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Batch } from '../../../src/files/batch.ts'
import { FilterError } from '../../../src/filter/error.ts'
import { compileDisplayFilter } from '../../../src/filter/display/index.ts'
import { fields } from '../../../src/packet/fields.ts'
import { framesOf } from '../../support/packets.ts'

const words = [
  'tcp', 'ip.src', 'tcp.port', 'tcp.flags.syn', 'frame', 'frame.time', 'http.host', 'eth.src', 'ipv6.dst', 'dns.qry.name', 'tcp.payload', '==', '!=', '===', '!==', '<', '>=',
  'contains', 'matches', '~', 'in', '{', '}', '(', ')', '[', ']', '[0:4]', '[-2:]', '[1,3-5]', '#2', '#[1-2]', 'and', 'or', 'xor', 'not', '!', 'any', 'all', '+', '-', '*', '/',
  '%', '&', ',', '..', '@', '80', '0x1f', '1.5', '10.0.0.0/8', '::1', 'ff:ff', '"text"', 'r"\\d+"', "'a'", 'true', 'len(', 'count(', 'max(', 'vals(', '\\', '"', '#',
]
const soup = fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((parts) => parts.join(' '))
const batches = ['web.pcapng', 'ipv6.pcapng', 'http.pcapng'].flatMap((capture) => framesOf(capture).slice(0, 8).map((frame) => new Batch().hold(frame)))

/** Asks a filter for some frames, if the text is one. */
function tried(text: string): void {
  let filter
  try {
    filter = compileDisplayFilter(text)
  } catch (error) {
    if (!(error instanceof FilterError)) throw error
    expect(error.start).toBeLessThanOrEqual(error.end)
    expect(error.end).toBeLessThanOrEqual(text.length + 1)
    return
  }
  for (const batch of batches) expect(filter.matches(batch, 0)).toBeTypeOf('boolean')
}

test('any text is a filter or a FilterError', () => { fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), tried), { numRuns: 1500 }) })
test('so are words of the language in any order', () => { fc.assert(fc.property(soup, tried), { numRuns: 3000 }) })

test('every field that is listed can be asked for and compared', () => {
  for (const { name } of fields()) {
    expect(() => { tried(name) }).not.toThrow()
    expect(compileDisplayFilter(name).text).toBe(name)
    tried(`${name} == 0`)
    tried(`count(${name}) > 0`)
    tried(`@${name} contains 00`)
  }
}, 60_000)

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { placeIn, provideDatabases } from '../../src/cli/names/geography.ts'
import { compileDisplayFilter } from '../../src/filter/display/index.ts'
import { csvOutput, lineOutput, TextBuffer, treeOutput, type Output } from '../../src/output/index.ts'
import { fieldNamed } from '../../src/packet/fields.ts'
import { provideAddressFacts } from '../../src/packet/names/address-facts.ts'
import { summaryText, TrafficReport } from '../../src/reports/index.ts'
import { plainPalette } from '../../src/text/palette.ts'
import { maxmind } from '../support/maxmind.ts'
import { batchesOf } from '../support/packets.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-geoip-'))
const saved = (name: string, bytes: Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
const city = saved(
  'city.mmdb',
  maxmind({
    '192.0.2.1': {
      country: { iso_code: 'DE', names: { en: 'Germany' } },
      city: { names: { en: 'Ber\u001blin' } },
      location: { latitude: 52.5, longitude: 13.25 },
    },
    '192.0.2.2': { country: { iso_code: 'US', names: { en: 'United States' } } },
  }),
)
const system = saved(
  'asn.mmdb',
  maxmind({ '192.0.2': { autonomous_system_number: 64500, autonomous_system_organization: 'Example' } }),
)

beforeEach(() => provideDatabases([city, system]))
afterAll(() => {
  provideAddressFacts({ place: undefined })
  rmSync(folder, { recursive: true })
})

function written(output: Output, most = 10): string[] {
  const text = new TextBuffer()
  for (const batch of batchesOf('web.pcapng'))
    for (let index = 0; index < Math.min(batch.length, most); index++) output.packet(batch, index, text)
  return new TextDecoder().decode(text.written).split('\n')
}
const fields = (...names: string[]) => written(csvOutput({ fields: names.map((name) => fieldNamed(name)) }))[9]

describe('places of addresses', () => {
  test('are fields with the names of Wireshark', () => {
    expect(fields('ip.geoip.src_country_iso', 'ip.geoip.dst_country', 'ip.geoip.country_iso')).toMatch(
      /^DE,United States,"?DE[,;|]US"?$/,
    )
    expect(fields('ip.geoip.src_asnum', 'ip.geoip.src_org', 'ip.geoip.src_lat', 'ip.geoip.src_lon')).toBe(
      '64500,Example,52.5,13.25',
    )
    expect(fields('ip.geoip.dst_city', 'ipv6.geoip.src_city')).toBe(',')
  })

  test.each([
    ['ip.geoip.src_country_iso == "DE"', true],
    ['ip.geoip.country_iso == "FR"', false],
    ['ip.geoip.asnum == 64500', true],
    ['ip.geoip.src_lat > 52.4', true],
    ['ip.geoip.dst_city', false],
  ])('can be filtered by: %s', (filter, matches) =>
    expect(compileDisplayFilter(filter).matches(batchesOf('web.pcapng')[0]!, 9)).toBe(matches),
  )

  test('are in trees, with -v and in the summary, without control characters', () => {
    expect(written(treeOutput()).join('\n')).toContain('[Source Address GeoIP: Ber\\x1blin, DE, AS64500 Example]')
    expect(written(lineOutput({ verbose: 1 })).join('\n')).toMatch(
      /from Ber\\x1blin, DE, AS64500 Example, to US, AS64500/,
    )
    const report = new TrafficReport()
    for (const batch of batchesOf('web.pcapng')) report.take(batch)
    expect(report.summary().connections[0]!.server.country).toBe('US')
    expect(summaryText(report.summary(), plainPalette)).toMatch(/TCP {2}192\.0\.2\.1:\d+ > 192\.0\.2\.2:80 .* DE > US /)
  })

  test('are not there without a database', () => {
    provideAddressFacts({ place: undefined })
    expect(fields('ip.geoip.src_country_iso', 'ip.src')).toBe(',192.0.2.1')
    expect(written(treeOutput()).join('\n')).not.toContain('GeoIP')
  })
})

describe('databases', () => {
  test('that are none, or are not there, are refused', async () => {
    const text = saved('text.mmdb', Buffer.from('no database'))
    await expect(provideDatabases([text])).rejects.toThrow(/--geoip .*text\.mmdb: expected a database/)
    await expect(provideDatabases([join(folder, 'nothing.mmdb')])).rejects.toThrow(/--geoip .*nothing\.mmdb: /)
  })

  test('that are damaged say nothing of an address', () => {
    const broken = () => {
      throw new Error('broken')
    }
    expect(
      placeIn([broken, () => ({ city: 7, country: null, location: { latitude: 'x' } }), () => null], '192.0.2.1'),
    ).toBeUndefined()
  })
})

import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { hasConversions, strftime } from '../../../src/capture/writing/strftime.ts'

const letters = [...'aAbBcCdDeFgGhHIjklmMnpPrRsStTuUVwWxXyYzZ%']
const hasDate = spawnSync('date', ['-u', '-d', '@0', '+%s'], { encoding: 'utf8' }).stdout === '0\n'

test.skipIf(!hasDate)('every conversion gives what C gives (needs the date of GNU)', () => {
  // Days around the turns of years, where weeks are counted in three ways.
  const days = Array.from({ length: 40 }, (_, year) =>
    [-3, -1, 0, 2, 59, 60, 181].map((day) => Date.UTC(1990 + year, 0, 1 + day, year % 24, 5, 59) / 1000),
  ).flat()
  const format = letters.map((letter) => `${letter}=%${letter}`).join('|')
  const { stdout } = spawnSync('date', ['-u', '-f', '-', `+${format}\u0001`], {
    encoding: 'utf8',
    input: days.map((time) => `@${time}\n`).join(''),
    env: { ...process.env, LC_ALL: 'C' },
  })
  const expected = stdout.split('\u0001\n').slice(0, -1)
  expect(expected).toHaveLength(days.length)
  expect(days.map((time) => strftime(format, time, true))).toEqual(expected)
})

test('times are those of this machine, or UTC', () => {
  const zone = process.env.TZ
  try {
    process.env.TZ = 'Asia/Kathmandu'
    expect(strftime('%F %T %z', 1_700_000_000.75)).toBe('2023-11-15 03:58:20 +0545')
    expect(strftime('%F %T %z %Z', 1_700_000_000.75, true)).toBe('2023-11-14 22:13:20 +0000 UTC')
    process.env.TZ = 'America/New_York'
    expect(strftime('%H %z %Z', 1_720_000_000)).toBe('05 -0400 EDT')
  } finally {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  }
})

test.each([
  ['100%', false],
  ['a%Qb', false],
  ['%', false],
  ['', false],
  ['%1d', false],
  ['%H', true],
  ['a%%b', true],
  ['x%Y%m', true],
])('%j holds conversions: %s', (format, expected) => {
  expect(hasConversions(format)).toBe(expected)
  if (!expected) expect(strftime(format, 0, true)).toBe(format)
})

test('a time beyond the calendar is its seconds, once', () => {
  expect(strftime('a-%Y%m%d.pcap', 18_446_744_073_709, true)).toBe('a-18446744073709.pcap')
  expect(strftime('%%Y%q-%H', -9e15)).toBe('%Y%q--9000000000000000')
})

import { expect, test } from 'vitest'
import { borderedTable } from '../../src/output/formats/bordered-table.ts'
import { displayWidth } from '../../src/text/width.ts'

const columns = [
  { name: 'n', right: true },
  { name: 'name' },
  { name: 'addresses', paint: (text: string) => `\x1b[36m${text}\x1b[39m` },
]
const rows = [
  ['1', 'lo', '127.0.0.1\n::1'],
  ['20', '網路', '2001:db8:1234:5678:9abc:def0:1234:5678'],
]
const look = (width: number) => ({ width, name: (text: string) => text })
const plain = (text: string) => text.replace(/\x1b\[\d+m/g, '')

test('a table has borders, aligned columns and a line for each line of a value', async () => {
  expect(plain(await borderedTable(columns, rows, look(Infinity)))).toBe(
    [
      '┌────┬──────┬────────────────────────────────────────┐',
      '│  n │ name │ addresses                              │',
      '│  1 │ lo   │ 127.0.0.1                              │',
      '│    │      │ ::1                                    │',
      '│ 20 │ 網路 │ 2001:db8:1234:5678:9abc:def0:1234:5678 │',
      '└────┴──────┴────────────────────────────────────────┘',
      '',
    ].join('\n'),
  )
})

test.each([54, 40, 30, 24, 20])('it fits %d cells', async (width) => {
  const text = plain(await borderedTable(columns, rows, look(width)))
  for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width)
  if (width < 24) expect(text).toMatch(/^not shown for .*…?$/m)
  else expect(text).toContain('│ lo   │ 127')
})

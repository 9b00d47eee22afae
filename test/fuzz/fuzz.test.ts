import { expect, test } from 'vitest'
import { capturesIn, fuzz, type Finding } from './fuzz.ts'

test('damaged packets, files, filters and regular expressions break nothing', async () => {
  const findings: Finding[] = []
  const counts = await fuzz({
    seed: 1,
    captures: capturesIn('captures'),
    more: (inputs) => inputs < 2000 && findings.length === 0,
    found: (finding) => findings.push(finding),
  })
  expect(findings.map(({ kind, reason, input }) => `${kind}: ${reason}\n${input}`).join('\n')).toBe('')
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(50)
}, 60_000)

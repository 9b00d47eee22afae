import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findingKinds } from '../../src/reports/diagnosis/finding.ts'
import { onwire } from '../support/onwire.ts'

const refused = 'captures/tcp-refused.pcapng'
const golden = (name: string) => readFileSync(`test/golden/diagnoses/${name}`, 'utf8')

describe('diagnose', () => {
  test('shows what is wrong, and does not wrap where there is no terminal', async () => {
    const { stdout, stderr, status } = await onwire(['diagnose', refused])
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    expect(words(stdout)).toBe(words(golden('tcp-refused.pcapng.txt')))
    expect(stdout).toContain('check that the service runs, on this address and port\n')
  })

  test('as JSON and as CSV', async () => {
    const zero = ['diagnose', 'captures/zero-window.pcapng', '--format']
    expect((await onwire([...zero, 'json'])).stdout).toBe(golden('json.txt'))
    expect((await onwire([...zero, 'csv'])).stdout).toBe(golden('csv.txt'))
  })

  test('of several files, and of the packets that pass a filter', async () => {
    const both = await onwire(['diagnose', refused, 'captures/dns.pcapng', '--format', 'csv'])
    expect(both.stdout.match(/^error,\S+?(?=,)/gm)).toEqual([
      'error,name-failed',
      'error,connection-refused',
      'error,connection-refused',
      'error,connection-unanswered',
    ])
    const some = await onwire(['diagnose', refused, '-Y', 'ipv6', '--format', 'csv'])
    expect(some.stdout.split('\n')).toHaveLength(3)
    expect((await onwire(['diagnose', refused, '-f', 'udp'])).stdout).toBe('')
    expect((await onwire(['diagnose', '-', '-c', '4'], { input: readFileSync(refused) })).stdout).toMatch(/: 1 error\n/)
  })

  test('gives exit status 1 where that is asked for', async () => {
    const status = async (capture: string, ...words: readonly string[]) =>
      (await onwire(['diagnose', `captures/${capture}`, ...words])).status
    expect(await status('tcp-refused.pcapng', '--fail-on', 'error')).toBe(1)
    expect(await status('zero-window.pcapng', '--fail-on', 'error')).toBe(0)
    expect(await status('zero-window.pcapng', '--fail-on', 'warning')).toBe(1)
    expect(await status('web.pcapng', '--fail-on', 'warning')).toBe(0)
  })

  test('of a damaged file: what was read before the damage', async () => {
    const damaged = readFileSync(refused).subarray(0, 1200)
    const { stdout, stderr, status } = await onwire(['diagnose', '-'], { input: damaged })
    expect(stdout).toMatch(/packets, .*: 2 errors\n/)
    expect(stderr).toMatch(/^onwire: /)
    expect(status).toBe(3)
  })

  test.each([
    [['diagnose'], /diagnose needs a capture file/],
    [['diagnose', refused, '--format', 'tree'], /--format is line, json or csv/],
    [['diagnose', refused, '--wide', '--format', 'json'], /--wide cannot be used with --format json/],
    [['diagnose', refused, '--fail-on', 'note'], /--fail-on is error or warning/],
  ])('%j is a usage error', async (line, message) => {
    const { stderr, status } = await onwire(line)
    expect(stderr).toMatch(message)
    expect(status).toBe(2)
  })

  test('is documented, each kind', () => {
    const text = readFileSync('docs/diagnosing.md', 'utf8')
    const documented = [...text.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, kind]) => kind)
    expect(new Set(documented)).toEqual(new Set(findingKinds))
  })
})

const words = (text: string) => text.split(/\s+/).join(' ')

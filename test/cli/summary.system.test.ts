import { describe, expect, test } from 'vitest'
import { onwire } from '../support/onwire.ts'

const web = 'captures/web.pcapng'

describe('--summary', () => {
  test('shows what packets come to instead of the packets', async () => {
    const { stdout, stderr, status } = await onwire(['read', web, '--summary'])
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    await expect(stdout).toMatchFileSnapshot('../golden/summaries/web.pcapng.txt')
  })

  test('as JSON, in several lines', async () => {
    const { stdout } = await onwire(['read', web, '--summary', '--format', 'json'])
    await expect(stdout.trimEnd()).toMatchFileSnapshot('../golden/summaries/web.pcapng.json')
  })

  test('of the packets that pass a filter, up to the limit', async () => {
    expect((await onwire(['read', web, '--summary', 'dns'])).stdout).toMatch(
      /^4 packets, .*\nAsked {6}A example\.test .*\n {11}AAAA example\.test .*\n$/,
    )
    expect((await onwire(['read', web, '--summary', '-c', '3'])).stdout).toMatch(/^3 packets/)
  })

  test('behind the packets with --print, and beside a file that is written', async () => {
    const { stdout } = await onwire(['read', web, '--summary', '--print'])
    expect(
      stdout
        .split('\n')
        .slice(0, 18)
        .every((line) => /^\d\d:\d\d:\d\d\.\d{6} /.test(line)),
    ).toBe(true)
    expect(stdout.split('\n')[18]).toMatch(/^18 packets, /)
    expect((await onwire(['read', web, '--summary', '-w', '/dev/null'])).stdout).toMatch(/^18 packets, /)
  })

  test('in the order that is asked for, the largest first', async () => {
    const listed = async (order: string, list: string, value: (each: Record<string, unknown>) => unknown) => {
      const { stdout } = await onwire(['read', web, '--summary', '--sort-by', order, '--format', 'json'])
      return (JSON.parse(stdout) as Record<string, Record<string, unknown>[]>)[list]!.map(value)
    }
    expect(await listed('start', 'requests', ({ url }) => url)).toEqual([
      'http://example.test/',
      'http://example.test/missing',
    ])
    expect(await listed('bytes', 'requests', ({ responseBytes }) => responseBytes)).toEqual([153, 71])
    expect(await listed('time', 'names', ({ type }) => type)).toEqual(['AAAA', 'A'])
    const { stdout } = await onwire(['read', web, '--summary', '--sort-by', 'bytes'])
    expect(stdout).toMatch(/Requested {2}GET http:\/\/example\.test\/missing /)
    expect(await onwire(['read', web, '--sort-by', 'bytes'])).toMatchObject({ status: 2 })
  })

  test('in colours where they are wanted', async () => {
    const { stdout } = await onwire(['read', web, '--summary', '--color', 'always'])
    expect(stdout).toContain('\x1b[')
    expect(stdout.replaceAll(/\x1b\[\d+m/g, '')).toBe((await onwire(['read', web, '--summary'])).stdout)
  })

  test('of damaged files, as far as they go', async () => {
    const { stdout, stderr, status } = await onwire(['read', '-', '--summary'], {
      input: Uint8Array.of(0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 1, 0, 0, 0, 1, 2, 3),
    })
    expect({ stdout, status }).toEqual({ stdout: '', status: 3 })
    expect(stderr).toMatch(/^onwire: /)
  })

  test.each([
    [['--format', 'tree'], /--summary is text, or JSON/],
    [['--count'], /--count and --summary/],
    [['-w', '-'], /-w -/],
    [['--print', '--format', 'json'], /one document/],
  ])('%j is refused', async (words, message) => {
    const { stderr, status } = await onwire(['read', web, '--summary', ...words])
    expect(status).toBe(2)
    expect(stderr).toMatch(message)
  })
})

import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openCommand } from '../../../src/capture/remote/command.ts'
import type { LiveCapture } from '../../../src/capture/live-capture.ts'
import { bytesOf, join as joined, pcap, pcapngBlocks } from '../../support/capture-bytes.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-command-'))
afterAll(() => rmSync(folder, { recursive: true }))

const frame = bytesOf('00 11 22 33 44 55 66 77 88 99 aa bb 08 00')
const bytes = pcap([
  [1, 2, frame],
  [3, 4, frame],
  [5, 6, frame],
])
const trace = file('trace.pcap', bytes)

describe('the packets of a command', () => {
  test('are those it writes, until it ends', async () => {
    const capture = await openCommand(`cat '${trace}'`)
    expect(capture).toMatchObject({ engine: 'command', format: 'pcap', linkType: 1, unmet: [] })
    expect(await framesOf(capture)).toEqual([
      [1, 1],
      [2, 3],
      [3, 5],
    ])
    expect(capture.statistics).toBeUndefined()
  })

  test('may be pcapng, with all that says', async () => {
    const { section, interface: described, option, block } = pcapngBlocks()
    const bytes = joined(
      section(),
      described(1, 0, option(2, 'eth7')),
      described(113, 0, option(2, 'any')),
      block(
        5,
        bytesOf(
          '01 00 00 00 00 00 00 00 00 00 00 00 04 00 08 00 09 00 00 00 00 00 00 00 05 00 08 00 02 00 00 00 00 00 00 00 00 00 00 00',
        ),
      ),
    )
    const capture = await openCommand(`cat '${file('two.pcapng', bytes)}'`)
    expect(await framesOf(capture)).toEqual([])
    expect(capture.format).toBe('pcapng')
    expect(capture.interfaces.map(({ name, linkType }) => [name, linkType])).toEqual([
      ['eth7', 1],
      ['any', 113],
    ])
    expect(capture.statistics).toMatchObject({ received: 9, droppedByInterface: 2 })
  })

  test('come as they are written, and all that were written before stop() are given', async () => {
    const capture = await openCommand(`head -c 54 '${trace}'; sleep 0.2; tail -c +55 '${trace}'; sleep 60`)
    const numbers: number[] = []
    for await (const batch of capture) {
      for (const { number } of batch) numbers.push(number)
      if (numbers.length === 3) capture.stop()
    }
    expect(numbers).toEqual([1, 2, 3])
  })

  test('that the command holds at stop(), as tcpdump does for up to a second, are given', async () => {
    const capture = await openCommand(
      `trap 'exit 0' INT; head -c 54 '${trace}'; sleep 0.5 & wait; tail -c +55 '${trace}'; sleep 60 & wait`,
    )
    const numbers: number[] = []
    for await (const batch of capture) {
      for (const { number } of batch) numbers.push(number)
      if (numbers.length === 1) capture.stop()
    }
    expect(numbers).toEqual([1, 2, 3])
  })

  test('end the command when the loop is left', async () => {
    const ended = join(folder, 'ended')
    // A shell that waits hears of the signal at once, whatever its child has just become.
    const capture = await openCommand(
      `trap 'kill $!; echo yes > ${ended}; exit 0' INT; sleep 60 > /dev/null 2>&1 & cat '${trace}'; wait; echo no > ${ended}`,
    )
    for await (const batch of capture) {
      expect(batch.length).toBeGreaterThan(0)
      break
    }
    await expect(
      framesOf(await openCommand(`cat ${ended} >&2; cat '${trace}'; grep -q yes ${ended}`)),
    ).resolves.toHaveLength(3)
  })

  test('end with an AbortSignal', async () => {
    const abort = new AbortController()
    const capture = await openCommand(`cat '${trace}'; sleep 60`, { signal: abort.signal })
    const numbers: number[] = []
    for await (const batch of capture) {
      numbers.push(...Array.from(batch, ({ number }) => number))
      abort.abort()
    }
    expect(numbers).toEqual([1, 2, 3])
    await expect(openCommand('true', { signal: abort.signal })).rejects.toThrow(/abort/i)
  })

  test('can be taken once', async () => {
    const capture = await openCommand(`cat '${trace}'`)
    await framesOf(capture)
    await expect(framesOf(capture)).rejects.toThrow(/already been read/)
  })
})

describe('a command that fails is a CaptureError', () => {
  test.each([
    ['echo first >&2; echo second >&2; exit 3', 'interface-failed', /status 3: first; second/],
    ['nonesuch-program', 'interface-failed', /status 127: .*nonesuch-program/],
    ['kill -KILL $$', 'interface-failed', /SIGKILL/],
    ['true', 'truncated', /an empty file/],
    ['echo hello', 'not-a-capture', /the bytes 68 65 6c/],
  ])('before its first packet: %s', async (command, code, message) => {
    const error = await openCommand(command).then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(error).toMatchObject({ name: 'CaptureError', code, message: expect.stringMatching(message) })
  })

  test.each([
    [
      '; echo oh no >&2; exit 1',
      'interface-failed',
      /status 1: oh no/,
      [
        [1, 1],
        [2, 3],
        [3, 5],
      ],
    ],
    ['| head -c 60', 'truncated', /a packet's header of 16 bytes/, [[1, 1]]],
  ] as const)('after packets, which are delivered: %s', async (rest, code, message, expected) => {
    const frames: [number, number][] = []
    const loop = async () => {
      for await (const batch of await openCommand(`cat '${trace}' ${rest}`))
        for (const { number, seconds } of batch) frames.push([number, seconds])
    }
    await expect(loop()).rejects.toMatchObject({ code, message: expect.stringMatching(message) })
    expect(frames).toEqual(expected)
  })

  test('but one that is interrupted is not', async () => {
    expect(await framesOf(await openCommand(`cat '${trace}'; kill -INT $$`))).toHaveLength(3)
  })
})

async function framesOf(capture: LiveCapture): Promise<[number: number, seconds: number][]> {
  const frames: [number, number][] = []
  for await (const batch of capture) for (const { number, seconds } of batch) frames.push([number, seconds])
  return frames
}

function file(name: string, bytes: Uint8Array): string {
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}

import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openFile } from '../../src/capture/reading/file.ts'
import { Autostopper } from '../../src/cli/sinks/autostop.ts'
import type { Values } from '../../src/cli/arguments/options.ts'
import { writingPlan } from '../../src/cli/arguments/plans/parts/writing.ts'
import { Recorder, type Pace, type RecordedSource, type RecorderParts } from '../../src/cli/sinks/recorder.ts'
import { ethernet, numberedBatch, numbersIn, numbersTo } from '../support/numbered.ts'

const base = mkdtempSync(join(tmpdir(), 'onwire-recorder-'))
afterAll(() => rmSync(base, { recursive: true }))

let folder = base
let made = 0
beforeEach(() => {
  folder = join(base, `${made++}`)
  mkdirSync(folder)
  vi.useFakeTimers({ now: 1_700_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

const stop = vi.fn<() => void>()
beforeEach(() => stop.mockClear())

/** An interface whose packets come when a test says so. */
function live(values: Values, pace: Pace = 'second', parts: RecorderParts = {}): Promise<Recorder> {
  return Recorder.open(
    { ...ethernet, name: 'eth0', linkType: 1, stop } as never as RecordedSource,
    pace,
    writingPlan({ utc: true, ...values }).write!,
    parts,
  )
}

const files = () => readdirSync(folder).sort()
const numbers = async () => Promise.all(files().map((name) => numbersIn(join(folder, name))))

describe('a live capture', () => {
  test('is pcapng whatever the name, unless that says otherwise', async () => {
    for (const name of ['a', 'a.txt', 'a.pcap', 'a.dmp', 'a.cap.gz'])
      await (await live({ write: join(folder, name) })).end()
    const formats = await Promise.all(files().map(async (name) => [name, (await openFile(join(folder, name))).format]))
    expect(Object.fromEntries(formats)).toEqual({
      a: 'pcapng',
      'a.txt': 'pcapng',
      'a.pcap': 'pcap',
      'a.dmp': 'pcap',
      'a.cap.gz': 'pcap',
    })
  })

  test('is in the file after a second', async () => {
    const recorder = await live({ write: join(folder, 'a') })
    await recorder.take(numberedBatch(1))
    await expect(numbers()).rejects.toThrow(/an empty file/)
    await vi.advanceTimersByTimeAsync(1000)
    expect(await numbers()).toEqual([[1]])
    await recorder.end()
  })

  test('with -U it is at once', async () => {
    const recorder = await live({ write: join(folder, 'a') }, 'batch')
    await recorder.take(numberedBatch(1))
    expect(await numbers()).toEqual([[1]])
    await recorder.end()
  })

  test('begins files by the clock of the system: with -b on time, with -G when a packet comes', async () => {
    const ring = await live({ write: join(folder, 'b.pcap'), 'ring-buffer': ['interval:60'] })
    const timed = await live({ write: join(folder, 'g-%H%M%S.pcap'), 'rotate-seconds': 60 })
    for (let number = 1; number <= 2; number++) {
      await Promise.all([ring, timed].map((each) => each.take(numberedBatch(number))))
      await vi.advanceTimersByTimeAsync(150_000)
    }
    await Promise.all([ring, timed].map((each) => each.end()))
    expect(files()).toEqual([
      'b_00001_20231114221320.pcap',
      'b_00002_20231114221400.pcap',
      'b_00003_20231114221500.pcap',
      'b_00004_20231114221600.pcap',
      'b_00005_20231114221700.pcap',
      'b_00006_20231114221800.pcap',
      'g-221320.pcap',
      'g-221550.pcap',
    ])
    expect(await numbers()).toEqual([[1], [], [2], [], [], [], [1], [2]])
  })

  test('is stopped when its last file is over, also if no packet comes', async () => {
    const recorder = await live({ write: join(folder, 'a.pcap'), 'rotate-seconds': 10, 'rotate-count': 1 })
    await recorder.take(numberedBatch(1))
    await vi.advanceTimersByTimeAsync(9000)
    expect(stop).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1000)
    expect(stop).toHaveBeenCalled()
    const late = numberedBatch(2)
    await recorder.take(late)
    expect([late.length, recorder.full]).toEqual([0, true])
    await recorder.end()
    expect(await numbers()).toEqual([[1]])
  })

  test('is stopped if a file cannot be begun, also if no packet comes, and it is told', async () => {
    const recorder = await live({ write: join(folder, 'a.pcap'), 'ring-buffer': ['duration:5'] })
    rmSync(folder, { recursive: true })
    await vi.advanceTimersByTimeAsync(6000)
    expect(stop).toHaveBeenCalled()
    await expect(recorder.end()).rejects.toMatchObject({ name: 'CaptureError', found: 'no such folder' })
    mkdirSync(folder)
  })
})

test('a flight recorder is told of frames by who asks for them', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const recorder = await live({ write: join(folder, 'a-%s.pcap'), keep: ['3p'], after: '2s' }, 'second', {
    trigger: ({ firstNumber }) => firstNumber % 10 === 0,
  })
  for (let number = 1; number <= 25; number++) {
    await recorder.take(numberedBatch(number))
    await vi.advanceTimersByTimeAsync(1000)
  }
  await recorder.end()
  expect(files()).toEqual(['a-1700000009.pcap', 'a-1700000019.pcap'])
  expect(await numbers()).toEqual([numbersTo(12, 8), numbersTo(22, 18)])
  expect(said.mock.calls).toEqual([['2 triggers, 10 packets written, 3 kept and not written\n']])
  said.mockRestore()
})

describe('-a duration', () => {
  test('stops a live capture by the clock', () => {
    const gate = new Autostopper({ duration: 2.5 }, stop)
    vi.advanceTimersByTime(2499)
    expect(stop).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(stop).toHaveBeenCalledTimes(1)
    gate.end()
  })

  test('may be longer than a timer can wait', () => {
    const day = 86_400_000
    const gate = new Autostopper({ duration: 60 * 86_400 }, stop)
    vi.advanceTimersByTime(60 * day - 1)
    expect(stop).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(stop).toHaveBeenCalledTimes(1)
    gate.end()
    new Autostopper({ duration: 60 * 86_400 }, stop).end()
    vi.advanceTimersByTime(61 * day)
    expect(stop).toHaveBeenCalledTimes(1)
  })

  test('cuts a file by the times of its packets', () => {
    const gate = new Autostopper({ duration: 2 }, undefined)
    const took = [1, 2, 3, 4].map((number) => {
      const batch = numberedBatch(number)
      gate.take(batch)
      return [batch.length, gate.full]
    })
    expect(took).toEqual([
      [1, false],
      [1, false],
      [0, true],
      [0, true],
    ])
  })
})

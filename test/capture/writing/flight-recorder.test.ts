import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { FlightRecorder, type FlightRecorderOptions } from '../../../src/capture/writing/flight-recorder.ts'
import { openWriter, type OpenWriterOptions } from '../../../src/capture/writing/writer.ts'
import type { Batch } from '../../../src/files/batch.ts'
import { ethernet, numberedBatch, numbersIn, numbersTo } from '../../support/numbered.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-flight-'))
afterAll(() => rmSync(folder, { recursive: true }))
let made = 0

/** Records 100 packets, one a second; gives the numbers in each file, and the recorder. */
async function recorded(
  options: FlightRecorderOptions,
  writing: Omit<OpenWriterOptions, 'source'> = {},
  ending = 'pcapng',
) {
  const name = `${made++}`
  const recorder = new FlightRecorder(
    await openWriter(join(folder, `${name}.${ending}`), { source: ethernet, ...writing }),
    options,
  )
  for (let number = 1; number <= 100; number++) {
    await recorder.write(numberedBatch(number), 0)
    await recorder.drain()
  }
  await recorder.close()
  const files = readdirSync(folder)
    .filter((file) => file.startsWith(`${name}.`) || file.startsWith(`${name}_`))
    .sort()
  return { recorder, files: await Promise.all(files.map((file) => numbersIn(join(folder, file)))) }
}

const at =
  (...numbers: readonly number[]) =>
  (batch: Batch) =>
    numbers.includes(batch.firstNumber)

test('nothing is written without a trigger', async () => {
  const { recorder, files } = await recorded({ keep: { packets: 10 } })
  expect(files).toEqual([[]])
  expect([recorder.triggers, recorder.frames, recorder.waiting]).toEqual([0, 0, 10])
})

describe('at a trigger what is kept is written, and nothing twice', () => {
  test.each<[string, FlightRecorderOptions, number[]]>([
    ['one', { keep: { packets: 10 }, trigger: at(50) }, numbersTo(50, 41)],
    ['two far apart', { keep: { seconds: 4 }, trigger: at(20, 70) }, [...numbersTo(20, 16), ...numbersTo(70, 66)]],
    ['two that are close', { keep: { packets: 10 }, trigger: at(50, 53) }, [...numbersTo(53, 41)]],
    ['the first and the last', { keep: { packets: 10 }, trigger: at(1, 100) }, [1, ...numbersTo(100, 91)]],
    ['every packet', { keep: { bytes: 1000 }, trigger: () => true }, numbersTo(100)],
    ['with what comes after', { keep: { packets: 3 }, trigger: at(50), after: 5 }, numbersTo(55, 48)],
    ['another one in what comes after', { keep: { packets: 3 }, trigger: at(50, 54), after: 5 }, numbersTo(59, 48)],
    ['another one after that', { keep: { packets: 3 }, trigger: at(50, 57), after: 5 }, numbersTo(62, 48)],
  ])('%s', async (_, options, expected) => {
    const { recorder, files } = await recorded(options)
    expect(files).toEqual([expected])
    expect(recorder.frames).toBe(expected.length)
  })

  test('also into a compressed file', async () => {
    expect((await recorded({ keep: { packets: 10 }, trigger: at(50, 80) }, {}, 'pcapng.gz')).files).toEqual([
      [...numbersTo(50, 41), ...numbersTo(80, 71)],
    ])
  })
})

test('each trigger begins a file of a series', async () => {
  const trigger = at(30, 60, 61, 90)
  const rotate = { lazy: true }
  expect((await recorded({ keep: { packets: 3 }, trigger }, { rotate })).files).toEqual([
    [28, 29, 30],
    [58, 59, 60],
    [61],
    [88, 89, 90],
  ])
  expect((await recorded({ keep: { packets: 3 }, trigger, after: 2 }, { rotate })).files).toEqual([
    numbersTo(32, 28),
    numbersTo(63, 58),
    numbersTo(92, 88),
  ])
  expect((await recorded({ keep: { packets: 3 } }, { rotate })).files).toEqual([])
  expect(
    (await recorded({ keep: { packets: 5 }, trigger }, { rotate: { lazy: true, packets: 3 } })).files.map(
      ({ length }) => length,
    ),
  ).toEqual([3, 2, 3, 2, 1, 3, 2])
})

test('a folder that is not there is told before the first trigger', async () => {
  await expect(
    openWriter(join(folder, 'none', 'a.pcap'), { source: ethernet, rotate: { lazy: true } }),
  ).rejects.toMatchObject({ code: 'unwritable', found: 'no such folder' })
})

test('a trigger from outside comes in between packets, and is readable at once', async () => {
  const path = join(folder, 'outside.pcapng')
  let now = 500
  const recorder = new FlightRecorder(await openWriter(path, { source: ethernet }), {
    keep: { packets: 10 },
    after: 3,
    clock: () => now,
  })
  for (let number = 1; number <= 20; number++) await recorder.write(numberedBatch(number), 0)
  await recorder.flush()
  const before = statSync(path).size
  await recorder.trigger()
  expect(statSync(path).size).toBeGreaterThan(before)
  expect(await numbersIn(path)).toEqual(numbersTo(20, 11))
  now = 503
  await recorder.write(numberedBatch(21), 0)
  now = 504
  for (let number = 22; number <= 23; number++) await recorder.write(numberedBatch(number), 0)
  await recorder.close()
  expect(await numbersIn(path)).toEqual(numbersTo(21, 11))
  expect([recorder.triggers, recorder.waiting]).toEqual([1, 2])
})

test('packets that come while a trigger is being written wait for it', async () => {
  const path = join(folder, 'meanwhile.pcapng.gz')
  const recorder = new FlightRecorder(await openWriter(path, { source: ethernet }), {
    keep: { packets: 1000 },
    after: 1000,
  })
  for (let number = 1; number <= 1000; number++) await recorder.write(numberedBatch(number), 0)
  const triggered = recorder.trigger()
  const written = recorder.write(numberedBatch(1001), 0)
  expect(written).toBeInstanceOf(Promise)
  await Promise.all([triggered, written])
  await recorder.close()
  expect(await numbersIn(path)).toEqual(numbersTo(1001))
})

/** What a process was called while it had threads of other names. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ThreadNames } from '../../../src/capture/traffic/exact/thread-names.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'onwire-threads-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function start(pid: number, name: string, threads: Readonly<Record<number, string>>): void {
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text)
  for (const [thread, own] of Object.entries({ [pid]: name, ...threads })) {
    mkdirSync(join(folder, `${pid}`, 'task', thread), { recursive: true })
    write(`${pid}/task/${thread}/comm`, `${own}\n`)
  }
  write(`${pid}/comm`, `${name}\n`)
  write(`${pid}/cmdline`, `${name}\0+tcp\0`)
  write(`${pid}/status`, 'Uid:\t0\t0\t0\t0\n')
}

test('a thread has the name of its process, also when that has ended', () => {
  start(10, 'dig', { 11: 'isc-net-0000', 12: 'dig' })
  const names = new ThreadNames(folder)
  names.look([10, 99], 0)
  rmSync(join(folder, '10'), { recursive: true })
  expect(names.find(10, 'isc-net-0000')).toEqual({ name: 'dig', command: 'dig +tcp' })
  // What has no other name needs none, and what was not seen is not guessed.
  expect([names.find(10, 'dig'), names.find(10, 'other'), names.find(11, 'isc-net-0000')]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

test('a process is looked at again, ever more rarely, and many are not looked at', () => {
  start(10, 'sh', {})
  const names = new ThreadNames(folder)
  names.look([10], 0)
  start(10, 'dig', { 11: 'isc-net-0000' })
  names.look([10], 5)
  expect(names.find(10, 'isc-net-0000')).toBe(undefined)
  names.look(
    Array.from({ length: 65 }, (_, index) => index),
    10,
  )
  expect(names.find(10, 'isc-net-0000')).toBe(undefined)
  names.look([10], 10)
  expect(names.find(10, 'isc-net-0000')?.name).toBe('dig')
})

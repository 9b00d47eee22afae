/** Compiled code is kept, and so run, only from a folder that no other user can change. */
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const { codeCacheFolder } = createRequire(import.meta.url)('../../bin/code-cache.js') as {
  codeCacheFolder: (env: Readonly<Record<string, string>>, home: string) => string | undefined
}

let home = ''
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'onwire-home-')))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const inHome = (...names: readonly string[]) => join(home, ...names)

test('is made in ~/.cache, for the user alone', () => {
  expect(codeCacheFolder({}, home)).toBe(inHome('.cache', 'onwire'))
  expect(statSync(inHome('.cache', 'onwire')).mode & 0o777).toBe(0o700)
  expect(codeCacheFolder({}, home)).toBe(inHome('.cache', 'onwire'))
})

test('is made in $XDG_CACHE_HOME, where that is an absolute path', () => {
  mkdirSync(inHome('named'))
  expect(codeCacheFolder({ XDG_CACHE_HOME: inHome('named') }, home)).toBe(inHome('named', 'onwire'))
  expect(codeCacheFolder({ XDG_CACHE_HOME: 'named' }, home)).toBe(inHome('.cache', 'onwire'))
})

test.each([0o777, 0o775, 0o1777])('is not made in a home of mode %o', (mode) => {
  chmodSync(home, mode)
  expect(codeCacheFolder({}, home)).toBeUndefined()
  expect(existsSync(inHome('.cache'))).toBe(false)
})

test.each([
  ['.cache', 0o777],
  ['.cache/onwire', 0o777],
  ['.cache/onwire', 0o720],
])('is not used where %s has mode %o', (path, mode) => {
  mkdirSync(inHome('.cache', 'onwire'), { recursive: true })
  chmodSync(inHome(path), mode)
  expect(codeCacheFolder({}, home)).toBeUndefined()
})

test('is not used below a folder that others can rename things in', () => {
  mkdirSync(inHome('shared'), { mode: 0o700 })
  chmodSync(home, 0o777)
  expect(codeCacheFolder({ XDG_CACHE_HOME: inHome('shared') }, home)).toBeUndefined()
  chmodSync(home, 0o1777)
  expect(codeCacheFolder({ XDG_CACHE_HOME: inHome('shared') }, home)).toBe(inHome('shared', 'onwire'))
})

test('is no link to somewhere else', () => {
  mkdirSync(inHome('.cache'))
  mkdirSync(inHome('elsewhere'))
  symlinkSync(inHome('elsewhere'), inHome('.cache', 'onwire'))
  expect(codeCacheFolder({}, home)).toBeUndefined()
})

test('is not made where there is no home', () => {
  expect(codeCacheFolder({}, inHome('missing'))).toBeUndefined()
  expect(existsSync(inHome('missing'))).toBe(false)
})

test.runIf(process.geteuid?.() === 0).each([[''], ['.cache'], ['.cache/onwire']])(
  'root does not use the cache of another user, whose ~/%s it is',
  (path) => {
    mkdirSync(inHome(path), { recursive: true })
    chownSync(inHome(path), 65534, 65534)
    expect(codeCacheFolder({}, home)).toBeUndefined()
    expect(path !== '' || !existsSync(inHome('.cache'))).toBe(true)
  },
)

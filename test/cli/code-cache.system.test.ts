/** Compiled code is kept, and so run, only from a folder that no other user can change; and only by the Node and for the bundle it is from. */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

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

describe('where Node cannot keep compiled code itself', () => {
  const bundle = () => inHome('bundle')
  const cache = () => inHome('cache')

  beforeEach(() => {
    mkdirSync(bundle())
    mkdirSync(cache(), { mode: 0o700 })
    writeFileSync(inHome('bundle', 'main.cjs'), `module.exports = () => require('./part.cjs').two() + 1`)
    writeFileSync(inHome('bundle', 'part.cjs'), `exports.two = () => 2`)
  })

  /** Runs the small bundle in a Node of its own. `tookCode`: which of its files came from kept code. */
  function run(flags: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
    const program = `
      const vm = require('node:vm'), tookCode = [], { Script } = vm
      vm.Script = class extends Script {
        constructor(text, options) {
          super(text, options)
          if (options.cachedData && !this.cachedDataRejected) tookCode.push(require('node:path').basename(options.filename))
        }
      }
      const { loadFromCodeCache } = require(${JSON.stringify(resolve('bin/own-code-cache.js'))})
      const answer = loadFromCodeCache(${JSON.stringify(inHome('bundle', 'main.cjs'))}, ${JSON.stringify(cache())})()
      console.log(JSON.stringify({ answer, tookCode }))`
    const text = execFileSync(process.execPath, [...flags, '-e', program], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH!, ...env },
    })
    return JSON.parse(text) as { answer: number; tookCode: readonly string[] }
  }

  const fresh = { answer: 3, tookCode: [] }
  const kept = { answer: 3, tookCode: ['main.cjs', 'part.cjs'] }
  const folders = () => readdirSync(cache()).map((name) => join(cache(), name))
  const codeOf = (name: string) => join(folders()[0]!, `${name}.code`)

  test('it is made at the first start and used at the second, for the user alone', () => {
    expect(run()).toEqual(fresh)
    expect(run()).toEqual(kept)
    expect(folders()).toHaveLength(1)
    expect(statSync(folders()[0]!).mode & 0o777).toBe(0o700)
    expect(readdirSync(folders()[0]!).toSorted()).toEqual(['main.cjs.code', 'part.cjs.code'])
    expect(statSync(codeOf('main.cjs')).mode & 0o777).toBe(0o600)
  })

  test('other flags of Node have code of their own', () => {
    run()
    expect(run(['--no-opt'])).toEqual(fresh)
    expect(run([], { NODE_OPTIONS: '--no-warnings' })).toEqual(fresh)
    expect(folders()).toHaveLength(3)
    expect(run(['--no-opt'])).toEqual(kept)
    expect(run()).toEqual(kept)
  })

  test('a file of the bundle that changed is compiled again, even one of the same length and time', () => {
    run()
    const { atime, mtime } = statSync(inHome('bundle', 'part.cjs'))
    writeFileSync(inHome('bundle', 'part.cjs'), `exports.two = () => 7`)
    utimesSync(inHome('bundle', 'part.cjs'), atime, mtime)
    expect(run()).toEqual({ answer: 8, tookCode: ['main.cjs'] })
    expect(run()).toEqual({ answer: 8, tookCode: ['main.cjs', 'part.cjs'] })
  })

  test('code that is damaged is not run, but made again', () => {
    run()
    const whole = readFileSync(codeOf('part.cjs'))
    for (const damaged of [
      whole.subarray(0, whole.length - 8),
      whole.map((byte, index) => (index === whole.length - 20 ? byte ^ 1 : byte)),
      whole.subarray(whole.length - 50),
      Buffer.alloc(0),
      Buffer.from('null\n'),
    ]) {
      writeFileSync(codeOf('part.cjs'), damaged)
      expect(run()).toEqual({ answer: 3, tookCode: ['main.cjs'] })
      expect(run()).toEqual(kept)
    }
  })

  test('code that another user can write, or a link, is not run', () => {
    run()
    chmodSync(codeOf('part.cjs'), 0o620)
    expect(run()).toEqual({ answer: 3, tookCode: ['main.cjs'] })
    expect(run()).toEqual(kept)
    writeFileSync(inHome('elsewhere'), readFileSync(codeOf('part.cjs')), { mode: 0o600 })
    rmSync(codeOf('part.cjs'))
    symlinkSync(inHome('elsewhere'), codeOf('part.cjs'))
    expect(run()).toEqual({ answer: 3, tookCode: ['main.cjs'] })
  })

  test('nothing is written to a folder that others can write', () => {
    chmodSync(cache(), 0o777)
    expect(run()).toEqual(fresh)
    expect(readdirSync(cache())).toEqual([])
  })

  test.runIf(process.geteuid?.() === 0)('code of another user is not run', () => {
    run()
    chownSync(codeOf('part.cjs'), 65534, 65534)
    expect(run()).toEqual({ answer: 3, tookCode: ['main.cjs'] })
  })

  test('only that of the newest few Nodes and bundles stays', () => {
    for (const [index, sum] of ['00000000', '11111111', '22222222', '33333333', '44444444'].entries()) {
      mkdirSync(join(cache(), `v20.0.0-${sum}`))
      utimesSync(join(cache(), `v20.0.0-${sum}`), index, index)
    }
    mkdirSync(join(cache(), 'v22.22.0-x64-01234567-0'))
    run()
    const left = readdirSync(cache()).filter((name) => !name.startsWith(`${process.version}-`))
    expect(left.toSorted()).toEqual([
      'v20.0.0-22222222',
      'v20.0.0-33333333',
      'v20.0.0-44444444',
      'v22.22.0-x64-01234567-0',
    ])
  })
})

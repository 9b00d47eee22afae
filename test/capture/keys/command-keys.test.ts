import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { CommandKeys } from '../../../src/capture/keys/command-keys.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-command-keys-'))
afterAll(() => rmSync(folder, { recursive: true }))
const texts = ({ secrets }: CommandKeys) => secrets.map(({ bytes }) => new TextDecoder().decode(bytes))

describe('the secrets that a command is asked for', () => {
  test('go to a file that only the user may read, and that is removed', () => {
    const keys = new CommandKeys(undefined, {})
    const { SSLKEYLOGFILE: path, NODE_OPTIONS: options } = keys.variables
    expect(options).toBe(`--tls-keylog=${path}`)
    expect(statSync(path!).mode & 0o777).toBe(0o600)
    expect(statSync(dirname(path!)).mode & 0o777).toBe(0o700)
    keys.close()
    expect(existsSync(dirname(path!))).toBe(false)
  })

  test('come as they are written, in whole lines', () => {
    const keys = new CommandKeys(undefined, {})
    const path = keys.variables['SSLKEYLOGFILE']!
    keys.look()
    expect(keys.secrets).toEqual([])
    appendFileSync(path, 'one\ntw')
    keys.look()
    keys.look()
    expect(texts(keys)).toEqual(['one\n'])
    appendFileSync(path, 'o\nthree\n')
    keys.look()
    expect(texts(keys)).toEqual(['one\n', 'two\nthree\n'])
    expect(keys.isFull).toBe(false)
    appendFileSync(path, `${'x'.repeat(1000)}\n`.repeat(9000))
    keys.look()
    expect(keys.isFull).toBe(true)
    expect(keys.secrets).toHaveLength(2)
    keys.close()
  })

  test("go to the caller's file where there is one, which stays, with what it had", () => {
    const path = join(folder, 'own.log')
    writeFileSync(path, 'before\n')
    const keys = new CommandKeys(undefined, { SSLKEYLOGFILE: path })
    expect(keys.variables['SSLKEYLOGFILE']).toBe(path)
    appendFileSync(path, 'since\n')
    keys.look()
    expect(texts(keys)).toEqual(['since\n'])
    keys.close()
    expect(readFileSync(path, 'utf8')).toBe('before\nsince\n')
  })

  test.each([
    ['/a/b.log', undefined, '--tls-keylog=/a/b.log'],
    ['/a/b.log', '--max-old-space-size=64', '--max-old-space-size=64 --tls-keylog=/a/b.log'],
    ['/a b/"c\\.log', '', '--tls-keylog="/a b/\\"c\\\\.log"'],
    ['/a/b.log', '--tls-keylog=/own.log', '--tls-keylog=/own.log'],
  ])('%s and NODE_OPTIONS %j are %s', (SSLKEYLOGFILE, NODE_OPTIONS, expected) => {
    const keys = new CommandKeys(undefined, { SSLKEYLOGFILE, NODE_OPTIONS })
    expect(keys.variables['NODE_OPTIONS']).toBe(expected)
    keys.close()
  })
})

/** The package as it is packed, in a project of its own: what it exports is there, is typed, and works in the test runners it is for. */
import { execFile, execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { recordingTrouble } from '../../src/check/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-packed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const recordable = (await recordingTrouble()) === undefined
const trouble = install()
if (trouble !== undefined && process.env.CI) throw new Error(trouble)

describe.skipIf(trouble !== undefined)(
  `the packed package${trouble === undefined ? '' : ` (left out: ${trouble})`}`,
  { timeout: 120_000 },
  () => {
    test('is typed', async () => {
      expect(await run('node_modules/.bin/tsc', [])).toEqual({ status: 0, stdout: '', stderr: '' })
    })

    test('has tests that pass, of Vitest', async () => {
      const { statuses, messages } = await vitest('passes')
      expect(messages).toEqual([])
      expect(statuses).toEqual(recordable ? ['passed', 'passed', 'passed'] : ['skipped', 'skipped', 'skipped'])
    })

    test('has tests that fail, of Vitest, and say why', async () => {
      const { statuses, messages } = await vitest('fails')
      expect(statuses).toEqual(Array(6).fill('failed'))
      expect(messages[0]).toContain('http.request.uri == "/b" is false: http.request.uri was "/missing"')
      expect(messages[1]).toContain('HTTP/1.1 404 Not Found (text/html)')
      expect(messages[2]).toContain('2 of 18 packets do not match')
      expect(messages[3]).toContain('expected a connection to example.test:443')
      expect(messages[4]).toContain('- dns A example.test → 192.0.2.3\n+ dns A example.test → 192.0.2.2\n')
    })

    test.skipIf(!recordable)('has a snapshot that is compared, and written again with -u', async () => {
      const path = join(folder, 'order.snap')
      expect(readFileSync(path, 'utf8')).toContain('  > {"article":"tea"}\n')
      const other = await vitest('passes', { ARTICLE: 'salt' })
      expect(other.statuses).toEqual(['passed', 'passed', 'failed'])
      expect(other.messages.join('')).toContain('-   > {"article":"tea"}\n+   > {"article":"salt"}\n')
      expect((await vitest('passes', { ARTICLE: 'salt' }, '-u')).messages).toEqual([])
      expect(readFileSync(path, 'utf8')).toContain('  > {"article":"salt"}\n')
      rmSync(path)
      expect((await vitest('passes', { CI: '1' })).messages.join('')).toContain(
        'expected the traffic of order.snap, which is not there',
      )
      expect(existsSync(path)).toBe(false)
    })

    test('works with node:test', async () => {
      const { stdout, status } = await run(process.execPath, ['--test', '--test-reporter=tap', 'node.test.js'])
      expect(status).toBe(1)
      expect(stdout).toMatch(/^ok 1 - passes$/m)
      expect(stdout).toMatch(/^not ok 2 - fails$/m)
      expect(stdout).toContain('expected traffic to have only packets that match dns')
      expect(stdout).toContain("code: 'ERR_ASSERTION'")
      expect(readFileSync(join(folder, 'node.snap'), 'utf8')).toContain('client → example.test:80 http')
    })

    test("works with Jest's expect", async () => {
      const { stdout, stderr, status } = await run(process.execPath, ['jest-like.js'])
      expect([stderr, status]).toEqual(['', 0])
      expect(stdout).toContain('http.request.uri == "/b" is false: http.request.uri was "/missing"')
    })
  },
)

/** Packs the package and installs it, from npm's own cache where that has what it takes; returns why that is not possible, if so. */
function install(): string | undefined {
  cpSync(fileURLToPath(new URL('project', import.meta.url)), folder, { recursive: true })
  copyFileSync('captures/web.pcapng', join(folder, 'web.pcapng'))
  // It was built before the tests.
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { encoding: 'utf8' }),
  ) as [{ filename: string }]
  renameSync(join(folder, filename), join(folder, 'onwire.tgz'))
  try {
    execFileSync(
      'npm',
      ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'],
      { cwd: folder, encoding: 'utf8', stdio: 'pipe', timeout: 60_000 },
    )
  } catch (error) {
    return `npm install fails: ${(error as { readonly stderr?: string }).stderr ?? `${error as Error}`}`
  }
  for (const name of ['vitest', 'typescript', '@types', '.bin']) link(name)
  return undefined
}

/** What the project and this one have in common is not installed twice. */
function link(name: string): void {
  const path = join(folder, 'node_modules', name)
  rmSync(path, { recursive: true, force: true })
  symlinkSync(resolve('node_modules', name), path)
}

interface Outcome {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

function run(command: string, words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return new Promise((done) => {
    const { CI: _, ...rest } = process.env
    execFile(
      command,
      words,
      { cwd: folder, encoding: 'utf8', env: { ...clean(rest), ...env }, timeout: 60_000 },
      (error, stdout, stderr) => done({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
    )
  })
}

/** Without what tells a test runner, and npm, that another one has started it. */
const clean = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^(VITEST|TEST$|NODE_TEST|NODE_ENV|npm_)/.test(name)))

/** What comes of the tests of a file. */
async function vitest(
  file: string,
  env: Readonly<Record<string, string>> = {},
  ...words: readonly string[]
): Promise<{ statuses: string[]; messages: string[] }> {
  const { stdout, stderr } = await run('node_modules/.bin/vitest', ['run', file, '--reporter=json', ...words], env)
  try {
    const { testResults } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as {
      testResults: { assertionResults: { status: string; failureMessages: string[] }[]; message: string }[]
    }
    const assertions = testResults.flatMap(({ assertionResults }) => assertionResults)
    return {
      statuses: assertions.map(({ status }) => status),
      messages: [
        ...testResults.flatMap(({ message }) => message || []),
        ...assertions.flatMap(({ failureMessages }) => failureMessages),
      ],
    }
  } catch (cause) {
    throw new Error(`no report of the tests:\n${stdout}${stderr}`, { cause })
  }
}

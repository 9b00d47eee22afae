/** The command as it is packed starts on each Node it is for, the oldest too, whichever Node built it. */
import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { otherNode } from '../support/other-node.ts'
import { pack } from '../support/packed.ts'

/** The least of `engines`, two that differ in the last part alone, and the newest of each later line when this was written. */
const versions = ['20.19.0', '20.20.1', '20.20.2', '22.23.5', '24.22.3']

const folder = mkdtempSync(join(tmpdir(), 'onwire-nodes-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
// One cache for all: whoever changes Node keeps it.
const cache = join(folder, 'cache')
mkdirSync(cache, { mode: 0o700 })
unpack()

const nodes = versions.map((version) => ({ version, ...otherNode(version) }))
const found = nodes.flatMap((node) => ('program' in node ? [node] : []))
const troubles = nodes.flatMap((node) => ('trouble' in node ? [node.trouble] : []))

describe.skipIf(found.length === 0)(
  `the packed command${troubles.map((trouble) => ` (left out: ${trouble})`).join('')}`,
  { timeout: 60_000 },
  () => {
    // Each twice, and the other way round: the second time it finds what the others have kept.
    test.each([...found, ...found.toReversed()])('starts on Node $version', async ({ program }) => {
      expect(await run(program, ['--version'])).toBe(`${ownVersion}\n`)
      const lines = await run(program, ['read', resolve('captures/http.pcapng')])
      expect(lines.split('\n')).toHaveLength(25)
      expect(lines).toContain('GET ')
      const tree = ['read', resolve('captures/dns.pcapng'), '--format', 'tree', '-Y', 'udp.port == 53', '-c', '1']
      expect(await run(program, tree)).toContain('Domain Name System')
    })

    test('keeps compiled code for each Node apart, and brings none', async () => {
      for (const { version } of found) {
        const folders = new Set(kept(`v${version}-`).map((path) => path.split('/')[1]))
        expect([version, folders.size]).toEqual([version, 1])
      }
      const built = readdirSync(join(folder, 'package', 'dist', 'cli'), { recursive: true, encoding: 'utf8' })
      expect(built.filter((path) => path.endsWith('.code'))).toEqual([])
    })
  },
)

const ownVersion = (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version

/** The files of compiled code in folders whose names begin so. */
const kept = (start: string) =>
  readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.startsWith(`onwire/${start}`) && path.split('/').length > 2,
  )

/** Unpacks what `npm pack` makes, beside the modules installed here. It was built before the tests. */
function unpack(): void {
  execFileSync('tar', ['xzf', pack(folder), '-C', folder])
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
}

async function run(program: string, words: readonly string[]): Promise<string> {
  const env = { PATH: process.env.PATH!, TZ: 'UTC', XDG_CACHE_HOME: cache }
  const command = [join(folder, 'package', 'bin', 'onwire.js'), ...words]
  return (await promisify(execFile)(program, command, { env, encoding: 'utf8' })).stdout
}

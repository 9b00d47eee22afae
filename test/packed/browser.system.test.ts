/** onwire/decode as it is packed, in a web page: bundled, in a browser where there is one, and always where nothing of Node is there. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { summaryText, TrafficReport, plainPalette, openFile, packets, type Packet } from '../../src/index.ts'
import { browser, visit } from '../support/browser.ts'
import { bundlers } from '../support/bundlers.ts'
import { captureOfPages, lz4Pages, zstdPages } from '../support/compressed.ts'
import { installPacked, runIn } from '../support/packed.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-browser-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
cpSync(fileURLToPath(new URL('browser', import.meta.url)), folder, { recursive: true })
installPacked(folder)

const captures: Readonly<Record<string, Uint8Array>> = {
  plain: readFileSync('captures/web.pcapng'),
  gzip: Buffer.concat(
    [captureOfPages.subarray(0, 500), captureOfPages.subarray(500)].map((member) => gzipSync(member)),
  ),
  zstd: zstdPages,
  lz4: lz4Pages,
}
let expected: unknown
beforeAll(async () => {
  expected = await expectedResult()
})

const names = Object.keys(bundlers) as (keyof typeof bundlers)[]
const warnings = new Map<string, readonly string[]>()
for (const name of names)
  warnings.set(name, await bundlers[name]({ root: folder, entry: 'page.js', outDir: join(folder, 'bundles', name) }))
cpSync(join(folder, 'index.html'), join(folder, 'bundles', 'esbuild', 'index.html'))
cpSync(join(folder, 'index.html'), join(folder, 'bundles', 'rolldown', 'index.html'))

describe.each(names)('a page bundled by %s', (name) => {
  const scripts = readdirSync(join(folder, 'bundles', name), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js'))
    .map((path) => readFileSync(join(folder, 'bundles', name, path), 'utf8'))

  test('has nothing of Node in it, and nothing to warn of', () => {
    expect(warnings.get(name)).toEqual([])
    expect(scripts.length).toBeGreaterThan(2)
    for (const script of scripts)
      expect(script).not.toMatch(/["'`]node:|\brequire\(|__vite-browser-external|cli-table3/)
  })

  test('loads what is rare when it is needed, and is not too large', () => {
    const total = scripts.reduce((sum, { length }) => sum + length, 0)
    expect(total).toBeGreaterThan(300_000)
    expect(total).toBeLessThan(2_700_000)
    const gzip = scripts.filter((script) => script.includes('DecompressionStream'))
    expect(gzip.map(({ length }) => length < 10_000)).toEqual([true])
  })
})

describe('without the globals of Node', () => {
  test.each(['esbuild', 'rolldown'] as const)('a script bundled by %s decodes', async (name) => {
    const outDir = join(folder, 'scripts', name)
    expect(await bundlers[name]({ root: folder, entry: 'program.js', outDir, script: true })).toEqual([])
    const context = createContext(webGlobals())
    expect(runInContext('[typeof process, typeof Buffer, typeof require, typeof setImmediate]', context)).toEqual(
      Array(4).fill('undefined'),
    )
    runInContext(`${readFileSync(join(outDir, 'program.js'), 'utf8')}\nglobalThis.run = program.run`, context)
    const run = runInContext(
      '(given) => run(Object.fromEntries(given.map(([kind, bytes]) => [kind, new Uint8Array(bytes)])))',
      context,
    ) as (given: readonly unknown[]) => Promise<unknown>
    const result = await run(Object.entries(captures).map(([kind, bytes]) => [kind, [...bytes]]))
    expect(JSON.parse(JSON.stringify(result))).toEqual(expected)
  })
})

if (browser === undefined && process.env.CI) throw new Error('there is no chromium or google-chrome')
describe.skipIf(browser === undefined)(
  `in a browser${browser === undefined ? ' (left out: there is no chromium or google-chrome)' : ''}`,
  { timeout: 60_000 },
  () => {
    test.each(names)('a page bundled by %s decodes', async (name) => {
      expect(await inBrowser(`/${name}/index.html`)).toEqual({ result: expected, violations: [], errors: [] })
    })

    test('a page that forbids code at run time has one violation, and none if it says so before', async () => {
      const strict = '/esbuild/index.html?strict'
      const violations = ['script-src']
      expect(await inBrowser(strict)).toEqual({ result: expected, violations, errors: [] })
      expect(await inBrowser(`${strict}&without-code`)).toEqual({ result: expected, violations: [], errors: [] })
    })
  },
)

describe('the types', () => {
  const nested = createRequire(resolve('node_modules/@arethetypeswrong/core/package.json'))
  const compilers = [
    ['7', resolve('node_modules/typescript/bin/tsc')],
    ['5', nested.resolve('typescript/lib/tsc.js')],
  ] as const
  test.each(compilers)('need nothing of Node, for TypeScript %s', async (version, tsc) => {
    const { stdout } = await runIn(folder, process.execPath, [tsc, '--version'])
    expect(stdout).toMatch(new RegExp(`^Version ${version}\\.`))
    expect(await runIn(folder, process.execPath, [tsc])).toEqual({ status: 0, stdout: '', stderr: '' })
  })
})

/** What the program finds, by Node. */
async function expectedResult(): Promise<unknown> {
  const report = new TrafficReport()
  for await (const batch of await openFile('captures/web.pcapng')) report.take(batch)
  const lines: string[] = []
  for await (const packet of packets('captures/web.pcapng')) lines.push(`${packet.frame.number} ${packet}\n`)
  const dns: string[] = []
  for await (const packet of packets('captures/web.pcapng', { filter: 'dns' })) dns.push(`${packet}`)
  expect(dns.length).toBeGreaterThan(1)
  return {
    names: [['example.test', '192.0.2.2']],
    lines: expect.stringContaining('HTTP 142 GET / HTTP/1.1 (example.test)') as unknown,
    summary: summaryText(report.summary(), plainPalette),
    web: lines.filter((line) => /:80 >|:80 (TCP|HTTP)/.test(line)).length,
    compressed: [50, 50, 50],
    written: dns,
    indexed: await expectedIndex(),
    acme: [258, expect.stringContaining('258') as unknown],
    cut: 'header',
    checksums: 0,
  }
}

async function expectedIndex(): Promise<unknown> {
  const all: Packet[] = []
  for await (const packet of packets('captures/web.pcapng', { conversations: true })) all.push(packet)
  const found = all.filter(({ dns }) => dns !== undefined).map(({ frame }) => frame.number)
  return { lines: all.map(String).reverse(), found }
}

/** What a page may use besides the language. */
function webGlobals(): object {
  const { AbortController, AbortSignal, Blob, crypto, DecompressionStream, performance, Response, setTimeout } =
    globalThis
  const { ReadableStream, TextDecoder, TextEncoder, TransformStream, URL } = globalThis
  const streams = { Blob, DecompressionStream, ReadableStream, Response, TransformStream }
  return { ...streams, AbortController, AbortSignal, crypto, performance, setTimeout, TextDecoder, TextEncoder, URL }
}

/** Opens a page of the bundles and returns what it sends. With `strict` it may run its own scripts only. */
async function inBrowser(page: string): Promise<unknown> {
  let send: (body: string) => void
  const sent = new Promise<string>((done) => {
    send = done
  })
  const server = createServer((request, response) => {
    void answered(request).then(({ status, type = '', body, result }) => {
      const policy = page.includes('strict') ? { 'content-security-policy': "script-src 'self'" } : {}
      response.writeHead(status, { 'content-type': type, ...policy }).end(body)
      if (result !== undefined) send(result)
    })
  }).listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  try {
    const { port } = server.address() as AddressInfo
    const { page: _, ...found } = JSON.parse(await visit(`http://127.0.0.1:${port}${page}`, sent)) as { page: string }
    return found
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

interface Answer {
  readonly status: number
  readonly type?: string | undefined
  readonly body?: Uint8Array
  readonly result?: string
}

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' }

async function answered(request: IncomingMessage): Promise<Answer> {
  const { pathname } = new URL(request.url!, 'http://localhost')
  if (pathname === '/result') return { status: 204, result: await text(request) }
  const capture = captures[pathname.replace('/captures/', '')]
  if (capture !== undefined) return { status: 200, body: capture }
  try {
    return { status: 200, type: types[extname(pathname)], body: readFileSync(join(folder, 'bundles', pathname)) }
  } catch {
    return { status: 404 }
  }
}

/** `onwire run --expect` holds what programs send in TLS, whatever version of HTTP they speak. */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createSecureServer, type Http2SecureServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exactTrouble } from '../../support/exact.ts'
import { onwire } from '../../support/onwire.ts'

const has = (program: string) => spawnSync('which', [program]).status === 0
const trouble = (await exactTrouble()) ?? (has('openssl') ? undefined : 'openssl is not installed')
if (trouble !== undefined && process.env.CI) throw new Error(`onwire run cannot be tested here: ${trouble}`)

describe.skipIf(trouble !== undefined)(`what is expected in TLS${trouble ? ` (left out: ${trouble})` : ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'onwire-expect-http-'))
  const [key, cert] = [join(folder, 'key'), join(folder, 'cert')]
  let server: Http2SecureServer
  let port = 0

  beforeAll(async () => {
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
    spawnSync('openssl', ['req', '-x509', ...curve, '-keyout', key, '-out', cert, '-subj', '/CN=example.test'])
    const options = { key: readFileSync(key), cert: readFileSync(cert), allowHTTP1: true }
    server = createSecureServer(options, (_, response) => void response.end('hello\n'))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    port = (server.address() as AddressInfo).port
  }, 60_000)
  afterAll(() => {
    server?.close()
    rmSync(folder, { recursive: true })
  })

  const curl = (...options: string[]) => [
    'curl',
    '-sk',
    ...options,
    '--resolve',
    `example.test:${port}:127.0.0.1`,
    `https://example.test:${port}/a`,
  ]
  /** A script of Node.js, in which the name is that of this machine. */
  const node = (source: string) => [
    'env',
    'NODE_TLS_REJECT_UNAUTHORIZED=0',
    process.execPath,
    '-e',
    source,
    `https://localhost:${port}/a`,
  ]
  const python = [
    'import ssl, sys, urllib.request',
    'context = ssl.create_default_context()',
    'context.check_hostname = False',
    'context.verify_mode = ssl.CERT_NONE',
    'urllib.request.urlopen(sys.argv[1], context=context).read()',
  ].join('\n')
  const byHttps = 'require("https").get(process.argv[1], { agent: false }, (response) => response.resume())'
  const byHttp2 = `
    const session = require('http2').connect(process.argv[1])
    session.request({ ':path': '/a' }).resume().on('close', () => session.close())`
  const byFetch = 'fetch(process.argv[1]).then((response) => response.text())'

  test.for<readonly [string, string, string, () => string[]]>([
    ['curl', 'HTTP/1.1', 'example.test', () => curl('--http1.1')],
    ['curl', 'HTTP/2', 'example.test', () => curl('--http2')],
    ['python3', 'HTTP/1.1', 'localhost', () => ['python3', '-c', python, `https://localhost:${port}/a`]],
    ['wget', 'HTTP/1.1', 'localhost', () => ['wget', '-qO-', '--no-check-certificate', `https://localhost:${port}/a`]],
    ['https', 'HTTP/1.1', 'localhost', () => node(byHttps)],
    ['http2', 'HTTP/2', 'localhost', () => node(byHttp2)],
    ['fetch', 'HTTP/1.1', 'localhost', () => node(byFetch)],
  ])('of %s with %s', async ([program, version, host, command], { skip }) => {
    skip(['curl', 'python3', 'wget'].includes(program) && !has(program), `${program} is not installed`)
    const url = `https://${host}:${port}/a`
    const expected = [
      `onwire.http.url == "${url}" and onwire.http.version == "${version}"`,
      'onwire.http.status == 200',
    ]
    const options = expected.flatMap((filter) => ['--expect', filter])
    const { stderr, status } = await onwire(['run', '-q', ...options, '--', ...command()])
    expect(stderr).toContain('2 expectations passed')
    expect(status).toBe(0)
  })

  test('what fails shows the request that comes nearest', async () => {
    const expected = `onwire.http.url == "https://example.test:${port}/b"`
    const { stderr, status } = await onwire(['run', '-q', '--expect', expected, '--', ...curl('--http2')])
    expect(status).toBe(1)
    expect(stderr).toContain(`onwire.http.url was "https://example.test:${port}/a"`)
    expect(stderr).not.toContain('encrypted')
  })

  test('what was not decrypted is not said to be absent', async () => {
    const expected = `onwire.http.url == "https://example.test:${port}/a"`
    const options = ['run', '-q', '--no-decrypt', '--expect', expected]
    const { stderr, status } = await onwire([...options, '--', ...curl('--http2')])
    expect(status).toBe(1)
    expect(stderr).toMatch(/packets are TLS: HTTP in them is encrypted, and no secrets are known/)
  })
})

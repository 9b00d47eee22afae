/** `onwire run` asks the command for its secrets, and writes them with the packets. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openFile } from '../../../src/capture/reading/file.ts'
import { tlsKeyLog } from '../../../src/files/description.ts'
import { exactTrouble } from '../../support/exact.ts'
import { onwire } from '../../support/onwire.ts'

const has = (program: string) => spawnSync('which', [program]).status === 0
const trouble = (await exactTrouble()) ?? ['openssl', 'curl'].find((tool) => !has(tool))?.concat(' is not installed')
if (trouble !== undefined && process.env.CI) throw new Error(`onwire run cannot be tested here: ${trouble}`)

describe.skipIf(trouble !== undefined)(`onwire run with TLS${trouble ? ` (left out: ${trouble})` : ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'onwire-secrets-'))
  const path = (name: string) => join(folder, name)
  // One of its own: other tests run commands meanwhile, and kill some.
  const { TMPDIR: shared } = process.env
  const temporary = mkdtempSync(join(folder, 'temporary-'))
  beforeAll(() => {
    chmodSync(temporary, 0o1777)
    process.env.TMPDIR = temporary
  })
  afterAll(() => {
    if (shared === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = shared
  })
  let server: ChildProcess
  let url: string

  beforeAll(async () => {
    chmodSync(folder, 0o777)
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
    const made = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      path('key'),
      '-out',
      path('cert'),
      ...subject,
    ]
    spawnSync('openssl', made)
    const port = await freePort()
    const words = [
      's_server',
      '-quiet',
      '-www',
      '-accept',
      `127.0.0.1:${port}`,
      '-key',
      path('key'),
      '-cert',
      path('cert'),
    ]
    server = spawn('openssl', words, { stdio: 'ignore' })
    url = `https://127.0.0.1:${port}/`
    for (let tries = 0; tries < 100 && spawnSync('curl', ['-sk', url]).status !== 0; tries++) await sleep(100)
  }, 60_000)
  afterAll(() => {
    server?.kill()
    rmSync(folder, { recursive: true })
  })

  const secretsIn = async (file: string) => {
    const capture = await openFile(file)
    const types: number[] = []
    let first: number | undefined
    for await (const batch of capture) first ??= batch.capture.secrets.length
    for (const { type } of capture.secrets) types.push(type)
    return { types, first }
  }
  const node = (source: string) => ['env', 'NODE_TLS_REJECT_UNAUTHORIZED=0', process.execPath, '-e', source]
  const http = 'fetch(process.argv[1]).then((response) => response.text())'

  test.each([
    ['curl', () => ['curl', '-sk', url]],
    ['Node.js', () => [...node(http), url]],
  ])('the file of %s decrypts itself', async (name, command) => {
    const file = path(`${name}.pcapng`)
    const { stderr, status } = await onwire(['run', '-w', file, '--', ...command()])
    expect(status).toBe(0)
    expect(stderr).toContain(`onwire: ${file} has the secrets to decrypt it: --no-secrets leaves them out\n`)
    expect(stderr).not.toMatch(/[0-9a-f]{64}/)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect((await secretsIn(file)).types).toContain(tlsKeyLog)
    if (!has('tshark')) return
    // The body ends with the connection: tshark would wait for that.
    const options = ['-o', 'http.desegment_body:FALSE', '-Y', 'http', '-T', 'fields']
    const fields = ['-e', 'http.request.method', '-e', 'http.response.code']
    const { stdout } = spawnSync('tshark', ['-r', file, ...options, ...fields])
    expect(`${stdout}`.trim().split(/\s+/)).toEqual(['GET', '200'])
  })

  test('the command gets a file that only its user may read, and that is gone afterwards', async () => {
    const script =
      'echo $SSLKEYLOGFILE; echo $NODE_OPTIONS; stat -c %a $SSLKEYLOGFILE; stat -c %a $(dirname $SSLKEYLOGFILE)'
    const { stdout } = await onwire(['run', '-q', '--', 'sh', '-c', script])
    const [log = '', options, fileMode, folderMode] = stdout.split('\n')
    expect({ options, fileMode, folderMode }).toEqual({
      options: `--tls-keylog=${log}`,
      fileMode: '600',
      folderMode: '700',
    })
    expect(existsSync(dirname(log))).toBe(false)
  })

  test.skipIf(process.getuid!() !== 0)('also where that is another user', async () => {
    const env = { SUDO_UID: '65534', SUDO_GID: '65534', SUDO_USER: 'nobody' }
    const script =
      'stat -c %u:%a $SSLKEYLOGFILE $(dirname $SSLKEYLOGFILE); echo $SSLKEYLOGFILE; echo x >> $SSLKEYLOGFILE'
    const { stdout, status } = await onwire(['run', '-q', '--', 'sh', '-c', script], { env })
    const [file, parent, log = ''] = stdout.split('\n')
    expect({ file, parent, status }).toEqual({ file: '65534:600', parent: '65534:700', status: 0 })
    expect(existsSync(dirname(log))).toBe(false)
  })

  test("the caller's file stays, and is used", async () => {
    const log = path('own.log')
    writeFileSync(log, '# mine\n')
    const file = path('own.pcapng')
    const { status } = await onwire(['run', '-q', '-w', file, '--', 'curl', '-sk', url], {
      env: { SSLKEYLOGFILE: log },
    })
    expect(status).toBe(0)
    expect(readFileSync(log, 'utf8')).toMatch(/^# mine\n(?:.*\n){3,}$/)
    const capture = await openFile(file)
    for await (const _ of capture);
    const text = capture.secrets.map(({ bytes }) => new TextDecoder().decode(bytes)).join('')
    expect(`# mine\n${text}`).toBe(readFileSync(log, 'utf8'))
  })

  test.each([
    ['--no-secrets', 'none.pcapng', true],
    ['--no-decrypt', 'closed.pcapng', false],
  ])('%s leaves them out', async (option, name, asks) => {
    const words = ['run', '-q', option, '-w', path(name), '--', 'sh', '-c', `echo "[$NODE_OPTIONS]"; curl -sk ${url}`]
    const { stdout } = await onwire(words)
    expect(stdout.startsWith('[]')).toBe(!asks)
    expect((await secretsIn(path(name))).types).toEqual([])
  })

  test('an existing file becomes private; one of pcap has no secrets', async () => {
    const file = path('open.pcap')
    writeFileSync(file, '', { mode: 0o644 })
    const { stderr } = await onwire(['run', '-w', file, '--', 'curl', '-sk', url])
    expect(stderr).not.toContain('secrets')
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('nothing is left in the temporary folder', () => {
    expect(readdirSync(temporary)).toEqual([])
  })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

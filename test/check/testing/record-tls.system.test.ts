/** What this process sends in TLS while it is recorded. */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect, createSecureServer, type Http2SecureServer } from 'node:http2'
import { request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordingTrouble, recordTraffic } from '../../../src/check/index.ts'
import '../../../src/check/vitest.ts'

const trouble =
  (await recordingTrouble()) ?? (spawnSync('which', ['openssl']).status === 0 ? undefined : 'openssl is not installed')
if (trouble !== undefined && process.env.CI) throw new Error(`what this process sends cannot be recorded: ${trouble}`)

describe.skipIf(trouble !== undefined)(`TLS of this process${trouble ? ` (left out: ${trouble})` : ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'onwire-record-tls-'))
  const [key, cert] = [join(folder, 'key'), join(folder, 'cert')]
  let server: Http2SecureServer
  let url = ''

  beforeAll(async () => {
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
    spawnSync('openssl', ['req', '-x509', ...curve, '-keyout', key, '-out', cert, '-subj', '/CN=localhost'])
    const options = { key: readFileSync(key), cert: readFileSync(cert), allowHTTP1: true }
    server = createSecureServer(options, (asked, response) => void response.end(`answer to ${asked.url}\n`))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
  }, 60_000)
  afterAll(() => {
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    server?.close()
    rmSync(folder, { recursive: true })
  })

  const overHttps = async (path: string) => {
    const asked = request(url + path, { agent: false }).end()
    const [response] = (await once(asked, 'response')) as [NodeJS.ReadableStream]
    await once(response.resume(), 'end')
  }
  const overHttp2 = async (path: string) => {
    const session = connect(url)
    const stream = session.request({ ':path': path })
    await once(stream.resume(), 'close')
    session.close()
  }

  test('is decrypted where it was sent with https', async () => {
    const traffic = await recordTraffic(() => overHttps('/login'))
    expect(traffic).toHaveSent('http.request.uri == "/login"')
    expect(traffic).toHaveSent('http.response.code == 200')
    expect(traffic.requests).toMatchObject([{ method: 'GET', url: `${url}/login`, status: 200 }])
  })

  test('is decrypted where it was sent with fetch', async () => {
    const traffic = await recordTraffic(async () => (await fetch(`${url}/fetched`, { keepalive: false })).text())
    expect(traffic.result).toBe('answer to /fetched\n')
    expect(traffic).toHaveSent('http.request.uri == "/fetched"')
    expect(traffic).toHaveSent(`onwire.http.url == "${url}/fetched"`)
  })

  test('is decrypted where it was sent with http2', async () => {
    const traffic = await recordTraffic(() => overHttp2('/streamed'))
    // Finished of both sides is encrypted.
    expect(traffic.find('tls.handshake.type == 20')).toHaveLength(2)
    expect(traffic).toHaveSent(`onwire.http.url == "${url}/streamed"`)
    expect(traffic.requests).toMatchObject([{ method: 'GET', url: `${url}/streamed`, version: 'HTTP/2', status: 200 }])
  })

  test('stays as it is where that is asked for', async () => {
    const traffic = await recordTraffic(() => overHttps('/login'), { decrypt: false })
    expect(traffic).toHaveSent('tls.handshake.type == 1')
    expect(traffic).not.toHaveSent('http')
    expect(traffic).not.toHaveSent('tls.handshake.type == 20')
  })
})

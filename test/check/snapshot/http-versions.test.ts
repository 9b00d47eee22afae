/** The transcript of HTTP/2 and HTTP/3, and what options do to it. */
import { describe, expect, test } from 'vitest'
import { openFile } from '../../../src/capture/reading/file.ts'
import type { TranscriptOptions } from '../../../src/check/snapshot/snapshot.ts'
import { Traffic } from '../../../src/check/testing/traffic.ts'

const trafficOf = async (name: string, decrypt = true) =>
  Traffic.of(await openFile(`captures/${name}.pcapng`), { decrypt })
const told = async (name: string, options?: TranscriptOptions) => (await trafficOf(name)).transcribed(options)

describe('fields', () => {
  test.each([
    ['http.user_agent', 'user-agent'],
    ['http2.headers.user_agent', 'user-agent'],
    ['http2.headers.authority', 'host'],
    ['http.host', 'host'],
  ])('%s is ignored and masked', async (name, header) => {
    const ignored = await told('http2-tls', { ignore: [name] })
    expect(ignored.text).not.toContain(`> ${header}:`)
    expect(ignored.notes).toEqual([])
    const masked = await told('http2-tls', { mask: [name] })
    expect(masked.text).toContain(`> ${header}: *\n`)
    expect(masked.notes).toEqual([])
  })

  test.each([
    ['onwire.http.method', '> * /index.html HTTP/2'],
    ['http2.headers.path', '> GET * HTTP/2'],
    ['onwire.http.url', '> GET * HTTP/2'],
    ['http.request.uri.path', '> GET * HTTP/2'],
    ['onwire.http.version', '< * 404'],
    ['onwire.http.status', '< HTTP/2 *'],
    ['http2.headers.status', '< HTTP/2 *'],
    ['onwire.http.body', '  <\n  < *\n'],
    ['http2.data.data', '  <\n  < *\n'],
    ['onwire.http.header', '  > accept: *\n'],
  ])('%s is masked', async (name, line) => {
    const { text, notes } = await told('http2-tls', { mask: [name] })
    expect(text).toContain(line)
    expect(notes).toEqual([])
  })

  test('of another version have no effect, which is said', async () => {
    const { notes } = await told('http2-tls', { ignore: ['http3.headers.server'] })
    expect(notes).toEqual(['nothing has http3.headers.server, which is to be ignored'])
    await expect(told('http2-tls', { ignore: ['http2.headers.weight'] })).rejects.toThrow(TypeError)
  })

  test.each(['tls', 'http2', 'tcp'])('conversations of %s are ignored', async (protocol) => {
    expect((await told('http2-tls', { ignore: [protocol] })).text).toBe('nothing was sent\n')
  })
})

test('what is not decrypted is shown as what it is', async () => {
  expect((await trafficOf('http2-tls', false)).transcript()).toBe(
    'client → 192.0.2.2:443 tls\n' +
      '  > Client Hello: server name example.test; protocols h2, http/1.1\n' +
      '  < Server Hello: TLS 1.3; TLS_AES_256_GCM_SHA384\n\n' +
      'client → 192.0.2.2:443 tls\n' +
      '  > Client Hello: server name example.test; protocols h2, http/1.1\n' +
      '  < Server Hello: TLS 1.2; TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256; protocol h2\n',
  )
})

test('of QUIC that is not decrypted only what begins a connection is shown', async () => {
  const lines = (await trafficOf('quic', false)).transcript().split('\n')
  expect(new Set(lines.filter((line) => /^ {2}[<>]/.test(line)))).toEqual(
    new Set(['  > Client Hello (example.test)', '  < Server Hello (TLS 1.3)']),
  )
})

test('credentials are shown where that is asked for', async () => {
  expect((await told('http2-frames')).text).toContain('> authorization: Basic (hidden)\n')
  const { text } = await told('http2-frames', { showSecrets: true })
  expect(text).toMatch(/> authorization: Basic [\w+/=]+\n/)
  expect(text).not.toContain('(hidden)')
})

test('a transcript leaves the packets as they were', async () => {
  const traffic = await trafficOf('http2-tls')
  const before = traffic.find('http2.headers.method == "GET"').length
  traffic.transcript()
  expect([before, traffic.find('http2.headers.method == "GET"').length]).toEqual([3, 3])
  const other = await trafficOf('http2-tls')
  other.transcript()
  expect(other.find('http2.headers.method == "GET"')).toHaveLength(3)
})

test('a list of headers in several frames ends a request', async () => {
  expect((await told('http2-continuation')).text).not.toContain('(not complete)')
})

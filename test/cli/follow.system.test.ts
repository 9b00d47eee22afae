import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { captureBytes, client, handshake, server } from '../support/segments.ts'
import { onwire } from '../support/onwire.ts'

const web = 'captures/web.pcapng'

describe('onwire follow', () => {
  test.each([
    ['web.pcapng', ['tcp', '0'], 'web.txt'],
    ['web.pcapng', ['udp', '0', '--format', 'hex'], 'web-udp.hex.txt'],
    ['web.pcapng', ['tcp', '0', '--side', 'client', '--format', 'json'], 'web-client.json'],
    ['web.pcapng', ['udp', '0', '--format', 'yaml'], 'web-udp.yaml'],
    ['http-post.pcapng', ['tcp', '1'], 'http-post.txt'],
    ['lossy.pcapng', ['tcp', '0', '--side', 'client'], 'lossy-client.txt'],
    ['dhcpv6.pcapng', ['udp', '0', '--format', 'hex'], 'dhcpv6.hex.txt'],
    ['tls-sessions.pcapng', ['tls', '7'], 'tls-sessions.txt'],
    ['http2-tls.pcapng', ['http2', '0', '1'], 'http2-tls.txt'],
    ['http2.pcapng', ['http2', '2', '13'], 'http2.txt'],
    ['quic.pcapng', ['quic', '0', '0', '--format', 'hex'], 'quic.hex.txt'],
    ['quic.pcapng', ['quic', '1', '4', '--format', 'hex'], 'quic-early.hex.txt'],
    ['websocket.pcapng', ['websocket', '0'], 'websocket.txt'],
  ])('shows a conversation of %s: %j', async (capture, words, golden) => {
    const { stdout, stderr, status } = await onwire(['follow', `captures/${capture}`, ...words])
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    await expect(stdout).toMatchFileSnapshot(`../golden/streams/${golden}`)
  })

  test.each([
    [['http.request.uri == "/"'], 'TCP stream 0'],
    [['dns'], 'UDP stream 0'],
    [['udp', 'port', '53'], 'UDP stream 0'],
    [['-Y', 'tcp.stream == 0'], 'TCP stream 0'],
    [['-f', 'tcp port 80'], 'TCP stream 0'],
  ])('a filter picks the first: %j', async (words, header) => {
    const { stdout, status } = await onwire(['follow', web, ...words])
    expect(status).toBe(0)
    expect(stdout.split(':')[0]).toBe(header)
    const piped = await onwire(['follow', '-', ...words], { input: readFileSync(web) })
    expect(piped.stdout.split(':')[0]).toBe(header)
  })

  test.each([
    [['tcp', '7'], 'there is no TCP stream 7; of TCP streams there is one, number 0'],
    [['udp', '7'], 'there is no UDP stream 7; of UDP streams there is one, number 0'],
    [['tcp.port == 9'], 'no packet of a TCP or UDP stream passes the filter'],
    [['arp'], 'no packet of a TCP or UDP stream passes the filter'],
  ])('%j is not there: status 1', async (words, message) => {
    const { stdout, stderr, status } = await onwire(['follow', web, ...words])
    expect([stdout, stderr, status]).toEqual(['', `onwire: ${message}\n`, 1])
  })

  test.each([
    [['follow'], /^onwire: follow needs a capture file/],
    [['follow', web], /^onwire: follow needs a conversation, or a filter for its packets: onwire follow captures\/web/],
    [['follow', web, 'http', '3'], /^onwire: follow takes the number of a TCP or UDP stream: http has no numbers/],
    [['follow', web, 'tcp', 'tcp'], /not a valid display filter/],
    [
      ['follow', web, 'tcp', '0', '--format', 'line'],
      /^onwire: --format \(?.*is text, hex, raw, json or yaml, not "line"|--format/,
    ],
  ])('%j is a usage error', async (words, message) => {
    const { stderr, status } = await onwire(words)
    expect(stderr).toMatch(message)
    expect(status).toBe(2)
  })

  test('a file that cannot be read is said, with what was read before', async () => {
    expect((await onwire(['follow', 'nowhere.pcap', 'tcp', '0'])).status).toBe(3)
    const bytes = captureBytes([...handshake, client(1, 'ask\n'), server(1, 'answer\n')])
    const { stdout, stderr, status } = await onwire(['follow', '-', 'tcp', '0'], { input: bytes.subarray(0, -3) })
    expect([stdout.split('\n')[2], status]).toEqual(['> ask', 3])
    expect(stderr).toMatch(/^onwire: standard input/)
  })

  test('raw is the bytes, and says what it leaves out', async () => {
    const input = captureBytes([...handshake, client(1, 'one'), client(9, 'three'), server(1, '\x1b[31m', { ack: 4 })])
    const { stdout, stderr, status } = await onwire(['follow', '-', 'tcp', '0', '--format', 'raw'], { input })
    expect([stdout, status]).toEqual(['one\x1b[31m', 0])
    expect(stderr).toBe('onwire: 5 bytes left out: bytes before them are missing, and were perhaps never received\n')
  })

  test('colors sides, and shows nothing else of a terminal', async () => {
    const input = captureBytes([...handshake, client(1, '\x1b]0;title\x07ask'), server(1, 'answer')])
    const { stdout } = await onwire(['follow', '-', 'tcp', '0', '--color', 'always'], { input })
    expect(stdout).toContain('\x1b[36m.]0;title.ask\x1b[39m')
    expect(stdout).toContain('\x1b[32manswer\x1b[39m')
    expect(stdout.match(/\x1b(?!\[\d+m)/g)).toBeNull()
  })
})

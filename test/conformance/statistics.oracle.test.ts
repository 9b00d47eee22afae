/**
 * The numbers of `onwire stats` are those of tshark, on the captures of this project and a sample of others beside it.
 * `node build/test/conformance/statistics-report.js` says of all of them which differ, and why.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { corpus, corpusCaptures } from './corpus.ts'
import { differences } from './statistics.ts'

/** Where tshark is missing there is nothing to compare with; on the machine that decides it must be there. */
const present = spawnSync('tshark', ['--version']).status === 0
if (!present && process.env['CI'] !== undefined) throw new Error('tshark is not installed')

const own = readdirSync('captures')
  .filter((name) => /\.pcap(ng)?$/.test(name))
  .map((name) => `captures/${name}`)
const others = corpusCaptures(1 << 22).filter((_, place) => place % 41 === 0)

/** What is known to differ, and why. */
const different: Readonly<Record<string, readonly string[]>> = {
  // It counts no IPv6 fragments where it puts none together.
  'fragments.pcapng': ['conversations ipv6', 'endpoints ipv6'],
  // It knows by the conversation what is transferred.
  'ftp.pcapng': ['hierarchy'],
  'tftp.pcapng': ['hierarchy'],
  // It knows HTTP on other ports by the conversation.
  'http-ports.pcapng': ['hierarchy'],
  // It leaves out a packet at the very end of an interval.
  'lldp.pcapng': ['io'],
  // It knows HTTP/2 and WebSocket by the conversation, and names the frames of HTTP/2 once.
  'grpc.pcapng': ['hierarchy'],
  'http2-continuation.pcapng': ['hierarchy'],
  'http2-frames.pcapng': ['hierarchy'],
  'http2-upgrade.pcapng': ['hierarchy'],
  'http2.pcapng': ['hierarchy'],
  'websocket-deflate.pcapng': ['hierarchy'],
  'websocket-mqtt.pcapng': ['hierarchy'],
  'websocket.pcapng': ['hierarchy'],
  // It names several messages of PostgreSQL in a segment another number of times.
  'postgres-extended.pcapng': ['hierarchy'],
  'postgres.pcapng': ['hierarchy'],
  // It names encrypted messages of BitTorrent after the conversation.
  'bittorrent.pcapng': ['hierarchy'],
  // It shows a handshake of TLS inside OpenVPN, a second token of NTLM, data in messages of TURN, and no port mapper where RPC carries
  // nothing for it.
  'openvpn-tcp.pcapng': ['hierarchy'],
  'openvpn.pcapng': ['hierarchy'],
  'portmap.pcapng': ['hierarchy'],
  'smb2-pipe.pcapng': ['hierarchy'],
  'turn.pcapng': ['hierarchy'],
  // It counts layers of one protocol after each other otherwise, and a segment that holds the rest of a message.
  'isis.pcapng': ['hierarchy'],
  'rtp.pcapng': ['hierarchy'],
  'ssh.pcapng': ['hierarchy'],
  'x11.pcapng': ['hierarchy'],
  // It decrypts, since the secrets are in the file.
  'http2-tls.pcapng': ['hierarchy'],
  'quic-versions.pcapng': ['hierarchy'],
  'quic.pcapng': ['hierarchy'],
  'tls-sessions.pcapng': ['hierarchy'],
  'tls.pcapng': ['hierarchy'],
}

describe.skipIf(!present)('statistics and tshark (skipped where there is none)', () => {
  test('agree on the captures of this project', { timeout: 120_000 }, async () => {
    const found: Record<string, readonly string[]> = {}
    for (const path of own) {
      const names = (await differences(path)).map(({ table }) => table)
      if (names.length > 0) found[path.slice('captures/'.length)] = names
    }
    expect(found).toEqual(different)
  })

  test.skipIf(others.length === 0)('agree on all others, but for known reasons', { timeout: 300_000 }, async () => {
    const found: string[] = []
    let known = 0
    for (const name of others)
      for (const { table, reason } of await differences(`${corpus}/${name}`))
        if (reason === undefined) found.push(`${table}: ${name}`)
        else if (table === 'hierarchy') known++
    expect(found.length, found.join('\n')).toBeLessThanOrEqual(2)
    expect(known).toBeLessThanOrEqual(others.length / 7)
  })
})

import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rows, type Row } from './tally.ts'

/** Where tshark is missing there is nothing to compare with; on the machine that decides it must be there. */
const present = spawnSync('tshark', ['--version']).status === 0
if (!present && process.env['CI'] !== undefined) throw new Error('tshark is not installed')

const fields = [
  'frame.len',
  'frame.cap_len',
  'frame.time_epoch',
  'eth.src',
  'eth.dst',
  'eth.type',
  'vlan.id',
  'arp.opcode',
  'arp.src.proto_ipv4',
  'ip.src',
  'ip.dst',
  'ip.ttl',
  'ip.proto',
  'ip.id',
  'ip.len',
  'ip.hdr_len',
  'ip.flags.df',
  'ip.flags.mf',
  'ip.dsfield.dscp',
  'ip.checksum',
  'ipv6.src',
  'ipv6.dst',
  'ipv6.plen',
  'ipv6.nxt',
  'ipv6.hlim',
  'icmp.type',
  'icmp.code',
  'icmp.ident',
  'icmp.seq',
  'icmp.mtu',
  'icmpv6.type',
  'icmpv6.code',
  'icmpv6.nd.ns.target_address',
  'icmpv6.nd.na.target_address',
  'igmp.type',
  'igmp.maddr',
  'udp.srcport',
  'udp.dstport',
  'udp.length',
  'udp.checksum',
  'tcp.srcport',
  'tcp.dstport',
  'tcp.seq_raw',
  'tcp.ack_raw',
  'tcp.flags',
  'tcp.flags.syn',
  'tcp.window_size_value',
  'tcp.hdr_len',
  'tcp.len',
  'tcp.checksum',
  'tcp.option_kind',
  'tcp.options.mss_val',
  'tcp.options.wscale.shift',
  'tcp.options.timestamp.tsval',
  'tcp.options.timestamp.tsecr',
  'tcp.options.sack_le',
  'tcp.options.sack_re',
  'dns.id',
  'dns.flags.response',
  'dns.flags.rcode',
  'dns.qry.name',
  'dns.qry.type',
  'dns.a',
  'dns.aaaa',
  'dns.cname',
  'dns.mx.mail_exchange',
  'dns.resp.ttl',
  'http.request.method',
  'http.request.uri',
  'http.host',
  'http.user_agent',
  'http.response.code',
  'http.response.phrase',
  'http.content_type',
  'http.server',
]

/** Values of the reference are text: of numbers in either base, of flags as 0 and 1. */
function typed(text: string, like: unknown): unknown {
  if (typeof like === 'number') return Number(text)
  if (typeof like === 'boolean') return text === '1' || text === 'True'
  return text
}

function expected(path: string): Readonly<Record<string, readonly string[]>>[] {
  const options = [
    'tcp.desegment_tcp_streams:FALSE',
    'tcp.no_subdissector_on_error:FALSE',
    'ip.defragment:FALSE',
    'ipv6.defragment:FALSE',
    'tcp.relative_sequence_numbers:FALSE',
  ].flatMap((option) => ['-o', option])
  const text = execFileSync(
    'tshark',
    ['-n', '-r', path, '-T', 'ek', ...options, ...fields.flatMap((field) => ['-e', field])],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 1 << 26,
      env: { ...process.env, TZ: 'UTC', WIRESHARK_CONFIG_DIR: '/nonexistent' },
    },
  )
  return text
    .split('\n')
    .filter((line) => line.startsWith('{"timestamp"'))
    .map((line) => (JSON.parse(line) as { layers: Record<string, string[]> }).layers)
}

/** What is known to differ, and why. */
const known: Readonly<Record<string, readonly string[]>> = {
  // It shows no time to live of SRV records.
  'dns.pcapng': ['dns.resp.ttl'],
  'dns-tcp.pcapng': ['dns.resp.ttl'],
  // It decrypts, since the secrets are in the file.
  'tls-sessions.pcapng': ['http.request.method', 'http.request.uri'],
  'tls.pcapng': [
    'http.request.method',
    'http.request.uri',
    'http.host',
    'http.user_agent',
    'http.response.code',
    'http.response.phrase',
    'http.content_type',
    'http.server',
  ],
  // A snap length cuts these texts: here they are absent, there what is left of them looks whole.
  'lossy.pcapng': ['http.host', 'http.server'],
  'offload.pcapng': ['http.user_agent'],
  // Of a segment quoted in an ICMP error it leaves out what it works out from the conversation.
  'traceroute.pcapng': ['tcp.seq_raw', 'tcp.len'],
  'unreachable.pcapng': ['tcp.seq_raw', 'tcp.len'],
}

test.skipIf(!present).each(readdirSync('captures').filter((name) => /\.pcap(ng)?$/.test(name)))(
  'every value of %s is that of tshark (skipped where there is no tshark)',
  { timeout: 60_000 },
  async (name) => {
    const path = join('captures', name)
    const theirs = expected(path)
    const ours = await rows(path, fields)
    expect(ours).toHaveLength(theirs.length)
    const differences = ours.flatMap((row: Row, index) =>
      fields
        .filter((field) => !known[name]?.includes(field))
        .flatMap((field) => {
          const values = theirs[index]![field.replaceAll('.', '_')]
          const mine = row[field] === undefined ? [] : [row[field]].flat()
          const reference = (values ?? []).map((text) => typed(text, mine[0]))
          return JSON.stringify(mine) === JSON.stringify(reference)
            ? []
            : [`${index + 1} ${field}: ${JSON.stringify(mine)}, tshark ${JSON.stringify(values)}`]
        }),
    )
    expect(differences).toEqual([])
  },
)

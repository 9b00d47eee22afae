import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { expectedOf, rows, Tally } from './tally.ts'

const shared = '../shared'
/** The corpus and what tshark 4.0 says of it, beside the checkout where the project is developed; a plain clone has none. */
const present = existsSync(join(shared, 'conformance/expected/manifest.jsonl'))

const frameFields = ['frame.time_epoch', 'frame.len', 'frame.cap_len']
/** Fields of the protocols there are. */
const fields = [
  'eth.src',
  'eth.dst',
  'eth.type',
  'vlan.id',
  'arp.opcode',
  'arp.src.proto_ipv4',
  'arp.dst.proto_ipv4',
  'ip.version',
  'ip.hdr_len',
  'ip.dsfield.dscp',
  'ip.len',
  'ip.id',
  'ip.flags.df',
  'ip.flags.mf',
  'ip.frag_offset',
  'ip.ttl',
  'ip.proto',
  'ip.src',
  'ip.dst',
  'ipv6.plen',
  'ipv6.nxt',
  'ipv6.hlim',
  'ipv6.src',
  'ipv6.dst',
  'icmp.type',
  'icmp.code',
  'icmpv6.type',
  'icmpv6.code',
  'udp.srcport',
  'udp.dstport',
  'udp.length',
  'tcp.srcport',
  'tcp.dstport',
  'tcp.seq_raw',
  'tcp.ack_raw',
  'tcp.hdr_len',
  'tcp.flags',
  'tcp.window_size_value',
  'tcp.len',
  'tcp.options.mss_val',
  'tcp.options.wscale.shift',
  'tcp.options.timestamp.tsval',
  'dns.id',
  'dns.flags.response',
  'dns.qry.name',
  'dns.qry.type',
  'dns.a',
  'dns.aaaa',
  'http.request.method',
  'http.request.uri',
  'http.host',
  'http.response.code',
]

/** Of single packets, HTTP in SOCKS is not known on that port. */
const lower: Readonly<Record<string, number>> = { 'http.response.code': 0.993 }

interface Capture {
  readonly capture: string
  readonly output: string
  readonly status: string
  readonly packets: number
}

describe.skipIf(!present)('over the corpus of captures beside the checkout (skipped where there is none)', () => {
  test('at least 99.5 % of the values of each field are those of tshark', { timeout: 300_000 }, async () => {
    const clean = new Tally()
    const fewer: string[] = []
    const captures = readFileSync(join(shared, 'conformance/expected/manifest.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Capture)
    for (const { capture, output } of captures.filter(({ status }) => status === 'ok' || status === 'partial')) {
      const expected = expectedOf(join(shared, 'conformance/expected', output))
      const actual = await rows(join(shared, 'captures', capture), [...frameFields, ...fields])
      if (actual.length < expected.length) fewer.push(`${capture}: ${actual.length} of ${expected.length}`)
      for (const [index, want] of expected.entries()) {
        if (want.notes) continue
        const have = actual[index] ?? {}
        for (const field of [...frameFields, ...fields]) {
          const left = frameFields.includes(field) ? (want[field] === '' ? undefined : want[field]) : want.fields[field]
          if (left !== undefined || have[field] !== undefined)
            clean.add(capture, field, left, have[field], `${index + 1}`)
        }
      }
    }
    if (process.env['ONWIRE_CONFORMANCE_REPORT'] !== undefined)
      writeFileSync(
        process.env['ONWIRE_CONFORMANCE_REPORT'],
        `${clean.report()}\n\nfewer packets:\n${fewer.join('\n')}\n\n${[...clean.examples].map(([key, examples]) => `${key}\n  ${examples.join('\n  ')}`).join('\n')}\n`,
      )
    expect([...frameFields, ...fields].filter((field) => clean.agreement(field) < (lower[field] ?? 0.995))).toEqual([])
  })
})

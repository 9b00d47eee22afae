import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Check } from '../../../src/check/expectations/check.ts'
import { mismatchReasons } from '../../../src/check/diagnosis/mismatch.ts'
import { reporters } from '../../../src/check/reporters/index.ts'
import { ConversationFollower } from '../../../src/conversations/follower.ts'
import { Batch } from '../../../src/files/batch.ts'
import { Frame } from '../../../src/files/frame.ts'
import { FilterError } from '../../../src/filter/error.ts'
import { checkDisplayFilter, compileDisplayFilter } from '../../../src/filter/display/index.ts'
import { FilterConditions } from '../../../src/filter/display/explain/conditions.ts'
import { buildPacket, layer } from '../../../src/packet/build/index.ts'
import { framesOf } from '../../support/packets.ts'

const http = framesOf('http.pcapng')
const dns = framesOf('dns.pcapng')

/** Why a packet does not match. */
function reasons(frame: Frame, filter: string): string[] {
  const parts = new FilterConditions(checkDisplayFilter(filter))
  parts.look(new Batch().hold(frame), 0)
  return mismatchReasons(parts.root).map(({ condition, holds, text }) =>
    condition === undefined ? text : `${condition} is ${holds}: ${text}`,
  )
}

test('HTTP that is sought where there is TLS may be in it', () => {
  const remarks = (filter: string) => {
    const check = new Check([{ kind: 'some', filter }])
    for (const frame of framesOf('tls.pcapng')) check.take(new Batch().hold(frame))
    return check.result().outcomes[0]!.remarks
  }
  const hint =
    /^\d+ packets are TLS: HTTP in them is encrypted, and no secrets are known for it \(docs\/encrypted\.md\)$/
  expect(remarks('http.request.method == "GET"').some((line) => hint.test(line))).toBe(true)
  expect(remarks('http.request and tcp.port == 1').some((line) => hint.test(line))).toBe(true)
  expect(remarks('dns.a == 192.0.2.1').some((line) => hint.test(line))).toBe(false)
})

test('what is encrypted is what definitions say', () => {
  const check = new Check([{ kind: 'some', filter: 'http' }])
  const encrypted = buildPacket(layer.ipv4(), layer.encapsulatingSecurityPayload({ encrypted: new Uint8Array(8) }))
  check.take(new Batch().hold(encrypted.frame))
  expect(check.result().outcomes[0]!.remarks).toContain('1 packet is ESP: HTTP in it is encrypted, and not seen')
})

describe('credentials', () => {
  const authorized = http.find((frame) => reasons(frame, 'http.authorization == "x"')[0]!.includes('was'))!
  const told = (filter: string, showSecrets: boolean) => {
    const check = new Check([{ kind: 'some', filter }], { showSecrets })
    check.take(new Batch().hold(authorized))
    return reporters.text(check.result())
  }

  test.each([
    ['http.authorization == "x"', 'http.authorization was "Basic (hidden)"'],
    ['http.authorization contains "zzz"', 'http.authorization was "Basic (hidden)"'],
    ['upper(http.authorization) == "x"', 'upper(http.authorization) was "BASIC (hidden)"'],
  ])('of a packet that %s does not match are hidden, unless they are asked for', (filter, shown) => {
    expect(told(filter, false)).toContain(shown)
    expect(told(filter, true)).not.toContain('(hidden)')
    expect(told(filter, true)).toMatch(/was "(?!\(hidden)/)
  })

  test('in lines of headers are hidden, and all other lines stay', () => {
    const text = told('http.request.line == "x"', false)
    expect(text).toContain('Authorization: Basic (hidden)')
    expect(text).toMatch(/Host: \S/)
    expect(text).not.toMatch(/Basic [A-Za-z0-9]/)
  })
})

describe('why a packet does not match', () => {
  const get = http[5]! // GET /old
  test.each([
    [
      'http.request.uri == "/a" and ip.dst == 192.0.2.2',
      ['http.request.uri == "/a" is false: http.request.uri was "/old"'],
    ],
    [
      'http.request.uri == "/a" and ip.dst == 10.0.0.1',
      [
        'http.request.uri == "/a" is false: http.request.uri was "/old"',
        'ip.dst == 10.0.0.1 is false: ip.dst was 192.0.2.2',
      ],
    ],
    [
      'http.request.uri == "/a" or udp or tcp.port in {1, 5..7}',
      [
        'http.request.uri == "/a" is false: http.request.uri was "/old"',
        'udp is false: the packet has no udp',
        'tcp.port in {1, 5..7} is false: tcp.port was 33860 and 80',
      ],
    ],
    ['not tcp', ['tcp is true: the packet has tcp']],
    [
      'not (tcp.port == 80 and ip)',
      ['tcp.port == 80 is true: tcp.port was 33860 and 80', 'ip is true: the packet has ip'],
    ],
    ['not (tcp.port == 81 or ip)', ['ip is true: the packet has ip']],
    ['tcp ^^ ip', ['tcp is true: the packet has tcp', 'ip is true: the packet has ip']],
    ['udp.port == 53', ['udp.port == 53 is false: the packet has no udp.port']],
    ['tcp.srcport < tcp.dstport', ['tcp.srcport < tcp.dstport is false: tcp.srcport was 33860, tcp.dstport was 80']],
    ['tcp.flags == 0x2', ['tcp.flags == 0x2 is false: tcp.flags was 0x18']],
    ['tcp.flags.syn == 1', ['tcp.flags.syn == 1 is false: tcp.flags.syn was 0 (Not set)']],
    ['http.host contains "x"', ['http.host contains "x" is false: http.host was "example.test"']],
    ['http.host matches "^x"', ['http.host matches "^x" is false: http.host was "example.test"']],
    [
      'tcp.payload contains "HEAD"',
      [
        expect.stringMatching(
          /^tcp.payload contains "HEAD" is false: tcp.payload was "GET \/old HTTP\/1.1\\r\\nHost: .*…"$/,
        ),
      ],
    ],
    ['tcp.payload[0:4] == 00:01:02:03', ['tcp.payload[0:4] == 00:01:02:03 is false: tcp.payload[0:4] was 47:45:54:20']],
    ['eth.dst == 02:00:00:00:00:09', ['eth.dst == 02:00:00:00:00:09 is false: eth.dst was 02:00:00:00:00:02']],
    ['len(http.host) > 20', ['len(http.host) > 20 is false: len(http.host) was 12']],
    ['ip.ttl + 1 == 4', ['ip.ttl + 1 == 4 is false: ip.ttl + 1 was 65']],
    [
      'frame.time < "2020-01-01"',
      [
        expect.stringMatching(
          /^frame.time < "2020-01-01" is false: frame.time was "20\d\d-\d\d-\d\d 13:59:53.44504\d{4}Z"$/,
        ),
      ],
    ],
    [
      'frame.time_epoch < 5',
      [expect.stringMatching(/^frame.time_epoch < 5 is false: frame.time_epoch was \d+\.44504\d{4}$/)],
    ],
    ['all tcp.port > ip.ttl > 100', ['ip.ttl > 100 is false: ip.ttl was 64']],
    ['all ip.ttl > tcp.port > 1', ['all ip.ttl > tcp.port is false: ip.ttl was 64, tcp.port was 33860 and 80']],
  ])('%s', (filter, expected) => {
    expect(reasons(get, filter)).toEqual(expected)
  })

  test('what is no filter has no parts', () => {
    expect(() => new FilterConditions(checkDisplayFilter('ip and tcp.prt == 80'))).toThrow(FilterError)
    expect(() => new FilterConditions(checkDisplayFilter(''))).toThrow(FilterError)
  })

  test('values have the names of numbers, and those of packets cannot steer a terminal', () => {
    expect(reasons(dns[4]!, 'dns.qry.type == "TXT"')[0]).toMatch(
      /^dns\.qry\.type == "TXT" is false: dns\.qry\.type was \d+ \(\w+\)$/,
    )
    const evil = Frame.of(
      Uint8Array.from([
        ...Buffer.from(
          '450000400000000040060000c0000201c0000202' + '00500050' + '00000000' + '00000000' + '50180000' + '00000000',
          'hex',
        ),
        ...Buffer.from('GET /\u001b[31m" HTTP/1.1\r\nHost: a\r\n\r\n'),
      ]),
      { linkType: 101 },
    )
    expect(reasons(evil, 'http.request.uri == "/a"')).toEqual([
      'http.request.uri == "/a" is false: http.request.uri was "/\\x1b[31m\\""',
    ])
  })

  test('many conditions are not all told', () => {
    const told = reasons(get, Array.from({ length: 20 }, (_, index) => `tcp.port == ${index}`).join(' or '))
    expect([told.length, told.at(-1)]).toEqual([7, 'and 14 more conditions'])
  })
})

const conditions = [
  'tcp',
  'udp.port == 53',
  'http.request.uri == "/a"',
  'ip.addr != 192.0.2.1',
  'dns.qry.name contains "x"',
  'tcp.flags & 2',
  'frame.len > 100',
  'tcp.port in {80, 443}',
  'tcp.payload[1:3] == 00:01:02',
  'len(http.host) == 3',
  'frame.protocols contains "dns"',
  'all dns.a == 192.0.2.0/24',
  'dns.a === 192.0.2.1',
  'http.host matches "a.*b"',
  'ip.ttl / 0 == 1',
  'any ip.addr == 192.0.2.1',
  'arp',
  'frame.time_epoch > 5',
  'eth.src contains 02:00',
  'tcp.srcport < tcp.dstport',
  'all tcp.port > ip.ttl > 5',
  'tcp.port < ip.ttl < 70',
  'tcp.options',
  '@ip.ttl == 40',
]
const filters = fc.letrec<{ filter: string; condition: string }>((tie) => ({
  condition: fc.constantFrom(...conditions),
  filter: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie('condition'),
    fc
      .tuple(tie('filter'), fc.constantFrom('and', 'or', 'xor'), tie('filter'))
      .map(([one, operator, two]) => `(${one} ${operator} ${two})`),
    tie('filter').map((filter) => `not (${filter})`),
  ),
})).filter
const frames = fc.oneof(
  fc.constantFrom(...http, ...dns),
  fc
    .tuple(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(1, 101, 113, 276))
    .map(([bytes, linkType]) => Frame.of(bytes, { linkType })),
  fc.tuple(fc.constantFrom(...http, ...dns), fc.nat(150), fc.nat(255)).map(([frame, at, value]) => {
    const bytes = frame.bytes.slice()
    if (at < bytes.length) bytes[at] = value
    return Frame.of(bytes.subarray(0, at % 3 === 0 ? at : bytes.length), {
      linkType: frame.linkType,
      originalLength: frame.originalLength,
    })
  }),
)

describe('of any packet and any filter', () => {
  test('the parts agree with the filter, and there are reasons exactly where it does not match', () => {
    fc.assert(
      fc.property(filters, frames, (filter, frame) => {
        const batch = new Batch().hold(frame)
        const matches = compileDisplayFilter(filter).matches(batch, 0)
        const parts = new FilterConditions(checkDisplayFilter(filter))
        parts.look(batch, 0)
        expect(parts.root.holds()).toBe(matches)
        expect(mismatchReasons(parts.root, { wanted: !matches }).length).toBeGreaterThan(0)
      }),
      { numRuns: 400 },
    )
  })

  test('a check never throws, and says why it failed', () => {
    fc.assert(
      fc.property(fc.array(frames, { maxLength: 12 }), filters, filters, fc.nat(3), (packets, one, two, count) => {
        const check = new Check([
          { kind: 'some', filter: one, within: 5 },
          { kind: 'some', filter: two, among: one },
          { kind: 'none', filter: one },
          { kind: 'only', filter: one },
          { kind: 'count', filter: one, comparison: `${count}` },
          { kind: 'order', filters: [one, two, one] },
          { kind: 'order', filters: [one, two], within: 1 },
        ])
        const follower = check.needsConversations ? new ConversationFollower() : undefined
        const batches = packets.map((frame) => {
          const batch = new Batch().hold(frame)
          follower?.follow(batch)
          return batch
        })
        for (const batch of batches) check.take(batch)
        const result = check.result()
        for (const report of Object.values(reporters)) expect(report(result)).toMatch(/\n$/)
        const [some, , none, only] = result.outcomes
        expect(none!.passed).toBe(batches.every((batch) => !compileDisplayFilter(one).matches(batch, 0)))
        expect(only!.passed).toBe(batches.every((batch) => compileDisplayFilter(one).matches(batch, 0)))
        if (none!.passed) expect(some!.passed).toBe(false)
      }),
      { numRuns: 80 },
    )
  })
})

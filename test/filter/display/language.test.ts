import { describe, expect, test } from 'vitest'
import { Batch } from '../../../src/files/batch.ts'
import { FilterError } from '../../../src/filter/error.ts'
import { compileDisplayFilter } from '../../../src/filter/display/index.ts'
import { framesOf } from '../../support/packets.ts'

const explained = (text: string) => compileDisplayFilter(text).explanation

function refusal(text: string): FilterError {
  try {
    compileDisplayFilter(text)
  } catch (error) {
    if (error instanceof FilterError) return error
    throw error
  }
  throw new Error(`${text} was not refused`)
}

/** The numbers of the frames of a capture that pass. */
function passing(capture: string, text: string): number[] {
  const filter = compileDisplayFilter(text)
  return framesOf(capture)
    .filter((frame) => filter.matches(new Batch().hold(frame), 0))
    .map(({ number }) => number)
}

describe('how a filter is understood', () => {
  test.each([
    ['tcp', 'tcp exists'],
    ['tcp.port == 443 and ip.addr == 10.0.0.0/8', '(any tcp.port == 443) and (any ip.addr == 10.0.0.0/8)'],
    ['tcp or udp and ip', '(tcp exists) or ((udp exists) and (ip exists))'],
    ['tcp or udp xor ip and arp', '(tcp exists) or ((udp exists) xor ((ip exists) and (arp exists)))'],
    ['tcp || udp ^^ ip && !arp', '(tcp exists) or ((udp exists) xor ((ip exists) and (not (arp exists))))'],
    ['not tcp and udp', '(not (tcp exists)) and (udp exists)'],
    ['!tcp.port == 80', 'not (any tcp.port == 80)'],
    ['tcp.port != 80', 'all tcp.port != 80'],
    ['tcp.port !== 80', 'any tcp.port != 80'],
    ['tcp.port ~= 80', 'any tcp.port != 80'],
    ['tcp.port === 80', 'all tcp.port == 80'],
    ['any tcp.port != 80', 'any tcp.port != 80'],
    ['all tcp.port > 80', 'all tcp.port > 80'],
    ['tcp.port ne 80 or tcp.port any_ne 80', '(all tcp.port != 80) or (any tcp.port != 80)'],
    ['tcp.srcport < tcp.dstport < 100', '(any tcp.srcport < tcp.dstport) and (any tcp.dstport < 100)'],
    ['tcp.port not in {80, 443..450}', 'not (any tcp.port in {80, 443 .. 450})'],
    ['tcp.flags & 3 + 1 == 4', 'any {tcp.flags & {3 + 1}} == 4'],
    ['ip.len - ip.hdr_len - 20 > 0', 'any {{ip.len - ip.hdr_len} - 20} > 0'],
    ['ip.ttl + 1 * 2 == 66', 'any {ip.ttl + {1 * 2}} == 66'],
    ['tcp.flags & 2', 'any {tcp.flags & 2} is not 0'],
    ['frame[0-2,4,6:2,-2:] contains 00', 'any frame[0-2,4,6:2,-2:] contains 00'],
    ['ip.src#1 == 192.0.2.1', 'any ip.src#[1] == 192.0.2.1'],
    ['max(tcp.srcport, tcp.dstport) > 1024', 'any max(tcp.srcport, tcp.dstport) > 1024'],
  ])('%s', (text, explanation) => {
    expect(explained(text)).toBe(explanation)
  })
})

describe('what came with Wireshark 4.2 and 4.4', () => {
  test.each([
    ['tcp.flags.syn == true and not tcp.flags.ack == TRUE', [3]],
    ['http xor tcp.flags.syn == 1', [3, 4, 6, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]],
    ['@tcp.dstport == 00:50 and @ip.src == c0:00:02:01 and http.request', [6, 10, 12, 14, 16, 18, 20]],
    ['@tcp.srcport[1] == 0x50 and tcp.flags.syn == 1', [4]],
    ['vals(ip.proto) == "TCP" and tcp.flags.syn == 1', [3, 4]],
    ['dec(tcp.dstport) == "80" and hex(tcp.flags) == "0x0002"', [3]],
    ['tcp.flags bitand 2', [3, 4]],
    ['upper(lower(http.request.method)) == "GET"', [6, 10, 14, 16, 18, 20]],
    ['float(tcp.dstport) / 3.0 > 26.6 and float(tcp.dstport) / 3.0 < 26.7 and tcp.flags.syn == 1', [3]],
    ['ip_special_name(ip.src) contains "TEST-NET-1" and ip_special_mask(ip.src) == 0 and tcp.flags.syn == 1', [3, 4]],
    ['ip_rfc1918(ip.src) == true or ip_multicast(ip.dst) == true or ip_linklocal(ip.src) == true', []],
    ['ip_ula(ipv6.src) == true', []],
  ])('%s', (text, numbers) => {
    expect(passing('http.pcapng', text)).toEqual(numbers)
  })
})

describe('literals', () => {
  const time = 'frame.time_epoch > 0 and frame.number == 1 and '
  test.each([
    `${time}frame.time >= "2026-01-01"`,
    `${time}frame.time < "2036-01-01T00:00:00.5Z"`,
    `${time}frame.time < "Jan 1, 2036 00:00:00.123456789 UTC"`,
    `${time}frame.time > "2026-01-01 02:00:00+02:00"`,
    `${time}frame.time_epoch > 1500000000.000000001`,
    `${time}frame.time > "1900-01-01" and frame.time < "2200-01-01"`,
    `${time}frame.time_epoch < 9999999999 and frame.time_epoch > -9999999999`,
    'frame.number == 0b1',
    'frame.number == 0x1',
    'frame.number == 01',
    "frame.number == '\\x01'",
    "frame.number == '\\001'",
    'frame.number == 1 and frame[0] == "\\xff"',
  ])('%s', (text) => {
    expect(passing('http.pcapng', text)).toEqual([1])
  })

  test('times are compared to the nanosecond', () => {
    const first = framesOf('nanosecond.pcap')[0]!
    const epoch = (nanos: number) => `${first.seconds}.${`${nanos}`.padStart(9, '0')}`
    expect(passing('nanosecond.pcap', `frame.time_epoch == ${epoch(first.nanoseconds)}`)).toContain(1)
    expect(passing('nanosecond.pcap', `frame.time_epoch > ${epoch(first.nanoseconds - 1)}`)).toContain(1)
    expect(passing('nanosecond.pcap', `frame.time_epoch > ${epoch(first.nanoseconds)}`)).not.toContain(1)
  })

  test.each(['02:00:00:00:00:01', '02-00-00-00-00-01', '0200.0000.0001', '020000000001'])(
    'a MAC address may be written %s',
    (address) => {
      expect(explained(`eth.src == ${address}`)).toBe(`any eth.src == ${address}`)
      expect(passing('web.pcapng', `eth.src == ${address}`)).toEqual(
        passing('web.pcapng', 'eth.src[0:6] == 02:00:00:00:00:01'),
      )
    },
  )
})

describe('what surprises is hinted at', () => {
  test.each([
    ['tcp.flags.syn', 'tcp.flags.syn', /== 1/],
    ['tcp and tcp.flags.ack', 'tcp.flags.ack', /whether the packet has it/],
    ['ip.addr != 192.0.2.1', 'ip.addr', /all of them differ/],
    ['tcp.port !== 80', 'tcp.port', /any of them differs/],
  ])('%s', (text, place, hint) => {
    const { hints } = compileDisplayFilter(text)
    expect(hints.map(({ start, end }) => text.slice(start, end))).toEqual([place])
    expect(hints[0]!.text).toMatch(hint)
  })

  test.each([
    'tcp',
    'http.request',
    'tcp.flags.syn == 1',
    'ip.src != 192.0.2.1',
    'any ip.addr != 192.0.2.1',
    'tcp.port == 80',
  ])('but not at %s', (text) => {
    expect(compileDisplayFilter(text).hints).toEqual([])
  })
})

describe('limits', () => {
  test.each([
    ['text', `tcp.port in {${'80, '.repeat(30_000)}80}`, /at most 65536 characters/],
    ['parentheses', `${'('.repeat(5_000)}tcp${')'.repeat(5_000)}`, /at most 200 levels deep/],
    ['negations', `${'!'.repeat(5_000)}tcp`, /at most 200 levels deep/],
    ['arithmetic in a row', `tcp.port == 1${' + 1'.repeat(5_000)}`, /at most 200 operations in a row/],
    ['slices of slices', `frame${'[0:1]'.repeat(5_000)}`, /at most 200 slices/],
    ['regular expressions', `frame matches "${'a'.repeat(5_000)}"`, /at most 4096 characters/],
  ])('%s', (_what, text, message) => {
    expect(refusal(text).message).toMatch(message)
  })

  test('chains of and, or and xor may be as long as the text', () => {
    expect(passing('ping.pcap', `tcp${' or udp or icmp'.repeat(3_000)}`).length).toBeGreaterThan(0)
    expect(passing('ping.pcap', `icmp${' and icmp'.repeat(5_000)}`)).toEqual(passing('ping.pcap', 'icmp'))
  })
})

test('an unknown name says which one may be meant, and where it is', () => {
  const { reason, start, end } = refusal('ip and tcp.prt == 80')
  expect({ reason, start, end }).toEqual({
    reason: 'the left side must be a field, not tcp.prt; did you mean tcp.port?',
    start: 7,
    end: 14,
  })
})

test.each([
  ['tcp.pdu.size > 1', 'it is a field of Wireshark that onwire lacks'],
  ['_ws.col.custom contains "x"', 'it is a field of Wireshark that onwire lacks'],
  ['afp', 'it is a protocol of Wireshark that onwire does not decode'],
  ['afp.command == 1', 'afp is a protocol of Wireshark that onwire does not decode'],
  ['ssl', 'Wireshark calls it tls'],
])('a name that only Wireshark has is not taken for a mistake: %s', (text, advice) => {
  expect(refusal(text).reason).toMatch(new RegExp(`; ${advice}$`))
})

test('frames may be asked for in any order, and a filter forgets them', () => {
  const filter = compileDisplayFilter('tcp.flags.syn == 1 and tcp.port == 80')
  const batches = framesOf('http.pcapng').map((frame) => new Batch().hold(frame))
  const forwards = batches.map((batch) => filter.matches(batch, 0))
  expect(
    batches
      .toReversed()
      .map((batch) => filter.matches(batch, 0))
      .toReversed(),
  ).toEqual(forwards)
})

test('a bare date is local, or UTC if it says so, and takes no other zone', () => {
  expect(passing('http.pcapng', 'frame.time > "1999-12-31 UTC"')).toEqual(passing('http.pcapng', 'frame'))
  expect(passing('http.pcapng', 'frame.time < "1999-12-31 UTC"')).toEqual([])
  for (const zone of ['Z', ' Z', ' +02:00', ' GMT'])
    expect(refusal(`frame.time > "1999-12-31${zone}"`).message).toContain('is not a date and time')
})

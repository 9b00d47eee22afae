import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { onwire } from '../support/onwire.ts'

const web = 'captures/web.pcapng'
const folder = mkdtempSync(join(tmpdir(), 'onwire-stats-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('onwire stats', () => {
  test('shows tables, plain in a pipe', async () => {
    const { stdout, stderr, status } = await onwire(['stats', web, 'conversations', 'tcp', 'hierarchy'])
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    expect(stdout).toMatchInlineSnapshot(`
      "TCP conversations (1)
      Address A  Port A  Address B  Port B  Packets  Bytes  Packets A → B  Bytes A → B  Packets B → A  Bytes B → A     Start  Duration
      192.0.2.1   53772  192.0.2.2      80       12   1582              7          629              5          953  0.000638    0.0006

      Protocol hierarchy (7)
      Protocol    Packets  % packets  Bytes  % bytes  Ending here
      eth              18      100.0   1970    100.0            0
        arp             2       11.1     84      4.3            2
        ip             16       88.9   1886     95.7            0
          udp           4       22.2    304     15.4            0
            dns         4       22.2    304     15.4            4
          tcp          12       66.7   1582     80.3            8
            http        4       22.2   1038     52.7            4
      "
    `)
  })

  test('of all protocols that are there, of some, by a shortened name, and with commas', async () => {
    const titles = async (...words: string[]) =>
      (await onwire(['stats', web, ...words])).stdout.split('\n').filter((line) => /\(\d+\)$/.test(line))
    expect(await titles('endpoints')).toEqual([
      'Ethernet endpoints (3)',
      'IPv4 endpoints (2)',
      'TCP endpoints (2)',
      'UDP endpoints (2)',
    ])
    expect(await titles('conv,ip,sctp')).toEqual(['IPv4 conversations (1)', 'SCTP conversations (0)'])
  })

  test('as JSON and CSV, sorted and cut', async () => {
    const json = await onwire(['stats', web, 'endpoints', 'eth', 'lengths', '--format', 'json'])
    expect(JSON.parse(json.stdout)).toMatchObject([
      { table: 'endpoints eth', count: 3, leftOut: 0, rows: [{ address: '02:00:00:00:00:01', packets: 18 }, {}, {}] },
      { table: 'lengths', rows: { length: 10 } },
    ])
    const words = ['ports', '--format', 'csv', '--order-by', 'port', '--reverse', '--top', '2']
    expect((await onwire(['stats', web, ...words])).stdout).toBe(
      'protocol,port,service,packets,bytes,packetsFrom,packetsTo\nudp,53,domain,4,304,2,2\ntcp,80,http,12,1582,5,7\n',
    )
  })

  test('of the packets of a filter, of several files, of what can be read of a damaged one', async () => {
    const count = async (...words: string[]) => {
      const { stdout } = await onwire(['stats', ...words, 'hierarchy', '--format', 'json'])
      return Object(JSON.parse(stdout))[0].rows[0].packets
    }
    expect([await count(web, '-Y', 'dns'), await count(web, '-f', 'tcp'), await count(web, '-c', '3')]).toEqual([
      4, 12, 3,
    ])
    expect(await count(web, 'captures/dns.pcapng')).toBe(70)
    const damaged = join(folder, 'damaged.pcapng')
    writeFileSync(damaged, readFileSync(web).subarray(0, 1000))
    const { stdout, stderr, status } = await onwire(['stats', damaged, 'hierarchy'])
    expect({ status, stdout: stdout.split('\n')[0] }).toEqual({ status: 3, stdout: 'Protocol hierarchy (6)' })
    expect(stderr).toMatch(/^onwire: .*damaged\.pcapng, byte /)
  })

  test('of intervals with columns', async () => {
    const words = ['io', '--interval', '1ms', '--column', 'SUM(tcp.len)', '--column', 'dns', '--format', 'csv']
    expect((await onwire(['stats', web, ...words])).stdout).toBe(
      'start,end,SUM(tcp.len),packets dns,bytes dns\n0,0.001,383,4,304\n0.001,0.002,391,0,0\n',
    )
  })

  test('of nothing: exit status 1', async () => {
    expect(await onwire(['stats', web, 'conversations', 'sctp'])).toEqual({
      stdout: '',
      stderr: 'onwire: nothing for conversations sctp in the packets\n',
      status: 1,
    })
    expect(await onwire(['stats', web, 'io', '-Y', 'sctp'])).toMatchObject({
      stderr: 'onwire: no packets\n',
      status: 1,
    })
  })

  test.each([
    [[], /^onwire: stats needs a capture file or an interface/],
    [[web], /^onwire: stats needs a table: conversations, .* or flow, such as/],
    [[web, 'hierarchie'], /^onwire: there is no table "hierarchie"; did you mean hierarchy\?/],
    [[web, 'lengths', 'tcp'], /^onwire: "tcp" belongs after conversations or endpoints/],
    [[web, 'hierarchy', '--interval', '1s'], /^onwire: --interval is about io/],
    [[web, 'io', '--interval', 'long'], /^onwire: --interval takes a time, such as/],
    [[web, 'io', '--interval', '0s'], /^onwire: --interval is at least 1us/],
    [[web, 'hierarchy', '--column', 'tcp'], /^onwire: --column is about io/],
    [[web, 'io', '--column', 'SUM(ip.src)'], /^onwire: --column: ip.src has no numbers/],
    [[web, 'io', '--column', 'tcp.port =='], /^onwire: it ends where/],
    [[web, 'lengths', '--order-by', 'size'], /^onwire: --order-by takes a column, length, packets, .*, not "size"/],
    [[web, 'conversations', '--format', 'csv'], /^onwire: --format csv shows one table/],
    [[web, 'lengths', '--format', 'tree'], /^onwire: --format is table, json or csv/],
    [[web, 'lengths', '--wide', '--format', 'json'], /^onwire: --wide cannot be used with --format json/],
  ])('%j is refused', async (words, message) => {
    const { stdout, stderr, status } = await onwire(['stats', ...words])
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 })
    expect(stderr).toMatch(message)
  })

  test('completes tables after the file', async () => {
    const { stdout } = await onwire(['--get-yargs-completions', 'onwire', 'stats', web, 'h'], {
      env: { SHELL: '/bin/bash' },
    })
    expect(stdout).toBe('hierarchy\nhttp\n')
  })
})

describe('onwire info', () => {
  test('shows a file in lines, with its hash and size', async () => {
    const { stdout, stderr, status } = await onwire(['info', web])
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    const digest = createHash('sha256').update(readFileSync(web)).digest('hex')
    expect(stdout).toContain(`\nSHA256:                        ${digest}\n`)
    expect(stdout).toMatch(/^File name: +captures\/web\.pcapng\nFile type: +pcapng\n/)
    expect(stdout).toMatch(/\nFile size: +2,832 bytes\n/)
  })

  test('as JSON and CSV, of several files, also compressed and from standard input', async () => {
    const zipped = join(folder, 'web.pcapng.gz')
    writeFileSync(zipped, gzipSync(readFileSync(web)))
    const { stdout } = await onwire(['info', zipped, '-', '--format', 'json'], { input: readFileSync(web) })
    expect(JSON.parse(stdout)).toMatchObject([
      { name: zipped, compression: 'gzip', packets: 18, interfaces: [{ name: 'eth0', packets: 18 }] },
      { name: 'standard input', packets: 18, dataSize: 1970 },
    ])
    const csv = await onwire(['info', web, 'captures/ping.pcap', '--format', 'csv'])
    expect(csv.stdout.split('\n').map((line) => line.split(',').slice(0, 2).join())).toEqual([
      'name,type',
      'captures/web.pcapng,pcapng',
      'captures/ping.pcap,pcap',
      '',
    ])
  })

  test('of files that are damaged or missing, beside others', async () => {
    const damaged = join(folder, 'cut.pcapng')
    writeFileSync(damaged, readFileSync(web).subarray(0, 1000))
    const { stdout, stderr, status } = await onwire(['info', 'none.pcap', damaged, web, '--format', 'csv'])
    expect(status).toBe(3)
    expect(stderr).toMatch(/^onwire: none\.pcap: .*\nonwire: .*cut\.pcapng, byte /)
    expect(stdout.split('\n')).toHaveLength(4)
    expect(await onwire(['info'])).toMatchObject({ status: 2, stderr: expect.stringMatching(/info needs a capture/) })
  })
})

/** `onwire edit` against editcap, mergecap and reordercap where they do the same, and anonymised captures in tshark. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { onwire } from '../support/onwire.ts'
import { randomFrom } from '../support/random.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-edit-oracle-'))
afterAll(() => rmSync(folder, { recursive: true }))
const run = (program: string, ...words: readonly string[]) =>
  execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 })
const has = (program: string) => {
  try {
    run(program, '-v')
    return true
  } catch {
    return false
  }
}
const missing = !['tshark', 'editcap', 'mergecap', 'reordercap'].every(has)

/** What tshark says of each packet: its time, lengths and bytes. */
const packetsIn = (path: string) =>
  run(
    'tshark',
    '-n',
    '-r',
    path,
    '-T',
    'fields',
    '-e',
    'frame.time_epoch',
    '-e',
    'frame.len',
    '-e',
    'frame.cap_len',
    '-e',
    'frame.md5_hash',
    '-o',
    'frame.generate_md5_hash:TRUE',
    '-e',
    'frame.comment',
    '-e',
    'frame.interface_id',
  )
    .split('\n')
    .slice(0, -1)

let made = 0
const name = (ending = '.pcapng') => join(folder, `${++made}${ending}`)
async function ours(...words: readonly string[]): Promise<string[]> {
  const path = name()
  expect(await onwire(['edit', ...words, '-w', path])).toMatchObject({ status: 0 })
  return packetsIn(path)
}

const http = 'captures/http.pcapng'
const inputs = [
  http,
  'captures/web.pcapng',
  'captures/comments.pcapng',
  'captures/nanosecond.pcap',
  'captures/snaplen.pcap',
]

describe.skipIf(missing)('as editcap does', () => {
  const theirs = (input: string, before: readonly string[], after: readonly string[] = []) => {
    const path = name()
    run('editcap', ...before, input, path, ...after)
    return packetsIn(path)
  }

  test.each(inputs)('%s', async (input) => {
    expect(await ours(input)).toEqual(theirs(input, []))
    expect(await ours(input, '--packets', '2-3,5')).toEqual(theirs(input, ['-r'], ['2-3', '5']))
    expect(await ours(input, '--drop-packets', '1,4-6')).toEqual(theirs(input, [], ['1', '4-6']))
    expect(await ours(input, '-s', '50')).toEqual(theirs(input, ['-s', '50']))
    for (const shift of ['3600', '-0.5', '0.000001'])
      expect(await ours(input, '--shift', shift)).toEqual(theirs(input, ['-t', shift]))
  })

  test('times', async () => {
    const middle = packetsIn(http)[9]!.split('\t')[0]!
    expect(await ours(http, '--from', middle)).toEqual(theirs(http, ['-A', middle]))
    expect(await ours(http, '--to', middle)).toEqual(theirs(http, ['-B', middle]))
  })

  test('duplicates', async () => {
    const twice = name()
    run('mergecap', '-a', '-w', twice, http, http)
    const merged = name()
    run('mergecap', '-w', merged, http, http)
    // Its window counts the packet itself.
    for (const input of [twice, merged])
      for (const window of [2, 5, 24, 25]) {
        expect(await ours(input, `--dedupe=${window - 1}`)).toEqual(theirs(input, ['-D', `${window}`]))
      }
    expect(await ours(merged, '--dedupe-time', '0.000001')).toEqual(theirs(merged, ['-w', '0.000001']))
  })

  test('comments', async () => {
    const [path, other] = [name(), name()]
    expect(
      await onwire(['edit', http, '--comment', 'of the file', '--packet-comment', '3:of a packet', '-w', path]),
    ).toMatchObject({ status: 0 })
    run('editcap', '-a', '3:of a packet', '--capture-comment', 'of the file', http, other)
    expect(packetsIn(path)).toEqual(packetsIn(other))
    expect(run('capinfos', '-k', path)).toMatch(/of the file/)
  })

  test('parts of so many packets', async () => {
    const [own, theirs] = [mkdtempSync(join(folder, 'own-')), mkdtempSync(join(folder, 'theirs-'))]
    await onwire(['edit', http, '--split', 'packets:7', '-w', join(own, 'part.pcapng')])
    run('editcap', '-c', '7', http, join(theirs, 'part.pcapng'))
    const parts = (of: string) =>
      readdirSync(of)
        .toSorted()
        .map((file) => packetsIn(join(of, file)))
    expect(parts(own)).toEqual(parts(theirs))
  })

  test('the link type', async () => {
    const [path, other] = [name('.pcap'), name('.pcap')]
    await onwire(['edit', 'captures/ping.pcap', '--link-type', 'RAW', '-w', path])
    run('editcap', '-F', 'pcap', '-T', 'rawip', 'captures/ping.pcap', other)
    expect(readFileSync(path)).toEqual(readFileSync(other))
  })
})

describe.skipIf(missing)('as mergecap and reordercap do', () => {
  test('merging', async () => {
    const files = [http, 'captures/dns.pcapng', 'captures/igmp.pcapng']
    const [merged, appended] = [name(), name()]
    run('mergecap', '-I', 'none', '-w', merged, ...files)
    run('mergecap', '-I', 'none', '-a', '-w', appended, ...files)
    expect(await ours(...files)).toEqual(packetsIn(merged))
    expect(await ours(...files, '--append')).toEqual(packetsIn(appended))
  })

  test('sorting', async () => {
    const [appended, sorted] = [name(), name()]
    run('mergecap', '-a', '-w', appended, http, 'captures/web.pcapng', 'captures/dns.pcapng')
    run('reordercap', appended, sorted)
    expect(await ours(appended, '--sort')).toEqual(packetsIn(sorted))
  })
})

const key = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'
const statuses = ['ip', 'tcp', 'udp', 'icmp', 'icmpv6', 'igmp', 'sctp'].map((protocol) => `${protocol}.checksum.status`)
const verified = [
  'ip.check_checksum:TRUE',
  'tcp.check_checksum:TRUE',
  'udp.check_checksum:TRUE',
  'sctp.checksum:CRC-32C',
]

/** The protocols, times, lengths and verdicts on checksums of each packet. */
const dissected = (path: string) =>
  run(
    'tshark',
    '-n',
    '-r',
    path,
    ...verified.flatMap((preference) => ['-o', preference]),
    '-T',
    'fields',
    ...['frame.protocols', 'frame.time_epoch', 'frame.len', ...statuses].flatMap((field) => ['-e', field]),
  )
    .split('\n')
    .slice(0, -1)
const withoutProtocols = (lines: readonly string[]) => lines.map((line) => line.slice(line.indexOf('\t')))

async function anonymised(path: string, payload: string): Promise<string | undefined> {
  const result = name()
  const { status } = await onwire([
    'edit',
    path,
    '--anonymise',
    '--key',
    key,
    '--anonymise-payload',
    payload,
    '-w',
    result,
  ])
  // What was read before damage is written.
  return status === 0 ? result : undefined
}

/**
 * FTP and SDP tell their ports in text, which is replaced; of multipart texts that are, others look like text; what peers announce
 * to find each other is text, too.
 */
const others = ['bittorrent.pcapng', 'ftp.pcapng', 'http-bodies.pcapng', 'rtp.pcapng']
const own = readdirSync('captures').filter((file) => /\.pcap(?:ng)?$/.test(file) && !others.includes(file))

/** Captures with secrets: these are removed, and what they decrypt with them. */
const sealed = /^(?:d?tls|quic|http2-tls)/

async function withoutSecrets(path: string): Promise<string> {
  const result = name()
  await onwire(['edit', path, '--no-secrets', '-w', result])
  return result
}

describe.skipIf(missing)('anonymised', () => {
  // Each run of the command costs seconds: every third file also without payloads.
  test.each(own.map((file, index) => [file, index % 3 === 0] as const))(
    '%s has the same protocols and as good checksums',
    async (file, isZeroed) => {
      const path = join('captures', file)
      const before = dissected(sealed.test(file) ? await withoutSecrets(path) : path)
      expect(dissected((await anonymised(path, 'keep'))!)).toEqual(before)
      if (!isZeroed) return
      expect(withoutProtocols(dissected((await anonymised(path, 'zero'))!))).toEqual(withoutProtocols(before))
    },
  )
})

const corpus = '../shared/captures'

/** Addresses and names as tshark finds them, which must not be found in the result. */
function tellingIn(path: string): { readonly bytes: ReadonlySet<string>; readonly words: ReadonlySet<string> } {
  const fields = [
    'ip.addr',
    'ipv6.addr',
    'eth.addr',
    'arp.src.hw_mac',
    'dns.qry.name',
    'dns.resp.name',
    'http.host',
    'tls.handshake.extensions_server_name',
    'dhcp.option.hostname',
  ]
  const [bytes, words] = [new Set<string>(), new Set<string>()]
  for (const line of run('tshark', '-n', '-r', path, '-T', 'fields', ...fields.flatMap((field) => ['-e', field])).split(
    '\n',
  ))
    for (const [column, values] of line.split('\t').entries())
      for (const value of values.split(',').filter(Boolean)) {
        if (column === 0 && !special.test(value))
          bytes.add(
            value
              .split('.')
              .map((part) => Number(part).toString(16).padStart(2, '0'))
              .join(''),
          )
        else if ((column === 2 || column === 3) && !special.test(value)) bytes.add(value.replaceAll(':', ''))
        else if (column > 3)
          for (const [word] of value.toLowerCase().matchAll(/[a-z0-9]{8,}/g)) if (!common.has(word)) words.add(word)
      }
  // Few different digits occur anywhere.
  return { bytes: new Set([...bytes].filter((each) => new Set(each.match(/../g)).size > 3)), words }
}
const special = /^(?:0\.|127\.|169\.254\.|2(?:2[4-9]|[345]\d)\.|00:00:5e|.[13579bdf]:)/
const common = new Set(['localhost', 'services'])

const sample = () => {
  const random = randomFrom(5)
  const all = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
    .map((file) => join(corpus, file))
    .filter((file) => /\.(?:pcap|pcapng|cap)$/.test(file) && statSync(file).size < 100_000)
    .toSorted()
  return Array.from({ length: 25 }, () => all[random(all.length)]!)
}

test.skipIf(missing || !existsSync(corpus))(
  'captures of other projects tell no address and no name, and keep lengths and times',
  { timeout: 180_000 },
  async () => {
    for (const path of sample()) {
      const result = await anonymised(path, 'zero')
      if (result === undefined) continue
      const written = readFileSync(result)
      const hex = written.toString('hex')
      const text = written.toString('latin1').toLowerCase()
      const { bytes, words } = tellingIn(path)
      const isFound = (value: string) => {
        for (let at = hex.indexOf(value); at >= 0; at = hex.indexOf(value, at + 1)) if (at % 2 === 0) return true
        return false
      }
      expect([...bytes].filter(isFound), path).toEqual([])
      expect(
        [...words].filter((word) => text.includes(word)),
        path,
      ).toEqual([])
      const times = (of: string) => dissected(of).map((line) => line.split('\t').slice(1, 3))
      expect(times(result), path).toEqual(times(path))
    }
  },
)

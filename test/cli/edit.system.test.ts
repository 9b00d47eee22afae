/** `onwire edit`. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openFile } from '../../src/index.ts'
import { onwire } from '../support/onwire.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-edit-'))
afterAll(() => rmSync(folder, { recursive: true }))
const http = 'captures/http.pcapng'
let made = 0
const name = (ending = '.pcapng') => join(folder, `${++made}${ending}`)

/** Edits, and returns what one field of each packet of the result is. */
async function edited(words: readonly string[], field = 'frame.time_epoch', input?: Uint8Array): Promise<string[]> {
  const path = name()
  const { status, stderr } = await onwire(['edit', ...words, '-w', path], input && { input })
  expect(status, stderr).toBe(0)
  return valuesOf(path, field)
}
async function valuesOf(path: string, field: string): Promise<string[]> {
  const { stdout } = await onwire(['read', path, '--format', 'csv', '--fields', field])
  return stdout.split('\n').slice(1, -1)
}

async function commentsOf(path: string): Promise<(readonly string[])[]> {
  const all: (readonly string[])[] = []
  for await (const batch of await openFile(path)) for (const frame of batch) all.push(frame.comments)
  return all
}

describe('selection', () => {
  test('by number, kept or left out', async () => {
    const all = await valuesOf(http, 'frame.time_epoch')
    const at = (...numbers: readonly number[]) => numbers.map((number) => all[number - 1])
    expect(await edited([http, '--packets', '1-3,7,22-'])).toEqual([...at(1, 2, 3, 7), ...all.slice(21)])
    expect(await edited([http, '--drop-packets', '2-'])).toEqual(at(1))
    expect(await edited([http, '--packets', '3-5', '--packets', '4-6'])).toEqual(at(3, 4, 5, 6))
    // Numbers are those of the input, filters or not.
    expect(await edited([http, '--packets', '1-6', '-Y', 'http'])).toEqual(at(6))
    expect(await edited([http, 'tcp', 'port', '80', '-c', '2'])).toEqual(at(3, 4))
  })

  test('by time', async () => {
    const all = await valuesOf(http, 'frame.time_epoch')
    const tenth = all[9]!
    expect(await edited([http, '--from', tenth])).toEqual(all.slice(9))
    expect(await edited([http, '--to', tenth])).toEqual(all.slice(0, 9))
    const date = new Date(Number(tenth.slice(0, 10)) * 1000).toISOString().slice(0, 19)
    expect(await edited([http, '--from', `${date}.${tenth.slice(11)}Z`])).toEqual(all.slice(9))
    const zone = new Date((Number(tenth.slice(0, 10)) + 5400) * 1000).toISOString().slice(0, 19)
    expect(await edited([http, '--to', `${zone}.${tenth.slice(11)}+01:30`])).toEqual(all.slice(0, 9))
    const relative = await valuesOf(http, 'frame.time_relative')
    expect(await edited([http, '--from', `+${relative[9]}s`])).toEqual(all.slice(9))
    expect(await edited([http, '--from', '+0.0001', '--to', '+0'])).toEqual([])
  })

  test('without duplicates', async () => {
    const all = await valuesOf(http, 'frame.time_epoch')
    expect(await edited([http, http, '--dedupe'])).toEqual(all)
    expect(await edited([http, http, '--append', '--dedupe=24'])).toEqual(all)
    expect(await edited([http, http, '--append', '--dedupe=23'])).toHaveLength(2 * all.length)
    expect(await edited([http, http, '--append', '--dedupe-time', '60'])).toEqual(all)
    const { stderr } = await onwire(['edit', http, http, '--dedupe', '-w', name()])
    expect(stderr).toBe('onwire: 24 duplicates left out\n')
  })

  test('without duplicates that a router made', async () => {
    const bytes = readFileSync('captures/ping.pcap')
    const routed = Uint8Array.from(bytes)
    // Another time to live, header checksum and MAC address, in every packet of IPv4.
    for (let at = 24; at < routed.length;) {
      const length = routed[at + 8]! | (routed[at + 9]! << 8)
      routed[at + 16]! ^= 2
      if (routed[at + 28] === 8 && routed[at + 29] === 0) {
        routed[at + 38]!--
        routed[at + 40]!++
      }
      at += 16 + length
    }
    const path = name('.pcap')
    writeFileSync(path, routed)
    const plain = await edited(['captures/ping.pcap', path, '--dedupe'], 'ip.ttl')
    const without = await edited(['captures/ping.pcap', path, '--dedupe-routed'], 'ip.ttl')
    const before = await valuesOf('captures/ping.pcap', 'ip.ttl')
    const pings = before.filter(Boolean).length
    expect(plain.length).toBe(2 * before.length)
    expect(without.length).toBe(2 * before.length - pings)
  })
})

describe('changes', () => {
  test('of times', async () => {
    const all = await valuesOf(http, 'frame.time_epoch')
    const nanoseconds = (text: string) => BigInt(text.replace('.', ''))
    const by = async (shift: string) =>
      (await edited([http, '--shift', shift])).map((time, index) => nanoseconds(time) - nanoseconds(all[index]!))
    expect(new Set(await by('-0.75'))).toEqual(new Set([-750_000_000n]))
    expect(new Set(await by('3600.000000001'))).toEqual(new Set([3_600_000_000_001n]))
    const moved = await edited([http, '--shift', '2001-02-03T04:05:06.789Z'])
    expect(moved[0]).toBe('981173106.789000000')
    const differences = (times: readonly string[]) => times.map((time) => nanoseconds(time) - nanoseconds(times[0]!))
    expect(differences(moved)).toEqual(differences(all))
  })

  test('of lengths', async () => {
    const lengths = await valuesOf(http, 'frame.len')
    expect(await edited([http, '--truncate', '60'], 'frame.len')).toEqual(lengths)
    const captured = await edited([http, '--truncate', '60'], 'frame.cap_len')
    expect(captured).toEqual(lengths.map((length) => `${Math.min(60, Number(length))}`))
  })

  test('of the order', async () => {
    const other = 'captures/dns.pcapng'
    const sorted = await edited([http, other, '--append', '--sort'])
    expect(sorted).toEqual(sorted.toSorted())
    expect(sorted).toEqual(await edited([http, other]))
    expect(await edited([http, other, '--append'])).not.toEqual(sorted)
  })

  test('of VLAN tags', async () => {
    for (const capture of ['captures/vlan.pcapng', 'captures/qinq.pcapng']) {
      const layers = await valuesOf(capture, 'frame.protocols')
      expect(layers.join()).toMatch(/vlan|ieee8021ad/)
      const without = layers.map((each) => each.replace(/(?:ethertype:)?(?:vlan|ieee8021ad):/g, ''))
      const stripped = await edited([capture, '--strip-vlan'], 'frame.protocols')
      expect(stripped.map((each) => each.replace('ethertype:', ''))).toEqual(
        without.map((each) => each.replace('ethertype:', '')),
      )
    }
  })

  test.each([
    ['vxlan', 'captures/vxlan.pcapng', /^eth:ethertype:ip:icmp/],
    ['geneve', 'captures/geneve.pcapng', /^eth:ethertype:ip:icmp/],
    ['gre', 'captures/gre.pcapng', /^eth:ethertype:ip:/],
    ['ip', 'captures/ipip.pcapng', /^eth:ethertype:ip:icmp/],
    ['ip', 'captures/6in4.pcapng', /^eth:ethertype:ipv6:icmpv6/],
  ])('headers up to that of %s', async (protocol, capture, expected) => {
    const filter = ['-Y', 'icmp or icmpv6']
    const before = await edited([capture, ...filter], 'frame.protocols')
    const after = await edited([capture, ...filter, '--strip-headers', protocol], 'frame.protocols')
    expect(after.length).toBe(before.length)
    expect(after.some((protocols) => expected.test(protocols))).toBe(true)
    expect(after.join()).not.toMatch(protocol === 'ip' ? /ip:ip/ : protocol)
  })

  test('of the link type', async () => {
    const path = name('.pcap')
    expect(await onwire(['edit', 'captures/ping.pcap', '--link-type', 'raw', '-w', path])).toMatchObject({ status: 0 })
    expect(readFileSync(path)[20]).toBe(101)
  })

  test('comments of the file and of packets', async () => {
    const path = name()
    const words = [
      '--comment',
      'the first',
      '--comment',
      'the second',
      '--packet-comment',
      '5:look: here',
      '--packets',
      '4-6',
    ]
    expect(await onwire(['edit', http, ...words, '-w', path])).toMatchObject({ status: 0 })
    expect(await commentsOf(path)).toEqual([[], ['look: here'], []])
    expect(readFileSync(path, 'latin1')).toMatch(/the first[^]*the second/)
  })
})

describe('several files', () => {
  const writtenBy = async (...words: readonly string[]) => {
    const own = mkdtempSync(join(folder, 'split-'))
    expect(await onwire(['edit', ...words, '-w', join(own, 'part.pcapng.gz')])).toMatchObject({ status: 0 })
    return readdirSync(own)
      .toSorted()
      .map((file) => join(own, file))
  }
  const counts = async (files: readonly string[]) =>
    Promise.all(files.map(async (file) => (await valuesOf(file, 'frame.len')).length))

  test('by packets', async () => {
    const files = await writtenBy(http, '--split', 'packets:10')
    expect(files.map((file) => /part_\d{5}_\d{14}\.pcapng\.gz$/.test(file))).toEqual([true, true, true])
    expect(await counts(files)).toEqual([10, 10, 4])
  })

  test('by size and by time', async () => {
    expect((await writtenBy(http, '--split', 'size:2kB')).length).toBeGreaterThan(1)
    const files = await writtenBy(http, 'captures/dns.pcapng', 'captures/igmp.pcapng', '--split', 'duration:1')
    expect(files.length).toBeGreaterThan(1)
  })

  test('by conversation', async () => {
    const files = await writtenBy('captures/web.pcapng', '--split', 'conversation')
    expect(files.length).toBeGreaterThan(2)
    const streams = await Promise.all(
      files.map(async (file) => new Set((await valuesOf(file, 'tcp.port')).filter(Boolean))),
    )
    const all = await valuesOf('captures/web.pcapng', 'frame.time_epoch')
    const parts = await Promise.all(files.map(async (file) => valuesOf(file, 'frame.time_epoch')))
    expect(parts.flat().toSorted()).toEqual(all.toSorted())
    for (const ports of streams)
      expect(new Set([...ports].map((each) => each.match(/\d+/g)!.toSorted().join())).size).toBeLessThan(2)
  })
})

describe('anonymisation', () => {
  const digits = '0123456789abcdef'.repeat(4)

  test('with a key in a file or as digits', async () => {
    const [raw, text] = [name('.key'), name('.key')]
    writeFileSync(raw, Buffer.from(digits, 'hex'))
    writeFileSync(text, `${digits}\n`)
    const results = await Promise.all(
      [digits, raw, text].map(async (key) => {
        const path = name()
        expect(await onwire(['edit', http, '--anonymize', '--key', key, '-w', path])).toEqual({
          status: 0,
          stdout: '',
          stderr: '',
        })
        return readFileSync(path, 'hex')
      }),
    )
    expect(new Set(results).size).toBe(1)
  })

  test('with a random key, which can be saved for the owner only', async () => {
    const [key, first, second] = [name('.key'), name(), name()]
    const words = ['edit', http, '--anonymise']
    expect((await onwire([...words, '--save-key', key, '-w', first])).stderr).toMatch(/saved in/)
    expect(statSync(key).mode & 0o777).toBe(0o600)
    expect((await onwire([...words, '--key', key, '-w', second])).status).toBe(0)
    expect(readFileSync(second)).toEqual(readFileSync(first))
    expect(await onwire([...words, '--save-key', key, '-w', name()])).toMatchObject({ status: 3 })
    const third = await onwire([...words, '-w', second])
    expect(third.stderr).toMatch(/random key that is not kept/)
    expect(readFileSync(second)).not.toEqual(readFileSync(first))
  })

  test('of standard input to standard output', async () => {
    const child = await onwire(['edit', '-', '--anonymise', '--key', digits, '-w', name('.pcap')], {
      input: readFileSync(http),
    })
    expect(child).toMatchObject({ status: 0 })
  })

  test('removes comments and names, and adds those that are given', async () => {
    const path = name()
    const words = ['--anonymise', '--key', digits, '--packet-comment', '1:mine']
    expect(await onwire(['edit', 'captures/comments.pcapng', ...words, '-w', path])).toMatchObject({ status: 0 })
    expect((await commentsOf(path)).flat()).toEqual(['mine'])
  })
})

describe('what is wrong is said', () => {
  test.each([
    [[http], /-w FILE/],
    [[], /needs a capture file/],
    [[http, '-w', 'x.pcap', '--packets', '0'], /1-10,20,30-/],
    [[http, '-w', 'x.pcap', '--packets', '7-3'], /not "7-3"/],
    [[http, '-w', 'x.pcap', '--packets', '1', '--drop-packets', '2'], /use one of them/],
    [[http, '-w', 'x.pcap', '--from', '2026-11-24T04:15:00'], /with its zone/],
    [[http, '-w', 'x.pcap', '--shift', 'soon'], /--shift takes seconds/],
    [[http, '-w', 'x.pcap', '--split', 'packets'], /--split takes/],
    [[http, '-w', '-', '--split', 'packets:1'], /one file/],
    [[http, '-w', 'x.pcap', '--comment', 'a'], /pcap files have no comments/],
    [[http, '-w', 'x.pcapng', '--packet-comment', 'a'], /a packet number and a text/],
    [[http, '-w', 'x.pcap', '--key', 'a'], /--key is about --anonymise/],
    [[http, '-w', 'x.pcap', '--anonymise', '--key', '12'], /neither 64 hexadecimal digits nor a file/],
    [[http, '-w', 'x.pcap', '--anonymise', '--key', 'README.md'], /neither 32 bytes nor/],
    [[http, '-w', 'x.pcap', '--link-type', 'nothing'], /no link type "nothing"/],
    [[http, '-w', 'x.pcap', '--truncate', '5', '-s', '6'], /the same/],
    [[http, '-w', 'x.pcap', '--strip-headers', 'nothing'], /there is no protocol nothing/],
  ] as const)('%j', async (words, message) => {
    const { status, stderr } = await onwire(['edit', ...words])
    expect(status).toBe(2)
    expect(stderr).toMatch(message)
  })

  test('an input is not overwritten', async () => {
    const path = name('.pcap')
    writeFileSync(path, readFileSync('captures/ping.pcap'))
    expect(await onwire(['edit', path, '-w', path])).toMatchObject({ status: 3 })
    expect(readFileSync(path)).toEqual(readFileSync('captures/ping.pcap'))
  })
})

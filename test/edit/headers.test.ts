/** Tags and headers removed, comments added, and checks of 32 bits. */
import { describe, expect, test } from 'vitest'
import {
  commentCapture,
  commentFrames,
  edited,
  openBytes,
  openFile,
  Packet,
  setLinkType,
  stripTunnel,
  stripVlan,
  verifyChecksums,
  type Edit,
} from '../../src/index.ts'
import { crc32c, littleEndian } from '../../src/packet/checksums/index.ts'
import { pcap } from '../support/capture-bytes.ts'
import { bytesOf } from '../support/packets.ts'
import { mendFrameCheck } from '../../src/edit/anonymise/frame-check.ts'

/** The names of the layers of each frame, as edits leave it, and whether its checksums are right. */
async function layersOf(path: string, ...edits: readonly Edit[]) {
  const all: { readonly names: string; readonly isRight: boolean; readonly lengths: readonly number[] }[] = []
  for await (const batch of edited(await openFile(path), edits))
    for (const frame of batch) {
      const layers = new Packet(frame).layers()
      all.push({
        names: layers.map(({ schema }) => schema.name).join(' '),
        isRight: verifyChecksums(layers).every(({ verdict }) => verdict !== 'bad'),
        lengths: [frame.capturedLength, frame.originalLength],
      })
    }
  return all
}

describe('what is in front of a packet is removed', () => {
  test.each([
    ['captures/vlan.pcapng', 'vlan ', 4],
    ['captures/qinq.pcapng', 'ieee8021ad vlan ', 8],
  ])('tags of %s', async (path, tags, bytes) => {
    const before = await layersOf(path)
    const after = await layersOf(path, stripVlan())
    expect(before.some(({ names }) => names.includes(tags))).toBe(true)
    for (const [index, { names, isRight, lengths }] of after.entries()) {
      const original = before[index]!
      const isTagged = original.names.includes(tags)
      expect(names).toBe(original.names.replace(tags, ''))
      expect(isRight).toBe(original.isRight)
      expect(lengths).toEqual(original.lengths.map((length) => (isTagged ? length - bytes : length)))
    }
  })

  test.each([
    ['captures/vxlan.pcapng', 'vxlan', 'eth ip udp vxlan '],
    ['captures/geneve.pcapng', 'geneve', 'eth ip udp geneve '],
    ['captures/gre-ip.pcapng', 'gre', 'ip gre '],
    ['captures/ipip.pcapng', 'ip', 'ip '],
  ])('headers of the tunnel in %s', async (path, protocol, headers) => {
    const before = await layersOf(path)
    const after = await layersOf(path, stripTunnel(protocol))
    const isTunnel = ({ names }: { readonly names: string }) => names.includes(protocol === 'ip' ? 'ip ip ' : headers)
    expect(before.some(isTunnel)).toBe(true)
    for (const [index, { names, isRight }] of after.entries()) {
      const original = before[index]!
      expect(names).toBe(isTunnel(original) ? original.names.replace(headers, '') : names)
      if (!isTunnel(original)) expect(after[index]!.lengths).toEqual(original.lengths)
      expect(isRight).toBe(original.isRight)
    }
  })

  test('of a protocol that there is not', () => expect(() => stripTunnel('nothing')).toThrow(TypeError))
})

describe('a header in front of what is removed says what comes next, wherever it has that', () => {
  const ip4 = '45 00 001c 0001 0000 40 11 0000 c0000201 c0000202 0400 0401 0008 0000'
  const addresses6 = `2001${'00'.repeat(14)} 2001${'00'.repeat(14)}`
  const ip6 = `60 000000 0008 11 40 ${addresses6} 0400 0401 0008 0000`
  const cooked = (type: string) => `${type} 0000 00000001 0001 00 06 0200000000010000`
  const link = '020000000001 020000000002'

  /** The bytes of one frame after an edit, and those that are expected. */
  async function expectEdit(linkType: number, before: string, after: string, change: Edit) {
    const bytes = bytesOf(before)
    const stream = edited(await openBytes(pcap([[0, 0, bytes]], { linkTypeWord: linkType })), [change])
    for await (const batch of stream) for (const frame of batch) expect([...frame.bytes]).toEqual([...bytesOf(after)])
  }

  test.each<[string, number, string, string]>([
    ['0x9200', 1, `${link} 9200 0001 0800 ${ip4}`, `${link} 0800 ${ip4}`],
    ['a length', 1, `${link} 8100 0001 0003 424203`, `${link} 0003 424203`],
    ['Linux cooked 2', 276, `${cooked('8100')} 0001 0800 ${ip4}`, `${cooked('0800')} ${ip4}`],
    ['two tags there', 276, `${cooked('88a8')} 0001 8100 0002 0800 ${ip4}`, `${cooked('0800')} ${ip4}`],
    ['a length there, for which it has no place', 276, `${cooked('8100')} 0001 0003 424203`, ''],
  ])('a tag: %s', (_, linkType, before, after) => expectEdit(linkType, before, after || before, stripVlan()))

  test.each<[string, number, string, string]>([
    ['Ethernet', 1, `${link} 0800 45 00 0044 0001 0000 40 29 0000 c0000201 c0000202 ${ip6}`, `${link} 86dd ${ip6}`],
    [
      'Linux cooked 2',
      276,
      `${cooked('0800')} 45 00 0044 0001 0000 40 29 0000 c0000201 c0000202 ${ip6}`,
      `${cooked('86dd')} ${ip6}`,
    ],
    ['raw IP', 101, `45 00 0044 0001 0000 40 29 0000 c0000201 c0000202 ${ip6}`, ip6],
  ])('a tunnel: %s', (_, linkType, before, after) => expectEdit(linkType, before, after || before, stripTunnel('ip')))
})

test('comments are added to those that there are', async () => {
  const path = 'captures/comments.pcapng'
  const comments = async (...edits: readonly Edit[]) => {
    const stream = edited(await openFile(path), edits)
    const all: (readonly string[])[] = []
    for await (const batch of stream) for (const frame of batch) all.push(frame.comments)
    return { all, ofCapture: stream.sections[0]?.comments ?? [] }
  }
  const before = await comments()
  const after = await comments(commentFrames(new Map([[1, ['one', 'zwö']]])), commentCapture(['all']))
  expect(after.all).toEqual([[...before.all[0]!, 'one', 'zwö'], ...before.all.slice(1)])
  expect(after.ofCapture).toEqual([...before.ofCapture, 'all'])
})

test('the link type is that of frames and of interfaces', async () => {
  const stream = edited(await openFile('captures/ping.pcap'), [setLinkType(101)])
  expect([stream.linkType, stream.pcapHeader?.linkTypeWord]).toEqual([101, 101])
  for await (const batch of stream) for (const frame of batch) expect(frame.linkType).toBe(101)
})

describe('checks of 32 bits', () => {
  const digits = new TextEncoder().encode('123456789')

  test('CRC-32C has the value that is published', () => {
    // RFC 3720, appendix B.4: 32 bytes of zeros, of which four are the check itself.
    expect(crc32c(new Uint8Array(32), 0, 32, 8)).toBe(0x8a9136aa)
  })

  test('a frame check sequence is mended if it was right', () => {
    const from = new Uint8Array(22)
    from.set(digits, 0)
    from.set(digits, 9)
    const frame = (of: Uint8Array) => ({ from: of, shift: 0, fate: new Uint8Array(22), start: 0, end: 22 })
    const wrong = from.slice()
    mendFrameCheck({ ...frame(from), into: wrong }, [0])
    expect(wrong).toEqual(from)
    // CRC-32 of "123456789123456789".
    new DataView(from.buffer).setUint32(18, 0x4b837ae4, true)
    const into = from.slice()
    into[0]! ^= 1
    mendFrameCheck({ ...frame(from), into }, [0])
    expect(littleEndian(into, 18)).not.toBe(0x4b837ae4)
    into[0]! ^= 1
    mendFrameCheck({ ...frame(from), into }, [0])
    expect(littleEndian(into, 18)).toBe(0x4b837ae4)
  })
})

/** Tags and headers removed, comments added, and checks of 32 bits. */
import { describe, expect, test } from 'vitest'
import {
  commentCapture,
  commentFrames,
  edited,
  openFile,
  Packet,
  setLinkType,
  stripTunnel,
  stripVlan,
  verifyChecksums,
  type Edit,
} from '../../src/index.ts'
import { crc32c, littleEndian } from '../../src/packet/checksums/index.ts'
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

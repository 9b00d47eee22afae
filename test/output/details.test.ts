import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ConversationFollower } from '../../src/conversations/follower.ts'
import { Batch } from '../../src/files/batch.ts'
import { Frame } from '../../src/files/frame.ts'
import { lineOutput, TextBuffer, treeOutput, type OutputOptions } from '../../src/output/index.ts'
import { Packet } from '../../src/packet/packet.ts'
import { displayWidth } from '../../src/text/width.ts'
import { batchesOf, bytesOf, framesOf } from '../support/packets.ts'

const captures = readdirSync('captures').filter((file) => /\.pcap(?:ng)?$/.test(file))

const usual: OutputOptions = {
  time: 'none',
  verbose: 1,
}

function written(frames: readonly Frame[], options: OutputOptions = {}): string {
  const output = lineOutput({ ...usual, ...options })
  const text = new TextBuffer(16)
  for (const frame of frames) output.packet(new Batch().hold(frame), 0, text)
  return new TextDecoder().decode(text.written)
}

describe('what -v adds to lines', () => {
  test.each([
    ['web.pcapng', 12],
    ['dns.pcapng', 12],
    ['dns-edns.pcapng', 6],
    ['dhcp.pcapng', 4],
    ['unreachable.pcapng', 6],
    ['ipv6.pcapng', 14],
    ['tls.pcapng', 8],
    ['ping-options.pcapng', 4],
    ['stp.pcapng', 2],
    ['igmp.pcapng', 4],
  ])('%s', async (capture, count) => {
    await expect(written(framesOf(capture).slice(0, count))).toMatchFileSnapshot(
      `../golden/lines/verbose/${capture}.txt`,
    )
  })

  test.each(captures)('%s has words for all that is in it', (capture) => {
    const follower = new ConversationFollower()
    const output = lineOutput({ ...usual, verbose: 2, link: true })
    const text = new TextBuffer(16)
    for (const batch of batchesOf(capture)) {
      follower.follow(batch)
      for (let index = 0; index < batch.length; index++) output.packet(batch, index, text)
    }
    expect(new TextDecoder().decode(text.written)).not.toMatch(/\bNaN\b|\bundefined\b|\[object Object\]/)
  })

  test('is more with -vv, and nothing without or with -q', () => {
    const frames = framesOf('mqtt.pcapng').slice(0, 8)
    expect(written(frames, { verbose: 2 }).length).toBeGreaterThan(written(frames).length)
    expect(written(frames, { verbose: 0 }).split('\n').length).toBe(9)
    expect(written(frames, { quiet: true }).split('\n').length).toBe(9)
  })

  test('scales windows where both sides said so in the handshake that was captured', () => {
    const frames = framesOf('web.pcapng')
    expect(written(frames.slice(6))).toContain(' ACK ack 1 win 63\n')
    expect(written(frames.slice(6))).toContain('    TCP window 64512, options ts ')
    expect(written(frames.slice(7))).not.toContain('window 64512')
    const answer = frames[7]!.bytes.slice()
    answer.fill(1, answer.length - 3) // no scaling
    const refused = [frames[6]!, Frame.of(answer), ...frames.slice(8)]
    expect(written(refused)).toContain('    TCP window 63, options ts ')
  })

  test('gives the verdict on checksums', () => {
    const bytes = framesOf('web.pcapng')[9]!.bytes.slice()
    bytes[bytes.length - 1]! ^= 1
    expect(written([Frame.of(bytes)])).toMatch(/ checksum 0x[0-9a-f]{4} wrong, should be 0x[0-9a-f]{4}\n/)
    const shortened = Frame.of(bytes.slice(0, 70), { originalLength: bytes.length })
    expect(written([shortened])).toMatch(/ checksum 0x[0-9a-f]{4} not verified\n/)
    expect(written(framesOf('offload.pcapng'))).toMatch(/ checksum 0x[0-9a-f]{4} left to the network card\n/)
  })

  test('begins with the comments of the capture', () => {
    const [batch] = batchesOf('comments.pcapng')
    const text = new TextBuffer()
    lineOutput(usual).packet(batch!, 0, text)
    treeOutput({ ...usual, verbose: 0 }).packet(batch!, 0, text)
    expect(new TextDecoder().decode(text.written)).toMatch(
      /192\.0\.2\.1\n {4}comment: Who has the address\?\n[^]*\n {2}Comment: Who has the address\?\nEthernet\n/,
    )
  })

  test('is broken where the terminal ends, between values', () => {
    const all = written(framesOf('web.pcapng'), { width: () => 60 }).split('\n')
    const values = all.filter((line) => /^ {4}\S/.test(line))
    expect(Math.max(...values.map(displayWidth))).toBeLessThanOrEqual(60)
    expect(all).toContain('        checksum ok')
  })

  test('says how many members of a list, and how many layers, it leaves out', () => {
    const pim = bytesOf(
      `4500 0000 0001 0000 01 67 0000 c0000201 e000000d  20 00 0000 ${'0014 0004 00000001 '.repeat(60)}`,
    )
    expect(written([Packet.of(pim, 228).frame], { verbose: 2 })).toMatch(/\n +and 10 more\n/)
    const tags = bytesOf(`020000000002 020000000001 ${'8100 0005 '.repeat(220)} 0806 ${'00'.repeat(28)}`)
    expect(written([Packet.of(tags).frame], { link: true })).toMatch(/\n +and \d+ more layers\n$/)
  })
})

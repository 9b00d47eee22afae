/** Copying in one call, and writing frames of no source. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { compileCaptureFilter, Frame, openFile, openWriter, packets, pipe } from '../../src/index.ts'
import { bytesOf } from '../support/packets.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-pipe-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = (name: string) => join(folder, name)
const web = 'captures/web.pcapng'

async function namesIn(file: string): Promise<string[]> {
  const found: string[] = []
  for await (const packet of packets(file)) found.push(packet.layers().at(-1)!.schema.name)
  return found
}

describe('pipe', () => {
  test.each([
    ['a path', web],
    ['bytes', new Uint8Array(readFileSync(web))],
  ])('writes what passes of %s, and says how many', async (_, source) => {
    expect(await pipe(source, 'dns', path('dns.pcapng.gz'))).toBe(4)
    expect(await namesIn(path('dns.pcapng.gz'))).toEqual(['dns', 'dns', 'dns', 'dns'])
  })

  test('of an open capture, by a compiled filter, to a writer that stays open', async () => {
    const writer = await openWriter(path('all.pcap'))
    expect(await pipe(await openFile(web), compileCaptureFilter('udp', 1), writer)).toBe(4)
    expect(await pipe(web, undefined, writer)).toBe(18)
    await writer.close()
    expect((await namesIn(path('all.pcap'))).length).toBe(22)
  })

  test('keeps the metadata of the source', async () => {
    await pipe('captures/comments.pcapng', undefined, path('comments.pcapng'))
    const capture = await openFile(path('comments.pcapng'))
    expect(capture.sections[0]!.comments).toEqual((await openFile('captures/comments.pcapng')).sections[0]!.comments)
    capture.close()
  })

  test('refuses a filter or a source before anything is written', async () => {
    await expect(pipe(web, 'tcp.prt', path('never.pcap'))).rejects.toThrow('tcp.prt')
    await expect(pipe(7 as never, undefined, path('never.pcap'))).rejects.toThrow(/^pipe\(\) expected a path, .* found/)
    await expect(pipe('absent.pcap', undefined, path('never.pcap'))).rejects.toMatchObject({ code: 'not-found' })
    await expect(openFile(path('never.pcap'))).rejects.toMatchObject({ code: 'not-found' })
  })

  test('at damage what was read before it is written', async () => {
    const damaged = new Uint8Array(readFileSync('captures/ping.pcap')).subarray(0, -7)
    await expect(pipe(damaged, undefined, path('damaged.pcap'))).rejects.toMatchObject({ code: 'truncated' })
    const whole = await namesIn('captures/ping.pcap')
    expect(await namesIn(path('damaged.pcap'))).toEqual(whole.slice(0, -1))
  })

  test('aborted, it rejects with the reason', async () => {
    const reason = new Error('enough')
    await expect(pipe(web, undefined, path('none.pcap'), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })
})

describe('a writer without a source', () => {
  const ethernet = bytesOf('020000000002 020000000001 0806')
  const ip = bytesOf('4500 0014 0000 0000 40 fd 0000 c0000201 c0000202')

  test('has an interface for each link type', async () => {
    const writer = await openWriter(path('own.pcapng'))
    for (const frame of [Frame.of(ethernet), Frame.of(ip, { linkType: 228 }), Frame.of(ethernet)])
      await writer.write(frame)
    await writer.close()
    const capture = await openFile(path('own.pcapng'))
    const seen: string[] = []
    for await (const batch of capture)
      for (const { linkType, interfaceId } of batch) seen.push(`${linkType}@${interfaceId}`)
    expect(seen).toEqual(['1@0', '228@1', '1@0'])
  })

  test('writes a pcap file of the link type of its first frame, and refuses another', async () => {
    const writer = await openWriter(path('own.pcap'))
    await writer.write(Frame.of(ip, { linkType: 228 }))
    expect(() => writer.write(Frame.of(ethernet))).toThrow(/link type/)
    await writer.close()
    expect((await openFile(path('own.pcap'))).linkType).toBe(228)
  })

  test('writes a file without frames that can be read', async () => {
    const writer = await openWriter(path('empty.pcap'))
    await writer.close()
    expect(await namesIn(path('empty.pcap'))).toEqual([])
  })
})

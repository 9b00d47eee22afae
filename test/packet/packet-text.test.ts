import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { Batch, Frame, lineOutput, openBytes, Packet, packets, TextBuffer } from '../../src/index.ts'
import { bytesOf } from '../support/capture-bytes.ts'

const web = new Uint8Array(readFileSync('captures/web.pcapng'))
const all: Packet[] = []
for await (const packet of packets(web)) all.push(packet)
const [syn] = all.filter(({ tcp }) => tcp?.flags.syn)
/** Ethernet, IPv4 in IPv4, UDP, with a protocol twice. */
const tunnel = Packet.of(
  bytesOf(`00 11 22 33 44 55 66 77 88 99 aa bb 08 00
    45 00 00 34 00 00 00 00 40 04 00 00 c0 00 02 01 c0 00 02 02
    45 00 00 20 00 00 00 00 40 11 00 00 0a 00 00 01 0a 00 00 02
    10 00 20 00 00 0c 00 00 de ad be ef`),
)

describe('the text of a packet', () => {
  test('is the line of `read` without a time', async () => {
    const output = lineOutput({
      time: 'none',
      absoluteSequence: true,
    })
    const text = new TextBuffer()
    for await (const batch of await openBytes(web))
      for (let index = 0; index < batch.length; index++) output.packet(batch, index, text)
    expect(`${all.join('\n')}\n`).toBe(new TextDecoder().decode(text.written))
    expect(`${all[4]}`).toBe('192.0.2.2:53 > 192.0.2.1:45537 DNS 88 response A example.test 192.0.2.2')
  })

  test('says what is missing, and nothing raw', () => {
    expect(`${Packet.of(new Uint8Array(0))}`).toBe('DATA 0')
    expect(`${Packet.of(bytesOf('00 11 22 33'))}`).toBe('DATA 4 [|eth]')
    const evil = Buffer.from('GET /\x1b[31m\u202ex HTTP/1.1\r\n\r\n')
    const { frame } = all.find(({ http }) => http?.method !== undefined)!
    const bytes = Buffer.concat([frame.bytes.subarray(0, 66), evil])
    for (const text of [`${Packet.of(bytes)}`, inspect(Packet.of(bytes)), inspect(Packet.of(bytes).http)])
      // oxlint-disable-next-line no-control-regex
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
    expect(`${Packet.of(bytes)}`).toContain('GET /\\x1b[31m')
  })

  test('names the flags below an application that end or interrupt its connection', () => {
    const { frame } = all.find(({ http }) => http?.method !== undefined)!
    const withFlags = (flags: number) => {
      const bytes = frame.bytes.slice()
      bytes[14 + 20 + 13] = flags
      return `${Packet.of(bytes)}`
    }
    expect(withFlags(0x18)).toMatch(/ HTTP 142 GET \/ /)
    expect(withFlags(0x19)).toMatch(/ HTTP 142 FIN GET \/ /)
    expect(withFlags(0x14)).toMatch(/ HTTP 142 RST GET \/ /)
    expect(withFlags(0x38)).toMatch(/ HTTP 142 URG GET \/ /)
  })

  test('does not depend on what was written before', () => {
    const once = all.map(String)
    expect(all.toReversed().map(String)).toEqual(once.toReversed())
  })
})

describe('a packet as JSON', () => {
  test('has its layers by name, with their fields', () => {
    expect(JSON.parse(JSON.stringify(syn))).toMatchObject({
      frame: { number: 7, time: '1795356063.570626038', originalLength: 74, capturedLength: 74, linkType: 1 },
      ethernet: { source: '02:00:00:00:00:01', type: 2048 },
      ipv4: { source: '192.0.2.1', timeToLive: 64, flags: { dontFragment: true } },
      tcp: { destinationPort: 80, flags: { syn: true }, options: [{ maximumSegmentSize: 1460 }, {}, {}, {}, {}] },
    })
    expect(Object.keys(syn!.toJSON())).toEqual(['frame', 'ethernet', 'ipv4', 'tcp'])
    // The frame of 74 bytes was 650,000 characters.
    expect(JSON.stringify(syn).length).toBeLessThan(1200)
  })

  test('has an array of a protocol that occurs twice, and bytes as text', () => {
    const { frame, ethernet, ipv4, ...rest } = tunnel.toJSON()
    expect(frame).toEqual({ number: 1, originalLength: 66, capturedLength: 66, interfaceId: 0, linkType: 1 })
    expect(ethernet).toMatchObject({ type: 2048 })
    expect(ipv4).toMatchObject([{ source: '192.0.2.1' }, { source: '10.0.0.1' }])
    expect(rest).toMatchObject({ udp: { sourcePort: 4096 }, data: { data: 'deadbeef', length: 4 } })
  })

  test('says what is missing and what contradicts itself', () => {
    const { frame } = syn!
    const cut = Packet.of(frame.bytes.subarray(0, 40))
    expect(cut.toJSON()).toMatchObject({ tcp: { cut: 'header' } })
    const wrong = Uint8Array.from(frame.bytes)
    wrong[14] = 0x65
    expect(Packet.of(wrong).toJSON()['ipv4']).toMatchObject({ notes: ['ip.bogus_ip_version'], version: 6 })
  })

  test('is plain for every packet: no bigint, no bytes, no view', () => {
    for (const packet of [...all, tunnel]) expect(JSON.parse(JSON.stringify(packet))).toEqual(packet.toJSON())
  })
})

describe('what console.log shows', () => {
  test('of a packet is its line and its layers', () => {
    expect(inspect(syn)).toMatch(/^Packet 7 192\.0\.2\.1:53772 > 192\.0\.2\.2:80 TCP 74 SYN .* \{\n {2}ethernet: \{/)
    expect(inspect(syn)).toContain("    source: '192.0.2.1',")
    expect(inspect({ a: { b: { c: syn } } })).toMatch(/\[Packet 7 .* TCP 74 SYN [^\n]*\]/)
  })

  test('of a layer is its fields, of a frame its bytes, of a batch its length', () => {
    expect(inspect(syn!.ipv4)).toMatch(/^ip \{\n {2}version: 4,/)
    expect(inspect(syn!.frame)).toMatch(/^Frame 7 \{[^]*bytes: Uint8Array\(74\)/)
    expect(inspect(new Batch().hold(Frame.of(new Uint8Array(5000), { number: 3 })))).toBe(
      'Batch { length: 1, firstNumber: 3 }',
    )
  })
})

test('a packet can be cloned, without the memory that it lies in', () => {
  syn!.layers()
  const clone = structuredClone(syn!)
  expect(clone.frame).toMatchObject({ number: 7, capturedLength: 74 })
  expect(Packet.of(clone.frame.ownBytes!).tcp?.destinationPort).toBe(80)
  expect(() => structuredClone(tunnel)).not.toThrow()
})

import { describe, expect, test } from 'vitest'
import { Batch } from '../../src/files/batch.ts'
import type { Frame } from '../../src/files/frame.ts'
import { lineOutput, TextBuffer, type OutputOptions } from '../../src/output/index.ts'
import { AddressNames, type NameSources } from '../../src/packet/names/address-names.ts'
import { Layers } from '../../src/packet/layers.ts'
import { bytesOf, framesOf } from '../support/packets.ts'

const usual: OutputOptions = { time: 'none' }

function linesOf(frames: readonly Frame[], names: NameSources, options: Partial<OutputOptions> = {}): string[] {
  const output = lineOutput({ ...usual, names, ...options })
  const text = new TextBuffer()
  for (const frame of frames) output.packet(new Batch().hold(frame), 0, text)
  return new TextDecoder().decode(text.written).trimEnd().split('\n')
}

const web = framesOf('web.pcapng')
const address = bytesOf('c0000202')

describe('names in lines', () => {
  test('come from the answers of the capture, from then on', () => {
    const lines = linesOf(web, { answers: true })
    expect(lines[3]).toMatch(/^192\.0\.2\.1:\d+ > 192\.0\.2\.2:53 DNS /)
    expect(lines[4]).toMatch(/^example\.test:53 > 192\.0\.2\.1:\d+ DNS 88 response A example\.test 192\.0\.2\.2$/)
    expect(lines[9]).toMatch(/^192\.0\.2\.1:\d+ > example\.test:80 HTTP /)
  })

  test('and from tables of hosts, services and vendors', () => {
    const sources = {
      hosts: new Map([
        ['192.0.2.1', 'here'],
        ['2001:db8:1::254', 'router'],
      ]),
      services: new Map([['tcp/80', 'http']]),
      vendors: new Map([['020000', 'Local']]),
    }
    expect(linesOf(web, sources, { link: true })[9]).toMatch(
      /^Local_00:00:01 > Local_00:00:02 here:\d+ > 192\.0\.2\.2:http HTTP /,
    )
    expect(linesOf(web, sources)[0]).toMatch(/^Local_00:00:01 > Broadcast ARP /)
    expect(linesOf(web, sources, { width: () => 100 })[9]).toMatch(/^here:\d+ +> 192\.0\.2\.2:http +HTTP /)
    expect(linesOf(framesOf('ipv6.pcapng'), sources).join('\n')).toMatch(/\nrouter:http > \[2001:db8:/)
    expect(linesOf(framesOf('traceroute.pcapng'), sources).join('\n')).toMatch(/ \(here:\d+ > /)
    expect(linesOf(framesOf('gre.pcapng'), sources).join('\n')).toMatch(/ \(in here > 192\.0\.2\.2 GRE/)
  })

  test('are asked for: without them all is numeric', () =>
    expect(linesOf(web, {})).toEqual(linesOf(web, { services: new Map(), hosts: new Map() })))
})

describe('names that a capture file records', () => {
  const named = (names: readonly string[]) => {
    const batch = new Batch().of({ interfaces: [], names: [{ address, names }], secrets: [] })
    const found = new AddressNames({ hosts: new Map() })
    found.learn(batch, new Layers())
    return found.address('ipv4', address, 0)
  }

  test('are taken, escaped and cut', () => {
    expect(named(['www.example.test', 'other'])).toBe('www.example.test')
    expect(named(['a\u001b[31mb'])).toBe('a\\x1b[31mb')
    expect(named(['x'.repeat(500)])?.length).toBe(64)
    expect(named([])).toBeUndefined()
  })

  test('take bounded memory: the oldest gives way', () => {
    const names = Array.from({ length: 12 }, (_, last) => ({
      address: Uint8Array.of(192, 0, 2, last),
      names: [`host${last}`],
    }))
    const found = new AddressNames({ hosts: new Map() }, 10)
    found.learn(new Batch().of({ interfaces: [], names, secrets: [] }), new Layers())
    const known = names.map(({ address: each }) => found.address('ipv4', each, 0))
    expect(known).toEqual([undefined, undefined, ...names.slice(2).map(({ names: [name] }) => name)])
  })
})

import { describe, expect, test } from 'vitest'
import { ConversationFollower } from '../../../../src/conversations/follower.ts'
import { Batch } from '../../../../src/files/batch.ts'
import { startReader } from '../../../../src/files/reader.ts'
import { Packet } from '../../../../src/packet/packet.ts'
import { pcap } from '../../../support/capture-bytes.ts'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const raw = 101
const hex = (value: number, digits = 4) => value.toString(16).padStart(digits, '0')
const little = (value: number) => hex(value).replace(/(..)(..)/, '$2$1')
const sizeOf = (text: string) => bytesOf(text).length
const hexOf = (text: string) => Array.from(text, (character) => hex(character.charCodeAt(0), 2)).join('')
const udp = (payload: string, port: number) =>
  `45 00 ${hex(28 + sizeOf(payload))} 0001 0000 40 11 0000 c0000201 c00002ff  ${hex(port)} ${hex(port)} ${hex(8 + sizeOf(payload))} 0000 ${payload}`
const nbss = (payload: string) => `00 ${hex(sizeOf(payload), 6)} ${payload}`

/** A name in letters, each half of a byte in one. */
const encoded = (name: string, suffix: number) =>
  `20 ${Array.from(name.padEnd(15), (character) => character.charCodeAt(0))
    .concat(suffix)
    .map((code) => hex(0x41 + (code >> 4), 2) + hex(0x41 + (code & 15), 2))
    .join('')} 00`

const header = (command: string, flags = '18', flags2 = '0100', status = '00000000') =>
  `ff534d42 ${command} ${status} ${flags} ${flags2} 0000 0000000000000000 0000 0100 feff 0000 0100`
const announcement = `01 03 60ea0000 ${hexOf('HOST').padEnd(32, '0')} 04 00 03204000 15 04 55aa ${hexOf('file server')}00`
const mailslot = (data: string) => {
  const name = `${hexOf('\\MAILSLOT\\BROWSE')}00`
  const from = 32 + 1 + 34 + 2 + sizeOf(name)
  return `${header('25', '00', '0000')} 11 0000 ${little(sizeOf(data))} 0000 0000 00 00 0000 00000000 0000 0000 0000
    ${little(sizeOf(data))} ${little(from)} 03 00 0100 0100 0200 ${little(sizeOf(name) + sizeOf(data))} ${name} ${data}`
}
const datagram = (payload: string) => {
  const names = `${encoded('HOST', 0)} ${encoded('WORKGROUP', 0x1d)}`
  return udp(`11 02 0007 c0000201 008a ${hex(sizeOf(names) + sizeOf(payload))} 0000 ${names} ${payload}`, 138)
}
const query = udp(`0007 0110 0001 0000 0000 0000 ${encoded('SERVER', 0x20)} 0020 0001`, 137)
const answer = udp(
  `0007 8580 0000 0001 0000 0000 ${encoded('SERVER', 0x20)} 0020 0001 000493e0 0006 0000 c0000202`,
  137,
)
const status = udp(
  `0008 8400 0000 0001 0000 0000 ${encoded('SERVER', 0x20)} 0021 0001 00000000 003d 01 ${hexOf('SERVER'.padEnd(15))} 20 0400
    020000000001 ${'00'.repeat(36)}`,
  137,
)
const negotiate = `${header('72')} 00 0c00 02 ${hexOf('NT LM 0.12')}00`
const setup = `${header('73')} 0d 75 00 5200 ffff 0200 0100 00000000 0000 0000 00000000 00000000 1500
  ${hexOf('bob')}00 ${hexOf('HOME')}00 ${hexOf('Unix')}00 ${hexOf('Samba')}00 00
  04 ff 00 0000 0000 0100 1300 00 ${hexOf('\\\\SERVER\\DIR')}00 ${hexOf('A:')}0000`
const denied = header('a2', '98', '0340', '220000c0') + '00 0000'

/** The packets of frames that are followed as a capture is. */
function follow(frames: readonly Uint8Array[]): Packet[] {
  const bytes = pcap(
    frames.map((frame, at) => [at, 0, frame] as const),
    { linkTypeWord: raw },
  )
  const { reader, position } = startReader(bytes, 0, bytes.length, 'frames')!
  const batch = new Batch()
  reader.read(bytes, position, bytes.length, batch)
  new ConversationFollower().follow(batch)
  return [...batch].map((frame) => new Packet(frame))
}

describe('NetBIOS', () => {
  test.each([
    ['nbns-query', query, 'nbns'],
    ['nbns-answer', answer, 'nbns'],
    ['nbns-status', status, 'nbns'],
    ['nbdgm', datagram(mailslot(announcement)), 'nbdgm'],
  ] as const)('tree of %s', (file, text, name) => expectGolden(packetOfHex(text, raw), file, name))

  test('names say what they are of', () => {
    expect(summariesOf(packetOfHex(query, raw), 'nbns')).toEqual(['Name query NB SERVER<20>'])
    expect(summariesOf(packetOfHex(answer, raw), 'nbns')).toEqual([
      'Name query response NB SERVER<20> (Server service) 192.0.2.2',
    ])
    expect(valuesOf(packetOfHex(status, raw), 'nbns.netbios_name')).toEqual(['SERVER<20>'])
  })

  test('sessions begin with names', () => {
    const [request, answered] = dialog(
      [
        ['>', bytesOf(`81 000044 ${encoded('SERVER', 0x20)} ${encoded('HOST', 0)}`)],
        ['<', bytesOf('83 000001 82')],
      ],
      { port: 139 },
    )
    expect(summariesOf(request!, 'nbss')).toEqual(['Session request, HOST<00> to SERVER<20>'])
    expect(summariesOf(answered!, 'nbss')).toEqual(['Negative session response, Called name not present'])
    return expectGolden(request!, 'nbss', 'nbss')
  })
})

test('messages to mailslots are layers of their own', async () => {
  const frame = bytesOf(datagram(mailslot(announcement)))
  const [packet] = follow([frame])
  expect(protocolsOf(packet!)).toBe('raw:ip:udp:nbdgm:smb:browser')
  expect(summariesOf(packet!, 'browser')).toEqual(['Host Announcement HOST, file server'])
  await expectGolden(packet!, 'browser', 'browser')
})

describe('SMB', () => {
  const said = (text: string, side: '>' | '<' = '>') => dialog([[side, bytesOf(nbss(text))]], { port: 445 })[0]!

  test.each([
    ['smb-negotiate', negotiate],
    ['smb-setup', setup],
  ] as const)('tree of %s', (file, text) => expectGolden(said(text), file, 'smb'))

  test('says what commands are about', () => {
    expect(summariesOf(said(negotiate), 'smb')).toEqual(['Negotiate Protocol Request'])
    expect(summariesOf(said(denied, '<'), 'smb')).toEqual(['NT Create AndX Response, STATUS_ACCESS_DENIED'])
  })

  test('several messages in one segment', () => {
    const [packet] = dialog([['>', bytesOf(nbss(negotiate) + nbss(negotiate))]], { port: 445 })
    expect(protocolsOf(packet!)).toBe('raw:ip:tcp:nbss:smb:nbss:smb')
  })
})

test('damaged packets are safe', () => {
  expectSafe(bytesOf(answer), raw)
  expectSafe(
    bytesOf(
      `45 00 ${hex(40 + 4 + sizeOf(negotiate))} 0001 0000 40 06 0000 c0000201 c0000202 c000 01bd 00000001 00000001 5018 ffff 0000 0000 ${nbss(negotiate)}`,
    ),
    raw,
  )
})

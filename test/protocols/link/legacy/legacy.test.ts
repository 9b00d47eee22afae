import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const addresses = 'ff ff ff ff ff ff 02 00 00 00 00 01'
const hex16 = (value: number) => value.toString(16).padStart(4, '0')
const textOf = (text: string) => Buffer.from(text).toString('hex')
const sized = (text: string) => `${hex16(bytesOf(text).length)} ${text}`
const linked = (text: string) => packetOfHex(`${addresses} ${sized(text)}`)
const typed = (type: string, text: string) => packetOfHex(`${addresses} ${type} ${text}`)
const low16 = (value: number) => hex16(((value & 255) << 8) | (value >> 8))
const line = (packet: ReturnType<typeof linked>, name: string) => summariesOf(packet, name)[0]

const ipx = (type: string, socket: string, text: string) =>
  linked(
    `e0 e0 03 ffff ${hex16(30 + bytesOf(text).length)} 00 ${type} 00000001 ffffffffffff ${socket} 00000001 020000000001 ${socket} ${text}`,
  )
const rip = ipx('01', '0453', '0002 0000000a 0001 0002')
const sap = ipx('04', '0452', `0002 0004 ${textOf('SERVER').padEnd(96, '0')} 00000001 020000000001 0451 0001`)
const query = ipx('00', '0452', '0003 0004')
const spx = ipx('05', '4000', 'c8 00 0001 0002 0003 0004 0005 0400')
const found = ipx('14', '0455', `${'00'.repeat(32)} 00 01 ${textOf('HOST'.padEnd(15))} 20`)

const names = `${textOf('SERVER'.padEnd(15))} 20 ${textOf('CLIENT'.padEnd(15))} 00`
const netbios = (command: string, text: string) => linked(`f0 f0 03 2c00 ffef ${command} ${text}`)
const nameQuery = netbios('0a', `00 05 00 0100 0200 ${names}`)
const session = linked('f0 f0 03 0e00 ffef 16 02 0000 0100 0200 03 04 aabb')

const decnet = (text: string) => typed('6003', `${low16(bytesOf(text).length)} ${text}`)
const hello = decnet(`0d 020000 aa0004000104 03 3240 00 ${'00'.repeat(8)} aa0004000204 0a00 00 02 aaaa`)
const router = decnet('0b 020000 aa0004000108 02 d005 40 00 0f00 00')
const data = decnet('81 26 0000 aa0004000104 0000 aa0004000204 00 00 00 00 60 0120 0220 0580 0300 aabb')
const plain = decnet('02 0104 0204 00 18 0000 0220 01 02 0002')

const ddp = (type: string, text: string) =>
  linked(`aa aa 03 080007 809b ${hex16(13 + bytesOf(text).length)} 0000 0001 0001 02 03 02 fd ${type} ${text}`)
const nbp = ddp('02', `21 05 0001 03 fd 00 04${textOf('name')} 04${textOf('Echo')} 01 2a`)
const aarp = (operation: string) =>
  linked(`aa aa 03 000000 80f3 0001 809b 06 04 ${operation} 020000000001 00 0001 03 000000000000 00 0001 02`)

const read = typed('88a2', '10 00 0014 00 00 0000000a 40 00 02 24 100000000000 0000')
const refusal = typed('88a2', '1c 03 0014 00 00 0000000a 40 00 02 24 100000000000 0000')
const configuration = typed('88a2', '18 00 0014 00 01 0000000b 0010 0001 02 10 0000')

describe('trees', () => {
  test.each([
    ['ipxrip', rip, ['ipx', 'ipxrip']],
    ['ipxsap', sap, ['ipxsap']],
    ['spx', spx, ['spx']],
    ['nbipx', found, ['nbipx']],
    ['netbios', nameQuery, ['netbios']],
    ['netbios-session', session, ['netbios']],
    ['decnet-hello', hello, ['dec_dna']],
    ['decnet-data', data, ['dec_dna', 'nsp']],
    ['nbp', nbp, ['ddp', 'nbp']],
    ['aarp', aarp('0001'), ['aarp']],
    ['aoe', read, ['aoe']],
    ['aoe-configuration', configuration, ['aoe']],
  ] as const)('%s', (file, packet, layers) => expectGolden(packet, file, ...layers))
})

describe('lines', () => {
  test('of Novell', () => {
    expect(line(rip, 'ipx')).toBe('00000001.02:00:00:00:00:01:0x453 > 00000001.ff:ff:ff:ff:ff:ff:0x453 RIP')
    expect(line(rip, 'ipxrip')).toBe('Response 0000000a/1')
    expect(line(sap, 'ipxsap')).toBe('General response SERVER')
    expect(line(query, 'ipxsap')).toBe('Nearest query for File Server')
    expect(line(spx, 'spx')).toBe('SPX 1 > 2, seq 3, ack 4, acknowledge')
    expect(line(found, 'nbipx')).toBe('Find name HOST<20>')
    expect(protocolsOf(packetOfHex(`${addresses} 001e ffff 001e 0011 ${'00'.repeat(24)}`))).toMatch(/^eth:ipx/)
  })

  test('of NetBIOS', () => {
    expect(line(nameQuery, 'netbios')).toBe('Name Query SERVER<20> from CLIENT<00>')
    expect(line(session, 'netbios')).toBe('Data Only Last, session 4 > 3')
    expect(protocolsOf(session)).toMatch(/netbios:data$/)
  })

  test('of DECnet', () => {
    expect(line(hello, 'dec_dna')).toBe('End node hello from 1.1, every 10 s')
    expect(line(router, 'dec_dna')).toBe('Router hello from 2.1, every 15 s')
    expect(line(data, 'dec_dna')).toBe('1.2 > 1.1')
    expect(line(plain, 'dec_dna')).toBe('1.2 > 1.1')
    expect(line(data, 'nsp')).toBe('Data, whole, link 8194 > 8193')
    expect(valuesOf(data, 'dec_dna.nsp.segnum')).toEqual([3])
  })

  test('of AppleTalk', () => {
    expect(line(nbp, 'ddp')).toBe('1.3:253 > 1.2:2 NBP')
    expect(line(nbp, 'nbp')).toBe('Lookup name:Echo@*')
    expect(line(aarp('0001'), 'aarp')).toBe('Request: who has 1.2? Tell 1.3')
    expect(line(aarp('0002'), 'aarp')).toBe('1.3 is at 02:00:00:00:00:01')
  })
})

test('lines of ATA over Ethernet', () => {
  expect([read, refusal, configuration].map((packet) => line(packet, 'aoe'))).toEqual([
    'Issue ATA command request 20.0, Read sectors ext of 2 at 16',
    'Issue ATA command response 20.0, error: Device unavailable',
    'Query configuration response 20.0',
  ])
})

describe('damage', () => {
  test.each([
    ['DECnet', data],
    ['NBP', nbp],
  ])('%s', (_, packet) => expectSafe(packet.frame.bytes.slice()))
})

import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const ethernet = (type: string, body: string) => packetOfHex(`020000000001 020000000002 ${type} ${body}`, 1)
const lineOf = (type: string, body: string, protocol: string) => summariesOf(ethernet(type, body), protocol)[0]

describe('connectivity fault management', () => {
  const check = `a0 01 84 46 00000007 0001 ${'00'.repeat(48)} ${'00'.repeat(16)}`
  test('tree', () => expectGolden(ethernet('8902', `${check} 02 0001 02 00`), 'cfm', 'cfm'))

  test.each([
    [`${check} 00`, 'Continuity Check Message, level 5, end point 1, sequence 7, remote defect'],
    [`${check.replace('84', '04')} 00`, 'Continuity Check Message, level 5, end point 1, sequence 7'],
    ['60 03 00 04 00000009 03 0002 aabb 00', 'Loopback Message, level 3, id 9'],
    ['60 02 00 04 00000009 00', 'Loopback Reply, level 3, id 9'],
    ['60 2f 00 04 00000009 00', 'Delay Measurement Message, level 3'],
    ['60 c8 00 00 00', 'opcode 200, level 3'],
  ])('%s', (body, line) => expect(lineOf('8902', body, 'cfm')).toBe(line))

  test('is safe', () => expectSafe(bytesOf(`020000000001 020000000002 8902 60 03 00 04 00000009 03 0002 aabb 00`), 1))
})

describe('TIPC', () => {
  const named = '41420028 40001000 00000000 01001002 00000005 00000006 01001002 01001003 000003e8 00000001'
  test('tree', () => expectGolden(ethernet('88ca', named), 'tipc', 'tipc'))

  test.each([
    [named, 'NAMED_MSG, port 5 to 6, name 1000:1'],
    ['40c0001c 00000000 00000000 01001002 00000005 00000006 61626364', 'CONN_MSG, port 5 to 6'],
    ['40c00018 e4000000 00000000 01001002 00000005 00000006', 'type 7, port 5 to 6, Destination port does not exist'],
    ['40c00018 1e000000 00000000 01001002 00000005 00000006', 'CONN_MSG, port 5 to 6, error 15'],
    ['4fc00018 00000000 00000000 01001002 00000005 00000006', 'Link State Management'],
    ['5fc00018 00000000 00000000 01001002 00000005 00000006', 'user 15'],
  ])('%s', (body, line) => expect(lineOf('88ca', body, 'tipc')).toBe(line))

  test('names nodes', () => expect(valuesOf(ethernet('88ca', named), 'tipc.dst_proc')).toEqual(['1.1.3']))

  test('is safe', () => expectSafe(bytesOf(`020000000001 020000000002 88ca ${named}`), 1))
})

describe('MACsec', () => {
  const code = '00112233445566778899aabbccddeeff'
  const packet = '45 00 0014 0000 0000 40 fd 0000 c0000201 c0000202'
  test('tree', () =>
    expectGolden(ethernet('88e5', `20 00 00000007 020000000002 0001 0800 ${packet} ${code}`), 'macsec', 'macsec'))

  test.each([
    [`20 00 00000007 020000000002 0001 0800 ${packet} ${code}`, 'packet 7, association 0, IPv4', 'eth:macsec:ip'],
    [`00 00 00000007 9999 ${packet} ${code}`, 'packet 7, association 0, authenticated', undefined],
    [`0d 00 00000007 aabb ${code}`, 'packet 7, association 1, encrypted', 'eth:macsec:data'],
    [`05 00 00000007 aabb ${code}`, 'packet 7, association 1, changed', 'eth:macsec:data'],
  ])('%s', (body, line, layers) => {
    expect(lineOf('88e5', body, 'macsec')).toBe(line)
    if (layers !== undefined) expect(protocolsOf(ethernet('88e5', body))).toBe(layers)
  })

  test('is safe', () => expectSafe(bytesOf(`020000000001 020000000002 88e5 0d 00 00000007 aabb ${code}`), 1))
})

describe('Nortel discovery', () => {
  const hello = (state: string) =>
    packetOfHex(`010081000100 020000000002 0013 aaaa03 000081 01a2 c0000201 000115 32 0c ${state} 01`, 1)
  test('tree', () => expectGolden(hello('02'), 'ndp', 'ndp'))
  test.each([
    ['02', 'from 192.0.2.1, segment 0x000115, Heartbeat'],
    ['63', 'from 192.0.2.1, segment 0x000115, state 99'],
  ])('state %s', (state, line) => expect(summariesOf(hello(state), 'ndp')).toEqual([line]))
})

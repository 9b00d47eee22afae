import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { overTcp, raw } from '../../../support/over-ip.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const hexOf = (text: string) => [...text].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('')
const tacacs = (type: string, sequence: string, body: string, flags = '01') =>
  `c1 ${type} ${sequence} ${flags} 0000002a ${bytesOf(body).length.toString(16).padStart(8, '0')} ${body}`
const names = `${hexOf('bob')} ${hexOf('tty1')} ${hexOf('192.0.2.7')}`
const start = (method: string) => tacacs('01', '01', `01 0f ${method} 01 03 04 09 06 ${names} ${hexOf('secret')}`)
const reply = (status: string) => tacacs('01', '02', `${status} 00 0005 0000 ${hexOf('hello')}`)
const values = `${hexOf('service=shell')} ${hexOf('cmd=')}`
const authorize = tacacs('02', '01', `06 0f 01 01 03 04 09 03 0d 04 00 ${names} ${values}`)
const granted = (status: string) => tacacs('02', '02', `${status} 01 0000 0000 0c ${hexOf('priv-lvl=15 ')}`)
const account = tacacs('03', '01', `02 06 0f 01 01 03 04 09 01 09 ${names} ${hexOf('task_id=7')}`)
const lineOf = (payload: string) => summariesOf(packetOfHex(overTcp(40000, 49, payload), raw), 'tacplus')[0]

describe('TACACS+', () => {
  test.each([
    ['tacacs-start', start('02')],
    ['tacacs-authorize', authorize],
    ['tacacs-account', account],
  ])('tree of %s', (file, payload) => expectGolden(packetOfHex(overTcp(40000, 49, payload), raw), file, 'tacplus'))

  test.each([
    [start('02'), 'Authentication request, seq 1, user bob, port tty1'],
    [start('03'), 'Authentication request, seq 1, user bob, port tty1'],
    [reply('01'), 'Authentication reply, seq 2, Authentication Passed'],
    [reply('02'), 'Authentication reply, seq 2, Authentication Failed'],
    [reply('63'), 'Authentication reply, seq 2, status 99'],
    [tacacs('01', '03', `0003 0000 00 ${hexOf('bob')}`), 'Authentication request, seq 3'],
    [authorize, 'Authorization request, seq 1, user bob, port tty1, service=shell, cmd='],
    [granted('01'), 'Authorization reply, seq 2, Pass Add, priv-lvl=15 '],
    [granted('63'), 'Authorization reply, seq 2, status 99, priv-lvl=15 '],
    [account, 'Accounting request, seq 1, user bob, port tty1, task_id=7'],
    [tacacs('03', '02', '0000 0000 01'), 'Accounting reply, seq 2, Success'],
    [tacacs('03', '02', '0000 0000 63'), 'Accounting reply, seq 2, status 99'],
    [tacacs('01', '01', '0102030405', '00'), 'Authentication request, seq 1, obfuscated, 5 bytes'],
  ])('%#: says what it is', (payload, text) => expect(lineOf(payload)).toBe(text))

  test('a password is a field of its own', () => {
    expect(valuesOf(packetOfHex(overTcp(40000, 49, start('02')), raw), 'tacplus.auth_password')).toEqual(['secret'])
    expect(valuesOf(packetOfHex(overTcp(40000, 49, start('03')), raw), 'tacplus.auth_password')).toEqual([])
  })

  test('arguments end with the packet', () => {
    const cut = tacacs('02', '01', `06 0f 01 01 00 00 00 02 02 ff ${hexOf('a=')}`)
    expect(valuesOf(packetOfHex(overTcp(40000, 49, cut), raw), 'tacplus.arg_value')).toEqual(['a='])
  })

  test('packets in several segments', () => {
    const bytes = bytesOf(start('02') + authorize)
    const packets = dialog(
      [
        ['>', bytes.subarray(0, 20)],
        ['>', bytes.subarray(20)],
      ],
      { port: 49 },
    )
    expect(packets.flatMap((packet) => summariesOf(packet, 'tacplus'))).toHaveLength(2)
  })

  test('what is not TACACS+ is data', () => {
    for (const text of ['c1 04 01 01 0000002a 00000001 00', 'b1 01 01 01 0000002a 00000001 00', 'c101'])
      expect(protocolsOf(packetOfHex(overTcp(40000, 49, text), raw))).toBe('raw:ip:tcp:data')
  })

  test('is safe', () => {
    expectSafe(bytesOf(overTcp(40000, 49, reply('01'))), raw)
    expectSafe(bytesOf(overTcp(40000, 49, authorize)), raw)
  })
})

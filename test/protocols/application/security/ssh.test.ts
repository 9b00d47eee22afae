import { describe, expect, test } from 'vitest'
import { bytesOf } from '../../../support/capture-bytes.ts'
import { dialog } from '../../../support/dialog.ts'
import { expectGolden, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const port = { port: 22 }
const hex32 = (value: number) => value.toString(16).padStart(8, '0')
const text = (value: string) => hex32(value.length) + Buffer.from(value).toString('hex')
/** RFC 4253, section 6, with four bytes of padding. */
const packet = (payload: string) => `${hex32(bytesOf(payload).length + 5)} 04 ${payload} 00000000`
const others = ['ssh-ed25519', 'aes128-ctr', 'aes256-ctr', 'hmac-sha2-256', 'hmac-sha1', 'none', 'zlib', '', '']
const offers = (kex: string) => packet(`14 ${'ab'.repeat(16)} ${[kex, ...others].map(text).join('')} 00 00000000`)
const init = offers('curve25519-sha256,ext-info-c')
const serverInit = offers('curve25519-sha256,kex-strict-s-v00@openssh.com')
const curveInit = packet(`1e 00000020 ${'11'.repeat(32)}`)
const edKey = text('ssh-ed25519')
const [key, power, signature] = ['22'.repeat(32), '33'.repeat(32), '44'.repeat(64)]
const curveReply = packet(
  `1f ${hex32(51)} ${edKey} 00000020 ${key} 00000020 ${power} ${hex32(83)} ${edKey} 00000040 ${signature}`,
)
const newKeys = `0000000c 0a 15 ${'00'.repeat(10)}`
const groupRequest = packet('22 00000800 00000c00 00002000')
const group = packet(`1f 00000081 00${'55'.repeat(128)} 00000001 02`)
const groupInit = packet(`20 00000080 ${'66'.repeat(128)}`)
const disconnect = packet(`01 0000000b ${text('bye')} 00000000`)
const encrypted = `9f112233 ${'77'.repeat(28)}`

describe('SSH', () => {
  const packets = () =>
    dialog(
      [
        ['<', 'SSH-2.0-OpenSSH_9.2\r\n'],
        ['>', 'SSH-2.0-test\n'],
        ['>', bytesOf(init)],
        ['<', bytesOf(serverInit)],
        ['>', bytesOf(curveInit)],
        ['<', bytesOf(`${curveReply} ${newKeys}`)],
        ['>', bytesOf(newKeys)],
        ['>', bytesOf(encrypted)],
      ],
      port,
    )

  test('a connection up to its new keys', () => {
    expect(packets().map((packet) => summariesOf(packet, 'ssh').join('; '))).toEqual([
      'Protocol SSH-2.0-OpenSSH_9.2',
      'Protocol SSH-2.0-test',
      'Key Exchange Init',
      'Key Exchange Init',
      'Elliptic Curve Diffie-Hellman Key Exchange Init',
      'Key Exchange Method Reply; New Keys',
      'New Keys',
      'Encrypted packet, 32 bytes',
    ])
  })

  test.each([
    ['ssh-banner', 0],
    ['ssh-offers', 2],
    ['ssh-reply', 5],
    ['ssh-encrypted', 7],
  ] as const)('tree of %s', (file, at) => expectGolden(packets()[at]!, file, 'ssh'))

  test('fingerprints are those of the side that sends the lists', () => {
    expect(valuesOf(packets()[2]!, 'ssh.kex.hassh_algorithms')).toEqual([
      'curve25519-sha256,ext-info-c;aes128-ctr;hmac-sha2-256;none',
    ])
    expect(valuesOf(packets()[3]!, 'ssh.kex.hasshserver_algorithms')).toEqual([
      'curve25519-sha256,kex-strict-s-v00@openssh.com;aes256-ctr;hmac-sha1;zlib',
    ])
    expect(valuesOf(packets()[2]!, 'ssh.kex.hassh')).toMatchObject([expect.stringMatching(/^[0-9a-f]{32}$/)])
  })

  test('Diffie-Hellman groups', () => {
    const said = dialog(
      [
        ['>', bytesOf(groupRequest)],
        ['<', bytesOf(group)],
        ['>', bytesOf(groupInit)],
        ['>', bytesOf(disconnect)],
      ],
      port,
    )
    expect(valuesOf(said[0]!, 'ssh.dh_gex.nbits')).toEqual([3072])
    expect(valuesOf(said[1]!, 'ssh.mpint_length')).toEqual([129, 1])
    expect(valuesOf(said[2]!, 'ssh.dh.e')).toHaveLength(1)
    expect(valuesOf(said[3]!, 'ssh.disconnect_description')).toEqual(['bye'])
  })

  test('messages in several segments', () => {
    const bytes = bytesOf(init)
    const said = dialog(
      [
        ['>', bytes.subarray(0, 40)],
        ['>', bytes.subarray(40)],
      ],
      port,
    )
    expect(said.map((packet) => summariesOf(packet, 'ssh').join())).toEqual(['', 'Key Exchange Init'])
  })

  test('damage', () => {
    const ip = '45 00 004c 0001 0000 40 06 0000 c0000201 c0000202 d000 0016 00000001 00000001 50 18 ffff 0000 0000'
    expectSafe(bytesOf(`${ip} ${curveInit}`), 101)
    expect(valuesOf(packetOfHex(`${ip} ${curveInit}`, 101), 'ssh.message_code')).toEqual([30])
  })
})

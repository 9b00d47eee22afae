import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'
import { datagram, raw } from '../../../support/raw-frames.ts'

const credentials = `00000007 00000000 00000002 000186a3 00000003 00000001
  00000001 00000020 12345678 00000005 686f7374 61000000 000003e8 000003e8 00000001 00000064
  00000000 00000000 00000004 01020304`
const reply = '00000007 00000001 00000000 00000000 00000000 00000000 00000000'
const mismatch = '00000008 00000001 00000000 00000000 00000000 00000002 00000002 00000003'
const denied = '00000009 00000001 00000001 00000001 00000005'
const packet = (payload: string) => packetOfHex(datagram(2049, payload), raw)

describe('RPC', () => {
  test('tree of a call', () => expectGolden(packet(credentials), 'rpc-call', 'rpc'))
  test('tree of a reply', () => expectGolden(packet(mismatch), 'rpc-reply', 'rpc'))

  test.each([
    [credentials, 'NFS v3 GETATTR call, xid 0x7'],
    [reply, 'reply, success, xid 0x7'],
    [mismatch, 'reply, version unsupported, xid 0x8'],
    [denied, 'reply, denied, authentication failed, too weak, xid 0x9'],
  ])('says what it is', (payload, text) => expect(summariesOf(packet(payload), 'rpc')).toEqual([text]))

  test('what is neither is other data', () =>
    expect(packet('00000007 00000002 00000000').remoteProcedureCall).toBeUndefined())

  test('has a mark in a stream, and is answered', () => {
    const marked = (text: string) => bytesOf(`8000${bytesOf(text).length.toString(16).padStart(4, '0')} ${text}`)
    const question = marked(credentials)
    const packets = dialog(
      [['>'], ['<'], ['>', question.subarray(0, 40)], ['>', question.subarray(40)], ['<', marked(reply)]],
      { port: 2049 },
    )
    expect(packets.flatMap((each) => summariesOf(each, 'rpc'))).toEqual([
      'NFS v3 GETATTR call, xid 0x7',
      'reply, success, xid 0x7',
    ])
    expect(packets.flatMap((each) => valuesOf(each, 'rpc.lastfrag'))).toEqual([true, true])
    expect(packets.flatMap((each) => valuesOf(each, 'rpc.repframe'))).toHaveLength(1)
  })

  test('is safe', () => {
    expectSafe(bytesOf(datagram(2049, credentials)), raw)
    expectSafe(bytesOf(datagram(2049, denied)), raw)
  })
})

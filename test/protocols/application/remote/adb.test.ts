import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { hexOf, raw, tcp } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const little = (value: number) => {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value, true)
  return Buffer.from(bytes).toString('hex')
}
const inverted = (word: string) => Buffer.from(bytesOf(hexOf(word)).map((byte) => byte ^ 0xff)).toString('hex')
const message = (word: string, first: number, second: number, data = '') =>
  hexOf(word) + little(first) + little(second) + little(data.length / 2) + little(0) + inverted(word) + data
const open = message('OPEN', 1, 0, `${hexOf('shell:ls')}00`)

describe('ADB', () => {
  test.each([
    [message('CNXN', 0x1000000, 4096, hexOf('host::')), 'Connect host::'],
    [message('AUTH', 1, 0, '0102'), 'Authenticate Token'],
    [open, 'Open local=1 shell:ls'],
    [message('OKAY', 2, 1), 'Okay local=2 remote=1'],
    [message('WRTE', 2, 1, '010203'), 'Write local=2 remote=1 3 bytes'],
    [message('CLSE', 2, 1), 'Close local=2 remote=1'],
    [message('SYNC', 1, 5), 'Sync'],
    [message('STLS', 0x1000000, 0), 'Start TLS'],
  ])('%#', (bytes, line) => expect(summariesOf(packetOfHex(tcp(5555, bytes), raw), 'adb')).toEqual([line]))

  test('tree of an open', () => expectGolden(packetOfHex(tcp(5555, open), raw), 'adb-open', 'adb'))
  test('messages over segments', () => {
    const bytes = bytesOf(open + message('WRTE', 1, 2, '0102'))
    const packets = dialog([['>', bytes.slice(0, 30)], ['>', bytes.slice(30)], ['<', bytesOf(message('OKAY', 2, 1))]], { port: 5555 }) // prettier-ignore
    expect(packets.map((packet) => summariesOf(packet, 'adb').length)).toEqual([0, 2, 1])
    expect(valuesOf(packets[2]!, 'adb.answer_to')).toEqual([2])
  })
  test('other bytes are not it', () =>
    expect(protocolsOf(packetOfHex(tcp(5555, open.replace(inverted('OPEN'), '00000000')), raw))).toBe(
      'raw:ip:tcp:data',
    ))
  test('is safe', () => expectSafe(bytesOf(tcp(5555, open)), raw))
})

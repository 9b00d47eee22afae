import { describe, expect, test } from 'vitest'
import { join } from '../../../support/capture-bytes.ts'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { hexOf, raw, tcp } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const hex = (value: number, size: number) => value.toString(16).padStart(2 * size, '0')
const string = (text: string) => `02${hex(text.length, 2)}${hexOf(text)}`
const property = (name: string, value: string) => hex(name.length, 2) + hexOf(name) + value
const number = (value: number) => {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setFloat64(0, value)
  return `00${Buffer.from(bytes).toString('hex')}`
}
const object = (...properties: readonly string[]) => `03${properties.join('')}000009`
/** A message of type 0 in chunks. */
function message(id: number, type: number, body: string, size = 128): string {
  const head = `${hex(id, 1)}000000${hex(body.length / 2, 3)}${hex(type, 1)}00000000`
  return head + (body.match(new RegExp(`.{1,${2 * size}}`, 'g')) ?? []).join(hex(0xc0 + id, 1))
}
const zeros = new Uint8Array(1536)
const greeting = join(new Uint8Array([3]), zeros)
const connect = message(
  3,
  20,
  string('connect') +
    number(1) +
    object(
      property('app', string('live')),
      property('tcUrl', string('rtmp://h/live')),
      property('x', string('y'.repeat(120))),
    ),
)
const result = string('_result') + number(1) + object(property('code', string('NetConnection.Connect.Success')))
const control = [message(2, 5, '002625a0'), message(2, 6, '002625a002'), message(2, 1, '00001000')].join('')
const media = message(4, 8, 'af001210') + message(6, 9, `1700${'00'.repeat(200)}`) + `44000020000003 08 af0101`

const packets = dialog(
  [
    ['>', greeting],
    ['<', join(greeting, zeros)],
    ['>', zeros],
    ['>', bytesOf(connect)],
    ['<', bytesOf(control)],
    ['<', bytesOf(message(3, 20, result, 4096))],
    ['>', bytesOf(message(8, 20, string('publish') + number(2) + '05' + string('name')))],
    ['<', bytesOf(message(2, 4, '000000000001', 4096))],
    ['>', bytesOf(media)],
  ],
  { port: 1935 },
)

describe('RTMP', () => {
  test('lines of a session', () =>
    expect(packets.map((packet) => summariesOf(packet, 'rtmpt'))).toEqual([
      ['Handshake C0+C1 or S0+S1'],
      ['Handshake C0+C1 or S0+S1', 'Handshake C2 or S2'],
      ['Handshake C2 or S2'],
      ['AMF0 Command connect app=live tcUrl=rtmp://h/live'],
      ['Window Acknowledgement Size 2500000', 'Set Peer Bandwidth 2500000', 'Set Chunk Size 4096'],
      ['AMF0 Command _result code=NetConnection.Connect.Success'],
      ['AMF0 Command publish name'],
      ['User Control Message Stream Begin'],
      ['Audio Data AAC', 'Video Data H.264 Key frame', 'Audio Data AAC'],
    ]))
  test('a result finds its call', () => expect(valuesOf(packets[5]!, 'rtmpt.function.response')).toEqual([4]))
  test('trees', async () => {
    await expectGolden(packets[5]!, 'rtmp-result', 'rtmpt')
    await expectGolden(packets[8]!, 'rtmp-media', 'rtmpt')
  })
  test('another protocol on its port', () =>
    expect(protocolsOf(dialog([['>', 'GET / HTTP/1.1\r\n\r\n']], { port: 1935 })[0]!)).not.toContain('rtmpt'))
  test('is safe', () => expectSafe(bytesOf(tcp(1935, media)), raw))
})

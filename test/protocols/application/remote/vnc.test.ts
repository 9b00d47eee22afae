import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, summariesOf, valuesOf } from '../../../support/packets.ts'

const format = '20 18 00 01 00ff 00ff 00ff 10 08 00 000000'

describe('VNC', () => {
  const packets = dialog(
    [
      ['<', 'RFB 003.008\n'],
      ['>', 'RFB 003.008\n'],
      ['<', bytesOf('02 01 02')],
      ['>', bytesOf('02')],
      ['<', bytesOf('00'.repeat(16))],
      ['>', bytesOf('11'.repeat(16))],
      ['<', bytesOf('00000000')],
      ['>', bytesOf('01')],
      ['<', bytesOf(`0400 0300 ${format} 00000004 64656d6f`)],
      ['>', bytesOf('02 00 0002 00000000 ffffff11')],
      ['>', bytesOf('03 00 0000 0000 0400 0300')],
      ['<', bytesOf('00 00 0001 0000 0000 0001 0001 00000000 00000000')],
      ['>', bytesOf('04 01 0000 00000061')],
      ['>', bytesOf('05 01 0010 0020')],
    ],
    { port: 5900 },
  )
  test.each([
    ['vnc-server-init', 8],
    ['vnc-encodings', 9],
  ] as const)('tree of %s', (file, index) => expectGolden(packets[index]!, file, 'vnc'))

  test('messages in their order', () => {
    expect(packets.map((packet) => summariesOf(packet, 'vnc')[0])).toEqual([
      'Server protocol version: 003.008',
      'Client protocol version: 003.008',
      'Security types supported: None, VNC',
      'Security type VNC',
      'Authentication challenge',
      'Authentication response',
      'Authentication succeeded',
      'Share desktop',
      'Server framebuffer: demo',
      'Set Encodings',
      'Framebuffer Update Request',
      'Framebuffer Update',
      'Key Event',
      'Pointer Event',
    ])
    expect(valuesOf(packets[9]!, 'vnc.client_set_encodings_encoding_type')).toEqual([0, -239])
    expect(valuesOf(packets[13]!, 'vnc.button_1_pos')).toEqual([true])
  })
})

/** Bulk-only transport of USB, and commands of SCSI in it. */
import { describe, expect, test } from 'vitest'
import { followedFrame } from '../../../support/followed-packets.ts'
import { bytesOf, expectGolden, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const [monitor, windows] = [189, 249]
const lengthOf = (data: string) => `${bytesOf(data).length.toString(16).padStart(2, '0')}000000`
const bulk = (data: string) =>
  `0000000000000001 53 03 02 05 0100 2d 00 0100000000000000 02000000 8dffffff ${lengthOf(data)} ${lengthOf(data)} 0000000000000000 ${data}`
const ofWindows = (data: string) => `1b00 0100000000000000 00000000 0900 00 0100 0500 02 03 ${lengthOf(data)} ${data}`
const command = (transfer: string, flags: string, code: string) =>
  `55534243 01000000 ${transfer} ${flags} 00 ${bytesOf(code).length.toString(16).padStart(2, '0')} ${code}${'00'.repeat(16 - bytesOf(code).length)}`
const status = (residue: string, code: string) => `55534253 01000000 ${residue} ${code}`
const read = command('00100000', '80', '28 00 00000800 00 0008 00')

describe('USB mass storage', () => {
  test('trees', async () => {
    await expectGolden(followedFrame(bytesOf(bulk(read)), monitor), 'usb-mass-storage-read', 'usbms', 'scsi')
    await expectGolden(
      followedFrame(bytesOf(bulk(status('04000000', '01'))), monitor),
      'usb-mass-storage-status',
      'usbms',
    )
  })

  test.each([
    [read, 'command, 4096 bytes', 'Read(10), 8 blocks from 2048'],
    [command('00020000', '00', '0a 000010 01 00'), 'command, 512 bytes', 'Write(6), 1 blocks from 16'],
    [command('00000200', '80', '08 ff0010 00 00'), 'command, 131072 bytes', 'Read(6), 256 blocks from 2031632'],
    [
      command('00020000', '80', '88 00 0000000000000010 00000001 00 00'),
      'command, 512 bytes',
      'Read(16), 1 blocks from 16',
    ],
    [command('00020000', '80', 'a8 00 00000010 00000001 00 00'), 'command, 512 bytes', 'Read(12), 1 blocks from 16'],
    [command('24000000', '80', '12 01 80 0024 00'), 'command, 36 bytes', 'Inquiry'],
    [command('c0000000', '80', '1a 00 3f 00 c0 00'), 'command, 192 bytes', 'Mode Sense(6)'],
    [command('12000000', '80', '03 00 0000 12 00'), 'command, 18 bytes', 'Request Sense'],
    [command('08000000', '80', '25 00 00000000 0000 00 00'), 'command, 8 bytes', 'Read Capacity(10)'],
    [command('00000000', '00', '00 0000000000'), 'command, 0 bytes', 'Test Unit Ready'],
    [command('00000000', '00', 'c1 0000000000'), 'command, 0 bytes', 'command 0xc1'],
  ])('%s', (text, transport, line) => {
    for (const packet of [
      followedFrame(bytesOf(bulk(text)), monitor),
      followedFrame(bytesOf(ofWindows(text)), windows),
    ]) {
      expect(protocolsOf(packet)).toBe('usb:usbms:scsi')
      expect([summariesOf(packet, 'usbms')[0], summariesOf(packet, 'scsi')[0]]).toEqual([transport, line])
    }
  })

  test('what a device answers', () => {
    const lineOf = (text: string) => summariesOf(followedFrame(bytesOf(bulk(text)), monitor), 'usbms')
    expect(lineOf(status('00000000', '00'))).toEqual(['Command Passed'])
    expect(lineOf(status('04000000', '01'))).toEqual(['Command Failed, 4 bytes left'])
    expect(lineOf(status('00000000', '07'))).toEqual(['status 7'])
  })

  test('other names for the codes of disks, as filters have them', () => {
    const packet = followedFrame(bytesOf(bulk(read)), monitor)
    expect(valuesOf(packet, 'scsi_sbc.opcode')).toEqual([0x28])
    expect(valuesOf(packet, 'scsi.spc.opcode')).toEqual([])
  })

  test('which values of a page are asked for', () => {
    const packet = followedFrame(bytesOf(bulk(command('c0000000', '80', '1a 00 bf 00 c0 00'))), monitor)
    expect(valuesOf(packet, 'scsi.mode.pc')).toEqual([2])
  })

  test('what only begins like it is data', () =>
    expect(protocolsOf(followedFrame(bytesOf(bulk(`${read} 00`)), monitor))).toBe('usb'))

  test('is safe when cut or damaged', () => {
    for (const text of [bulk(read), bulk(status('04000000', '01'))]) expectSafe(bytesOf(text), monitor)
  })
})

import { describe, expect, test } from 'vitest'
import { ConversationFollower } from '../../../../src/conversations/follower.ts'
import { Batch } from '../../../../src/files/batch.ts'
import { startReader } from '../../../../src/files/reader.ts'
import { Packet } from '../../../../src/packet/packet.ts'
import { pcap } from '../../../support/capture-bytes.ts'
import { bytesOf, expectGolden, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'
import { advertisements, dialog, lowEnergyDialog, monitored, questions } from './dialogs.ts'

const [h4, directed, lowEnergy, monitor, radio, nordic] = [187, 201, 251, 254, 256, 272]

function followed(frames: readonly string[], linkTypeWord: number): Packet[] {
  const bytes = pcap(
    frames.map((frame, at) => [at, 0, bytesOf(frame)] as const),
    { linkTypeWord },
  )
  const { reader, position } = startReader(bytes, 0, bytes.length, 'frames')!
  const batch = new Batch()
  reader.read(bytes, position, bytes.length, batch)
  new ConversationFollower().follow(batch)
  return [...batch].map((frame) => new Packet(frame))
}
const lineOf = (packet: Packet) => {
  const layer = packet.layers().findLast(({ schema }) => schema.name !== 'data')!
  return layer.schema.summary?.(layer as never)
}
const framesOf = (rows: typeof dialog) => rows.map(([frame]) => frame)

describe('Bluetooth', () => {
  test.each([
    ['channels, services and pairing', dialog, directed],
    ['attributes', questions, directed],
    ['the monitor of Linux', monitored, monitor],
    ['Low Energy', lowEnergyDialog, lowEnergy],
    ['advertising', advertisements, directed],
  ] as const)('lines of %s', (_, rows, linkType) => {
    expect(followed(framesOf(rows), linkType).map(lineOf)).toEqual(rows.map(([, line]) => line))
  })

  test('an answer gets what its question asked', async () => {
    const packets = followed(framesOf(questions), directed)
    await expectGolden(packets[9]!, 'characteristics', 'btatt')
    expect(valuesOf(packets[21]!, 'btatt.device_name')).toEqual(['Dev'])
    expect(valuesOf(packets[26]!, 'btatt.characteristic_configuration_client.notification')).toEqual([true])
  })
  test('commands find their events', () => {
    const [, complete] = followed(framesOf(dialog).slice(0, 2), directed)
    expect(valuesOf(complete!, 'bthci_evt.command_in_frame')).toEqual([1])
  })
  test('fragments are put together', () => {
    const last = followed(framesOf(dialog).slice(66, 69), directed).at(-1)!
    expect(valuesOf(last, 'btatt.handle')).toEqual([3])
  })
  test.each([0, 1])('fragments of which number %i is cut are not put together', (cut) => {
    const frames = framesOf(dialog).slice(66, 69)
    const shorter = frames.map((frame, at) => (at === cut ? frame.trimEnd().slice(0, -2) : frame))
    expect(valuesOf(followed(shorter, directed).at(-1)!, 'btatt.handle')).toEqual([])
  })
  test('trees', async () => {
    const packets = followed(framesOf(dialog), directed)
    await expectGolden(packets[19]!, 'services', 'btl2cap', 'btsdp')
    await expectGolden(packets[29]!, 'rfcomm', 'btrfcomm')
    await expectGolden(packets[52]!, 'pairing', 'hci_h4', 'bthci_acl', 'btsmp')
    await expectGolden(packets[6]!, 'event', 'bthci_evt')
    await expectGolden(packets[4]!, 'command', 'bthci_cmd')
    await expectGolden(followed(framesOf(lowEnergyDialog), lowEnergy)[5]!, 'connect', 'btle')
  })
  test('trees of other packets', async () => {
    const packets = followed(framesOf(dialog), directed)
    await expectGolden(packets[69]!, 'sco', 'bthci_sco')
    await expectGolden(packets[70]!, 'iso', 'bthci_iso')
    await expectGolden(followed(framesOf(monitored), monitor)[0]!, 'monitor', 'hci_mon')
    await expectGolden(packetOfHex('01 030c 00', h4), 'h4', 'hci_h4')
  })
  test('frames without a direction, and headers of sniffers', async () => {
    const [[advertisement]] = lowEnergyDialog as readonly [readonly [string, string]]
    expect(packetOfHex('01 030c 00', h4).bluetoothCommand?.opcode).toBe(0x0c03)
    await expectGolden(packetOfHex(`25 c4 9c 00 d6be898e 130c ${advertisement}`, radio), 'radio', 'btle_rf')
    const sniffed = packetOfHex(`00 2100 03 0100 02 0a 01 25 3c 0000 e8030000 ${advertisement}`, nordic)
    await expectGolden(sniffed, 'sniffer', 'nordic_ble')
    expect(summariesOf(sniffed, 'btle')).toEqual(['ADV_IND, 11:22:33:44:55:66, Dev'])
  })
  test.each([
    [dialog, directed, [6, 8, 19, 29, 34, 52]],
    [questions, directed, [3, 9, 15, 36]],
    [lowEnergyDialog, lowEnergy, [0, 5, 10, 25]],
  ] as const)('is safe', (rows, linkType, places) => {
    for (const place of places) expectSafe(bytesOf(rows[place]![0]), linkType)
  })
})

import { describe, expect, test } from 'vitest'
import { compileDisplayFilter } from '../../../../src/filter/display/index.ts'
import { Batch } from '../../../../src/files/batch.ts'
import { Frame } from '../../../../src/files/frame.ts'
import { dialog } from '../../../support/dialog.ts'
import {
  bytesOf,
  expectGolden,
  framesOf,
  packetOf,
  packetOfHex,
  protocolsOf,
  summariesOf,
  valuesOf,
} from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const raw = 101
const hex16 = (value: number) => value.toString(16).padStart(4, '0')
const tcp = (payload: string) =>
  `45 00 ${hex16(40 + bytesOf(payload).length)} 0001 0000 40 06 0000 c0000201 c0000202  d000 075b 00000001 00000001 50 18 ffff 0000 0000 ${payload}`
const mqttOf = (payload: string) => packetOfHex(tcp(payload), raw).mqtt

/** CONNECT of 5.0 with a will, a user and a password, and properties of every kind. */
const connect5 = `10 7f 0004 4d515454 05 ee 003c
  22 11 00000e10 21 0014 27 00010000 17 01 26 0001 6b 0001 76 15 0005 534352414d 16 0003 616263
  0006 636c69656e74
  24 18 00000005 01 01 03 000a 746578742f706c61696e 08 0002 7265 09 0003 636f72 26 0001 6b 0001 76
  000a 77696c6c2f746f706963 0004 676f6e65 0004 75736572 0003 736563`
const connect31 = '10 1e 0006 4d5149736470 03 c6 003c 0003 6f6c64 0001 77 0002 0001 0001 75 0001 70'
const connack5 = '20 0a 01 00 07 24 01 12 0002 6162'
const subscribe = '82 0a 0001 0001 61 01 0001 62 02'
const subscribe5 = '82 11 0001 03 0b c801 0003 612f23 2e 0001 62 01'
const suback5 = '90 0a 0001 05 1f 0002 6f6b 02 87'
const publish = '3b 0e 0003 742f78 0007 68656c6c6f 0d0a'
const alias5 = '30 0b 0000 03 23 0003 68656c6c6f'
const pubrel5 = '62 0b 0007 92 07 1f 0004 6c6f7374'
const unsubscribe = 'a2 08 0002 0001 61 0001 62'
const unsubscribe5 = 'a2 0d 0003 07 26 0001 6b 0001 76 0001 63'
const unsuback5 = 'b0 05 0003 00 00 11'
const auth5 = 'f0 0a 18 08 15 0005 534352414d'
const ping = 'c0 00'
const disconnect5 = 'e0 0a 8e 08 1f 0005 74616b656e'

describe('MQTT', () => {
  test.each([
    ['mqtt-connect', 6],
    ['mqtt-publish', 20],
    ['mqtt-connack5', 34],
  ] as const)('tree of %s, from captures/mqtt.pcapng', (file, number) =>
    expectGolden(packetOf('mqtt.pcapng', number), file, 'mqtt'),
  )

  test.each([
    ['mqtt-connect5', connect5],
    ['mqtt-subscribe5', subscribe5],
  ] as const)('tree of %s', (file, text) => expectGolden(packetOfHex(tcp(text), raw), file, 'mqtt'))

  test('3.1 has another name, and a will without properties', () => {
    expect(mqttOf(connect31)).toMatchObject({
      protocolName: 'MQIsdp',
      version: 3,
      clientId: 'old',
      willTopic: 'w',
      willMessage: bytesOf('0001'),
      userName: 'u',
      password: 'p',
      willProperties: undefined,
    })
  })

  test('5.0 is inferred where a packet shows it', () => {
    expect(mqttOf('20 02 01 05')).toMatchObject({ returnCode: 5, reason: undefined })
    expect(mqttOf(connack5)).toMatchObject({ reason: 0, returnCode: undefined })
    expect(mqttOf(subscribe)?.subscriptions?.map(({ topic }) => topic)).toEqual(['a', 'b'])
    expect(valuesOf(packetOfHex(tcp(subscribe5), raw), 'mqtt.prop_number')).toEqual([200])
    expect(valuesOf(packetOfHex(tcp('82 07 0002 00 0001 63 02'), raw), 'mqtt.topic')).toEqual(['c'])
    expect(valuesOf(packetOfHex(tcp('90 04 0001 01 80'), raw), 'mqtt.suback.qos')).toEqual([1, 128])
    expect(valuesOf(packetOfHex(tcp(suback5), raw), 'mqtt.suback.reason_code')).toEqual([2, 0x87])
    expect(valuesOf(packetOfHex(tcp(alias5), raw), 'mqtt.property.topic_alias')).toEqual([3])
    expect(mqttOf(alias5)?.message).toEqual(bytesOf('68656c6c6f'))
    expect(mqttOf('40 02 0007')).toMatchObject({ identifier: 7, reason: undefined })
    expect(mqttOf(pubrel5)).toMatchObject({ identifier: 7, reason: 0x92 })
    expect(mqttOf(unsubscribe)?.topics?.map(({ topic }) => topic)).toEqual(['a', 'b'])
    expect(mqttOf(unsubscribe5)?.topics?.map(({ topic }) => topic)).toEqual(['c'])
    expect(valuesOf(packetOfHex(tcp(unsuback5), raw), 'mqtt.unsuback.reason_code')).toEqual([0, 0x11])
    expect(mqttOf('e0 00')).toMatchObject({ reason: undefined })
    expect(mqttOf(disconnect5)).toMatchObject({ reason: 0x8e })
    expect(mqttOf(auth5)).toMatchObject({ reason: 0x18 })
  })

  test('the identifier is there with QoS only, and the message ends with the packet', () => {
    expect(mqttOf('30 04 0001 61 62')).toMatchObject({ topic: 'a', identifier: undefined, message: bytesOf('62') })
    expect(mqttOf(publish)).toMatchObject({
      topic: 't/x',
      identifier: 7,
      flags: { duplicate: true, qos: 1, retain: true },
    })
  })

  test('a remaining length of two bytes', () => {
    const packet = packetOfHex(tcp(`30 ac02 0001 61 ${'78'.repeat(297)} ${ping}`), raw)
    expect(packet.mqtt).toMatchObject({ remainingLength: 300, topic: 'a' })
    expect(packet.mqtt?.message).toHaveLength(297)
    expect(summariesOf(packet, 'mqtt')).toEqual(['PUBLISH a', 'PINGREQ'])
  })

  test('packets follow one another in a segment', () => {
    const packet = packetOfHex(tcp(`${connect31} ${ping} ${publish} ${disconnect5}`), raw)
    expect(summariesOf(packet, 'mqtt')).toEqual(['CONNECT', 'PINGREQ', 'PUBLISH t/x', 'DISCONNECT'])
    expect(protocolsOf(packetOfHex(tcp(`${ping} 5858`), raw))).toBe('raw:ip:tcp:mqtt:data')
  })

  test('the middle of a longer packet is data', () => {
    for (const text of ['58585858', '30303030', '3a22312e', '00000000', 'c001', '10 7f 0005', '36 04 0001 61 62'])
      expect(protocolsOf(packetOfHex(tcp(text), raw))).toBe('raw:ip:tcp:data')
  })

  test('fields can be filtered', () => {
    const passes = (filter: string) =>
      framesOf('mqtt.pcapng').flatMap((frame, index) =>
        compileDisplayFilter(filter).matches(new Batch().hold(frame), 0) ? [index + 1] : [],
      )
    expect(passes('mqtt.msgtype == 3 && mqtt.topic == "house/kitchen"')).toEqual([20, 21])
    expect(passes('mqtt.ver == 5')).toEqual([32])
    const frame = Frame.of(bytesOf(tcp(connect5)), { linkType: raw })
    expect(compileDisplayFilter('mqtt.conflag.qos == 1').matches(new Batch().hold(frame), 0)).toBe(true)
  })

  test('packets over segments are put together', () => {
    const long = bytesOf(`30 8201 0003 742f78 ${'61'.repeat(125)}`)
    const packets = dialog(
      [
        ['>', bytesOf(connect31)],
        ['>', long.subarray(0, 2)],
        ['>', long.subarray(2, 60)],
        ['>', Uint8Array.of(...long.subarray(60), 0xc0, 0)],
      ],
      { port: 1883 },
    )
    expect(packets.map((packet) => valuesOf(packet, 'mqtt.msgtype'))).toEqual([[1], [], [], [3, 12]])
    expect(valuesOf(packets[3]!, 'mqtt.topic')).toEqual(['t/x'])
  })

  test('is safe', () => {
    for (const text of [connect5, connect31, connack5, suback5, alias5, pubrel5, unsuback5, auth5, disconnect5])
      expectSafe(bytesOf(tcp(text)), raw)
    for (const text of [subscribe, subscribe5, unsubscribe, unsubscribe5, `${publish} ${ping} ${publish}`])
      expectSafe(bytesOf(tcp(text)), raw)
  })
})

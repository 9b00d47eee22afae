import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { followed, hexOf, raw, tcp, udp } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const size = (bytes: string, more = 0) => (bytesOf(bytes).length + more).toString(16).padStart(2, '0')

describe('IEC 60870-5-104', () => {
  const asdu = (body: string) => packetOfHex(tcp(2404, `68 ${size(body, 4)} 0200 0400 ${body}`), raw)
  const [time, short] = ['e803 1e 0a 44 07 14', 'e803 1e']
  const head = (type: string, count = '01') => `${type} ${count} 03 00 0100 010000`
  test('tree of a measured value', () =>
    expectGolden(asdu(`${head('24')} 0000c842 80 ${time}`), 'iec104-measured', 'iec60870_asdu'))
  test.each([
    [`${head('01')} 11`, 'iec60870_asdu.siq.spi', [true]],
    [`${head('02')} 01 ${short}`, 'iec60870_asdu.cp24time.ms', [1000]],
    [`${head('03')} 02`, 'iec60870_asdu.diq.dpi', [2]],
    [`${head('05')} 7f 00`, 'iec60870_asdu.vti.v', [-1]],
    [`${head('07')} 01020304 00`, 'iec60870_asdu.bitstring', [0x01020304]],
    [`${head('09')} 00c0 00`, 'iec60870_asdu.normval', [-0.5]],
    [`${head('0b')} 18fc 01`, 'iec60870_asdu.scalval', [-1000]],
    [`${head('0d', '82')} 0000c842 00 0000c842 00`, 'iec60870_asdu.float', [100, 100]],
    [`${head('0f')} 01000000 05`, 'iec60870_asdu.bcr.count', [1]],
    [`${head('1e')} 01 ${time}`, 'iec60870_asdu.cp56time', ['2020-07-04T10:30:01.000000000Z']],
    [`${head('2d')} 81`, 'iec60870_asdu.sco.on', [true]],
    [`${head('2e')} 06`, 'iec60870_asdu.dco.on', [2]],
    [`${head('2f')} 05`, 'iec60870_asdu.rco.up', [1]],
    [`${head('31')} e803 80`, 'iec60870_asdu.qos.se', [true]],
    [`${head('46')} 80`, 'iec60870_asdu.coi_i', [true]],
    [`${head('64')} 14`, 'iec60870_asdu.qoi', [20]],
    [`${head('65')} 45`, 'iec60870_asdu.rqt', [5]],
    [`${head('67')} ${time}`, 'iec60870_asdu.cp56time.dow', [2]],
    [`${head('69')} 01`, 'iec60870_asdu.qrp', [1]],
    [`${head('6e')} 0040 01`, 'iec60870_asdu.qpm.kpa', [1]],
    [`${head('88')} 0102`, 'iec60870_asdu.rawdata', [bytesOf('0102')]],
  ])('values of %s', (body, filter, values) => expect(valuesOf(asdu(body), filter)).toEqual(values))
  test('lines', () => {
    expect(summariesOf(asdu(`${head('01', '02')} 01 020000 00`), 'iec60870_asdu')).toEqual([
      'M_SP_NA_1 Spont 1 object 1,2',
    ])
    expect(summariesOf(asdu(`${head('0d', '82')} 0000c842 00 0000c842 00`), 'iec60870_asdu')).toEqual([
      'M_ME_NC_1 Spont 1 object 1',
    ])
  })
  test('is safe', () => expectSafe(bytesOf(tcp(2404, `68 16 0200 0400 ${head('24')} 0000c842 80 ${time}`)), raw))
})

describe('HART-IP', () => {
  const answer = (command: string, data: string) => {
    const body = `86 264e0000d2 ${command} ${size(data, 2)} 00 d0 ${data} ff`
    return packetOfHex(udp(5094, `01 01 03 00 0007 00${size(body, 8)} ${body}`), raw)
  }
  const slot = (number: string) => `${number} 40 20 42000000 c0`
  test.each([
    ['09', `02 ${slot('00')} ${slot('01')} 68ff6500`, 'hart_ip.pt.rsp.slot1_device_var_value', [32]],
    ['0c', '041041'.repeat(8), 'hart_ip.pt.rsp.message', ['A'.repeat(32)]],
    ['0d', `${'041041'.repeat(2)} ${'041041'.repeat(4)} 01 02 79`, 'hart_ip.pt.rsp.tag', ['AAAAAAAA']],
    ['14', hexOf('long tag'.padEnd(32, '\0')), 'hart_ip.pt.rsp.tag', ['long tag']],
    ['30', '000000000000 02 00 01 02 03 04 05 06', 'hart_ip.pt.rsp.standardized_status_3', [5]],
    ['80', '0102', 'hart_ip.pt.payload', [bytesOf('0102')]],
  ])('values of command %s', (command, data, filter, values) => {
    const packet = answer(command, data)
    expect(valuesOf(packet, filter)).toEqual(values)
    expect(valuesOf(packet, 'hart_ip.pt.checksum')).toEqual([255])
  })
})

describe('S7 Communication', () => {
  const s7 = (kind: string, parameters: string, data: string) => {
    const head = `32 ${kind} 0000 0001 00${size(parameters)} 00${size(data)} ${kind === '03' ? '0000' : ''}`
    const body = `02 f0 80 ${head} ${parameters} ${data}`
    return packetOfHex(tcp(102, `0300 00${size(body, 4)} ${body}`), raw)
  }
  const file = `09 ${hexOf('_0A00001P')}`
  test.each([
    [
      '01',
      `1a 00 0100 00000000 ${file} 0d ${hexOf('1000500000400')}`,
      '',
      's7comm.data.blockcontrol.block_number',
      ['00001'],
    ],
    ['01', `1b 00 0000 00000000 ${file}`, '', 's7comm.param.blockcontrol.filename', ['_0A00001P']],
    ['01', `1c 00 d201 00000000 ${file}`, '', 's7comm.data.blockcontrol.errorcode', [0xd201]],
    ['03', '1b 01', '0002 00fb 0102', 's7comm.resp.data', [bytesOf('0102')]],
    [
      '01',
      `28 000000000000fd 000a 0100${hexOf('0A00001P')} 05 ${hexOf('_INSE')}`,
      '',
      's7comm.param.pistart.servicename',
      ['_INSE'],
    ],
    ['01', `04 01 12 0a 10 02 0001 0001 84 00000b`, '', 's7comm.param.item.address.byte', [1]],
  ])('values of kind %s, %s', (kind, parameters, data, filter, values) =>
    expect(valuesOf(s7(kind, parameters, data), filter)).toEqual(values),
  )
  test('lists of a controller', () => {
    expect(
      valuesOf(s7('07', '000112 04 11 44 01 00', 'ff09 0004 0132 0004'), 's7comm.data.userdata.szl_index'),
    ).toEqual([4])
    const counts = s7('07', '000112 08 12 83 01 00 00 00 0000', `ff09 0008 ${hexOf('08')} 0001 ${hexOf('0A')} 0002`)
    expect(valuesOf(counts, 's7comm.blockinfo.block_count')).toEqual([1, 2])
  })
})

describe('CoAP', () => {
  const coap = (bytes: string) => packetOfHex(udp(5683, bytes), raw)
  test('resources of LwM2M', async () => {
    const [packet] = followed(
      udp(5683, '6245 1234 0102 c2 2d16 ff c3 00 4f4d41 86 06 41 00 01 41 01 05 e1 0009 64 08 00 04 c2 01 0102'),
    )
    expect(protocolsOf(packet!)).toContain('coap:lwm2mtlv')
    expect(valuesOf(packet!, 'lwm2mtlv.identifier')).toEqual([0, 6, 0, 1, 9, 0, 1])
    await expectGolden(packet!, 'lwm2m', 'lwm2mtlv')
  })
  test('what options and payload are', () => {
    expect(valuesOf(coap('4201 1234 0102 b3 727431 01 31'), 'coap.opt.uri_path_recon')).toEqual(['/rt1/1'])
    expect(valuesOf(coap('4201 1234 0102 b3 727431'), 'coap.opt.desc')).toEqual(['Type 11, Critical, Unsafe'])
    expect(valuesOf(coap('4245 1234 0102 ff 0102'), 'coap.payload_length')).toEqual([2])
  })
})

import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, summariesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'
import { raw, tcp, udp } from '../../../support/raw-frames.ts'

const ascii = (text: string) => Buffer.from(text, 'latin1').toString('hex')
const padded = (text: string) => ascii(text.padEnd(16))

/** `{"a":1}` with each byte combined with the one before it. */
const smart = 'd0 f2 93 b1 8b ba c7'
const uftpHeader = (version: string, type: string) => `${version} ${type} 0003 0a000001 96f4c304 00 6f 01 00`
const samples: Readonly<Record<string, readonly [packet: string, line: string, name: string]>> = {
  synphasor: [
    tcp(
      4712,
      `aa31 004a 00f1 489328b0 00 001000  000f4240 0001 ${padded('Station A')} 00f1 0004 0001 0000 0000 ${padded('VA')} 0098967f 0001 0007 001e 1234`,
    ),
    'Configuration Frame 2 of 241',
    'synphasor',
  ],
  'synphasor-data': [
    tcp(4712, 'aa01 0018 00f1 489328b0 00 001000 2006 01020304 abcd 1234'),
    'Data Frame of 241',
    'synphasor',
  ],
  tplink: [udp(9999, smart), '{"a":1}', 'tplink-smarthome'],
  'tplink-tcp': [tcp(9999, `00000007 ${smart}`), '{"a":1}', 'tplink-smarthome'],
  hislip: [tcp(4880, `4853 07 01 ffffff00 0000000000000006 ${ascii('*IDN?\n')}`), 'DataEnd *IDN?', 'hislip'],
  'hislip-initialize': [
    tcp(4880, `4853 00 00 0100 5253 0000000000000007 ${ascii('hislip0')}`),
    'Initialize hislip0',
    'hislip',
  ],
  ams: [
    tcp(
      48898,
      '0000 2c000000 c0a801630101 5303 c0a801080101 0f80 0200 0400 0c000000 00000000 07000000 05f00000 01000000 04000000',
    ),
    'ADS Read Request 192.168.1.8.1.1 > 192.168.1.99.1.1',
    'ams',
  ],
  omron: [udp(9600, '80 00 02 00 01 00 00 63 00 05 0101 82 0064 00 0002'), 'Memory Area Read DM: word 100', 'omron'],
  'omron-tcp': [
    tcp(9600, '46494e53 00000016 00000002 00000000 c0 00 02 00 63 00 00 01 00 05 0101 0000'),
    'Memory Area Read response',
    'omron',
  ],
  'uftp-announce': [
    udp(1044, `${uftpHeader('40', '01')} 01 06 00 14 00 00 0514 000539c9d2d9e6b5 e6040401 e6050538 0a000002`),
    'ANNOUNCE',
    'uftp4',
  ],
  'uftp-segment': [udp(1044, `${uftpHeader('50', '09')} 09 02 0001 0000 0002 01020304`), 'FILESEG block 2', 'uftp5'],
  'hart-ip': [
    udp(5094, '01 01 03 00 0003 0018 86 a64e0000d2 01 07 00 50 fb 42000000 12'),
    'Pass Through Response sequence 3 command 1',
    'hart_ip',
  ],
  esio: [
    udp(6060, '4553494f 0001 0000 0020 7616 00000018 0000000d 01 00 0000005c 00000001 0002 000b'),
    'Data transfer telegram 30230 of station 13',
    'esio',
  ],
}

describe('protocols of industry', () => {
  test.each(Object.entries(samples))('tree and line of %s', async (file, [packet, line, name]) => {
    const decoded = packetOfHex(packet, raw)
    expect(summariesOf(decoded, name).at(-1)).toContain(line)
    await expectGolden(decoded, file, name, 'uftp')
  })

  test('the application layer of DNP3', async () => {
    const frame = '0564 10 44 0300 0400 aaaa  c1 c4 81 9000 0201 17 01 05 81 bbbb'
    const [packet] = dialog([['<', bytesOf(frame)]], { port: 20000 })
    expect(summariesOf(packet!, 'dnp3').at(-1)).toBe('Response: Binary Input Change variation 1')
    await expectGolden(packet!, 'dnp3', 'dnp3')
    expectSafe(bytesOf(tcp(20000, frame)), raw)
  })

  test.each(['omron', 'hislip', 'hart-ip', 'synphasor-data', 'esio'])('%s survives damage', (key) =>
    expectSafe(bytesOf(samples[key]![0]), raw),
  )
})

import { describe, expect, test } from 'vitest'
import { dialog, type Said } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { hexOf, raw, tcp } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const hex = (value: number, size: number) =>
  (value < 0 ? 256 ** size + value : value).toString(16).padStart(2 * size, '0')
const string = (text: string) => hex(text.length, 2) + hexOf(text)
const compact = (text: string) => hex(text.length + 1, 1) + hexOf(text)
const data = (content: string) => hex(content.length / 2, 4) + content
const array = (...items: readonly string[]) => hex(items.length, 4) + items.join('')
const compactArray = (...items: readonly string[]) => hex(items.length + 1, 1) + items.join('')
const plain = (text: string) => text.replace(/\s/g, '')
const none = 'ffff'

const request = (key: number, version: number, body: string, tags = '') =>
  data(`${hex(key, 2)}${hex(version, 2)}00000007${string('me')}${tags}${plain(body)}`)
const response = (body: string, tags = '') => data(`00000007${tags}${plain(body)}`)
const exchange = (key: number, version: number, asked: string, answered: string, tags = '') =>
  dialog(
    [
      ['>', bytesOf(request(key, version, asked, tags))],
      ['<', bytesOf(response(answered, tags))],
    ] as Said[],
    {
      port: 9092,
    },
  )
const lines = (...parts: Parameters<typeof exchange>) =>
  exchange(...parts).map((packet) => summariesOf(packet, 'kafka')[0])

const entry = '20 00 00 00 02 6b 04 7631 02 02 68 02 78'.replace('20', '1a')
const batch =
  plain(`0000000000000064 ${hex(49 + 14, 4)} 00000000 02 12345678 0010 00000000 0000018bcfe56800 0000018bcfe569f4
  0000000000000007 0001 00000000 00000001 ${entry}`)
const produce = plain(`${none} 0001 000003e8 ${array(string('t') + array(`00000000${data(batch)}`))}`)
const produced =
  array(string('t') + array(`00000000 0000 0000000000000064 ${'ff'.repeat(8)} ${'00'.repeat(8)}`)) + '00000000'
const metadata = `00000000 ${compactArray(`00000001${compact('h')}00002384 00 00`)} ${compact('c')} 00000001
  ${compactArray(
    `0003 ${compact('t')} 00 ${compactArray(`0005 00000000 00000001 00000002 ${compactArray('00000001')}
  ${compactArray('00000001')} ${compactArray()} 00`)} 00000000 00`,
  )} 00000000 00`

describe('Kafka', () => {
  test.each([
    [18, 0, '', `0000 ${array('000000000009')}`, 'ApiVersions v0', '', ''],
    [17, 1, string('PLAIN'), `0000 ${array(string('PLAIN'))}`, 'SaslHandshake v1', ', PLAIN', ''],
    [36, 0, data('00610062'), `003a ${string('no')} 00000000`, 'SaslAuthenticate v0', '', ', SASL authentication failed'],
    [0, 7, produce, produced, 'Produce v7', ', t', ', t'],
    [2, 0, `ffffffff ${array(string('t') + array('00000000ffffffffffffffff00000001'))}`,
      array(string('t') + array(`00000000 0001 ${array('0000000000000003')}`)), 'Offsets v0', ', t', ', t, Offset out of range'],
    [10, 0, string('g'), `0000 00000001 ${string('h')} 00002384`, 'FindCoordinator v0', ', group g', ''],
    [12, 3, `${string('g')} 00000001 ${string('m')} ${none}`, '00000000 001b', 'Heartbeat v3', ', group g', ', Rebalance in progress'],
    [8, 7, `${string('g')} 00000001 ${string('m')} ${none} ${array(string('t') + array(`00000000 ${'00'.repeat(7)}05 00000001 ${string('')}`))}`,
      `00000000 ${array(string('t') + array('000000000000'))}`, 'OffsetCommit v7', ', t, group g', ', t'],
    [26, 1, `${string('x')} 0000000000000007 0000 01`, '00000000 0000', 'EndTxn v1', '', ''],
  ] as const)('%i v%i', (key, version, asked, answered, name, more, outcome) => {
    expect(lines(key, version, asked, answered)).toEqual([`${name} Request${more}`, `${name} Response${outcome}`])
  }) // prettier-ignore

  test('compact lengths and tagged fields', () => {
    const packets = exchange(3, 9, `${compactArray(`${compact('t')}00`)} 01 00 00 00`, metadata, '00')
    expect(packets.map((packet) => summariesOf(packet, 'kafka')[0])).toEqual([
      'Metadata v9 Request, t',
      'Metadata v9 Response, t, Unknown topic or partition',
    ])
    expect(valuesOf(packets[1]!, 'kafka.leader_epoch')).toEqual([2])
    expect(valuesOf(packets[1]!, 'kafka.request_frame')).toEqual([1])
  })
  test('tree of records', async () => {
    const packets = exchange(0, 7, produce, produced)
    await expectGolden(packets[0]!, 'kafka-produce', 'kafka')
    await expectGolden(packets[1]!, 'kafka-produced', 'kafka')
    expect(valuesOf(packets[0]!, 'kafka.header_key')).toEqual(['h'])
  })
  test('a response without its request', () =>
    expect(
      dialog([['<', bytesOf(response('0000'))]], { port: 9092 }).map((packet) => summariesOf(packet, 'kafka')[0]),
    ).toEqual(['Response 7, 6 bytes']))
  test('other bytes are not it', () =>
    expect(protocolsOf(packetOfHex(tcp(9092, hexOf('GET / HTTP/1.1')), raw))).not.toContain('kafka'))
  test('is safe', async () => {
    expectSafe(bytesOf(tcp(9092, request(0, 7, produce))), raw)
  })
})

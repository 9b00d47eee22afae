import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { hexOf, raw, tcp } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const hex = (value: number, size: number) => value.toString(16).padStart(2 * size, '0')
const short = (text: string) => hex(text.length, 1) + hexOf(text)
const sized = (content: string) => hex(content.length / 2, 4) + content
const table = (...entries: readonly (readonly [name: string, type: string, value: string])[]) =>
  sized(entries.map(([name, type, value]) => short(name) + hexOf(type) + value).join(''))
const frame = (type: number, content: string, channel = 1) => `${hex(type, 1)}${hex(channel, 2)}${sized(content)}ce`
const method = (classId: number, id: number, content = '') =>
  frame(1, hex(classId, 2) + hex(id, 2) + content.replaceAll(' ', ''))
const linesOf = (content: string) => summariesOf(packetOfHex(tcp(5672, content), raw), 'amqp')

const every = table(
  ['a', 't', '01'], ['b', 'b', 'ff'], ['c', 'B', 'ff'], ['d', 's', 'fffe'], ['e', 'U', '0002'], ['f', 'u', 'fffe'], ['g', 'I', 'fffffffe'],
  ['h', 'i', 'fffffffe'], ['i', 'l', 'fffffffffffffffe'], ['j', 'L', '0000000000000002'], ['k', 'f', '3fc00000'],
  ['l', 'd', '3ff8000000000000'], ['m', 'D', '0200000096'], ['n', 'S', sized(hexOf('text'))], ['o', 'x', sized('0102')],
  ['p', 'T', '000000006553f100'], ['q', 'A', sized(`${hexOf('I')}00000001${hexOf('V')}`)], ['r', 'F', table(['s', 'V', ''])],
) // prettier-ignore
const start = method(10, 10, `0009${every}${sized(hexOf('PLAIN AMQPLAIN'))}${sized(hexOf('en_US'))}`)
const properties = [
  short('text/plain'), short('gzip'), table(['h', 't', '00']), '02', '05', short('c'), short('r'), short('60000'), short('m'),
  '000000006553f100', short('t'), short('u'), short('a'), short('l'),
].join('') // prettier-ignore
const content = frame(2, `003c 0000 0000000000000005 fffc ${properties}`.replaceAll(' ', ''))

describe('AMQP 0-9-1', () => {
  test.each([
    [`${hexOf('AMQP')}00000901`, 'Protocol-Header 0-9-1'],
    [start, 'Connection.Start'],
    [
      method(10, 11, `${table()}${short('PLAIN')}${sized('00610062')}${short('en_US')}`),
      'Connection.Start-Ok mechanism=PLAIN',
    ],
    [method(10, 40, `${short('/')} 00 01`), 'Connection.Open vhost=/'],
    [method(10, 50, `0140 ${short('BYE')} 0000 0000`), 'Connection.Close reply=320 BYE'],
    [method(10, 60, short('memory')), 'Connection.Blocked'],
    [method(20, 10, '00'), 'Channel.Open'],
    [method(40, 10, `0000 ${short('logs')} ${short('fanout')} 02 ${table()}`), 'Exchange.Declare x=logs'],
    [method(40, 30, `0000 ${short('d')} ${short('s')} ${short('k')} 00 ${table()}`), 'Exchange.Bind dx=d sx=s rk=k'],
    [method(40, 51), 'Exchange.Unbind-Ok'],
    [method(50, 11, `${short('q')} 00000001 00000002`), 'Queue.Declare-Ok q=q'],
    [method(50, 20, `0000 ${short('q')} ${short('x')} ${short('k')} 00 ${table()}`), 'Queue.Bind q=q x=x rk=k'],
    [method(60, 20, `0000 ${short('q')} ${short('tag')} 02 ${table()}`), 'Basic.Consume q=q'],
    [method(60, 40, `0000 ${short('x')} ${short('k')} 01`), 'Basic.Publish x=x rk=k'],
    [method(60, 50, `0138 ${short('NO')} ${short('x')} ${short('k')}`), 'Basic.Return x=x rk=k reply=312 NO'],
    [method(60, 72, '00'), 'Basic.Get-Empty'],
    [method(60, 120, '0000000000000003 03'), 'Basic.Nack tag=3'],
    [method(60, 121), 'Basic.method 121'],
    [method(99, 1), 'class 99.method 1'],
    [content, 'Content-Header type=text/plain size=5'],
    [frame(3, hexOf('hello')), 'Content-Body 5 bytes'],
    [frame(8, '', 0), 'Heartbeat'],
  ])('%#', (bytes, line) => expect(linesOf(bytes)).toEqual([line]))

  test('tree of a start', () => expectGolden(packetOfHex(tcp(5672, start), raw), 'amqp-start', 'amqp'))
  test('tree of a content header', () => expectGolden(packetOfHex(tcp(5672, content), raw), 'amqp-content', 'amqp'))

  test('methods and deliveries find their answers', () => {
    const deliver = method(60, 60, `${short('c')} 0000000000000007 00 ${short('x')} ${short('k')}`)
    const packets = dialog(
      [
        ['>', bytesOf(method(60, 70, `0000 ${short('q')} 01`))],
        ['<', bytesOf(method(60, 72, '00'))],
        ['<', bytesOf(deliver + content + frame(3, '0102'))],
        ['>', bytesOf(method(60, 80, '0000000000000007 00'))],
      ],
      { port: 5672 },
    )
    expect(valuesOf(packets[1]!, 'amqp.response_to')).toEqual([1])
    expect(valuesOf(packets[3]!, 'amqp.response_to')).toEqual([3])
    expect(summariesOf(packets[2]!, 'amqp')).toHaveLength(3)
  })

  test('a frame without its end is noted', () => {
    const [layer] = packetOfHex(tcp(5672, frame(8, '').replace(/ce$/, 'cd')), raw)
      .layers()
      .filter(({ schema }) => schema.name === 'amqp')
    expect(layer!.notes().map(({ name }) => name)).toEqual(['amqp.bad_frame_end'])
  })
  test('other bytes are not it', () =>
    expect(protocolsOf(packetOfHex(tcp(5672, hexOf('GET / HTTP/1.1')), raw))).not.toContain('amqp'))
  test('is safe', async () => {
    expectSafe(bytesOf(tcp(5672, start)), raw)
    expectSafe(bytesOf(tcp(5672, content)), raw)
  })
})

const described = (code: number, value: string) => `0053${hex(code, 1)}${value}`
const listed = (...items: readonly string[]) =>
  items.length === 0 ? '45' : `c0${hex(items.join('').length / 2 + 1, 1)}${hex(items.length, 1)}${items.join('')}`
const string = (text: string) => `a1${short(text)}`
const symbol = (text: string) => `a3${short(text)}`
const frame1 = (type: number, value: string) => `${hex(value.length / 2 + 8, 4)}02${hex(type, 1)}0001${value}`
const symbols = `e0 0c 02 a3 ${short('PLAIN')} ${short('XO')}`.replaceAll(' ', '').replace('e00c', 'e00b')
const source = described(0x28, listed(string('q'), '5002', symbol('never'), '43', '42'))
const attach = frame1(
  0,
  described(0x12, listed(string('link'), '43', '41', '5002', '5000', source, described(0x29, listed(string('t'))))),
)
const transfer = frame1(
  0,
  described(0x14, listed('43', '5201', 'a0020102', '43', '42')) +
    described(0x70, listed('41', '5004')) +
    described(0x73, listed(string('id'), '40', string('to'), '40', '40', '800000000000000007', symbol('text/plain'))) +
    described(0x74, `c1 0c 02 ${string('a')} 71fffffffb`.replaceAll(' ', '').replace('c10c', 'c109')) +
    described(0x75, `a005${hexOf('hello')}`),
)
const failure = described(0x1d, listed(symbol('amqp:not-found'), string('no')))

describe('AMQP 1.0', () => {
  test.each([
    [`${hexOf('AMQP')}03010000`, 'Protocol-Header 1-0-0'],
    [frame1(1, described(0x40, listed(symbols))), 'sasl.mechanisms'],
    [frame1(1, described(0x41, listed(symbol('PLAIN'), 'a00400610062'))), 'sasl.init mechanism=PLAIN'],
    [frame1(1, described(0x44, listed('5001'))), 'sasl.outcome auth'],
    [frame1(0, described(0x10, listed(string('c'), string('h'), '7000010000'))), 'open containerId=c hostname=h'],
    [frame1(0, `00800000000000000010${listed(string('c'))}`), 'open containerId=c'],
    [frame1(0, described(0x11, listed('40', '43', '7000000800'))), 'begin'],
    [attach, 'attach name=link handle=0'],
    [frame1(0, described(0x13, listed('43', '43', '43', '43', '43', '43', '5264'))), 'flow handle=0 linkCredit=100'],
    [transfer, 'transfer handle=0 deliveryId=1'],
    [frame1(0, described(0x15, listed('41', '5201', '40', '41', described(0x24, '45')))), 'disposition first=1'],
    [frame1(0, described(0x16, listed('43', '41', failure))), 'detach handle=0 error=amqp:not-found'],
    [frame1(0, described(0x17, listed())), 'end'],
    [frame1(0, described(0x18, listed(failure))), 'close error=amqp:not-found'],
    [frame1(0, ''), 'Empty frame'],
  ])('%#', (bytes, line) => expect(linesOf(bytes)).toEqual([line]))

  test('tree of an attach', () => expectGolden(packetOfHex(tcp(5672, attach), raw), 'amqp-attach', 'amqp'))
  test('tree of a transfer', () => expectGolden(packetOfHex(tcp(5672, transfer), raw), 'amqp-transfer', 'amqp'))
  test('is safe', async () => {
    expectSafe(bytesOf(tcp(5672, attach)), raw)
    expectSafe(bytesOf(tcp(5672, transfer)), raw)
  })
})

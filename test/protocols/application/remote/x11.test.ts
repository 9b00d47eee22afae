/** X11: xlsatoms, xlogo and xwininfo with Xvfb; both byte orders, errors and big requests made by hand. */
import { describe, expect, test } from 'vitest'
import { dialog, type Said } from '../../../support/dialog.ts'
import { followedPacketsOf } from '../../../support/followed-packets.ts'
import { bytesOf, expectGolden, framesOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const capture = 'x11.pcapng'
const hex = (side: '>' | '<', text: string): Said => [side, bytesOf(text)]
const packetsOf = (said: readonly Said[], port = 6000) => dialog(said, { port })
const linesOf = (said: readonly Said[], port?: number) =>
  packetsOf(said, port).map((packet) => summariesOf(packet, 'x11'))
const opens = {
  big: [hex('>', '42 00 000b 0000 0000 0000 0000'), hex('<', '01 00 000b 0000 0000')],
  little: [hex('>', '6c 00 0b00 0000 0000 0000 0000'), hex('<', '01 00 0b00 0000 0000')],
}
const mapWindow = '08 00 0200 01002000'
const noMore = '00'.repeat(20)

describe('X11 of real programs', () => {
  const packets = followedPacketsOf(capture)
  const at = (number: number) => packets[number - 1]!

  test.each([
    ['x11-opening', 8],
    ['x11-requests', 60],
    ['x11-drawing', 69],
    ['x11-event', 64],
    ['x11-error', 133],
  ] as const)('tree of %s', (file, number) => expectGolden(at(number), file, 'x11'))

  test('requests, replies, events and errors by name', () => {
    expect(summariesOf(at(60), 'x11')).toEqual([
      'ChangeProperty',
      'CreateGC',
      'CreateGC',
      'CreateWindow',
      'MapSubwindows',
      'MapWindow',
      'InternAtom',
    ])
    expect(summariesOf(at(64), 'x11')).toEqual(['Event: Expose'])
    expect(summariesOf(at(133), 'x11')).toEqual(['Error: BadDrawable'])
  })

  test('what is cut or damaged', () => {
    for (const number of [4, 8, 60, 64, 133]) expectSafe(framesOf(capture)[number - 1]!.bytes)
  })
})

describe('X11', () => {
  test('in big-endian order', () => {
    const packets = packetsOf(
      [
        ...opens.big,
        hex('>', '08 00 0002 00200001 10 00 0006 0004 0000 54455354 50 00 0003 00000001 00000002'),
        hex('<', `01 00 0002 00000000 00000145 ${noMore}`),
      ],
      6001,
    )
    expect(packets.map((packet) => summariesOf(packet, 'x11'))).toEqual([
      ['Initial connection request'],
      ['Initial connection reply'],
      ['MapWindow', 'InternAtom'],
      ['Reply: InternAtom'],
    ])
    expect(valuesOf(packets[2]!, 'x11.window')).toEqual([0x200001])
    expect(valuesOf(packets[2]!, 'x11.name')).toEqual(['TEST'])
    expect(valuesOf(packets[3]!, 'x11.atom')).toEqual([0x145])
  })

  test('is known by how a client opens a connection, on any port', () =>
    expect(linesOf(opens.little, 16_010)).toEqual([['Initial connection request'], ['Initial connection reply']]))

  test('a connection that is refused', () =>
    expect(linesOf([opens.little[0]!, hex('<', '00 06 0b00 0000 0200 6e6f206b6579 0000')])[1]).toEqual([
      'Connection refused: no key',
    ]))

  test('extensions by the opcode that the server gives them', () =>
    expect(
      linesOf([
        ...opens.little,
        hex('>', '62 00 0500 0c00 0000 4249472d5245515545535453'),
        hex('<', `01 00 0100 00000000 01 85 00 00 ${noMore}`),
        hex('>', '85 00 0100'),
        hex('<', `01 00 0200 00000000 ffff3f00 ${noMore}`),
        hex('>', `48 02 0000 07000000 01000000 02000000 0100 0100 0000 0000 00 18 0000`),
        hex('<', '55 00 0300 00000000' + '00'.repeat(24)),
      ]).slice(2),
    ).toEqual([
      ['QueryExtension'],
      ['Reply: QueryExtension'],
      ['BIG-REQUESTS'],
      ['Reply: BIG-REQUESTS'],
      ['PutImage'],
      ['Event: type 85'],
    ]))

  test('a bad value', () => {
    const [packet] = packetsOf([...opens.little, hex('<', `00 02 0100 07000000 0000 0d ${'00'.repeat(21)}`)]).slice(2)
    expect(summariesOf(packet!, 'x11')).toEqual(['Error: BadValue'])
    expect(valuesOf(packet!, 'x11.error-badvalue')).toEqual([7])
    expect(valuesOf(packet!, 'x11.major-opcode')).toEqual([13])
  })

  test('requests over several segments', () =>
    expect(
      linesOf([...opens.little, hex('>', mapWindow.slice(0, 10)), hex('>', mapWindow.slice(10))]).slice(2),
    ).toEqual([[], ['MapWindow']]))

  test('a connection whose beginning was not captured, by what its messages say', () => {
    expect(
      linesOf([hex('>', `${mapWindow} ${mapWindow}`), hex('<', `13 00 0200 01002000 01002000 ${noMore}`)]),
    ).toEqual([['MapWindow', 'MapWindow'], ['Event: MapNotify']])
    expect(linesOf([hex('>', '0800 0300 0100 2000 ffff ffff')])).toEqual([['Data, 12 bytes']])
  })

  test('segments that are decoded alone', () => {
    const packets = dialog([...opens.little, hex('>', `${mapWindow} ${mapWindow}`), hex('>', '01 00')], {
      port: 6000,
      reassemble: false,
    })
    expect(packets.map((packet) => summariesOf(packet, 'x11'))).toEqual([
      ['Initial connection request'],
      ['Data, 8 bytes'],
      ['Data, 16 bytes'],
      ['Data, 2 bytes'],
    ])
  })
})

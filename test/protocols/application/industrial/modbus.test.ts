import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'
import { raw, tcp } from '../../../support/raw-frames.ts'

const question = '0001 0000 0006 11 03 006b 0002'
const answer = '0001 0000 0007 11 03 04 022b 0064'
const exception = '0002 0000 0003 11 83 02'

describe('Modbus', () => {
  test('tree of a question and of an answer', async () => {
    await expectGolden(packetOfHex(tcp(502, question), raw), 'modbus-question', 'mbtcp', 'modbus')
    await expectGolden(packetOfHex(tcp(502, answer), raw), 'modbus-answer', 'mbtcp', 'modbus')
  })

  test('several messages in a segment', () => {
    const packet = packetOfHex(tcp(502, `${question} ${question}`), raw)
    expect(protocolsOf(packet)).toContain('mbtcp:modbus:mbtcp:modbus')
  })

  test('an answer finds its question, and segments of a message each other', () => {
    const [, cut, , failed] = dialog(
      [
        ['>', bytesOf(question)],
        ['<', bytesOf(answer.slice(0, 17))],
        ['<', bytesOf(answer.slice(17))],
        ['<', bytesOf(exception)],
      ],
      { port: 502 },
    )
    expect(cut?.modbus).toBeUndefined()
    expect(failed?.modbus).toMatchObject({ failed: true, functionCode: 3, exceptionCode: 2 })
  })

  test.each([
    [question, 'Read Holding Registers 107 count 2'],
    [answer, 'Read Holding Registers 555 100'],
    [exception, 'Read Holding Registers: Illegal data address'],
    ['0003 0000 0006 11 05 00ac ff00', 'Write Single Coil 172'],
    ['0004 0000 000b 11 10 0001 0002 04 000a 0102', 'Write Multiple Registers 1 count 2 10 258'],
    ['0005 0000 0005 11 2b 0e 01 00', 'Encapsulated Interface Transport'],
  ])('line of %s', (text, line) =>
    expect(summariesOf(packetOfHex(tcp(502, text), raw), 'modbus').at(-1)).toContain(line),
  )

  test('survives damage', () => expectSafe(bytesOf(tcp(502, `${question} ${answer}`)), raw))
})

/** Other ways in which sessions of VNC begin, and messages in several segments: RFC 6143, sections 7.1 to 7.6. */
import { describe, expect, test } from 'vitest'
import { dialog, type Said } from '../../../support/dialog.ts'
import { bytesOf, summariesOf } from '../../../support/packets.ts'

const hex = (side: '>' | '<', text: string): Said => [side, bytesOf(text)]
const lines = (...said: Said[]) => dialog(said, { port: 5900 }).map((packet) => summariesOf(packet, 'vnc'))
const format = '20 18 00 01 00ff 00ff 00ff 10 08 00 000000'
const init = `0400 0300 ${format} 00000004 64656d6f`
const version = (side: '>' | '<', minor: number): Said => [side, `RFB 003.00${minor}\n`]
const [server, client] = [version('<', 8), version('>', 8)]

describe('a session', () => {
  test('of version 3.3, whose server chooses no authentication', () =>
    expect(
      lines(
        version('<', 3),
        version('>', 3),
        hex('<', '00000001'),
        hex('>', '01'),
        hex('<', init),
        hex('>', '05 01 0010 0020'),
      ),
    ).toEqual([
      ['Server protocol version: 003.003'],
      ['Client protocol version: 003.003'],
      ['Security type None'],
      ['Share desktop'],
      ['Server framebuffer: demo'],
      ['Pointer Event'],
    ]))

  test('of version 3.7, without a result where nothing is asked', () =>
    expect(
      lines(version('<', 7), version('>', 7), hex('<', '01 01'), hex('>', '01'), hex('>', '01'), hex('<', init)),
    ).toEqual([
      ['Server protocol version: 003.007'],
      ['Client protocol version: 003.007'],
      ['Security types supported: None'],
      ['Security type None'],
      ['Share desktop'],
      ['Server framebuffer: demo'],
    ]))

  test('of version 3.8 has a result even there; 4 is like it', () =>
    expect(
      lines(
        ['<', 'RFB 004.001\n'],
        ['>', 'RFB 004.001\n'],
        hex('<', '01 01'),
        hex('>', '01'),
        hex('<', '00000001'),
        hex('>', '00'),
      ),
    ).toEqual([
      ['Server protocol version: 004.001'],
      ['Client protocol version: 004.001'],
      ['Security types supported: None'],
      ['Security type None'],
      ['Authentication failed'],
      ['Do not share desktop'],
    ]))

  test('with another kind of security is data from there on', () =>
    expect(
      lines(server, client, hex('<', '01 13'), hex('>', '13'), hex('<', '00 02'), hex('>', '00 02')).slice(2),
    ).toEqual([
      ['Security types supported: VeNCrypt'],
      ['Security type VeNCrypt'],
      ['Data, 2 bytes'],
      ['Data, 2 bytes'],
    ]))

  test('that does not begin with a version is none', () => expect(lines(['<', 'HTTP/1.1 200 OK\r\n'])).toEqual([[]]))
})

describe('messages in two segments', () => {
  const begun = [server, client, hex('<', '01 01'), hex('>', '01'), hex('<', '00000000'), hex('>', '01')]
  const after = (...said: Said[]) => lines(...begun, hex('<', init), ...said).slice(begun.length + 1)

  test('the beginning of a session', () =>
    expect(
      lines(
        ['<', 'RFB 00'],
        ['<', '3.008\n'],
        ['>', 'RFB'],
        ['>', ' 003.008\n'],
        hex('<', '02 01'),
        hex('<', '02'),
        hex('>', '01'),
      ),
    ).toEqual([
      [],
      ['Server protocol version: 003.008'],
      [],
      ['Client protocol version: 003.008'],
      [],
      ['Security types supported: None, VNC'],
      ['Security type None'],
    ]))

  test('of the server: its name, colors, a bell, text that was cut', () =>
    expect(
      lines(
        ...begun,
        hex('<', init.slice(0, 18)),
        hex('<', init.slice(18)),
        hex('<', '01 00 0000'),
        hex('<', '0001 000100020003'),
        hex('<', '02'),
        hex('<', '03 000000 00000002 6869'),
      ).slice(begun.length),
    ).toEqual([[], ['Server framebuffer: demo'], [], ['Set Colormap Entries'], ['Ring Bell'], ['Cut Text']]))

  test('of the client: encodings, text that was cut, a format', () =>
    expect(
      after(
        hex('>', '02 00'),
        hex('>', '0001 00000000'),
        hex('>', '06 000000'),
        hex('>', '00000002 6869'),
        hex('>', `00 000000 ${format}`),
        hex('>', '63 00 00'),
      ),
    ).toEqual([[], ['Set Encodings'], [], ['Cut Text'], ['Set Pixel Format'], ['message of type 99']]))
})

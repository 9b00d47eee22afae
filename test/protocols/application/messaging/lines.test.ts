/** What protocols of messages say in a line, which lines are warnings or errors, and messages in several segments. */
import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { linesInSegments, looksOf } from '../../../support/looks.ts'
import { bytesOf } from '../../../support/packets.ts'

const hex = (text: string) => Buffer.from(text, 'latin1').toString('hex')
const looks = (port: number, text: string, name: string, side: '>' | '<' = '>') =>
  looksOf(dialog([[side, text]], { port })[0]!, name)

describe('FIX', () => {
  const message = (type: string, more = '') => {
    const body = `35=${type}\x0149=ALICE\x0156=BOB\x0134=2\x01${more}`
    return `8=FIX.4.4\x019=${body.length}\x01${body}10=000\x01`
  }
  test.each([
    [message('D', '55=ABC\x01'), ['NewOrderSingle seq 2 from ALICE to BOB ABC']],
    [message('3', '58=no\x01'), ['warning: Reject seq 2 from ALICE to BOB no']],
    [message('zz'), ['MsgType zz seq 2 from ALICE to BOB']],
    [
      message('0') + message('9'),
      ['Heartbeat seq 2 from ALICE to BOB', 'warning: OrderCancelReject seq 2 from ALICE to BOB'],
    ],
  ] as const)('%j', (text, expected) => expect(looks(9878, text, 'fix')).toEqual(expected))

  test.each([1, 5, 12, 40])('in two segments, cut after %i bytes', (cut) => {
    const line = 'Heartbeat seq 2 from ALICE to BOB'
    expect(linesInSegments(9878, hex(message('0')), 'fix', cut)).toEqual([[line], [], [line], [line, line]])
  })
})

describe('NNTP', () => {
  test.each([
    ['>', 'LIST\r\n', ['Request: LIST']],
    ['>', 'authinfo user alice\r\n', ['Request: authinfo']],
    ['<', '200 ready\r\n', ['Response: 200 ready']],
    ['<', '502 no\r\n', ['warning: Response: 502 no']],
  ] as const)('%s %j', (side, text, expected) => expect(looks(119, text, 'nntp', side)).toEqual(expected))

  test('text after a response', () =>
    expect(
      dialog(
        [
          ['>', 'HELP\r\n'],
          ['<', '100 help\r\n'],
          ['<', 'some words\r\n.\r\n'],
        ],
        { port: 119 },
      ).map((packet) => looksOf(packet, 'nntp')),
    ).toEqual([['Request: HELP'], ['Response: 100 help'], ['some words']]))
})

describe('syslog', () => {
  test.each([
    [
      '<11>1 2026-11-30T08:41:38Z example.test test - - - stopped',
      'error: user.error: 1 2026-11-30T08:41:38Z example.test test - - - stopped',
    ],
    ['<12>Nov 30 08:41:38 example test: low', 'warning: user.warning: Nov 30 08:41:38 example test: low'],
    ['<14>Nov 30 08:41:38 : no name', 'user.informational: Nov 30 08:41:38 : no name'],
    ['<14>anything', 'user.informational: anything'],
  ] as const)('%s', (text, line) => expect(looks(601, `${text}\n`, 'syslog')).toEqual([line]))

  test.each([
    ['12 <14>anything', 2],
    ['12 <14>anything', 9],
    ['<14>anything\n', 7],
  ] as const)('%j in two segments', (text, cut) => {
    const line = 'user.informational: anything'
    expect(linesInSegments(601, hex(text), 'syslog', cut)).toEqual([[line], [], [line], [line, line]])
  })
})

describe('SMPP', () => {
  const smpp = (command: string, status: string, body = '') =>
    `${(bytesOf(body).length + 16).toString(16).padStart(8, '0')} ${command} ${status} 00000001 ${body}`
  test.each([
    [smpp('00000015', '00000000'), ['SMPP Enquire_link']],
    [smpp('80000015', '00000000'), ['SMPP Enquire_link - resp: Ok']],
    [smpp('80000000', '00000003'), ['error: SMPP Generic_nack: Invalid command ID']],
    [smpp('80000004', '00000400', '00'), ['error: SMPP Submit_sm - resp: status 1024']],
    [smpp('80000009', '00000000', '424f4200'), ['SMPP Bind_transceiver - resp: Ok']],
  ] as const)('%s', (text, expected) =>
    expect(looksOf(dialog([['>', bytesOf(text)]], { port: 2775 })[0]!, 'smpp')).toEqual(expected),
  )

  test.each([4, 13])('in two segments, cut after %i bytes', (cut) => {
    const line = 'SMPP Enquire_link'
    expect(linesInSegments(2775, smpp('00000015', '00000000'), 'smpp', cut)).toEqual([[line], [], [line], [line, line]])
  })
})

describe('RTSP', () => {
  test.each([
    ['>', 'OPTIONS rtsp://192.0.2.2/a RTSP/1.0\r\nCSeq: 1\r\n\r\n', ['OPTIONS rtsp://192.0.2.2/a RTSP/1.0']],
    ['<', 'RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n', ['Reply: RTSP/1.0 200 OK']],
    ['<', 'RTSP/1.0 404 Not Found\r\nCSeq: 1\r\n\r\n', ['warning: Reply: RTSP/1.0 404 Not Found']],
    ['<', 'RTSP/1.0 500\r\nCSeq: 1\r\n\r\n', ['error: Reply: RTSP/1.0 500']],
    ['<', '$\x01\x00\x04abcd', ['Interleaved channel 0x01, 4 bytes']],
    ['<', 'hello there\r\n', []],
  ] as const)('%s %j', (side, text, expected) => expect(looks(554, text, 'rtsp', side)).toEqual(expected))

  test.each([
    [hex('OPTIONS rtsp://192.0.2.2/a RTSP/1.0\r\nCSeq: 1\r\n\r\n'), 10, 'OPTIONS rtsp://192.0.2.2/a RTSP/1.0'],
    [hex('OPTIONS rtsp://192.0.2.2/a RTSP/1.0\r\nCSeq: 1\r\n\r\n'), 44, 'OPTIONS rtsp://192.0.2.2/a RTSP/1.0'],
    [hex('RTSP/1.0 200 OK\r\nContent-Length: 4\r\n\r\nbody'), 40, 'Reply: RTSP/1.0 200 OK'],
    ['24 00 0004 61626364', 3, 'Interleaved channel 0x00, 4 bytes'],
  ] as const)('%s in two segments, cut after %i bytes', (text, cut, line) =>
    expect(linesInSegments(554, text, 'rtsp', cut)).toEqual([[line], [], [line], [line, line]]),
  )
})

import { expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'

const lines = (...text: readonly string[]) => `${text.join('\r\n')}\r\n\r\n`
const setup = lines('SETUP rtsp://192.0.2.2/a RTSP/1.0', 'CSeq: 1', 'Transport: RTP/AVP;unicast;client_port=5000-5001')
const answer = lines(
  'RTSP/1.0 200 OK',
  'CSeq: 1',
  'Session: 12',
  'Transport: RTP/AVP;unicast;client_port=5000-5001;server_port=6000-6001',
)
const description = 'v=0\r\no=- 1 1 IN IP4 192.0.2.2\r\ns=-\r\nm=video 0 RTP/AVP 96\r\n'
const described =
  lines('RTSP/1.0 200 OK', 'CSeq: 2', 'Content-Type: application/sdp', `Content-Length: ${description.length}`) +
  description
const media = bytesOf('24 00 0010 80 60 0001 00000002 00000003 01020304')
const reports = bytesOf('24 01 0008 81 cb 0001 00000003')

test('requests and responses, with what they describe', async () => {
  const [first, second, third] = dialog(
    [
      ['>', setup],
      ['<', answer],
      ['<', described],
    ],
    { port: 554 },
  )
  await expectGolden(second!, 'rtsp', 'rtsp')
  expect(valuesOf(first!, 'rtsp.method')).toEqual(['SETUP'])
  expect(summariesOf(second!, 'rtsp')).toEqual(['Reply: RTSP/1.0 200 OK'])
  expect(protocolsOf(third!)).toBe('raw:ip:tcp:rtsp:sdp')
})

test('media and reports lie between the messages', () => {
  const [, second, third] = dialog(
    [
      ['>', setup],
      ['<', media],
      ['<', reports],
    ],
    { port: 554 },
  )
  expect(protocolsOf(second!)).toBe('raw:ip:tcp:rtsp:rtp')
  expect(protocolsOf(third!)).toBe('raw:ip:tcp:rtsp:rtcp')
  expect(valuesOf(second!, 'rtsp.length')).toEqual([16])
})

test('a message may lie in two segments', () => {
  const [first, second] = dialog(
    [
      ['<', described.slice(0, 70)],
      ['<', described.slice(70)],
    ],
    { port: 554 },
  )
  expect(protocolsOf(first!)).toBe('raw:ip:tcp')
  expect(protocolsOf(second!)).toBe('raw:ip:tcp:rtsp:sdp')
})

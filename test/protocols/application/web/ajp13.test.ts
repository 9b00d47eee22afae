import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { hexOf, raw, tcp } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const hex = (value: number, size: number) => value.toString(16).padStart(2 * size, '0')
const string = (text: string) => `${hex(text.length, 2)}${hexOf(text)}00`
const packet = (magic: string, body: string) => {
  const content = body.replace(/\s/g, '')
  return magic + hex(content.length / 2, 2) + content
}
const request = (body: string) => packet('1234', body)
const response = (body: string) => packet('4142', body)
const forward = request(`02 04 ${string('HTTP/1.1')} ${string('/x')} ${string('192.0.2.1')} ffff ${string('srv')} 0050 00
  0003 a00b ${string('host')} a008 ${string('5')} ${string('X-Own')} ${string('own')}
  05 ${string('a=b')} 0a ${string('NAME')} ${string('value')} 0b 0100 0c ${string('hush')} ff`) // prettier-ignore
const headers = response(
  `04 00c8 ${string('OK')} 0002 a001 ${string('text/html')} ${string('X-Powered-By')} ${string('x')}`,
)

describe('AJP13', () => {
  test.each([
    [request('0a'), 'REQ:CPING'],
    [response('09'), 'RSP:CPONG'],
    [forward, 'REQ:POST /x HTTP/1.1 srv'],
    [request(`0005 ${hexOf('hello')}`), 'REQ:Body 5 bytes'],
    [request(''), 'REQ:Body 0 bytes'],
    [headers, 'RSP:SEND HEADERS:200 OK'],
    [response(`03 0005 ${hexOf('hello')} 00`), 'RSP:SEND BODY CHUNK 5'],
    [response('05 01'), 'RSP:END RESPONSE'],
    [response('06 1ffa'), 'RSP:GET BODY CHUNK 8186'],
    [request('07'), 'REQ:SHUTDOWN'],
  ])('%#', (bytes, line) => expect(summariesOf(packetOfHex(tcp(8009, bytes), raw), 'ajp13')).toEqual([line]))

  test('trees', async () => {
    await expectGolden(packetOfHex(tcp(8009, forward), raw), 'ajp13-forward', 'ajp13')
    await expectGolden(packetOfHex(tcp(8009, headers), raw), 'ajp13-headers', 'ajp13')
  })
  test('values and answers', () => {
    const packets = dialog([['>', bytesOf(forward)], ['<', bytesOf(headers + response('05 01'))]], { port: 8009 }) // prettier-ignore
    expect(valuesOf(packets[0]!, 'ajp13.unknown_header')).toEqual(['X-Own: own'])
    expect(valuesOf(packets[1]!, 'ajp13.request_in')).toEqual([1])
    expect(summariesOf(packets[1]!, 'ajp13')).toHaveLength(2)
  })
  test('other bytes are not it', () =>
    expect(protocolsOf(packetOfHex(tcp(8009, hexOf('GET / HTTP/1.1')), raw))).not.toContain('ajp13'))
  test('is safe', () => expectSafe(bytesOf(tcp(8009, forward)), raw))
})

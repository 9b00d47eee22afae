import { describe, expect, test } from 'vitest'
import { decodeAsWords } from '../../../../src/packet/registry/decode-as.ts'
import { registry } from '../../../../src/packet/registry/index.ts'
import { bytesOf, expectGolden, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { hexOf, raw, tcp } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const hex = (value: number, size: number) => value.toString(16).padStart(2 * size, '0')
const part = (type: number, body: string, critical = 0x8000) =>
  `${hex(critical | type, 2)} ${hex(bytesOf(body).length, 2)} ${body} `
const end = part(0, '')
const request = [part(1, '0000'), part(4, '000f 0010'), end].join('')
const cookies = part(5, 'a7'.repeat(100), 0).repeat(8)
const response = [part(1, '0000'), part(4, '000f'), part(6, hexOf('time.example')), part(7, '007c'), cookies, end].join(
  '',
)

/** What TLS carries, without it. */
function packet(message: string) {
  decodeAsWords(registry, 'tcp.port==4461,nts-ke')
  return packetOfHex(tcp(4461, message), raw)
}

describe('NTS key establishment', () => {
  test.each([
    [request, 'NTPv4, AEAD_AES_SIV_CMAC_256, AEAD_AES_SIV_CMAC_384'],
    [response, 'NTPv4, AEAD_AES_SIV_CMAC_256, server time.example, port 124, 8 cookies'],
    [[part(2, '0001'), end].join(''), 'Bad Request'],
    [[part(3, '0001'), part(5, 'a7', 0), end].join(''), 'warning 1, 1 cookie'],
  ])('%s', (message, line) => expect(summariesOf(packet(message), 'nts-ke')).toEqual([line]))
  test('tree', () => expectGolden(packet(request), 'nts-key-request', 'nts-ke'))
  test('a message ends with its last record', () =>
    expect(valuesOf(packet(`${end} ${part(5, 'a7', 0)}`), 'nts-ke.record.type')).toEqual([0]))
  test('is safe', () => {
    packet(request)
    expectSafe(bytesOf(tcp(4461, request)), raw)
  })
})

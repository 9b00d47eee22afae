import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'

const hex = (value: number, digits = 2) => value.toString(16).padStart(digits, '0')
const sizeOf = (text: string) => bytesOf(text).length
const value = (tag: number, ...parts: readonly string[]) => {
  const content = parts.join('')
  return `${hex(tag)} ${sizeOf(content) < 128 ? hex(sizeOf(content)) : `82 ${hex(sizeOf(content), 4)}`} ${content}`
}
const sequence = (...parts: readonly string[]) => value(0x30, ...parts)
const time = value(0x18, Buffer.from('20380119031408Z').toString('hex'))
const algorithm = sequence('0605 2b0e03021a 0500')
const id = sequence(algorithm, value(4, '11'.repeat(20)), value(4, '22'.repeat(20)), '0203 010203')
const request = sequence(sequence(sequence(sequence(id), sequence(id))))
const single = (status: string) => sequence(id, status, time, value(0xa0, time))
const name = sequence(value(0x31, sequence('0603 550403', value(0x0c, Buffer.from('CA').toString('hex')))))
const response = (responder: string, ...statuses: readonly string[]) => {
  const data = sequence(responder, time, sequence(...statuses.map(single)))
  const basic = sequence(data, algorithm, '0303 00aabb')
  return sequence('0a01 00', value(0xa0, sequence('0609 2b0601050507300101', value(4, basic))))
}
const byKey = value(0xa2, value(4, '33'.repeat(20)))
const [good, revoked, unknown] = ['8000', value(0xa1, time, value(0xa0, '0a01 01')), '8200']

const http = (side: '>' | '<', type: string, body: string) => {
  const head = side === '>' ? 'POST / HTTP/1.1\r\nHost: ca.test' : 'HTTP/1.1 200 OK'
  const lines = Buffer.from(
    `${head}\r\nContent-Type: application/ocsp-${type}\r\nContent-Length: ${sizeOf(body)}\r\n\r\n`,
  )
  return dialog([[side, Buffer.concat([lines, bytesOf(body)])]], { port: 80 })[0]!
}

describe('OCSP', () => {
  test.each([
    ['ocsp-request', http('>', 'request', request), 'OCSP request for 2 certificates'],
    ['ocsp-response', http('<', 'response', response(byKey, good)), 'OCSP response successful good'],
    [
      'ocsp-revoked',
      http('<', 'response', response(value(0xa1, name), revoked, unknown)),
      'OCSP response successful revoked unknown',
    ],
  ] as const)('tree of %s', (file, packet, line) => {
    expect(protocolsOf(packet)).toBe('raw:ip:tcp:http:ocsp')
    expect(summariesOf(packet, 'ocsp')).toEqual([line])
    return expectGolden(packet, file, 'ocsp')
  })

  test('errors have no content', () => {
    expect(summariesOf(http('<', 'response', sequence('0a01 06')), 'ocsp')).toEqual(['OCSP response unauthorized'])
    expect(summariesOf(http('<', 'response', sequence('0a01 09')), 'ocsp')).toEqual(['OCSP response 9'])
    expect(summariesOf(http('>', 'request', '3000'), 'ocsp')).toEqual(['OCSP request for 0 certificates'])
  })

  test('why a certificate was revoked', () => {
    const packet = http('<', 'response', response(byKey, revoked))
    expect(valuesOf(packet, 'ocsp.revocationReason')).toEqual([1])
    expect(valuesOf(packet, 'ocsp.certStatus')).toEqual([1])
    expect(valuesOf(packet, 'ocsp.nextUpdate')).toEqual(['2038-01-19T03:14:08.000000000Z'])
  })

  test('also in a handshake of TLS', () => {
    const status = (type: number, body: string) => {
      const message = `16 ${hex(sizeOf(body) + 4, 6)} ${hex(type)} ${hex(sizeOf(body), 6)} ${body}`
      return dialog([['<', bytesOf(`16 0303 ${hex(sizeOf(message), 4)} ${message}`)]], { port: 443 })[0]!
    }
    const packet = status(1, response(byKey, revoked))
    expect(valuesOf(packet, 'ocsp.certStatus')).toEqual([1])
    expect(valuesOf(packet, 'tls.handshake.ocsp_response_len')).toEqual([sizeOf(response(byKey, revoked))])
    // Several responses, RFC 6961, section 2.2.
    const several = status(2, `${hex(sizeOf(response(byKey, good)), 6)} ${response(byKey, good)}`)
    expect(valuesOf(several, 'ocsp.certStatus')).toEqual([])
    expect(protocolsOf(several)).toBe('raw:ip:tcp:tls')
  })
})

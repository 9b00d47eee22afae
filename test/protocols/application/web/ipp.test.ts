import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, summariesOf, valuesOf } from '../../../support/packets.ts'
import { hexOf } from '../../../support/raw-frames.ts'

const size = (text: string) => (text.length / 2).toString(16).padStart(4, '0')
const value = (tag: string, name: string, body: string) =>
  `${tag}${size(hexOf(name))}${hexOf(name)}${size(body)}${body}`
const common = `01${value('47', 'attributes-charset', hexOf('utf-8'))}${value('48', 'attributes-natural-language', hexOf('en'))}`
const target = value('45', 'printer-uri', hexOf('ipp://printer.example/ipp'))
const wanted = `${value('44', 'requested-attributes', hexOf('copies-supported'))}${value('44', '', hexOf('printer-state'))}`
const http = (start: string, body: string) =>
  Buffer.concat([
    Buffer.from(`${start}\r\nContent-Type: application/ipp\r\nContent-Length: ${body.length / 2}\r\n\r\n`),
    bytesOf(body),
  ])
const post = (body: string) => ['>', http('POST /ipp HTTP/1.1', body)] as const
const ok = (body: string) => ['<', http('HTTP/1.1 200 OK', body)] as const

describe('IPP', () => {
  const packets = dialog(
    [
      post(`0101000b00000001${common}${target}${wanted}03`),
      ok(
        `0101000000000001${common}04${value('23', 'printer-state', '00000003')}${value('22', 'printer-is-accepting-jobs', '01')}` +
          `${value('21', 'queued-job-count', '00000002')}${value('33', 'copies-supported', '0000000100000063')}` +
          `${value('13', 'printer-info', '')}${value('34', 'media-col', '')}${value('4a', '', hexOf('x'))}${value('37', '', '')}03`,
      ),
      post(`0101000200000002${common}${target}03${hexOf('%!PS')}`),
      ok(`0101000200000002${common}02${value('45', 'job-uri', hexOf('ipp://a/1'))}03`),
      post(`0200400200000003${common}03`),
      ok(`0200040600000003${common}03`),
    ],
    { port: 631 },
  )
  test('tree of a request', () => expectGolden(packets[0]!, 'ipp-request', 'ipp'))
  test('tree of a response', () => expectGolden(packets[1]!, 'ipp-response', 'ipp'))
  test('lines', () =>
    expect(packets.map((packet) => summariesOf(packet, 'ipp')[0])).toEqual([
      'Request Get-Printer-Attributes, id 1',
      'Response successful-ok, id 1',
      'Request Print-Job, id 2, 4 bytes of document',
      'Response successful-ok-conflicting-attributes, id 2',
      'Request CUPS-Get-Printers, id 3',
      'Response client-error-not-found, id 3',
    ]))
  test('values', () => {
    expect(valuesOf(packets[0]!, 'ipp.name')).toContain('requested-attributes')
    expect(valuesOf(packets[1]!, 'ipp.enum_value')).toEqual([3])
  })
})

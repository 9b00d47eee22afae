/** What becomes of the parts of text protocols. */
import { describe, expect, test } from 'vitest'
import { Batch } from '../../src/files/batch.ts'
import { Frame } from '../../src/files/frame.ts'
import { FrameAnonymiser, type PayloadPolicy } from '../../src/edit/anonymise/frame-anonymiser.ts'
import { bytesOf } from '../support/packets.ts'

/** The text that TCP carries, and what is left of it. */
function anonymised(text: string, policy: PayloadPolicy = 'zero'): string {
  const carried = new TextEncoder().encode(text)
  const head = bytesOf(
    '020000000002020000000001 0800 450000000000400040060000c0000201c0000202 8000005000000001000000015018ffff00000000',
  )
  const bytes = new Uint8Array(head.length + carried.length)
  bytes.set(head)
  bytes.set(carried, head.length)
  new DataView(bytes.buffer).setUint16(16, bytes.length - 14)
  const into = new Uint8Array(bytes.length)
  const anonymiser = new FrameAnonymiser(new Uint8Array(32).fill(5), policy)
  const length = anonymiser.write(new Batch().hold(Frame.of(bytes)), 0, into, 0)
  return new TextDecoder('latin1').decode(into.subarray(head.length, length))
}
const request = (...lines: readonly string[]) => [...lines, '', ''].join('\r\n')

describe('HTTP', () => {
  test('keeps its own words, and replaces all others', () => {
    const result = anonymised(
      request(
        'POST /home/alice?token=s3cret HTTP/1.1',
        'Host: intranet.example.test:8080',
        'Content-Type: application/json',
        'Cookie: session=abcdefgh',
        'X-Company-Secret: 12345',
        'Authorization: Basic YWxpY2U6c2VjcmV0',
        'Content-Length: 0',
      ),
    )
    const lines = result.split('\r\n')
    expect(lines[0]).toMatch(/^POST \/\w{4}\/\w{5}\?\w{5}=\w\d\w{4} HTTP\/1\.1$/)
    expect(lines[1]).toMatch(/^Host: \w{8}\.\w{7}\.\w{4}:\d{4}$/)
    expect(lines[2]).toBe('Content-Type: application/json')
    expect(lines[3]).toMatch(/^Cookie: \w{7}=\w{8}$/)
    expect(lines[4]).toMatch(/^\w-\w{7}-\w{6}: \d{5}$/)
    expect(lines[5]).toMatch(/^Authorization: \w{5} \w{16}$/)
    expect(lines.slice(6)).toEqual(['Content-Length: 0', '', ''])
    expect(result).not.toMatch(/home|alice|token|s3cret|intranet|example|session|company|secret|basic|YWx/i)
  })

  test('keeps numbers, but not what stands beside them', () => {
    const text = `${request('HTTP/1.1 200 All-is-well', 'Transfer-Encoding: chunked')}5;name=private\r\nhello\r\n0\r\n\r\n`
    const result = anonymised(text)
    expect(result).toMatch(
      /^HTTP\/1\.1 200 \w{3}-\w\w-\w{4}\r\nTransfer-Encoding: chunked\r\n\r\n5;\w{4}=\w{7}\r\n\0{5}/,
    )
    expect(result).not.toMatch(/well|private|hello/)
    expect(result.length).toBe(text.length)
  })

  test('replaces a version and a method that are none', () => {
    const result = anonymised(request('GET /a HTTP/1.1', 'Content-Length: twelve'))
    expect(result).toMatch(/^GET \/\w HTTP\/1\.1\r\nContent-Length: (?!twelve)\w{6}\r\n/)
    expect(anonymised(request('ICY 200 fine', 'icy-name: somebody'))).not.toMatch(/fine|somebody/)
  })

  test.each([
    ['keep', /secret body$/],
    ['zero', /\0{11}$/],
    ['cut', /\r\n\r\n$/],
  ] as const)('has the body that --anonymise-payload %s leaves', (policy, expected) => {
    const text = `${request('HTTP/1.1 200 OK', 'Content-Length: 11')}secret body`
    expect(anonymised(text, policy)).toMatch(expected)
    expect(anonymised(text, 'random')).not.toMatch(/secret|body|\0{6}/)
  })
})

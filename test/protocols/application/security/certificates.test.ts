import { describe, expect, test } from 'vitest'
import type { Packet } from '../../../../src/packet/packet.ts'
import { hex } from '../../../../src/schema/index.ts'
import { packetOf, packetOfHex, valuesOf } from '../../../support/packets.ts'

const server = packetOf('tls.pcapng', 27)
const shown = (packet: Packet, name: string) =>
  valuesOf(packet, name).map((value) => (value instanceof Uint8Array ? hex(value) : value))
const values = (name: string) => shown(server, name)

describe('certificates', () => {
  test('say whom they are for, who signed them and until when they are valid', () => {
    expect(values('x509af.version')).toEqual([2])
    expect(values('x509if.oid')).toEqual(['2.5.4.3', '2.5.4.3'])
    expect(values('x509sat.uTF8String')).toEqual(['example.test', 'example.test'])
    expect(values('x509af.utcTime')).toEqual(['2026-11-22 14:00:50 (UTC)', '2036-11-19 14:00:50 (UTC)'])
    expect(values('x509af.serialNumber')).toEqual(['2b80f3956198b9111b8c67ad9e69107f8c402809'])
  })

  test('have keys and signatures', () => {
    expect(values('x509af.algorithm.id')).toEqual(['1.2.840.10045.4.3.2', '1.2.840.10045.2.1', '1.2.840.10045.4.3.2'])
    expect(values('pkcs1.namedCurve')).toEqual(['1.2.840.10045.3.1.7'])
    expect(values('x509af.subjectPublicKey')).toHaveLength(1)
    expect(`${values('x509af.subjectPublicKey')[0]}`).toMatch(/^04410ba963c89a43/)
  })

  test('have extensions', () => {
    expect(values('x509af.extension.id')).toEqual(['2.5.29.14', '2.5.29.35', '2.5.29.19', '2.5.29.17'])
    expect(values('x509ce.dNSName')).toEqual(['example.test'])
    expect(values('x509ce.cA')).toEqual([true])
    expect(values('x509ce.keyIdentifier')).toEqual(values('x509ce.SubjectKeyIdentifier'))
  })

  test('are typed', () => {
    const [message] = server
      .tls!.records.flatMap(({ handshakes }) => handshakes ?? [])
      .filter(({ type }) => type === 11)
    const certificate = message!.certificates?.[0]?.certificate?.certificate
    expect(certificate?.subject?.[0]?.attributes?.[0]?.attribute?.utf8).toBe('example.test')
    expect(message!.certificates?.[0]?.certificate?.algorithm?.id).toBe('1.2.840.10045.4.3.2')
  })
})

describe('messages of the key exchange', () => {
  test('of a server', () => {
    expect(values('tls.handshake.server_named_curve')).toEqual([0x1d])
    expect(values('tls.handshake.server_point')).toHaveLength(1)
    expect(values('tls.handshake.sig')).toHaveLength(1)
  })

  const word = (value: number) => value.toString(16).padStart(4, '0')
  const header = (length: number) =>
    `45 00 ${word(40 + length)} 0001 0000 40 06 0000 c0000201 c0000202 c000 01bb 00000001 00000001 5018 0400 0000 0000`
  const message = (type: string, body: string) => {
    const length = body.replaceAll(' ', '').length / 2
    const bytes = `16 0303 ${word(length + 4)} ${type} 00 ${word(length)} ${body}`
    return packetOfHex(`${header(bytes.replaceAll(' ', '').length / 2)} ${bytes}`, 228)
  }

  test('which certificate signed one, RFC 5280, section 4.2.1.1', () => {
    const value = (tag: string, ...parts: readonly string[]) => {
      const content = parts.join('').replaceAll(' ', '')
      return `${tag} 82 ${word(content.length / 2)} ${content}`
    }
    const sequence = (...parts: readonly string[]) => value('30', ...parts)
    const algorithm = sequence('0603 2a0304')
    const key = value('30', '8002 aabb', 'a106 8204 74657374', '8202 0102')
    const extensions = value('a3', sequence(sequence('0603 551d23', value('04', key))))
    const signed = sequence('020101', algorithm, '3000', '3000', '3000', sequence(algorithm, '030200ff'), extensions)
    const certificate = sequence(signed, algorithm, '030200ff').replaceAll(' ', '')
    const size = certificate.length / 2
    const packet = message('0b', `00 ${word(size + 3)} 00 ${word(size)} ${certificate}`)
    expect(shown(packet, 'x509ce.keyIdentifier')).toEqual(['aabb'])
    expect(shown(packet, 'x509ce.dNSName')).toEqual(['test'])
    expect(shown(packet, 'x509ce.authorityCertSerialNumber')).toEqual(['0102'])
  })

  test('a point has one byte of length', () =>
    expect(shown(message('10', '03 aabbcc'), 'tls.handshake.client_point')).toEqual(['aabbcc']))

  test('without the cipher suite nothing is said of a longer one', () => {
    const packet = message('10', '0003 aabbcc')
    expect(shown(packet, 'tls.handshake.epms')).toEqual([])
    expect(shown(packet, 'tls.handshake.yc')).toEqual([])
  })

  test('finite fields, with a signature of a version before 1.2', () => {
    const packet = message('0c', '0001 0b 0001 02 0002 0304 0002 aabb')
    expect(shown(packet, 'tls.handshake.p')).toEqual(['0b'])
    expect(shown(packet, 'tls.handshake.g')).toEqual(['02'])
    expect(shown(packet, 'tls.handshake.ys')).toEqual(['0304'])
    expect(shown(packet, 'tls.handshake.sig')).toEqual(['aabb'])
    expect(shown(packet, 'tls.handshake.sig_hash_alg')).toEqual([])
  })

  test('tickets of both forms', () => {
    expect(shown(message('04', '0000003c 0002 aabb'), 'tls.handshake.session_ticket')).toEqual(['aabb'])
    const since13 = message('04', '0000003c 00000001 01 07 0002 aabb 0008 002a 0004 00000400')
    expect(shown(since13, 'tls.handshake.session_ticket')).toEqual(['aabb'])
    expect(shown(since13, 'tls.handshake.session_ticket_nonce')).toEqual(['07'])
    expect(shown(since13, 'tls.early_data.max_early_data_size')).toEqual([1024])
  })

  test('certificates of both forms', () => {
    expect(shown(message('0b', '000005 000002 3000'), 'tls.handshake.certificate')).toEqual(['3000'])
    expect(shown(message('0b', '00 000007 000002 3000 0000'), 'tls.handshake.certificate')).toEqual(['3000'])
  })

  test('key shares of a client, of a server, and of one that wants another', () => {
    const hello = (type: string, middle: string, extension: string) => {
      const length = extension.replaceAll(' ', '').length / 2
      return message(type, `0303 ${'00'.repeat(32)} 00 ${middle} ${word(length + 4)} 0033 ${word(length)} ${extension}`)
    }
    const client = hello('01', '0002 1301 01 00', '0008 001d 0004 aabbccdd')
    expect(shown(client, 'tls.handshake.extensions_key_share_group')).toEqual([29])
    const chosen = hello('02', '1301 00', '001d 0004 aabbccdd')
    expect(shown(chosen, 'tls.handshake.extensions_key_share_key_exchange')).toEqual(['aabbccdd'])
    expect(shown(chosen, 'tls.handshake.extensions_key_share_client_length')).toEqual([])
    const retry = hello('02', '1301 00', '0017')
    expect(shown(retry, 'tls.handshake.extensions_key_share_selected_group')).toEqual([23])
  })
})

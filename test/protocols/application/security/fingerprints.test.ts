import { describe, expect, test } from 'vitest'
import { ja3Of, ja4Of, type ClientHello } from '../../../../src/protocols/application/security/tls/fingerprints.ts'
import { framesOf, packetOf, packetOfHex, valuesOf } from '../../../support/packets.ts'

const none = {
  serverNames: undefined,
  groups: undefined,
  pointFormats: undefined,
  signatureSchemes: undefined,
  applicationProtocols: undefined,
  versions: undefined,
}
const extension = (type: number, more: object = {}) => ({ ...none, type, ...more })
const numbers = (text: string) => text.split(',').map((digits) => Number.parseInt(digits, 16))

/** The worked example of JA4's technical details: a Chromium. */
const chromium: ClientHello = {
  version: 0x0303,
  cipherSuites: numbers('7a7a,1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035').map(
    (suite) => ({ suite }),
  ),
  extensions: [
    extension(0x3a3a),
    extension(0x001b),
    extension(0, { serverNames: [] }),
    extension(0x0033),
    extension(0x0010, { applicationProtocols: [{ name: 'h2' }, { name: 'http/1.1' }] }),
    extension(0x4469),
    extension(0x0017),
    extension(0x002d),
    extension(0x000d, {
      signatureSchemes: numbers('0403,0804,0401,0503,0805,0501,0806,0601').map((scheme) => ({ scheme })),
    }),
    extension(0x0005),
    extension(0x0023),
    extension(0x0012),
    extension(0x002b, { versions: numbers('9a9a,0304,0303').map((version) => ({ version })) }),
    extension(0xff01),
    extension(0x000b, { pointFormats: [{ format: 0 }] }),
    extension(0x000a, { groups: numbers('dada,001d,0017,0018').map((group) => ({ group })) }),
    extension(0x0015),
    extension(0x4a4a),
  ],
}

describe('fingerprints', () => {
  test('JA4 is that of the example', () => expect(ja4Of(chromium)).toBe('t13d1516h2_8daaf6152771_e5627efa2ab1'))

  test('JA4 without extensions, names and protocols', () =>
    expect(ja4Of({ version: 0x0301, cipherSuites: [], extensions: undefined })).toBe(
      't10i000000_000000000000_000000000000',
    ))

  test.each([
    ['h2', 'h2'],
    ['http/1.1', 'h1'],
    ['\u0001x', '08'],
  ])('JA4 marks the protocol %j', (name, mark) => {
    const hello = { ...chromium, extensions: [extension(16, { applicationProtocols: [{ name }] })] }
    expect(ja4Of(hello).slice(8, 10)).toBe(mark)
  })

  test('JA3 leaves GREASE out', () =>
    expect(ja3Of(chromium)).toBe(
      '771,4865-4866-4867-49195-49199-49196-49200-52393-52392-49171-49172-156-157-47-53,' +
        '27-0-51-16-17513-23-45-13-5-35-18-43-65281-11-10-21,29-23-24,0',
    ))

  // As tshark 4.0 says.
  test('of a capture', () => {
    expect(valuesOf(packetOf('tls.pcapng', 6), 'tls.handshake.ja3')).toEqual(['5a1edc7f170af1014fc65c994878e63c'])
    const server = packetOf('tls.pcapng', 27)
    expect(valuesOf(server, 'tls.handshake.ja3s')).toEqual(['e195432758194ce2d482396b82e0d48e'])
    expect(valuesOf(server, 'tls.handshake.ja3s_full')).toEqual(['771,49196,65281-11-35-16-23'])
  })

  test('a hello that is cut has none', () => {
    const { bytes } = framesOf('tls.pcapng')[5]!
    const hex = Array.from(bytes.subarray(0, bytes.length - 4), (byte) => byte.toString(16).padStart(2, '0')).join('')
    for (const name of ['ja3', 'ja3_full', 'ja4', 'ja4_r'])
      expect(valuesOf(packetOfHex(hex), `tls.handshake.${name}`)).toEqual([])
  })
})

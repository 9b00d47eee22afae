import { describe, expect, test } from 'vitest'
import { headerAt } from '../../../../src/protocols/application/security/quic/header.ts'
import {
  initialSecrets,
  initialSuite,
  isRetryWhole,
  keysOf,
  open,
  suites,
  unmask,
  updated,
  wholeNumber,
  type Suite,
} from '../../../../src/protocols/application/security/quic/protection.ts'
import { versionOf } from '../../../../src/protocols/application/security/quic/versions.ts'
import { hex } from '../../../../src/schema/index.ts'
import { bytesOf } from '../../../support/packets.ts'
import { initialSecret, protectedPacket } from '../../../support/quic.ts'

const id = bytesOf('8394c8f03e515708')
const version1 = versionOf(1)!
const version2 = versionOf(0x6b3343cf)!
const clientFrames = bytesOf(
  `060040f1010000ed0303ebf8fa56f12939b9584a3896472ec40bb863cfd3e86804fe3a47f06a2b69484c00000413011302010000c000000010
   000e00000b6578616d706c652e636f6dff01000100000a00080006001d0017001800100007000504616c706e00050005010000000000330026
   0024001d00209370b2c9caa47fbabaf4559fedba753de171fa71f50f1ce15d43e994ec74d748002b0003020304000d0010000e040305030603
   0203080408050806002d00020101001c00024001003900320408ffffffffffffffff05048000ffff07048000ffff0801100104800075300901
   100f088394c8f03e51570806048000ffff`,
)

/** A packet without its protection. */
function opened(packet: Uint8Array, secret: Uint8Array, { version = 1, suite = initialSuite, largest = -1 } = {}) {
  const header = headerAt(packet, 0, packet.length)!
  const keys = keysOf(suite, versionOf(version)!, secret)
  return open(packet, header, unmask(packet, header, keys)!, keys, largest)
}

describe('RFC 9001, appendix A', () => {
  test('A.1: keys', () => {
    const { client, server } = initialSecrets(version1, id)
    expect(hex(client)).toBe('c00cf151ca5be075ed0ebfb5c80323c42d6b7db67881289af4008f1f6c357aea')
    expect(hex(server)).toBe('3c199828fd139efd216c155ad844cc81fb82fa8d7446fa7d78be803acdda951b')
    const { key, iv, header } = keysOf(initialSuite, version1, client)
    expect([key, iv, header].map((bytes) => hex(bytes))).toEqual([
      '1f369613dd76d5467730efcbe3b1a22d',
      'fa044b2f42a3fd3b46fb255c',
      '9f50449e04a0e810283a1e9933adedd2',
    ])
  })

  test('A.2: the Initial packet of a client', () => {
    const frames = new Uint8Array(1162)
    frames.set(clientFrames)
    const header = bytesOf('c300000001088394c8f03e5157080000449e00000002')
    const packet = protectedPacket(header, 2, frames, { secret: initialSecret(id, 'client') })
    expect(hex(packet.subarray(0, 32))).toBe('c000000001088394c8f03e5157080000449e7b9aec34d1b1c98dd7689fb8ec11')
    expect(hex(packet.subarray(-16))).toBe('e221af44860018ab0856972e194cd934')
    expect(opened(packet, initialSecrets(version1, id).client)).toEqual({
      firstByte: 0xc3,
      number: 2,
      numberLength: 4,
      plain: frames,
    })
  })

  test('A.3: the Initial packet of a server', () => {
    const packet = bytesOf(
      `cf000000010008f067a5502a4262b5004075c0d95a482cd0991cd25b0aac406a5816b6394100f37a1c69797554780bb38cc5a99f5ede4cf7
       3c3ec2493a1839b3dbcba3f6ea46c5b7684df3548e7ddeb9c3bf9c73cc3f3bded74b562bfb19fb84022f8ef4cdd93795d77d06edbb7aaf2f
       58891850abbdca3d20398c276456cbc42158407dd074ee`,
    )
    const { firstByte, number, plain } = opened(packet, initialSecrets(version1, id).server)!
    expect([firstByte, number, hex(plain.subarray(0, 16))]).toEqual([0xc1, 1, '02000000000600405a020000560303ee'])
  })

  test('A.4: Retry', () => {
    const packet = bytesOf('ff000000010008f067a5502a4262b5746f6b656e04a265ba2eff4d829058fb3f0f2496ba')
    expect(isRetryWhole(packet, headerAt(packet, 0, packet.length)!, version1, id)).toBe(true)
    expect(isRetryWhole(packet, headerAt(packet, 0, packet.length)!, version1, bytesOf('8394c8f03e515709'))).toBe(false)
    packet[20]! ^= 1
    expect(isRetryWhole(packet, headerAt(packet, 0, packet.length)!, version1, id)).toBe(false)
  })

  test('A.5: a packet with ChaCha20-Poly1305', () => {
    const secret = bytesOf('9ac312a7f877468ebe69422748ad00a15443f18203a07d6060f688f30f21632b')
    const suite = suites[0x1303] as Suite
    const packet = bytesOf('4cfe4189655e5cd55c41f69080575d7999c25a5bfb')
    expect(opened(packet, secret, { suite, largest: 654_360_563 })).toEqual({
      firstByte: 0x42,
      number: 654_360_564,
      numberLength: 3,
      plain: Uint8Array.of(1),
    })
    expect(hex(updated(keysOf(suite, version1, secret), version1).secret)).toBe(
      '1223504755036d556342ee9361d253421a826c9ecdf3c7148684b36b714881f9',
    )
  })
})

describe('RFC 9369, appendix A', () => {
  test('A.2: the Initial packet of a client', () => {
    const frames = new Uint8Array(1162)
    frames.set(clientFrames)
    const header = bytesOf('d36b3343cf088394c8f03e5157080000449e00000002')
    const packet = protectedPacket(header, 2, frames, {
      secret: initialSecret(id, 'client', 'quicv2'),
      prefix: 'quicv2',
    })
    expect(hex(packet.subarray(0, 32))).toBe('d76b3343cf088394c8f03e5157080000449ea0c95e82ffe67b6abcdb4298b485')
    expect(hex(packet.subarray(-16))).toBe('a18b2faa745b6fe189cf772a9f84cbfc')
    expect(opened(packet, initialSecrets(version2, id).client, { version: 0x6b3343cf })?.plain).toEqual(frames)
  })

  test('A.3: the Initial packet of a server', () => {
    const packet = bytesOf(
      `dc6b3343cf0008f067a5502a4262b5004075d92faaf16f05d8a4398c47089698baeea26b91eb761d9b89237bbf87263017915358230035f7
       fd3945d88965cf17f9af6e16886c61bfc703106fbaf3cb4cfa52382dd16a393e42757507698075b2c984c707f0a0812d8cd5a6881eaf21ce
       da98f4bd23f6fe1a3e2c43edd9ce7ca84bed8521e2e140`,
    )
    expect(headerAt(packet, 0, packet.length)?.type).toBe('initial')
    const { number, plain } = opened(packet, initialSecrets(version2, id).server, { version: 0x6b3343cf })!
    expect([number, hex(plain.subarray(0, 16))]).toEqual([1, '02000000000600405a020000560303ee'])
  })

  test('A.4: Retry', () => {
    const packet = bytesOf('cf6b3343cf0008f067a5502a4262b5746f6b656ec8646ce8bfe33952d955543665dcc7b6')
    expect(isRetryWhole(packet, headerAt(packet, 0, packet.length)!, version2, id)).toBe(true)
  })

  test('A.5: a packet with ChaCha20-Poly1305', () => {
    const secret = bytesOf('9ac312a7f877468ebe69422748ad00a15443f18203a07d6060f688f30f21632b')
    const packet = bytesOf('5558b1c60ae7b6b932bc27d786f4bc2bb20f2162ba')
    const suite = suites[0x1303] as Suite
    expect(opened(packet, secret, { version: 0x6b3343cf, suite, largest: 654_360_563 })?.plain).toEqual(
      Uint8Array.of(1),
    )
  })
})

// RFC 9000, appendix A.3, and beside it.
test.each([
  [0x9b32, 2, 0xa82f30ea, 0xa82f9b32],
  [0, 1, -1, 0],
  [255, 1, -1, 255],
  [0, 1, 255, 256],
  [255, 1, 256, 255],
  [0x12, 1, 0x1fe, 0x212],
])('packet number %i of %i bytes after %i is %i', (truncated, length, largest, number) =>
  expect(wholeNumber(truncated, length, largest)).toBe(number),
)

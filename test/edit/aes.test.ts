/** AES and Crypto-PAn against published vectors. */
import { describe, expect, test } from 'vitest'
import { Aes } from '../../src/edit/anonymise/aes.ts'
import { keyParts } from '../../src/edit/anonymise/key.ts'
import { PrefixTree } from '../../src/edit/anonymise/prefix-tree.ts'
import { bytesOf } from '../support/packets.ts'
import { hex } from '../../src/schema/index.ts'

describe('AES-128', () => {
  // FIPS 197, appendices B and C.1; NIST SP 800-38A, F.1.1.
  test.each([
    ['2b7e151628aed2a6abf7158809cf4f3c', '3243f6a8885a308d313198a2e0370734', '3925841d02dc09fbdc118597196a0b32'],
    ['000102030405060708090a0b0c0d0e0f', '00112233445566778899aabbccddeeff', '69c4e0d86a7b0430d8cdb78070b4c55a'],
    ['2b7e151628aed2a6abf7158809cf4f3c', '6bc1bee22e409f96e93d7e117393172a', '3ad77bb40d7a3660a89ecaf32466ef97'],
    ['2b7e151628aed2a6abf7158809cf4f3c', 'f69f2445df4f9b17ad2b417be66c3710', '7b0c785e27e8ad3f8223207104725dd4'],
  ])('encrypts with %s', (key, plain, expected) => {
    const block = bytesOf(plain)
    new Aes(bytesOf(key)).encrypt(block)
    expect(hex(block)).toBe(expected)
  })

  test('refuses keys of other lengths', () => expect(() => new Aes(new Uint8Array(32))).toThrow(TypeError))
})

describe('Crypto-PAn', () => {
  /** The key of the sample in the reference implementation. */
  const key = Uint8Array.of(
    21,
    34,
    23,
    141,
    51,
    164,
    207,
    128,
    19,
    10,
    91,
    22,
    73,
    144,
    125,
    16,
    216,
    152,
    143,
    131,
    121,
    121,
    101,
    39,
    98,
    87,
    76,
    45,
    42,
    132,
    34,
    2,
  )
  const { cipher, pad } = keyParts(key)
  const ipv4 = new PrefixTree({ cipher, pad, bits: 32 })

  // From the sample trace, raw and sanitized.
  test.each([
    ['128.11.68.132', '135.242.180.132'],
    ['129.118.74.4', '134.136.186.123'],
    ['130.132.252.244', '133.68.164.234'],
    ['141.223.7.43', '141.167.8.160'],
    ['152.163.225.39', '151.140.114.167'],
    ['192.102.249.13', '252.138.62.131'],
    ['192.215.32.125', '252.43.47.189'],
    ['207.105.49.5', '241.118.205.138'],
    ['209.85.249.6', '226.170.70.6'],
    ['216.254.18.172', '235.7.16.162'],
    ['24.0.250.221', '100.15.198.226'],
    ['4.3.88.225', '124.60.155.63'],
    ['64.34.154.117', '0.221.154.117'],
    ['10.185.25.118', '117.161.29.118'],
  ])('maps %s to %s', (address, expected) => {
    const bytes = Uint8Array.from(address.split('.').map(Number))
    ipv4.map(bytes, 0)
    expect(bytes.join('.')).toBe(expected)
  })

  test('maps values of 128 bits as other implementations do', () => {
    const ipv6 = new PrefixTree({ cipher, pad, bits: 128 })
    const bytes = bytesOf('20010db8000000000000000000000001')
    ipv6.map(bytes, 0)
    expect(hex(bytes)).toBe('440102bc603fd91d027fff8ee6f1dc1e')
  })

  test('refuses keys of other lengths', () => expect(() => keyParts(new Uint8Array(16))).toThrow(/32 bytes/))
})

/** AES in counter mode with CBC-MAC: RFC 3610. */
import { cbc, ctr, ecb } from '@noble/ciphers/aes.js'
import type { Sealed } from './cryptography.ts'

/** The text; undefined where the tag of `tagLength` bytes is another one. */
export function openCcm({ key, nonce, bytes, additional }: Sealed, tagLength: number): Uint8Array | undefined {
  const length = bytes.length - tagLength
  if (length < 0 || additional.length >= 0xff00) return undefined
  const counter = new Uint8Array(blockLength)
  counter[0] = lengthOfLength(nonce) - 1
  counter.set(nonce, 1)
  // The first block of the key stream hides the tag.
  const padded = new Uint8Array(blockLength + length)
  padded.set(bytes.subarray(length))
  padded.fill(0, tagLength, blockLength)
  padded.set(bytes.subarray(0, length), blockLength)
  const opened = ctr(key, counter).decrypt(padded)
  const text = opened.subarray(blockLength)
  const tag = tagOf(key, nonce, additional, text, tagLength)
  let difference = 0
  for (let at = 0; at < tagLength; at++) difference |= tag[at]! ^ opened[at]!
  return difference === 0 ? text : undefined
}

/** The tag before it is hidden: the last block of the whole in CBC mode. */
function tagOf(key: Uint8Array, nonce: Uint8Array, additional: Uint8Array, text: Uint8Array, tagLength: number) {
  const additionalEnd = blockLength + (additional.length === 0 ? 0 : 2 + additional.length)
  const textStart = roundedUp(additionalEnd)
  const blocks = new Uint8Array(roundedUp(textStart + text.length))
  const size = lengthOfLength(nonce)
  blocks[0] = (additional.length > 0 ? 0x40 : 0) | (((tagLength - 2) / 2) << 3) | (size - 1)
  blocks.set(nonce, 1)
  for (let at = 0, left = text.length; at < size && left > 0; at++, left = Math.floor(left / 256))
    blocks[blockLength - 1 - at] = left & 0xff
  if (additional.length > 0) {
    blocks[blockLength] = additional.length >> 8
    blocks[blockLength + 1] = additional.length & 0xff
    blocks.set(additional, blockLength + 2)
  }
  blocks.set(text, textStart)
  const encrypted =
    blocks.length === blockLength
      ? ecb(key, { disablePadding: true }).encrypt(blocks)
      : cbc(key, new Uint8Array(blockLength), { disablePadding: true }).encrypt(blocks)
  return encrypted.subarray(encrypted.length - blockLength)
}

/** How many bytes of a block state the length of the text. */
const lengthOfLength = (nonce: Uint8Array): number => blockLength - 1 - nonce.length
const roundedUp = (length: number): number => Math.ceil(length / blockLength) * blockLength
const blockLength = 16

/** Records whose text, or its encryption (RFC 7366), a MAC authenticates: RFC 5246, sections 6.2.3.1 and 6.2.3.2. */
import { cryptography, rc4, type CbcName, type HashName } from '../../../../../../cryptography/index.ts'
import { hashLengths } from '../suites.ts'
import type { ReadKeys } from '../key-schedule.ts'
import { additionalData, type OpenedRecord, type Opener, type SealedRecord } from './sealed-record.ts'

/** A cipher that authenticates nothing: the text of a record with what is added to it, where it is known. */
type Decrypt = (bytes: Uint8Array) => Uint8Array | undefined

/** A stream cipher or none: the MAC follows the text. */
export class StreamOpener implements Opener {
  private readonly decrypt: Decrypt

  constructor(
    cipher: 'rc4' | 'null',
    private readonly mac: HashName,
    private readonly keys: ReadKeys,
  ) {
    this.decrypt = cipher === 'rc4' ? rc4(keys.key) : (bytes) => bytes.slice()
  }

  open(record: SealedRecord, sequence: number, further: number): OpenedRecord | undefined {
    const text = this.decrypt(record.bytes.subarray(record.from, record.to))!
    return authenticated(this.mac, this.keys.macKey, record, text, text.length, sequence, further)
  }
}

/** A block cipher in CBC mode. */
export class CbcOpener implements Opener {
  /** Version 1.0: the last block of the record before. */
  private chained: Uint8Array

  constructor(
    private readonly name: CbcName,
    private readonly mac: HashName,
    private readonly keys: ReadKeys,
    private readonly blockLength: number,
    /** Whether the first block of a record is its initialization vector, as since version 1.1. */
    private readonly isExplicit: boolean,
    private readonly isEncryptedFirst: boolean,
  ) {
    this.chained = keys.iv
  }

  open(record: SealedRecord, sequence: number, further: number): OpenedRecord | undefined {
    const { mac, keys, isEncryptedFirst } = this
    if (!isEncryptedFirst) {
      const text = this.unpadded(record, record.to)
      return text && authenticated(mac, keys.macKey, record, text, text.length, sequence, further)
    }
    const end = record.to - hashLengths[mac]
    if (end < record.from) return undefined
    const sealed = record.bytes.subarray(record.from, record.to)
    const found = authenticated(mac, keys.macKey, record, sealed, sealed.length, sequence, further)
    const bytes = this.unpadded(record, end)
    return found && bytes && { bytes, sequence: found.sequence }
  }

  /** The text of a record without its padding, the blocks of which end at `to`. */
  private unpadded({ bytes, from, to: recordEnd }: SealedRecord, to: number): Uint8Array | undefined {
    const { blockLength, isExplicit, chained } = this
    const start = isExplicit ? from + blockLength : from
    if (to - start < blockLength || (to - start) % blockLength !== 0) return undefined
    const iv = isExplicit ? bytes.subarray(from, start) : chained
    if (!isExplicit && recordEnd - from >= blockLength) this.chained = bytes.slice(to - blockLength, to)
    const text = cryptography().decryptCbc(this.name, this.keys.key, iv, bytes.subarray(start, to))
    if (text === undefined) return undefined
    const padding = text.at(-1)! + 1
    if (padding > text.length) return undefined
    for (let at = text.length - padding; at < text.length; at++) if (text[at] !== padding - 1) return undefined
    return text.subarray(0, text.length - padding)
  }
}

/** What the MAC at the end of `bytes` authenticates, if it is that of a record with one of the sequence numbers. */
function authenticated(
  hash: HashName,
  key: Uint8Array,
  record: SealedRecord,
  bytes: Uint8Array,
  end: number,
  sequence: number,
  further: number,
): OpenedRecord | undefined {
  const length = end - hashLengths[hash]
  if (length < 0) return undefined
  const [text, mac] = [bytes.subarray(0, length), bytes.subarray(length, end)]
  for (let at = sequence; at <= sequence + further; at++)
    if (isSame(cryptography().hmac(hash, key, additionalData(record, at, length), text), mac))
      return { bytes: text, sequence: at }
  return undefined
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean => one.every((byte, at) => byte === other[at])

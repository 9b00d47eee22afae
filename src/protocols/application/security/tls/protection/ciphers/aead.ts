/** Records under authenticated encryption: RFC 8446 section 5.2, RFC 5288, RFC 6655, RFC 7905. */
import { cryptography, type AeadName } from '../../../../../../cryptography/index.ts'
import { record, u32 } from '../../../../../../schema/index.ts'
import { nonceLength, type ReadKeys } from '../key-schedule.ts'
import { additionalData, writeSequence, type OpenedRecord, type Opener, type SealedRecord } from './sealed-record.ts'

/** Before version 1.3: with a part of the nonce in the record, but for ChaCha20. */
export class AeadOpener implements Opener {
  private readonly nonce: Uint8Array
  private readonly explicitLength: number
  /** The part of the nonce that lay in the last record, and the sequence number of that. */
  private last: { readonly nonce: number; readonly sequence: number } | undefined = undefined

  constructor(
    private readonly name: AeadName,
    private readonly keys: ReadKeys,
    private readonly tagLength: number,
  ) {
    this.nonce = keys.iv.slice()
    this.explicitLength = nonceLength - keys.iv.length
    if (this.explicitLength > 0) {
      this.nonce = new Uint8Array(nonceLength)
      this.nonce.set(keys.iv)
    }
  }

  open(record: SealedRecord, sequence: number, further: number): OpenedRecord | undefined {
    if (record.to - record.from < this.explicitLength + this.tagLength) return undefined
    const sealed = record.bytes.subarray(record.from + this.explicitLength, record.to)
    const likely = further > 0 ? this.likely(record) : undefined
    if (likely !== undefined && likely > sequence) {
      const bytes = this.attempt(record, sealed, likely)
      if (bytes !== undefined) return this.opened(record, bytes, likely)
    }
    for (let at = sequence; at <= sequence + further; at++) {
      const bytes = this.attempt(record, sealed, at)
      if (bytes !== undefined) return this.opened(record, bytes, at)
    }
    return undefined
  }

  private attempt(record: SealedRecord, sealed: Uint8Array, sequence: number): Uint8Array | undefined {
    const { name, nonce, keys, explicitLength, tagLength } = this
    if (explicitLength > 0)
      nonce.set(record.bytes.subarray(record.from, record.from + explicitLength), nonceLength - explicitLength)
    else maskedNonce(nonce, keys.iv, record.epoch, sequence)
    const additional = additionalData(record, sequence, sealed.length - tagLength)
    return cryptography().openAead(name, { key: keys.key, nonce, bytes: sealed, additional })
  }

  private opened(record: SealedRecord, bytes: Uint8Array, sequence: number): OpenedRecord {
    if (this.explicitLength > 0) this.last = { nonce: numberAt(record), sequence }
    return { bytes, sequence }
  }

  /** Most senders count the nonces of their records: how many are missing before this one. */
  private likely(record: SealedRecord): number | undefined {
    const { last } = this
    if (last === undefined) return undefined
    const passed = (numberAt(record) - last.nonce) >>> 0
    return passed > 0 && passed < mostPassed ? last.sequence + passed : undefined
  }
}

/** Since version 1.3: the header of the record is authenticated, and all of the nonce follows from its number. */
export class AeadOpener13 implements Opener {
  private readonly nonce = new Uint8Array(nonceLength)

  constructor(
    private readonly name: AeadName,
    private readonly keys: ReadKeys,
    private readonly tagLength: number,
  ) {}

  open({ bytes, from, to }: SealedRecord, sequence: number, further: number): OpenedRecord | undefined {
    if (to - from < this.tagLength) return undefined
    const { name, nonce, keys } = this
    const [sealed, additional] = [bytes.subarray(from, to), bytes.subarray(from - recordHeader, from)]
    for (let at = sequence; at <= sequence + further; at++) {
      maskedNonce(nonce, keys.iv, 0, at)
      const opened = cryptography().openAead(name, { key: keys.key, nonce, bytes: sealed, additional })
      if (opened !== undefined) return { bytes: opened, sequence: at }
    }
    return undefined
  }
}

/** RFC 8446, section 5.3. */
function maskedNonce(nonce: Uint8Array, iv: Uint8Array, epoch: number, sequence: number): void {
  writeSequence(nonce, 4, epoch, sequence)
  for (let at = 0; at < nonceLength; at++) nonce[at] = at < 4 ? iv[at]! : nonce[at]! ^ iv[at]!
}

/** The lower half of the part of the nonce that lies in a record. */
const numberAt = ({ bytes, from }: SealedRecord): number => lowAt(bytes, from)
const lowAt = record('Nonce', { high: u32('', 'High'), low: u32('', 'Low') }).reader('low')

const recordHeader = 5
/** Records that may be missing before one of which the nonce tells the number. */
const mostPassed = 2 ** 24

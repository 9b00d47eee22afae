/** A record as it is protected, and what opens it. */

export interface SealedRecord {
  readonly type: number
  readonly version: number
  /** Where what is encrypted lies. */
  readonly bytes: Uint8Array
  readonly from: number
  readonly to: number
  /** Of DTLS: the upper 16 bits of the sequence number. */
  readonly epoch: number
  /** Of DTLS with a connection identifier (RFC 9146). */
  readonly connectionId?: Uint8Array
}

/** A record that was opened: its text, and the sequence number that it has. */
export interface OpenedRecord {
  readonly bytes: Uint8Array
  readonly sequence: number
}

export interface Opener {
  /** Opens a record whose sequence number is `sequence` or one of `further` after it; undefined if none is right. */
  open(record: SealedRecord, sequence: number, further: number): OpenedRecord | undefined
}

/**
 * What is authenticated besides the text of `length` bytes (RFC 5246, section 6.2.3.3; RFC 9146, section 5): valid up to
 * the next call.
 */
export function additionalData(record: SealedRecord, sequence: number, length: number): Uint8Array {
  const { connectionId, type, version, epoch } = record
  if (connectionId !== undefined) return additionalWithId(record, connectionId, sequence, length)
  writeSequence(plain, 0, epoch, sequence)
  plain[8] = type
  writeNumber(plain, 9, version)
  writeNumber(plain, 11, length)
  return plain
}

function additionalWithId({ type, version, epoch }: SealedRecord, id: Uint8Array, sequence: number, length: number) {
  const all = new Uint8Array(23 + id.length).fill(0xff, 0, 8)
  all[8] = type
  all[9] = id.length
  all[10] = type
  writeNumber(all, 11, version)
  writeSequence(all, 13, epoch, sequence)
  all.set(id, 21)
  writeNumber(all, 21 + id.length, length)
  return all
}

/** Writes eight bytes: those of DTLS have the epoch in the first two (RFC 6347, section 4.1.2.1). */
export function writeSequence(into: Uint8Array, at: number, epoch: number, sequence: number): void {
  const high = Math.floor(sequence / 2 ** 32)
  writeNumber(into, at, epoch)
  writeNumber(into, at + 2, high)
  writeNumber(into, at + 4, sequence >>> 16)
  writeNumber(into, at + 6, sequence)
}

function writeNumber(into: Uint8Array, at: number, value: number): void {
  into[at] = (value >>> 8) & 0xff
  into[at + 1] = value & 0xff
}

const plain = new Uint8Array(13)

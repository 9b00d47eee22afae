/** A key log in a file, which may grow while packets are captured. */
import { closeSync, fstatSync, readSync, statSync } from 'node:fs'
import { KeyLog } from '../../conversations/keys/key-log.ts'
import { CaptureError } from '../../files/error.ts'
import type { Keys } from '../../schema/index.ts'
import { openRegular } from './regular-file.ts'

export interface Awaiting {
  /** Gets the bytes that are read: the end of a line may be missing at their end. */
  readonly take?: (bytes: Uint8Array) => unknown
  /** Whether what it has at present is left out. */
  readonly fromEnd?: boolean
}

/** The file is looked at again when a secret is not found, but not at once after the time before. */
export class KeyLogFile implements Keys {
  /** Bytes at the beginning of a large file that were not read, since only the latest secrets are kept. */
  skipped = 0
  readonly log = new KeyLog()
  private descriptor: number | undefined
  private position = 0
  private looked = -Infinity

  private constructor(
    private readonly path: string,
    private readonly take: (bytes: Uint8Array) => unknown,
  ) {}

  /** Opens a key log that is there. Throws a CaptureError. */
  static open(path: string): KeyLogFile {
    const file = new KeyLogFile(path, () => {})
    file.descriptor = openRegular(path, expected)
    try {
      file.read()
    } catch (error) {
      file.close()
      throw error
    }
    if (file.log.isKeyLog) return file
    file.close()
    throw new CaptureError({ code: 'unsupported', path, expected, found: 'other lines', advice })
  }

  /** Opens a key log that may be there only later; where it is none, it has no secrets. */
  static awaited(path: string, { take = () => {}, fromEnd = false }: Awaiting = {}): KeyLogFile {
    const file = new KeyLogFile(path, take)
    if (fromEnd) file.position = statSync(path, { throwIfNoEntry: false })?.size ?? 0
    else file.readMore(true)
    return file
  }

  secret(label: string, random: Uint8Array): Uint8Array | undefined {
    return this.log.secret(label, random) ?? (this.readMore() ? this.log.secret(label, random) : undefined)
  }

  openRsa(encrypted: Uint8Array): Uint8Array | undefined {
    return this.log.openRsa(encrypted) ?? (this.readMore() ? this.log.openRsa(encrypted) : undefined)
  }

  /** Reads what was added, unless that was done a moment before or it is `urgent`; whether there was anything. */
  readMore(urgent = false): boolean {
    const now = performance.now()
    if (!urgent && now < this.looked + lookEach) return false
    this.looked = now
    try {
      this.descriptor ??= openRegular(this.path, expected)
      return this.read()
    } catch {
      // It has gone, or is not there yet.
      return false
    }
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor)
    this.descriptor = undefined
  }

  private read(): boolean {
    const { size } = fstatSync(this.descriptor!)
    if (size < this.position) this.begin()
    if (size - this.position > mostRead) this.skipTo(size - mostRead)
    if (size <= this.position) return false
    const piece = new Uint8Array(Math.min(pieceLength, size - this.position))
    while (this.position < size) {
      const count = readSync(this.descriptor!, piece, 0, piece.length, this.position)
      if (count === 0) break
      this.position += count
      this.log.add(piece.subarray(0, count))
      this.take(piece.subarray(0, count))
    }
    return true
  }

  /** The file was emptied. */
  private begin(): void {
    this.log.finish()
    this.position = 0
  }

  /** The first line read is then a part of one, which counts as damaged. */
  private skipTo(position: number): void {
    this.skipped += position - this.position
    this.position = position
  }
}

const expected = 'a key log'
const advice = 'Programs write it to the file that SSLKEYLOGFILE names: see docs/encrypted.md'
/** Milliseconds. */
const lookEach = 100
/** Bytes: more than the secrets that a key log keeps. */
const mostRead = 32 << 20
const pieceLength = 1 << 16

/** Writes transferred files to a folder: under safe names, never over a file that is there. */
import { createHash } from 'node:crypto'
import { closeSync, fchownSync, mkdirSync, openSync, readdirSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { sudoCaller } from '../../capture/privileges/target-user.ts'
import { writeFailure } from '../../capture/writing/write-failure.ts'
import { fileName, numberedName, type TransferredObject } from '../../conversations/objects/index.ts'
import { CaptureError } from '../../files/error.ts'

/** A file that was written. */
export interface WrittenObject extends Omit<TransferredObject, 'bytes'> {
  /** Its name in the folder. */
  readonly file: string
  readonly size: number
  /** In hexadecimal digits. */
  readonly sha256: string
}

export class ObjectFolder {
  readonly files: WrittenObject[] = []
  /** How many files had a name, in lower case since some systems do not tell them apart. */
  private readonly used = new Map<string, number>()

  private constructor(private readonly path: string) {}

  /** Creates the folder; throws a CaptureError where it has files in it, unless it may. */
  static open(path: string, force: boolean): ObjectFolder {
    try {
      const created = mkdirSync(path, { recursive: true, mode: 0o777 })
      if (created === undefined && !force && readdirSync(path).length > 0) throw notEmpty(path)
    } catch (error) {
      throw writeFailure(error, path)
    }
    return new ObjectFolder(path)
  }

  /** Throws a CaptureError. */
  write({ bytes, ...object }: TransferredObject): void {
    const file = this.create(fileName(object), bytes)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    this.files.push({ file, size: bytes.length, sha256, ...object })
  }

  private create(name: string, bytes: Uint8Array): string {
    const key = name.toLowerCase()
    for (let number = (this.used.get(key) ?? 0) + 1; ; number++) {
      this.used.set(key, number)
      const file = number === 1 ? name : numberedName(name, number)
      if (this.writeNew(join(this.path, file), bytes)) return file
    }
  }

  /** False where there is a file of that name. */
  private writeNew(path: string, bytes: Uint8Array): boolean {
    try {
      const descriptor = openSync(path, 'wx', 0o666)
      try {
        const caller = sudoCaller()
        if (caller !== undefined) fchownSync(descriptor, caller.uid, caller.gid)
        for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at)
      } finally {
        closeSync(descriptor)
      }
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
      throw writeFailure(error, path)
    }
  }
}

const notEmpty = (path: string) =>
  new CaptureError({
    code: 'unwritable',
    path,
    expected: 'an empty folder',
    found: 'one with files in it',
    advice: '--force writes to it, without changing what is there',
  })

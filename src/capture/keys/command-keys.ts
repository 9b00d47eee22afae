/** Asks a command for the secrets of its TLS connections: a private file, and the variables that name it. */
import { chownSync, closeSync, fchownSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tlsKeyLog, type Secret } from '../../files/description.ts'
import type { Account } from '../privileges/target-user.ts'
import { startOutliving } from '../outliving-script.ts'
import { KeyLogFile } from './key-log-file.ts'

/**
 * Many programs write their secrets to the file that SSLKEYLOGFILE names, and Node.js to that of --tls-keylog, which
 * NODE_OPTIONS passes on; others do not know these variables. Where the caller has set SSLKEYLOGFILE, that file is
 * used, from its present end on.
 */
export class CommandKeys {
  /** Variables to add to the environment of the command. */
  readonly variables: Readonly<Record<string, string>>
  /** What the command has written so far: whole lines. */
  readonly secrets: Secret[] = []
  /** Whether it wrote more than is kept. */
  isFull = false
  private readonly file: KeyLogFile
  private readonly folder: string | undefined
  private readonly unheard: () => void
  private readonly cleanup: ReturnType<typeof startOutliving> | undefined
  private taken: Uint8Array[] = []
  /** The beginning of a line whose end has not come. */
  private begun = new Uint8Array(0)
  private left = mostBytes

  /** The file belongs to `account`, which the command runs as. Throws the errors of `node:fs`. */
  constructor(account: Account | undefined, environment: NodeJS.ProcessEnv = process.env) {
    const { SSLKEYLOGFILE: given, NODE_OPTIONS: options } = environment
    this.folder = given ? undefined : privateFolder(account)
    const path = this.folder === undefined ? given! : join(this.folder, fileName)
    this.variables = { SSLKEYLOGFILE: path, NODE_OPTIONS: withKeyLog(options, path) }
    this.file = KeyLogFile.awaited(path, { take: (bytes) => this.taken.push(bytes.slice()), fromEnd: true })
    // Also where this process ends otherwise than by closing this.
    if (this.folder !== undefined && process.platform !== 'win32')
      this.cleanup = startOutliving(removeFolder, ['onwire-cleanup', this.folder], '/')
    const remove = () => this.remove()
    process.once('exit', remove)
    this.unheard = () => process.off('exit', remove)
  }

  /** Reads what the command has written since. */
  look(): void {
    if (!this.file.readMore(true)) return
    const bytes = Buffer.concat([this.begun, ...this.taken])
    this.taken = []
    this.keep(bytes)
  }

  /** Removes the file, unless it is the caller's. */
  close(): void {
    this.unheard()
    this.file.close()
    this.remove()
    this.cleanup?.stdin.end()
  }

  private keep(bytes: Buffer): void {
    const end = bytes.lastIndexOf(lineFeed) + 1
    // The rest of a line longer than any is not waited for.
    this.begun = bytes.length - end > longestLine ? new Uint8Array(0) : new Uint8Array(bytes.subarray(end))
    if (end === 0) return
    this.isFull ||= end > this.left
    if (this.isFull) return
    this.left -= end
    this.secrets.push({ type: tlsKeyLog, bytes: new Uint8Array(bytes.subarray(0, end)) })
  }

  private remove(): void {
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true })
  }
}

/** A folder that only the user may look into, with an empty file that only the user may read. */
function privateFolder(account: Account | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), 'onwire-keys-'))
  const file = openSync(join(folder, fileName), 'wx', 0o600)
  try {
    if (account !== undefined && process.geteuid?.() === 0) {
      fchownSync(file, account.uid, account.gid)
      chownSync(folder, account.uid, account.gid)
    }
  } finally {
    closeSync(file)
  }
  return folder
}

/** The options of Node.js with those of the caller; a key log that the caller has named stays. */
function withKeyLog(options: string | undefined, path: string): string {
  if (options?.includes('--tls-keylog')) return options
  // As Node.js reads them: with spaces between them, where they are not in double quotes.
  const quoted = /[\s"\\]/.test(path) ? `"${path.replaceAll(/["\\]/g, '\\$&')}"` : path
  return `${options ? `${options} ` : ''}--tls-keylog=${quoted}`
}

const fileName = 'keys.log'
/** Once this process has ended. */
const removeFolder = 'read -r _; rm -rf -- "$1"'
const lineFeed = 10
/** Bytes. */
const longestLine = 4096
/** Bytes: as much as a capture may hold. */
const mostBytes = 8 << 20

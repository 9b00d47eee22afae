/** The secrets that options and the environment name. */
import type { FollowOptions } from '../../conversations/follower.ts'
import type { Keys } from '../../schema/index.ts'
import { counted } from '../../text/amounts.ts'
import type { SecretsPlan } from '../arguments/plans/parts/secrets.ts'
import { say } from '../say.ts'

/** What a follower takes of them. */
export type Decryption = Pick<FollowOptions, 'keys' | 'decrypt'>

/**
 * Opens the files of secrets; those of the environment (SSLKEYLOGFILE) may be missing. Call it before root is given up.
 * Rejects with a CaptureError.
 */
export async function openKeys({ decrypt, keyLogs, rsaKeys }: SecretsPlan): Promise<Decryption> {
  const { SSLKEYLOGFILE: own } = process.env
  if (!decrypt) return { decrypt }
  if (keyLogs.length === 0 && rsaKeys.length === 0 && !own) return {}
  const { Keyring } = await import('../../conversations/keys/keyring.ts')
  const logs = keyLogs.length === 0 && !own ? [] : await keyLogFiles(keyLogs, own)
  return { keys: new Keyring(...logs, ...(rsaKeys.length === 0 ? [] : await privateKeys(rsaKeys))) }
}

async function keyLogFiles(paths: readonly string[], own: string | undefined): Promise<readonly Keys[]> {
  const { KeyLogFile } = await import('../../capture/keys/key-log-file.ts')
  const given = paths.map((path) => {
    const file = KeyLogFile.open(path)
    const { damaged } = file.log
    if (file.skipped > 0) say(`onwire: ${path}: only the latest secrets are read, from the last 32 MiB\n`)
    else if (file.log.size === 0) say(`onwire: ${path}: no secrets so far\n`)
    else if (damaged > 0) say(`onwire: ${path}: left out ${counted(damaged, 'damaged line')}\n`)
    return file
  })
  return own ? [...given, KeyLogFile.awaited(own)] : given
}

async function privateKeys(paths: readonly string[]): Promise<readonly Keys[]> {
  const { readRsaKey } = await import('../../capture/keys/rsa-key-file.ts')
  return paths.map(readRsaKey)
}

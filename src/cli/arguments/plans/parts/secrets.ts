/** The secrets of encrypted conversations. */
import { UsageError } from '../../../usage-error.ts'
import type { Values } from '../../options.ts'

export interface SecretsPlan {
  /** Whether what is encrypted is decrypted where there are secrets. */
  readonly decrypt: boolean
  /** Paths of key logs. */
  readonly keyLogs: readonly string[]
  /** Paths of RSA private keys. */
  readonly rsaKeys: readonly string[]
}

/** Throws UsageError. */
export function secretsPlan(values: Values): SecretsPlan {
  const pathsOf = (name: 'keylog' | 'tls-key') => (values[name] ?? []).map(({ words }) => words[0]!)
  const given = (['keylog', 'tls-key'] as const).find((name) => values[name] !== undefined)
  if (values['no-decrypt'] && given !== undefined)
    throw new UsageError(`--${given} has the secrets to decrypt with: it cannot be used with --no-decrypt`)
  return { decrypt: values['no-decrypt'] !== true, keyLogs: pathsOf('keylog'), rsaKeys: pathsOf('tls-key') }
}

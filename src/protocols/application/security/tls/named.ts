/** Definitions that TLS and DTLS have in common, and whose fields are named after each. */

export type Named = 'tls' | 'dtls'

/** A definition for each of the two, made once. */
export function named<const T>(make: (name: Named) => T): (name: Named) => T {
  const made: Partial<Record<Named, T>> = {}
  return (name) => (made[name] ??= make(name))
}

/** Describes a connection error. */
export function connectionTrouble(error: unknown): string {
  const {
    code = '',
    message,
    errors,
  } = error as NodeJS.ErrnoException & { readonly errors?: readonly NodeJS.ErrnoException[] }
  // A name with several addresses gives one error for each.
  return knownTroubles[code] ?? (message || errors?.[0]?.message) ?? 'none'
}

const knownTroubles: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset by the peer',
  EPIPE: 'a connection closed by the peer',
  ENOTFOUND: 'an unknown host name',
  EAI_AGAIN: 'a failed name lookup',
  ETIMEDOUT: 'no answer (timeout)',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the host',
  EADDRINUSE: 'an address already in use',
  EADDRNOTAVAIL: 'an address that this host does not have',
  EACCES: 'permission denied',
}

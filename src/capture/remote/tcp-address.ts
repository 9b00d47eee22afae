/** A TCP address for PCAP-over-IP, to connect to or to listen on. */
export interface TcpAddress {
  readonly listen: boolean
  /** A name, or an address without brackets; empty to listen on localhost only. */
  readonly host: string
  readonly port: number
}

export const isTcpAddress = (text: string) => /^(tcp(-listen)?:\/\/|TCP@)/i.test(text)

/**
 * `tcp://host:port` connects, as does Wireshark's `TCP@host:port`; `tcp-listen://host:port` listens, and
 * `tcp-listen://:port` listens on localhost. IPv6 addresses are in brackets. Throws TypeError.
 */
export function parseTcpAddress(text: string): TcpAddress {
  const [, scheme = '', bracketed, plain = '', digits] =
    /^(tcp:\/\/|tcp-listen:\/\/|TCP@)(?:\[([^\]\s]+)\]|([^:/\s[\]]*)):(\d{1,5})\/?$/i.exec(text) ?? []
  const listen = /listen/i.test(scheme)
  const [host, port] = [bracketed ?? plain, Number(digits)]
  if (port <= 65_535 && (listen || (host && port > 0))) return { listen, host, port }
  throw new TypeError(
    `expected tcp://host:port or tcp-listen://host:port (IPv6 addresses in brackets), found ${JSON.stringify(text)}`,
  )
}

/** `host:port`, an IPv6 address in brackets. */
export const hostAndPort = (host: string, port: number) => `${host.includes(':') ? `[${host}]` : host}:${port}`

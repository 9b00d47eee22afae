/**
 * The addresses of names in the network of the sink: one IPv4 and one IPv6 address per name, so that names are
 * distinguishable in the capture.
 */

/** The addresses of the command. */
export const clientAddresses = { ipv4: '198.18.0.1', ipv6: 'fd00:6f6e:7769:7265::1' } as const
/** The configured name server; any other address answers as well. */
export const nameServer = '198.18.0.53'

export class SinkNames {
  private readonly numbers = new Map<string, number>()
  private readonly names: string[] = []

  /** From 198.18.1.0 in the order of the first query: RFC 2544 reserves 198.18.0.0/15 for tests. */
  ipv4Of(name: string): Uint8Array {
    const number = firstNumber + this.numberOf(name)
    return Uint8Array.of(198, 18 + (number >> 16), number >> 8, number)
  }

  /** fd00:6f6e:7769:7265::, with the number of the last three IPv4 bytes in the last four bytes. */
  ipv6Of(name: string): Uint8Array {
    const number = firstNumber + this.numberOf(name)
    return Uint8Array.of(...prefix, 0, 0, 0, 0, 0, number >> 16, number >> 8, number)
  }

  /** The name of an address, given by its reverse name: `1.1.18.198.in-addr.arpa`. */
  reverseOf(reverse: string): string | undefined {
    const [, d, c, b, a] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\.in-addr\.arpa$/.exec(reverse) ?? []
    if (a !== '198' || (b !== '18' && b !== '19')) return undefined
    return this.names[((Number(b) - 18) << 16) + (Number(c) << 8) + Number(d) - firstNumber]
  }

  /** Case-insensitive. When the addresses are exhausted, further names share the last one. */
  private numberOf(name: string): number {
    const key = name.toLowerCase()
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    if (this.names.length === mostNames) return mostNames - 1
    this.numbers.set(key, this.names.length)
    return this.names.push(key) - 1
  }
}

const firstNumber = 0x100
const mostNames = 0x1_ffff - firstNumber
const prefix = [0xfd, 0, 0x6f, 0x6e, 0x77, 0x69, 0x72, 0x65]

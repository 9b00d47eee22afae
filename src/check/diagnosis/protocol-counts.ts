/** Counts packets by protocol. */
export class ProtocolCounts {
  private readonly counts = new Map<string, number>()

  add(protocol: string): void {
    this.counts.set(protocol, (this.counts.get(protocol) ?? 0) + 1)
  }

  /** Most frequent first: `14 http, 8 tcp`. */
  toString(): string {
    const sorted = [...this.counts].sort(([, one], [, two]) => two - one)
    const shown = sorted.slice(0, mostShown).map(([protocol, count]) => `${count} ${protocol}`)
    return `${shown.join(', ')}${sorted.length > mostShown ? ', …' : ''}`
  }
}

const mostShown = 8

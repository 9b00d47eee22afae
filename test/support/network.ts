/**
 * A network of one wire, for tests and benchmarks that capture: two hosts, which are network namespaces of Linux, each with an interface `wire0`,
 * joined by a veth pair. Nothing is on the wire but what is sent on purpose: no neighbour discovery, no ARP between the two, and TCP
 * hands over packets as they would be on a real wire. Checksums are left to the interface, as on most machines, so what
 * TCP and UDP send here has not got the right ones. Linux and root: `networkTrouble` says what is missing.
 *
 *     const network = new Network()
 *     const capture = network.b.start(['tcpdump', '-i', network.b.interface])
 *     await network.a.run(['ping', '-c', '1', network.b.address])
 *     network.close()
 */
import { type ChildProcessWithoutNullStreams, execFileSync, spawn, spawnSync } from 'node:child_process'
import { type Outcome, outcomeOf } from './onwire.ts'

/** Why there can be no network here; undefined if there can. */
export function networkTrouble(): string | undefined {
  if (process.platform !== 'linux') return 'networks are made as Linux does'
  if (process.getuid?.() !== 0) return 'it needs root'
  return spawnSync('ip', ['-V']).error === undefined ? undefined : 'ip is not installed'
}

export interface NetworkOptions {
  /** Gives the hosts IPv6 addresses too; then the system sends listener reports when it likes. */
  readonly ipv6?: boolean
}

export class Network {
  readonly a: Host
  readonly b: Host
  private readonly closeAtExit = () => this.close()

  /** Throws what `ip` says if it cannot be made; then nothing of it is left. */
  constructor({ ipv6 = false }: NetworkOptions = {}) {
    const name = `onwire-${process.pid}-${++made}`
    this.a = new Host(`${name}a`, '10.77.0.1', 'fd77::1', '02:00:00:00:00:0a')
    this.b = new Host(`${name}b`, '10.77.0.2', 'fd77::2', '02:00:00:00:00:0b')
    process.on('exit', this.closeAtExit)
    try {
      join(this.a, this.b, ipv6)
    } catch (error) {
      this.close()
      throw error
    }
  }

  /** Ends every program in it and removes it. May be called more than once. */
  close(): void {
    process.off('exit', this.closeAtExit)
    for (const host of [this.a, this.b]) host.close()
  }
}

let made = 0

/** One end of the wire. */
export class Host {
  readonly interface = 'wire0'

  /** Use `Network`. */
  constructor(
    readonly namespace: string,
    readonly address: string,
    readonly address6: string,
    readonly mac: string,
  ) {}

  /** The words that run a program here instead of outside: `ip` becomes the program, so that signals reach it. */
  inside(words: readonly string[]): [program: string, ...words: string[]] {
    return ['ip', 'netns', 'exec', this.namespace, ...words]
  }

  /** Starts a program here and leaves it running. */
  start(words: readonly string[]): ChildProcessWithoutNullStreams {
    const [program, ...rest] = this.inside(words)
    return spawn(program, rest)
  }

  /** Runs a program here to its end. */
  run(words: readonly string[]): Promise<Outcome> {
    const child = this.start(words)
    child.stdin.end()
    return outcomeOf(child)
  }

  /** What the interface has counted, by the names it has in /sys/class/net: `rx_packets`, `tx_dropped` and others. */
  async counted(name: string): Promise<number> {
    return Number((await this.run(['cat', `/sys/class/net/${this.interface}/statistics/${name}`])).stdout)
  }

  /** Ends every program here, among them children of those that were started, and removes the host with its end of the wire. */
  close(): void {
    const { status, stdout } = spawnSync('ip', ['netns', 'pids', this.namespace], { encoding: 'utf8' })
    if (status !== 0) return
    for (const pid of stdout.split('\n').filter((line) => line !== '')) kill(Number(pid))
    // A namespace lives on with its last process; the wire must not.
    spawnSync('ip', ['-n', this.namespace, 'link', 'del', this.interface])
    spawnSync('ip', ['netns', 'del', this.namespace])
  }
}

function join(a: Host, b: Host, ipv6: boolean): void {
  for (const { namespace } of [a, b]) {
    ip('netns', 'add', namespace)
    // Before there is an interface: one that has IPv6 speaks at once.
    for (const [name, value] of ipv6
      ? [
          ['accept_dad', 0],
          ['router_solicitations', 0],
        ]
      : [['disable_ipv6', 1]])
      ip(
        'netns',
        'exec',
        namespace,
        'sh',
        '-c',
        `cd /proc/sys/net/ipv6/conf 2>/dev/null || exit 0; for each in all default; do echo ${value} > $each/${name}; done`,
      )
  }
  ip(
    'link',
    'add',
    a.interface,
    'netns',
    a.namespace,
    'address',
    a.mac,
    'type',
    'veth',
    'peer',
    'name',
    b.interface,
    'netns',
    b.namespace,
    'address',
    b.mac,
  )
  for (const [host, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const wire = ['dev', host.interface]
    // One segment at a time: else TCP would hand over packets longer than the wire takes.
    ip('-n', host.namespace, 'link', 'set', ...wire, 'gso_max_segs', '1', 'up')
    ip('-n', host.namespace, 'link', 'set', 'lo', 'up')
    for (const [address, neighbour, bits] of [
      [host.address, other.address, 24],
      ...(ipv6 ? [[host.address6, other.address6, 64] as const] : []),
    ] as const) {
      ip('-n', host.namespace, 'address', 'add', `${address}/${bits}`, ...wire, ...(bits === 64 ? ['nodad'] : []))
      ip('-n', host.namespace, 'neighbour', 'add', neighbour, 'lladdr', other.mac, ...wire, 'nud', 'permanent')
    }
  }
}

function ip(...words: readonly string[]): void {
  execFileSync('ip', words, { stdio: 'pipe' })
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    // It may have ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

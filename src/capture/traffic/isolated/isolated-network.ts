/** Sets up the network namespace of a command from inside, before the command runs. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CaptureError } from '../../../files/error.ts'
import { findProgram } from '../../engines/programs/program.ts'
import { clientAddresses } from '../sink/names.ts'

/**
 * Prevents name lookups through daemons outside, and unsolicited kernel traffic: IPv6 address configuration, router
 * solicitations and group reports. Returns warnings.
 */
export function prepareNetwork(nameServer: string | undefined, keepSearch: boolean): readonly string[] {
  for (const key of ['default', 'all'])
    for (const [name, value] of quietIpv6) set(`/proc/sys/net/ipv6/conf/${key}/${name}`, value)
  set(
    '/proc/sys/net/ipv4/ping_group_range',
    process.getuid!() === 0 ? '0 2147483647' : `${process.getgid!()} ${process.getgid!()}`,
  )
  return [...maskAskingElsewhere(), ...(nameServer === undefined ? [] : useNameServer(nameServer, keepSearch))]
}

/** net/ipv6/conf of the kernel's documentation (networking/ip-sysctl). */
const quietIpv6 = [
  ['addr_gen_mode', '1'],
  ['accept_ra', '0'],
  ['dad_transmits', '0'],
  ['mldv2_unsolicited_report_interval', '1'],
] as const

/** Resolves when there is a default route. Rejects with a CaptureError after a timeout. */
export async function uplinkThere(): Promise<void> {
  const until = Date.now() + uplinkWithin
  while (
    !/^net0\t00000000\t/m.test(read('/proc/net/route')) &&
    !/^0{32} 00 .* net0$/m.test(read('/proc/net/ipv6_route'))
  ) {
    if (Date.now() > until)
      throw new CaptureError({
        code: 'interface-failed',
        path: 'net0',
        expected: 'an uplink',
        found: `no uplink within ${uplinkWithin / 1000} seconds`,
      })
    await sleep(5)
  }
}

const uplinkWithin = 10_000

/**
 * Creates a veth pair whose far end (`wireEnd`) is every host: all addresses are routed to net0, without neighbor
 * discovery. Throws a CaptureError.
 */
export function layWire(): void {
  ip([`link add net0 type veth peer name ${wireEnd}`])
  // Only the sink answers there.
  set(`/proc/sys/net/ipv6/conf/${wireEnd}/disable_ipv6`, '1')
  set('/proc/sys/net/ipv6/conf/net0/addr_gen_mode', '1')
  ip([
    'link set lo up',
    'link set net0 arp off',
    `link set ${wireEnd} up`,
    'link set net0 up',
    `addr add ${clientAddresses.ipv4}/32 dev net0`,
    'route add default dev net0',
  ])
  if (existsSync('/proc/net/if_inet6'))
    ip([`addr add ${clientAddresses.ipv6}/128 dev net0 nodad`, 'route add ::/0 dev net0'])
}

export const wireEnd = 'sink0'

function ip(commands: readonly string[]): void {
  try {
    execFileSync(findProgram('ip')?.path ?? 'ip', ['-batch', '-'], {
      input: commands.join('\n'),
      stdio: ['pipe', 'ignore', 'pipe'],
    })
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: Buffer }
    throw new CaptureError({
      code: 'interface-failed',
      path: 'net0',
      expected: 'a network namespace without an uplink',
      found: `a failed setup (${stderr?.toString().trim() || message})`,
      advice: "It takes the program ip (Debian: iproute2) and the kernel's veth interfaces",
      cause: error,
    })
  }
}

/** Names are looked up by DNS, not through daemons outside the namespace. */
function maskAskingElsewhere(): readonly string[] {
  return daemonSockets.filter((path) => existsSync(path)).flatMap((path) => mount('/dev/null', path))
}

/** Sockets of systemd-resolved, nscd and Avahi. */
const daemonSockets = ['/run/systemd/resolve/io.systemd.Resolve', '/run/nscd/socket', '/run/avahi-daemon/socket']

function useNameServer(nameServer: string, keepRest: boolean): readonly string[] {
  const path = '/etc/resolv.conf'
  if (!existsSync(path)) return [`there is no ${path}: the C library uses its default name server`]
  const rest = keepRest
    ? read(path)
        .split('\n')
        .filter((line) => !/^\s*nameserver\b/.test(line))
        .join('\n')
    : ''
  const folder = mkdtempSync(join(tmpdir(), 'onwire-'))
  try {
    const own = join(folder, 'resolv.conf')
    writeFileSync(own, `nameserver ${nameServer}\n${rest}`, { mode: 0o644 })
    return mount(own, realpathSync(path))
  } finally {
    // The mount keeps the file alive.
    rmSync(folder, { recursive: true })
  }
}

function mount(what: string, over: string): readonly string[] {
  try {
    execFileSync('mount', ['--bind', what, over], { stdio: ['ignore', 'ignore', 'pipe'] })
    return []
  } catch (error) {
    return [
      `cannot hide ${over}, so names may be looked up outside ` +
        `(${(error as { stderr?: Buffer }).stderr?.toString().trim()})`,
    ]
  }
}

/** A setting that the kernel does not have needs no change. */
function set(path: string, value: string): void {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return
  try {
    writeFileSync(path, value)
  } catch {
    // Some kernels do not allow a user namespace to change it.
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

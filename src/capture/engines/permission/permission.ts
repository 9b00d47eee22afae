/** The known facts that decide who may capture on this host. */
export interface PermissionFacts {
  /** The requested interfaces. */
  readonly interfaces: readonly string[]
  readonly platform: NodeJS.Platform
  readonly root: boolean
  /** Whether CAP_NET_RAW is outside the bounding set, as in containers. */
  readonly withheld: boolean
  readonly user: string
  readonly distribution: Distribution | undefined
  readonly dumpcap: DumpcapFacts | undefined
}

export type Distribution = 'debian' | 'fedora' | 'arch' | 'suse' | 'alpine'

/** Wireshark's dumpcap, which can have capabilities that its users lack. */
export interface DumpcapFacts {
  readonly path: string
  /** Whether its file has the capability to capture; undefined if unknown. */
  readonly privileged: boolean | undefined
  /** The group that may execute it; undefined if everyone may. */
  readonly group: string | undefined
  /** Whether this user is a member of the group; `later`: from the next login. */
  readonly member: 'yes' | 'no' | 'later'
}

/** Advice for a user without permission to capture, with the commands to type. */
export function permissionAdvice(facts: PermissionFacts): string {
  const { platform, root, withheld, interfaces } = facts
  if (withheld || root)
    return 'CAP_NET_RAW is not available here, not even to root: start the container with --cap-add NET_RAW'
  if (platform === 'win32') return 'Start the terminal as administrator'
  const asRoot = `Run it as root: sudo onwire live ${interfaces.join(' ')}`
  const otherwise = platform === 'darwin' ? 'install ChmodBPF, which comes with Wireshark' : throughDumpcap(facts)
  return otherwise === undefined ? asRoot : `${asRoot}. Or ${otherwise}`
}

/**
 * How to enable capturing through dumpcap for this user; undefined if it is enabled already, so that the cause is
 * another.
 */
function throughDumpcap({ dumpcap, user, distribution }: PermissionFacts): string | undefined {
  if (dumpcap === undefined) return `install dumpcap to capture without root: ${packages[distribution ?? 'other']}`
  const { path, group, member, privileged } = dumpcap
  const join = `sudo usermod -aG ${group ?? 'wireshark'} ${user}, then log in again`
  if (privileged === false || (privileged === undefined && group === undefined)) {
    return distribution === 'debian' && path === '/usr/bin/dumpcap'
      ? `let a group capture through dumpcap: sudo dpkg-reconfigure wireshark-common (answer Yes), ${join}`
      : `let dumpcap capture: sudo setcap cap_net_raw,cap_net_admin=eip ${path}` +
          (group === undefined || member === 'yes' ? '' : `, ${join}`)
  }
  if (group === undefined || member === 'yes') return undefined
  if (member === 'later')
    return `log in again: you are a member of the group ${group}, which may capture through dumpcap, only from the next login`
  return `join the group ${group}, which may capture through dumpcap: ${join}`
}

const packages: Readonly<Record<Distribution | 'other', string>> = {
  debian: 'sudo apt-get install wireshark-common',
  fedora: 'sudo dnf install wireshark-cli',
  arch: 'sudo pacman -S wireshark-cli',
  suse: 'sudo zypper install wireshark',
  alpine: 'sudo apk add wireshark-common',
  other: 'it comes with Wireshark',
}

/** What decides whether packets may be captured here, as far as it is known. */
export interface PermissionFacts {
  /** As they were asked for. */
  readonly interfaces: readonly string[]
  readonly platform: NodeJS.Platform
  readonly root: boolean
  /** Whether the container, or whatever started this, keeps the right to capture from everybody in it. */
  readonly withheld: boolean
  readonly user: string
  readonly distribution: Distribution | undefined
  readonly dumpcap: DumpcapFacts | undefined
}

export type Distribution = 'debian' | 'fedora' | 'arch' | 'suse' | 'alpine'

/** Wireshark's dumpcap, which can have a right to capture that its users have not. */
export interface DumpcapFacts {
  readonly path: string
  /** Whether its file has the right to capture; undefined where that cannot be found out. */
  readonly privileged: boolean | undefined
  /** The group that alone may start it; undefined where everybody may. */
  readonly group: string | undefined
  /** Whether this user is in the group: `later` is from the next login on. */
  readonly member: 'yes' | 'no' | 'later'
}

/** What to do where nobody here may capture: the very words to type. */
export function permissionAdvice(facts: PermissionFacts): string {
  const { platform, root, withheld, interfaces } = facts
  if (withheld || root) return 'Nobody here may, not even root: start the container with --cap-add NET_RAW'
  if (platform === 'win32') return 'Start the terminal as administrator'
  const asRoot = `Run it as root: sudo onwire live ${interfaces.join(' ')}`
  const otherwise = platform === 'darwin' ? 'install ChmodBPF, which comes with Wireshark' : throughDumpcap(facts)
  return otherwise === undefined ? asRoot : `${asRoot}. Or ${otherwise}`
}

/**
 * How this user may capture through dumpcap; undefined where it should be possible already, so that the reason lies
 * elsewhere.
 */
function throughDumpcap({ dumpcap, user, distribution }: PermissionFacts): string | undefined {
  if (dumpcap === undefined)
    return `install dumpcap, which can let you capture without root: ${packages[distribution ?? 'other']}`
  const { path, group, member, privileged } = dumpcap
  const join = `sudo usermod -aG ${group ?? 'wireshark'} ${user}, then log in again`
  if (privileged === false || (privileged === undefined && group === undefined)) {
    return distribution === 'debian' && path === '/usr/bin/dumpcap'
      ? `let a group capture through dumpcap: sudo dpkg-reconfigure wireshark-common (answer Yes), ${join}`
      : `let dumpcap capture: sudo setcap cap_net_raw,cap_net_admin=eip ${path}${group === undefined || member === 'yes' ? '' : `, ${join}`}`
  }
  if (group === undefined || member === 'yes') return undefined
  if (member === 'later')
    return `log in again: you have joined the group ${group}, which may capture through dumpcap, since you logged in`
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

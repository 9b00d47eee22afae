import { existsSync, readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import type { Device, InterfaceFlag } from './engines/engine.ts'
import type { InterfaceChoices } from './engines/libpcap/choices.ts'
import { linkTypeName, linkTypeOfHardware, linkTypeOfPseudoDevice, linkTypeOfTagging } from './hardware-types.ts'

export type { InterfaceChoices, InterfaceFlag }

/** A network interface that can be captured from. */
export interface NetworkInterface {
  /** Number from 1; stable as long as the interfaces do not change. */
  readonly number: number
  readonly name: string
  readonly description?: string | undefined
  /** IPv4 and IPv6, as text. */
  readonly addresses: readonly string[]
  /** `02:00:5e:10:00:01`; undefined if it has none. */
  readonly mac?: string | undefined
  readonly flags: readonly InterfaceFlag[]
  /** The default link type: a name of https://www.tcpdump.org/linktypes.html, such as `ETHERNET`. */
  readonly linkType?: string | undefined
  /** MTU: the maximum packet length in bytes, without the link-layer header. */
  readonly mtu?: number | undefined
}

/** Lists the interfaces. Needs no privileges. Rejects with a CaptureError (`no-engine`). */
export async function listInterfaces(): Promise<readonly NetworkInterface[]> {
  const { workingEngine } = await import('./engines/index.ts')
  const devices = await (await workingEngine()).devices()
  return devices.map((device, index) => ({ number: index + 1, ...device, ...described(device) }))
}

/**
 * Queries libpcap for the capabilities of an interface, which is opened for this. Rejects with a CaptureError:
 * `no-engine`, `no-permission`, `no-such-interface`, `interface-failed`.
 */
export async function interfaceChoices(
  name: string,
  options?: { readonly monitorMode?: boolean },
): Promise<InterfaceChoices> {
  return (await import('./engines/libpcap/choices.ts')).interfaceChoices(name, options)
}

/** The default interface: up, not loopback, preferably with addresses. */
export function likeliest(interfaces: readonly NetworkInterface[]): NetworkInterface | undefined {
  const usable = interfaces.filter(({ flags }) => flags.includes('up') && !flags.includes('loopback'))
  return (
    usable.find(({ addresses }) => addresses.length > 0) ??
    usable[0] ??
    interfaces.find(({ flags }) => flags.includes('up'))
  )
}

type Described = Pick<NetworkInterface, 'mac' | 'flags' | 'linkType' | 'mtu'>

function described(device: Device): Described {
  const described = existsSync('/sys/class/net') ? describedByLinux(device) : describedByNode(device)
  return (
    described ?? {
      mac: device.mac,
      flags: device.flags ?? [],
      linkType: linkTypeName(linkTypeOfPseudoDevice(device.name)),
    }
  )
}

/** https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-class-net */
function describedByLinux({ name }: Device): Described | undefined {
  const folder = `/sys/class/net/${name}`
  if (name.includes('/') || !existsSync(`${folder}/flags`)) return undefined
  const bits = Number(read(`${folder}/flags`))
  const mac = read(`${folder}/address`)
  const flags: readonly (InterfaceFlag | false)[] = [
    (bits & 0x1) !== 0 && 'up',
    (bits & 0x1) !== 0 && read(`${folder}/carrier`) === '1' && 'running',
    (bits & 0x8) !== 0 && 'loopback',
    (existsSync(`${folder}/wireless`) || existsSync(`${folder}/phy80211`)) && 'wireless',
    (bits & 0x10) !== 0 && 'point-to-point',
  ]
  const linkType =
    linkTypeOfTagging.get(read(`${folder}/dsa/tagging`)) ?? linkTypeOfHardware(Number(read(`${folder}/type`)))
  return {
    mac: isMac(mac) ? mac : undefined,
    flags: flags.filter((flag) => flag !== false),
    linkType: linkTypeName(linkType),
    mtu: Number(read(`${folder}/mtu`)) || undefined,
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    // Reading the carrier of an interface that is down fails.
    return ''
  }
}

/** Node lists only interfaces that are up and have addresses. */
function describedByNode({ name, mac, flags }: Device): Described | undefined {
  const first = networkInterfaces()[name]?.[0]
  if (first === undefined) return undefined
  return {
    mac: isMac(first.mac) ? first.mac : mac,
    flags: flags ?? ['up', ...(first.internal ? ['loopback' as const] : [])],
  }
}

const isMac = (text: string) => /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(text) && text !== '00:00:00:00:00:00'

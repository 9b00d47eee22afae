import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import type { LibraryHandle } from 'koffi'
import { devicesOfLibpcap, readSocketAddress } from '../../../../src/capture/engines/libpcap/devices.ts'

describe('socket addresses', () => {
  const [ipv4, ipv6] = [
    [192, 0, 2, 1],
    [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
  ]
  const native = (value: number) => [...new Uint8Array(new Uint16Array([value]).buffer)]
  const ofLinux = (family: number, rest: readonly number[]) => [...native(family), ...rest]
  const ofBsd = (family: number, rest: readonly number[]) => [rest.length + 2, family, ...rest]
  const mac = [2, 0, 0, 0, 0, 9]

  test.each([
    ['linux', ofLinux(2, [0, 0, ...ipv4]), '192.0.2.1'],
    ['linux', ofLinux(10, [0, 0, 0, 0, 0, 0, ...ipv6]), '2001:db8::1'],
    ['linux', ofLinux(17, [0, 3, 4, 0, 0, 0, 1, 0, 0, 6, ...mac, 0, 0]), '02:00:00:00:00:09'],
    ['linux', ofLinux(17, [0, 3, 4, 0, 0, 0, 1, 0, 0, 4, ...ipv4, 0, 0, 0, 0]), undefined],
    ['linux', ofLinux(16, [0, 0]), undefined],
    ['darwin', ofBsd(2, [0, 0, ...ipv4]), '192.0.2.1'],
    ['darwin', ofBsd(30, [0, 0, 0, 0, 0, 0, ...ipv6]), '2001:db8::1'],
    ['freebsd', ofBsd(28, [0, 0, 0, 0, 0, 0, ...ipv6]), '2001:db8::1'],
    ['openbsd', ofBsd(24, [0, 0, 0, 0, 0, 0, ...ipv6]), '2001:db8::1'],
    ['darwin', ofBsd(18, [1, 0, 6, 3, 6, 0, ...Buffer.from('en0'), ...mac]), '02:00:00:00:00:09'],
    ['darwin', ofBsd(18, [1, 0, 6, 200, 6, 0, ...Buffer.from('en0'), ...mac]), undefined],
    ['win32', ofLinux(23, [0, 0, 0, 0, 0, 0, ...ipv6]), '2001:db8::1'],
  ] as const)('of %s: %j', (platform, bytes, text) => {
    // Beyond what there is nothing is read.
    const read = (length: number) => {
      if (length > bytes.length) throw new RangeError(`reads ${length} of ${bytes.length}`)
      return Uint8Array.from(bytes.slice(0, length))
    }
    expect(readSocketAddress(read, platform)?.text).toBe(text)
  })
})

const libpcap = await loaded()
const missing =
  libpcap === undefined
    ? 'koffi or libpcap is not installed'
    : ['tcpdump', 'ip'].find((tool) => spawnSync('which', [tool]).status !== 0)?.concat(' is not installed')

describe.skipIf(missing !== undefined)(
  `the devices of libpcap${missing === undefined ? '' : ` (left out: ${missing})`}`,
  () => {
    test('are those of tcpdump -D, in that order', async () => {
      const expected = execFileSync('tcpdump', ['-D'], { encoding: 'utf8' })
        .trim()
        .split('\n')
        .map((line) => {
          const [, name, description, flags] = /^\d+\.(\S+)(?: \((.*)\))?(?: \[(.*)\])?$/.exec(line)!
          return {
            name,
            ...(description ? { description } : {}),
            flags: (flags ?? '')
              .toLowerCase()
              .split(', ')
              .filter((flag) => known.includes(flag))
              .sort(),
          }
        })
      const found = await devicesOfLibpcap(libpcap!)
      expect(found.length).toBeGreaterThan(0)
      expect(
        found.map(({ name, description, flags = [] }) => ({
          name,
          ...(description ? { description } : {}),
          flags: [...flags].sort(),
        })),
      ).toEqual(expected)
    })

    test.skipIf(process.platform !== 'linux')('have the addresses that ip tells', async () => {
      const found = new Map((await devicesOfLibpcap(libpcap!)).map((device) => [device.name, device]))
      const links = JSON.parse(execFileSync('ip', ['-j', 'addr'], { encoding: 'utf8' })) as readonly Link[]
      for (const { ifname, link_type, address, addr_info } of links.filter(({ ifname }) => found.has(ifname))) {
        expect([...found.get(ifname)!.addresses].sort()).toEqual(addr_info.map(({ local }) => local).sort())
        if (link_type === 'ether') expect(found.get(ifname)!.mac).toBe(address)
      }
      expect(found.get('lo')!.addresses).toContain('127.0.0.1')
    })
  },
)

const known = ['up', 'running', 'loopback', 'wireless']

interface Link {
  readonly ifname: string
  readonly link_type: string
  readonly address: string
  readonly addr_info: readonly { readonly local: string }[]
}

async function loaded(): Promise<LibraryHandle | undefined> {
  try {
    const { default: koffi } = await import('koffi')
    return koffi.load(process.platform === 'darwin' ? '/usr/lib/libpcap.A.dylib' : 'libpcap.so.0.8')
  } catch {
    return undefined
  }
}

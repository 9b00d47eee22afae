import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { linkTypeName, linkTypeOfHardware, linkTypeOfPseudoDevice } from '../../src/capture/hardware-types.ts'
import { likeliest, type NetworkInterface } from '../../src/capture/interfaces.ts'

test.each([
  [1, 'ETHERNET'],
  [772, 'ETHERNET'],
  [512, 'LINUX_SLL'],
  [65_534, 'RAW'],
  [768, 'RAW'],
  [778, 'LINUX_SLL'],
  [803, 'IEEE802_11_RADIOTAP'],
  [801, 'IEEE802_11'],
  [280, 'CAN_SOCKETCAN'],
  [824, 'NETLINK'],
  [32, 'LINUX_SLL'],
])('an interface of hardware type %i has %s frames', (type, name) => {
  expect(linkTypeName(linkTypeOfHardware(type))).toBe(name)
})

test('what libpcap offers beside them has link types of its own', () => {
  expect(
    ['any', 'nflog', 'usbmon1', 'bluetooth-monitor', 'anything'].map((name) =>
      linkTypeName(linkTypeOfPseudoDevice(name)),
    ),
  ).toEqual(['LINUX_SLL', 'NFLOG', 'USB_LINUX_MMAPPED', 'BLUETOOTH_LINUX_MONITOR', undefined])
})

test('the one captured from unless one is named is up, no loopback, and has addresses', () => {
  const one = (name: string, flags: NetworkInterface['flags'], addresses: readonly string[] = []) => ({
    number: 1,
    name,
    flags,
    addresses,
  })
  const [any, lo, bare, addressed] = [
    one('any', ['up', 'running']),
    one('lo', ['up', 'loopback'], ['127.0.0.1']),
    one('on0', ['up']),
    one('on1', ['up'], ['192.0.2.1']),
  ]
  expect(likeliest([lo, bare, addressed])).toBe(addressed)
  expect(likeliest([lo, bare, any])).toBe(bare)
  expect(likeliest([lo])).toBe(lo)
  expect(likeliest([])).toBeUndefined()
})

const missing = whatIsMissing()

describe.skipIf(missing !== undefined)(
  `what interfaces are${missing === undefined ? '' : ` (left out: ${missing})`}`,
  () => {
    test('link types are what tcpdump -L says of the open interface', () => {
      const network = `onwire-types-${process.pid}`
      execFileSync('ip', ['netns', 'add', network])
      try {
        const script = `ip link add on0 type veth peer name on1; ip link set on0 mtu 1400; ip link add bridge0 type bridge; ip tuntap add dev tun0 mode tun
        for each in /sys/class/net/*; do ip link set \${each##*/} up; tcpdump -L -i \${each##*/} >&2; done
        '${process.execPath}' bin/onwire.js interfaces --format json`
        const { stdout, stderr } = spawnSync('ip', ['netns', 'exec', network, 'sh', '-c', script], {
          encoding: 'utf8',
          timeout: 15_000,
        })
        const found = new Map((JSON.parse(stdout) as NetworkInterface[]).map((each) => [each.name, each]))
        const expected = [...stderr.matchAll(/types for (\S+).*\n  (\S+)/g)].map(([, name, linkType]) => [
          name,
          linkType!.replace('EN10MB', 'ETHERNET'),
        ])
        expect(expected.map(([name]) => name)).toEqual(expect.arrayContaining(['on0', 'on1', 'bridge0', 'tun0', 'lo']))
        expect(expected.map(([name]) => [name, found.get(name!)?.linkType])).toEqual(expected)
        expect(found.get('on0')).toMatchObject({
          mtu: 1400,
          flags: ['up', 'running'],
          mac: expect.stringMatching(/^([0-9a-f]{2}:){5}/),
        })
        expect(found.get('any')).toMatchObject({ linkType: 'LINUX_SLL' })
      } finally {
        execFileSync('ip', ['netns', 'del', network])
      }
    })

    test('the table has them too', () => {
      const { stdout } = spawnSync(process.execPath, ['bin/onwire.js', 'interfaces', '--format', 'table'], {
        encoding: 'utf8',
      })
      expect(stdout).toMatch(/^ +name +addresses +MAC +link type +flags +description\n/)
      expect(stdout).toMatch(/ lo +127\.0\.0\.1 +ETHERNET +up, running, loopback/)
    })
  },
)

function whatIsMissing(): string | undefined {
  if (process.platform !== 'linux') return 'the tests make networks as Linux does'
  if (process.getuid?.() !== 0) return 'it needs root'
  if (spawnSync(process.execPath, ['bin/onwire.js', 'interfaces']).status !== 0) return 'no engine works here'
  return ['ip', 'tcpdump'].find((tool) => spawnSync('which', [tool]).status !== 0)?.concat(' is not installed')
}

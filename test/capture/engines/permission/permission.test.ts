import { describe, expect, test } from 'vitest'
import {
  permissionAdvice,
  type DumpcapFacts,
  type PermissionFacts,
} from '../../../../src/capture/engines/permission/permission.ts'
import {
  distributionIn,
  groupIn,
  isWithheld,
  permissionFacts,
} from '../../../../src/capture/engines/permission/permission-facts.ts'

const ann: PermissionFacts = {
  interfaces: ['eth0'],
  platform: 'linux',
  root: false,
  withheld: false,
  user: 'ann',
  distribution: 'debian',
  dumpcap: undefined,
}
const able: DumpcapFacts = { path: '/usr/bin/dumpcap', privileged: true, group: 'wireshark', member: 'no' }
const plain: DumpcapFacts = { path: '/usr/bin/dumpcap', privileged: false, group: undefined, member: 'no' }
const asRoot = 'Run it as root: sudo onwire live eth0'

describe('what to do where nobody may capture', () => {
  test.each<[string, Partial<PermissionFacts>, string]>([
    [
      'dumpcap may, for a group the user is not in',
      { dumpcap: able },
      `${asRoot}. Or join the group wireshark, which may capture through dumpcap: sudo usermod -aG wireshark ann, then log in again`,
    ],
    [
      'the group has another name',
      { dumpcap: { ...able, group: 'pcap' } },
      `${asRoot}. Or join the group pcap, which may capture through dumpcap: sudo usermod -aG pcap ann, then log in again`,
    ],
    [
      'the user has joined it since',
      { dumpcap: { ...able, member: 'later' } },
      `${asRoot}. Or log in again: you are a member of the group wireshark, which may capture through dumpcap, only from the next login`,
    ],
    [
      'dumpcap may not, on Debian',
      { dumpcap: plain },
      `${asRoot}. Or let a group capture through dumpcap: sudo dpkg-reconfigure wireshark-common (answer Yes), sudo usermod -aG wireshark ann, then log in again`,
    ],
    [
      'dumpcap may not, elsewhere',
      { distribution: 'fedora', dumpcap: plain },
      `${asRoot}. Or let dumpcap capture: sudo setcap cap_net_raw,cap_net_admin=eip /usr/bin/dumpcap`,
    ],
    [
      'dumpcap may not, and is for a group, elsewhere',
      { distribution: 'fedora', dumpcap: { ...plain, group: 'wireshark' } },
      `${asRoot}. Or let dumpcap capture: sudo setcap cap_net_raw,cap_net_admin=eip /usr/bin/dumpcap, sudo usermod -aG wireshark ann, then log in again`,
    ],
    [
      'dumpcap was built by hand, on Debian',
      { dumpcap: { ...plain, path: '/usr/local/bin/dumpcap' } },
      `${asRoot}. Or let dumpcap capture: sudo setcap cap_net_raw,cap_net_admin=eip /usr/local/bin/dumpcap`,
    ],
    [
      'nobody can tell whether dumpcap may, but it is for a group',
      { dumpcap: { ...able, privileged: undefined } },
      `${asRoot}. Or join the group wireshark, which may capture through dumpcap: sudo usermod -aG wireshark ann, then log in again`,
    ],
    ['dumpcap may, and the user too: the reason is another', { dumpcap: { ...able, member: 'yes' } }, asRoot],
    [
      'no dumpcap, on Debian',
      {},
      `${asRoot}. Or install dumpcap to capture without root: sudo apt-get install wireshark-common`,
    ],
    [
      'no dumpcap, on Fedora',
      { distribution: 'fedora' },
      `${asRoot}. Or install dumpcap to capture without root: sudo dnf install wireshark-cli`,
    ],
    [
      'no dumpcap, on a system nobody knows',
      { distribution: undefined },
      `${asRoot}. Or install dumpcap to capture without root: it comes with Wireshark`,
    ],
    [
      'several interfaces',
      { interfaces: ['eth0', 'wlan0'], dumpcap: { ...able, member: 'yes' } },
      'Run it as root: sudo onwire live eth0 wlan0',
    ],
    [
      'root in a container',
      { root: true, withheld: true },
      'CAP_NET_RAW is not available here, not even to root: start the container with --cap-add NET_RAW',
    ],
    [
      'a user in a container, with a dumpcap that cannot be started',
      { withheld: true, dumpcap: able },
      'CAP_NET_RAW is not available here, not even to root: start the container with --cap-add NET_RAW',
    ],
    [
      'macOS',
      { platform: 'darwin', distribution: undefined },
      `${asRoot}. Or install ChmodBPF, which comes with Wireshark`,
    ],
    ['Windows', { platform: 'win32', distribution: undefined }, 'Start the terminal as administrator'],
  ])('%s', (_, facts, expected) => {
    const advice = permissionAdvice({ ...ann, ...facts })
    expect(advice).toBe(expected)
    expect(advice).not.toMatch(/setcap.*node/)
  })
})

describe('the facts', () => {
  test.each([
    ['CapBnd:\t000001ffffffffff', false],
    ['CapBnd:\t00000000a80405fb', true],
    ['CapBnd:\t00000000a80425fb', false],
    ['', false],
  ])('in %j CAP_NET_RAW is withheld: %s', (status, expected) =>
    expect(isWithheld(`Name:\tnode\n${status}\nSeccomp:\t0\n`)).toBe(expected),
  )

  test.each([
    ['NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n', 'debian'],
    ['ID="rocky"\nID_LIKE="rhel centos fedora"\n', 'fedora'],
    ['ID=arch\nBUILD_ID=rolling\n', 'arch'],
    ['ID="opensuse-leap"\nID_LIKE="suse opensuse"\n', 'suse'],
    ['ID=plan9\n', undefined],
    ['', undefined],
  ])('%j is %s', (release, expected) => expect(distributionIn(release)).toBe(expected))

  test('groups by their numbers', () => {
    const groups = 'root:x:0:\nwireshark:x:112:ann,bob\n'
    expect(groupIn(groups, 112)).toEqual(['wireshark', ['ann', 'bob']])
    expect(groupIn(groups, 0)).toEqual(['root', []])
    expect(groupIn(groups, 7)).toEqual(['7', []])
  })

  test('can be found out here', async () => {
    expect(await permissionFacts(['lo'])).toMatchObject({
      interfaces: ['lo'],
      platform: process.platform,
      root: process.getuid?.() === 0,
    })
  })
})

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { firstList } from '../../src/cli/names/vendors.ts'
import { Batch } from '../../src/files/batch.ts'
import { Frame } from '../../src/files/frame.ts'
import { compileDisplayFilter } from '../../src/filter/display/index.ts'
import { csvOutput, TextBuffer } from '../../src/output/index.ts'
import { provideAddressFacts } from '../../src/packet/names/address-facts.ts'
import { commonVendors, macName, vendorOf } from '../../src/packet/names/mac-names.ts'
import { fieldNamed } from '../../src/packet/fields.ts'
import { bytesOf } from '../support/packets.ts'

const vendors = new Map([
  ['000c29', 'VMware'],
  ['001b19', 'IEEEI&MS'],
  ['70b3d5001', 'SOREDIto'],
  ['001bc50', 'Convergi'],
])

describe('names of MAC addresses', () => {
  test.each([
    ['00:0c:29:12:34:56', 'VMware_12:34:56'],
    ['01:0c:29:12:34:56', 'VMware_12:34:56'],
    ['70:b3:d5:00:12:34', 'SOREDIto_02:34'],
    ['00:1b:c5:00:00:01', 'Convergi_01'],
    ['01:1b:19:00:00:00', 'IEEEI&MS_00:00:00'],
    ['ff:ff:ff:ff:ff:ff', 'Broadcast'],
    ['01:00:5e:00:00:fb', 'IPv4mcast_fb'],
    ['01:00:5e:7f:ff:fa', 'IPv4mcast_7f:ff:fa'],
    ['33:33:00:00:00:01', 'IPv6mcast_01'],
    ['33:33:ff:12:34:56', 'IPv6mcast_ff:12:34:56'],
    ['01:80:c2:00:00:00', 'Spanning-tree-(for-bridges)_00'],
    ['01:80:c2:00:00:21', 'Spanning-tree-(for-bridges)_21'],
    ['01:80:c2:00:00:0e', 'LLDP_Multicast'],
    ['01:00:0c:cc:cc:cc', 'CDP/VTP/DTP/PAgP/UDLD'],
    ['00:00:5e:00:01:07', 'IETF-VRRP-VRID_07'],
    ['02:00:00:00:00:01', undefined],
    ['03:00:aa:00:00:01', undefined],
  ])('%s', (address, name) => expect(macName(address, vendors)).toBe(name))

  test('tell the vendor of a station, not of a group', () => {
    expect(vendorOf('00:0c:29:12:34:56', vendors)).toBe('VMware')
    expect(vendorOf('01:0c:29:12:34:56', vendors)).toBeUndefined()
  })
})

test('the common vendors are few enough to be small, and as a registry has them', () => {
  const common = [...commonVendors()]
  expect(common.length).toBeGreaterThan(200)
  expect(common.length).toBeLessThan(700)
  expect(common.filter(([prefix, name]) => !/^[\da-f]{6}$/.test(prefix) || !/^\S{2,8}$/.test(name))).toEqual([])
  expect(macName('00:0c:29:12:34:56', commonVendors())).toBe('VMware_12:34:56')
})

describe('lists of vendors', () => {
  const folder = mkdtempSync(join(tmpdir(), 'onwire-'))
  const file = (name: string, text: string) => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }

  test("are read as Wireshark's and as the IEEE's", () => {
    const manuf = file('manuf', '# text\n00:00:0C\tCisco\tCisco Systems\n00:1B:C5:00:00:00/36\tConvergi\tConverging\n')
    expect([...firstList(['/nowhere', manuf])]).toEqual([
      ['00000c', 'Cisco'],
      ['001bc5000', 'Convergi'],
    ])
    const oui = file(
      'oui.txt',
      'OUI/MA-L\n00-00-0C   (hex)\t\tCisco Systems, Inc\n00000C     (base 16)\t\tCisco\n' +
        '00-03-93   (hex)\t\tApple, Inc.\n00-00-AA   (hex)\t\tXEROX CORPORATION\n',
    )
    expect([...firstList([oui, manuf])]).toEqual([
      ['00000c', 'CiscoSys'],
      ['000393', 'Apple'],
      ['0000aa', 'Xerox'],
    ])
  })

  test('that are not there, or hold nothing, leave the common ones', () =>
    expect(firstList(['/nowhere', file('empty', 'nothing\n')])).toBe(commonVendors()))
})

describe('fields of names', () => {
  afterEach(() => provideAddressFacts({ vendors: commonVendors }))
  const frame = Frame.of(bytesOf('ffffffffffff 000c29123456 88b5 0102'))
  const cells = (...names: string[]) => {
    const output = csvOutput({ fields: names.map((name) => fieldNamed(name)) })
    const text = new TextBuffer()
    output.packet(new Batch().hold(frame), 0, text)
    return new TextDecoder().decode(text.written).trimEnd().split(',')
  }

  test('show names, or the address where there is none', () => {
    expect(cells('eth.src_resolved', 'eth.dst_resolved', 'eth.src.oui_resolved')).toEqual([
      'VMware_12:34:56',
      'Broadcast',
      'VMware',
    ])
    provideAddressFacts({ vendors: () => new Map([['000c29', 'Other']]) })
    expect(cells('eth.src_resolved')).toEqual(['Other_12:34:56'])
    provideAddressFacts({ vendors: () => new Map() })
    expect(cells('eth.src_resolved', 'eth.src.oui_resolved')).toEqual(['00:0c:29:12:34:56', ''])
  })

  test.each([
    ['eth.src_resolved contains "VMware"', true],
    ['eth.addr_resolved == "Broadcast"', true],
    ['eth.src.oui_resolved matches "^vm"', true],
    ['eth.dst.oui_resolved', false],
    ['@eth.src_resolved == 00:0c:29:12:34:56', true],
    ['eth.src_resolved[0:2] == "VM"', true],
    ['wlan.sa_resolved', false],
  ])('can be filtered by: %s', (text, matches) =>
    expect(compileDisplayFilter(text).matches(new Batch().hold(frame), 0)).toBe(matches),
  )
})

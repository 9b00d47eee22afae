/** Link Layer Discovery Protocol: IEEE 802.1AB-2016, section 8. */
import {
  bits, bytes, flag, group, ipv4Address, ipv6Address, list, mac, nameIn, oid, otherwise, protocol, record, rest, text, tlv, u16, u24, u32,
  u8,
} from '../../../../schema/index.ts'
import { ieee1, ieee3 } from './ieee.ts'
import { dataCenter, media } from './media.ts'

const types = {
  0: 'End of LLDPDU', 1: 'Chassis Id', 2: 'Port Id', 3: 'Time to Live', 4: 'Port Description', 5: 'System Name', 6: 'System Description',
  7: 'System Capabilities', 8: 'Management Address', 127: 'Organization Specific',
}
const chassisSubtypes = {
  1: 'Chassis component', 2: 'Interface alias', 3: 'Port component', 4: 'MAC address', 5: 'Network address', 6: 'Interface name',
  7: 'Locally assigned',
}
const portSubtypes = {
  1: 'Interface alias', 2: 'Port component', 3: 'MAC address', 4: 'Network address', 5: 'Interface name', 6: 'Agent circuit Id',
  7: 'Locally assigned',
}
/** IANA "Address Family Numbers", 2026-11. */
const families = { 1: 'IPv4', 2: 'IPv6', 6: '802', 16: 'DNS' }
const organizations = {
  0x0080c2: 'IEEE 802.1', 0x00120f: 'IEEE 802.3', 0x0012bb: 'TIA TR-41, LLDP-MED', 0x001b21: 'Intel, DCBX', 0x00005e: 'IANA',
  0x000ecf: 'PROFINET',
  0x00000c: 'Cisco', 0x00142f: 'Savvius', 0x000142: 'Cisco',
}
const family = u8('lldp.network_address.subtype', 'Network Address Family', { names: families })

/** Section 8.5.2. */
const chassis = record('Chassis ID', { chassisSubtype: u8('lldp.chassis.subtype', 'Chassis Id Subtype', { names: chassisSubtypes }) })
  .cases([{ chassisSubtype: 5 }, { family }])
  .cases(
    [({ chassisSubtype, start, end }) => chassisSubtype === 4 && end - start === 7, { chassis: mac('lldp.chassis.id.mac', 'Chassis Id') }],
    [{ chassisSubtype: 5, family: 1 }, { chassisIpv4: ipv4Address('lldp.chassis.id.ip4', 'Chassis Id') }],
    [{ chassisSubtype: 5, family: 2 }, { chassisIpv6: ipv6Address('lldp.chassis.id.ip6', 'Chassis Id') }],
    [{ chassisSubtype: [2, 6, 7] }, { chassisName: text('lldp.chassis_id', 'Chassis Id') }],
    [otherwise, { chassisId: rest('lldp.chassis.id', 'Chassis Id') }],
  )

/** Section 8.5.3. */
const port = record('Port ID', { portSubtype: u8('lldp.port.subtype', 'Port Id Subtype', { names: portSubtypes }) })
  .cases([{ portSubtype: 4 }, { family }])
  .cases(
    [({ portSubtype, start, end }) => portSubtype === 3 && end - start === 7, { portAddress: mac('lldp.port.id.mac', 'Port Id') }],
    [{ portSubtype: 4, family: 1 }, { portIpv4: ipv4Address('lldp.port.id.ip4', 'Port Id') }],
    [{ portSubtype: 4, family: 2 }, { portIpv6: ipv6Address('lldp.port.id.ip6', 'Port Id') }],
    [otherwise, { port: text('lldp.port.id', 'Port Id') }],
  )

/** Section 8.5.8. */
const capabilities = (name: string, label: string) => group(name, label, {
  reserved:  bits(8, 'lldp.reserved', 'Reserved'),
  station:   flag(`${name}.station_only`, 'Station only'),
  docsis:    flag(`${name}.docsis_cable_device`, 'DOCSIS cable device'),
  telephone: flag(`${name}.telephone`, 'Telephone'),
  router:    flag(`${name}.router`, 'Router'),
  wlan:      flag(`${name}.wlan_access_pt`, 'WLAN access point'),
  bridge:    flag(`${name}.bridge`, 'Bridge'),
  repeater:  flag(`${name}.repeater`, 'Repeater'),
  other:     flag(`${name}.other`, 'Other'),
})

/** Section 8.5.9. */
const management = record('Management Address', {
  addressLength:   u8('lldp.mgn.address.len', 'Address String Length', { unit: 'bytes' }),
  addressFamily:   u8('lldp.mgn.address.subtype', 'Address Subtype', { names: families }),
})
  .cases(
    [{ addressFamily: 1, addressLength: 5 }, { ipv4: ipv4Address('lldp.mgn.addr.ip4', 'Management Address') }],
    [{ addressFamily: 2, addressLength: 17 }, { ipv6: ipv6Address('lldp.mgn.addr.ip6', 'Management Address') }],
    [otherwise, { address: bytes('lldp.mgn.addr.hex', 'Management Address', { length: 'addressLength', minus: 1 }) }],
  )
  .fields({
    interfaceSubtype: u8('lldp.mgn.interface.subtype', 'Interface Subtype',
      { names: { 1: 'Unknown', 2: 'ifIndex', 3: 'System Port Number' } }),
    interfaceNumber: u32('lldp.mgn.interface.number', 'Interface Number'),
    objectLength:    u8('lldp.mgn.obj.len', 'OID String Length', { unit: 'bytes' }),
  })
  .cases([({ objectLength }) => objectLength > 0, { object: oid('lldp.mgn.obj.id', 'Object Identifier', 'objectLength') }])

/** Section 8.6. */
const organization = record('Organization',
  { organization: u24('lldp.orgtlv.oui', 'Organization Unique Code', { base: 16, names: organizations }) })
  .choice('organization', {
    0x0080c2: ieee1,
    0x00120f: ieee3,
    0x0012bb: media,
    0x001b21: dataCenter,
    0x00005e: { subtype: u8('lldp.iana.subtype', 'IANA Subtype'),
      manufacturerUrl: text('lldp.iana.mudurl', 'Manufacturer Usage Description URL') },
  }, { subtype: u8('lldp.unknown_subtype', 'Subtype'), content: rest('lldp.unknown_subtype.content', 'Content') })

const value = tlv('TLV', {
  type:   bits(7, 'lldp.tlv.type', 'TLV Type', { names: types }),
  length: bits(9, 'lldp.tlv.len', 'TLV Length', { unit: 'bytes' }),
})
  .choice('type', {
    1:   chassis,
    2:   port,
    3:   { timeToLive: u16('lldp.time_to_live', 'Time to Live', { unit: 's' }) },
    4:   { portDescription: text('lldp.port.desc', 'Port Description') },
    5:   { systemName: text('lldp.tlv.system.name', 'System Name') },
    6:   { systemDescription: text('lldp.tlv.system.desc', 'System Description') },
    7:   { capabilities: capabilities('lldp.tlv.system_cap', 'Capabilities'),
      enabled: capabilities('lldp.tlv.enable_system_cap', 'Enabled Capabilities') },
    8:   management,
    127: organization,
  })
  .fields({ rest: rest('lldp.data', 'Data') })

export const lldp = protocol('lldp', 'Link Layer Discovery Protocol', { ethertype: [0x88cc] })
  .specified('IEEE 802.1AB-2016')
  .fields({ values: list('', 'TLVs', value, { last: ({ type }) => type === 0, complete: true }) })
  .measured()
  .colored('management')
  .summarized(({ values }) => {
    const one = <T>(read: (value: (typeof values)[number]) => T | undefined) => values.map(read).find((found) => found !== undefined)
    const name = one(({ systemName }) => systemName) ?? one((tlv) => tlv.chassis ?? tlv.chassisName ?? tlv.chassisIpv4 ?? tlv.chassisIpv6)
    const [port, time] = [one((tlv) => tlv.port ?? tlv.portAddress ?? tlv.portIpv4), one(({ timeToLive }) => timeToLive)]
    return `${name ?? nameIn(types, values[0]?.type ?? 0) ?? 'LLDP'}${port === undefined ? '' : `, port ${port}`}`
      + `${time === undefined ? '' : time === 0 ? ', leaves' : `, for ${time} s`}`
  })

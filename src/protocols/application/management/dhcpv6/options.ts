/** Options of DHCPv6: RFC 8415, section 21, and the RFCs named. Options nest three levels deep. */
import {
  bits, bytes, domainName, flag, group, holding, ipv6Address, list, mac, record, rest, text, tlv, u16, u32, u8,
} from '../../../../schema/index.ts'
import { messageTypes, options, statusCodes } from './names.ts'

const addresses = (filter: string, label: string) => list('', label, record('Server', { address: ipv6Address(filter, label) }))
const names = (filter: string, label: string) => list('', label, record('Name', { name: domainName(filter, label) }))
const seconds = (filter: string, label: string) => u32(filter, label, { unit: 'seconds' })

/** RFC 8415, section 11. */
const identifier = record('DUID', {
  type: u16('dhcpv6.duid.type', 'DUID Type', { names: { 1: 'link-layer address and time', 2: 'vendor', 3: 'link-layer address',
    4: 'UUID' } }),
})
  .choice('type', {
    1: {
      hardware: u16('dhcpv6.duidllt.hwtype', 'Hardware Type', { names: { 1: 'Ethernet' } }),
      time:     u32('dhcpv6.duidllt.time', 'Time', { unit: 'seconds since 2000' }),
      address:  mac('dhcpv6.duidllt.link_layer_addr', 'Link-layer Address'),
    },
    2: {
      enterprise: u32('dhcpv6.duiden.enterprise', 'Enterprise'),
      identifier: holding(rest('dhcpv6.duiden.identifier', 'Identifier'), 'address'),
    },
    3: {
      hardware: u16('dhcpv6.duidll.hwtype', 'Hardware Type', { names: { 1: 'Ethernet' } }),
      address:  mac('dhcpv6.duidll.link_layer_addr', 'Link-layer Address'),
    },
    4: { uuid: bytes('dhcpv6.duiduuid.bytes', 'UUID', 16) },
  })
  .fields({ rest: rest('dhcpv6.duid.rest', 'Data') })
const duid = { identifiers: list('', 'DUID', identifier, { count: 1 }) }

/** Sections 21.16 and 21.17; RFC 5908 for NTP servers. */
const classData = record('Class', { size: u16('dhcpv6.userclass.length', 'Length'), data: text('dhcpv6.userclass.opaque_data', 'Class',
  'size') })
const vendorClass = record('Class', { size: u16('dhcpv6.vendorclass.length', 'Length'), data: text('dhcpv6.vendorclass.data',
  'Vendor Class', 'size') })
const vendorOption = record('Vendor Option', {
  code: u16('dhcpv6.vendoropts.enterprise.option_code', 'Option Code'),
  size: u16('dhcpv6.vendoropts.enterprise.option_length', 'Length'),
  data: bytes('dhcpv6.vendoropts.enterprise.option_data', 'Data', 'size'),
})
const timeServer = tlv('Server', {
  type: u16('dhcpv6.ntpserver.option.type', 'Type', { names: { 1: 'address', 2: 'multicast address', 3: 'name' } }),
  length: u16('dhcpv6.ntpserver.option.length', 'Length'),
}).choice('type', {
  1: { address: ipv6Address('dhcpv6.ntpserver.addr', 'Address') },
  2: { multicast: ipv6Address('dhcpv6.ntpserver.mc_addr', 'Multicast Address') },
  3: { name: domainName('dhcpv6.ntpserver.fqdn', 'Name') },
})
/** RFC 4704, section 4.2: a name may be partial, and then has no end. */
const label = record('Label', { size: u8('dhcpv6.client_domain.length', 'Length'), label: text('dhcpv6.client_domain',
  'Client Domain Name', 'size') })
const requested = record('Option', { code: u16('dhcpv6.requested_option_code', 'Requested Option', { names: options }) })

const tlvOption = () => tlv('Option', {
  code:   u16('dhcpv6.option.type', 'Option', { names: options }),
  length: u16('dhcpv6.option.length', 'Length', { unit: 'bytes' }),
})
  .choice('code', {
    1:  duid,
    2:  duid,
    6:  { requested: list('', 'Requested', requested) },
    7:  { preference: u8('dhcpv6.option_preference', 'Preference') },
    8:  { elapsed: u16('dhcpv6.elapsed_time', 'Elapsed Time', { times: 10, unit: 'ms' }) },
    11: {
      protocol: u8('dhcpv6.auth.protocol', 'Protocol'), algorithm: u8('dhcpv6.auth.algorithm', 'Algorithm'),
        replayMethod: u8('dhcpv6.auth.rdm', 'RDM'),
      replay: bytes('dhcpv6.auth.replay_detection', 'Replay Detection', 8), information: rest('dhcpv6.auth.info',
        'Authentication Information'),
    },
    12: { server: ipv6Address('dhcpv6.unicast', 'Server') },
    13: { status: u16('dhcpv6.status_code', 'Status', { names: statusCodes }), message: text('dhcpv6.status_msg', 'Message') },
    15: { classes: list('', 'Classes', classData) },
    16: { enterprise: u32('dhcpv6.vendorclass.enterprise', 'Enterprise'), vendorClasses: list('', 'Classes', vendorClass) },
    17: { enterprise: u32('dhcpv6.vendoropts.enterprise', 'Enterprise'), vendorOptions: list('', 'Options', vendorOption) },
    18: { interface: rest('dhcpv6.interface_id', 'Interface-ID') },
    19: { reconfigure: u8('dhcpv6.reconf_msg', 'Message', { names: messageTypes }) },
    21: { names: names('dhcpv6.sip_server_domain_search_fqdn', 'SIP Server Domain') },
    22: { servers: addresses('dhcpv6.sip_server_a', 'SIP Server') },
    23: { servers: addresses('dhcpv6.dns_server', 'DNS Server') },
    24: { names: names('dhcpv6.search_list_entry', 'Domain') },
    27: { servers: addresses('dhcpv6.nis_server', 'NIS Server') },
    28: { servers: addresses('dhcpv6.nisp_server', 'NIS+ Server') },
    31: { servers: addresses('dhcpv6.sntp_server', 'SNTP Server') },
    32: { refresh: seconds('dhcpv6.lifetime', 'Refresh Time') },
    37: { enterprise: u32('dhcpv6.remoteid.enterprise', 'Enterprise'), remote: rest('dhcpv6.remoteid_enterprise_id', 'Remote-ID') },
    38: { subscriber: text('dhcpv6.subscriber_id', 'Subscriber-ID') },
    39: {
      nameFlags: group('dhcpv6.client_fqdn_flags', 'Flags', {
        reserved: bits(5, 'dhcpv6.clientfqdn.reserved', 'Reserved'), noUpdate: flag('dhcpv6.clientfqdn.client.n', 'No Update'),
        overridden: flag('dhcpv6.clientfqdn.server.o', 'Overridden'), serverUpdates: flag('dhcpv6.clientfqdn.client.s',
          'Server updates AAAA'),
      }),
      labels: list('', 'Client Name', label),
    },
    46: { lastTransaction: seconds('dhcpv6.clt_time', 'Client Last Transaction Time') },
    52: { servers: addresses('dhcpv6.capwap_ac_v6', 'Access Controller') },
    56: { timeServers: list('', 'Servers', timeServer) },
    64: { aftr: domainName('dhcpv6.aftr_name', 'AFTR Name') },
    103: { portal: text('dhcpv6.captive_portal', 'Captive Portal') },
    112: { mud: text('dhcpv6.mudurl', 'MUD URL') },
    135: { relayPort: u16('dhcpv6.relay_port', 'Downstream Source Port') },
  })


const association = { t1: seconds('dhcpv6.iaid.t1', 'T1'), t2: seconds('dhcpv6.iaid.t2', 'T2') }
const value = { value: rest('dhcpv6.option.value', 'Value') }
const innermost = { options: list('', 'Options', tlvOption().fields(value)) }
/** Addresses and prefixes, in which status codes may be. */
const lease = tlvOption()
  .cases(
    [{ code: 5 }, {
      address: ipv6Address('dhcpv6.iaaddr.ip', 'Address'), preferred: seconds('dhcpv6.iaaddr.pref_lifetime', 'Preferred Lifetime'),
      valid: seconds('dhcpv6.iaaddr.valid_lifetime', 'Valid Lifetime'), ...innermost,
    }],
    [{ code: 26 }, {
      preferred: seconds('dhcpv6.iaprefix.pref_lifetime', 'Preferred Lifetime'), valid: seconds('dhcpv6.iaprefix.valid_lifetime',
        'Valid Lifetime'),
      prefixLength: u8('dhcpv6.iaprefix.pref_len', 'Prefix Length'), address: ipv6Address('dhcpv6.iaprefix.pref_addr', 'Prefix'),
        ...innermost,
    }],
  )
  .fields(value)
const leases = { options: list('', 'Options', lease) }

export const option = tlvOption()
  .cases(
    [{ code: [3, 25] }, { iaid: u32('dhcpv6.iaid', 'IAID', { base: 16 }), ...association, ...leases }],
    [{ code: 4 }, { iaid: u32('dhcpv6.iata', 'IAID', { base: 16 }), ...leases }],
  )
  .fields(value)

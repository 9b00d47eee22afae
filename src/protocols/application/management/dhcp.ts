import {
  bits, bytes, flag, group, holding, ipv4Address, lineOf, list, mac, otherwise, protocol, range, record, rest, text, tlv, u16, u32, u8,
  type View,
} from '../../../schema/index.ts'
import { dhcpMessageTypes, dhcpOptions } from '../../names/dhcp-options.ts'

const pad = 0
const end = 255
const ethernet = 1
/** RFC 2131, section 3, as an address. */
const magic = '99.130.83.99'
const hardwareTypes = { base: 16, names: { [ethernet]: 'Ethernet' } } as const

const addresses = (filter: string, label: string) => list('', `${label}s`, record(label, { address: ipv4Address(filter, label) }))

const requestedItem = record('Item', { option: u8('dhcp.option.request_list_item', 'Parameter Request List Item', { names: dhcpOptions }) })

/** RFC 2132, section 9.14: a hardware type and an address. */
const clientIdentifier = record('Client Identifier', { identifierType: u8('dhcp.hw.type', 'Hardware type', hardwareTypes) })
  .choice('identifierType', { [ethernet]: { identifier: mac('dhcp.hw.mac_addr', 'Client MAC address') } }, {
    otherIdentifier: bytes('dhcp.hw.addr', 'Client hardware address', 6),
  })

/** RFC 2132; of those not listed here the value is bytes. */
const option = tlv('Option', {
  type:   u8('dhcp.option.type', 'Option', { names: dhcpOptions }),
  length: u8('dhcp.option.length', 'Length'),
}, { bare: [pad, end] })
  .choice('type', {
    1:  { subnetMask: ipv4Address('dhcp.option.subnet_mask', 'Subnet Mask') },
    3:  { routers: addresses('dhcp.option.router', 'Router') },
    4:  { timeServers: addresses('dhcp.option.time_server', 'Time Server') },
    6:  { domainNameServers: addresses('dhcp.option.domain_name_server', 'Domain Name Server') },
    12: { hostName: text('dhcp.option.hostname', 'Host Name') },
    15: { domainName: text('dhcp.option.domain_name', 'Domain Name') },
    28: { broadcastAddress: ipv4Address('dhcp.option.broadcast_address', 'Broadcast Address') },
    26: { interfaceMtu: u16('dhcp.option.interface_mtu', 'Interface MTU') },
    42: { timeProtocolServers: addresses('dhcp.option.ntp_server', 'Network Time Protocol Server') },
    44: { netbiosServers: addresses('dhcp.option.netbios_over_tcpip_name_server', 'NetBIOS over TCP/IP Name Server') },
    50: { requestedAddress: ipv4Address('dhcp.option.requested_ip_address', 'Requested IP Address') },
    51: { leaseTime: u32('dhcp.option.ip_address_lease_time', 'IP Address Lease Time', { unit: 'seconds' }) },
    53: { messageType: u8('dhcp.option.dhcp', 'DHCP', { names: dhcpMessageTypes }) },
    54: { serverIdentifier: ipv4Address('dhcp.option.dhcp_server_id', 'DHCP Server Identifier') },
    55: { requested: list('', 'Requested', requestedItem) },
    56: { message: text('dhcp.option.message', 'Message') },
    57: { maximumSize: u16('dhcp.option.dhcp_max_message_size', 'Maximum DHCP Message Size') },
    58: { renewalTime: u32('dhcp.option.renewal_time_value', 'Renewal Time Value', { unit: 'seconds' }) },
    59: { rebindingTime: u32('dhcp.option.rebinding_time_value', 'Rebinding Time Value', { unit: 'seconds' }) },
    60: { vendorClass: text('dhcp.option.vendor_class_id', 'Vendor class identifier') },
    66: { bootServer: text('dhcp.option.tftp_server_name', 'TFTP Server Name') },
    67: { bootFile: text('dhcp.option.bootfile_name', 'Bootfile name') },
    91: { lastTransaction: u32('dhcp.option.client_last_transaction_time', 'Client last transaction time', { unit: 'seconds' }) },
    92: { associatedAddresses: addresses('dhcp.option.associated_ip_option', 'Associated IP') },
  })
  .cases([{ type: 61, length: 7 }, clientIdentifier])
  .fields({ value: rest('dhcp.option.value', 'Value') })

const optionList = (filter: string, label: string, extent: { readonly length?: number } = {}) =>
  list(filter, label, option, { ...extent, last: ({ type }) => type === end })

interface OptionLists<O> {
  readonly options: readonly O[]
  readonly fileOptions?: readonly O[] | undefined
  readonly serverNameOptions?: readonly O[] | undefined
}

const optionsOf = <O>({ options, fileOptions = [], serverNameOptions = [] }: OptionLists<O>): readonly O[] =>
  [...options, ...fileOptions, ...serverNameOptions]

/** RFC 2132, section 9.3: fields that hold options instead, as bits; NaN where the option that says so may be cut off. */
const overload = 52
const [fileHoldsOptions, serverNameHoldsOptions] = [1, 2]

function overloaded({ bytes, start, end: to, isShort }: View): number {
  for (let at = start + 240; at + 2 < to;) {
    const [type, length, value] = bytes.subarray(at, at + 3)
    if (type === end) return 0
    if (type === overload) return value!
    at += type === pad ? 1 : 2 + length!
  }
  return isShort ? NaN : 0
}

const isHeader = record('Header', {
  operation: u8('dhcp.type', 'Message type'), hardwareType: u8('dhcp.hw.type', 'Hardware type'),
  length: u8('dhcp.hw.len', 'Hardware address length'),
}).recognizer({ operation: [1, 2], length: range(0, 16) })

/** Dynamic Host Configuration Protocol, RFC 2131 section 2. */
export const dhcp = protocol('dhcp', 'Dynamic Host Configuration Protocol', { 'udp.port': [67, 68, 4011] })
  .specified('RFC 2131')
  .accepts(isHeader)
  .fields({
    operation:             u8('dhcp.type', 'Message type', { names: { 1: 'Boot Request', 2: 'Boot Reply' } }),
    hardwareType:          u8('dhcp.hw.type', 'Hardware type', hardwareTypes),
    hardwareAddressLength: u8('dhcp.hw.len', 'Hardware address length'),
    hops:                  u8('dhcp.hops', 'Hops'),
    transactionId:         u32('dhcp.id', 'Transaction ID', { base: 16 }),
    seconds:               u16('dhcp.secs', 'Seconds elapsed', { unit: 'seconds' }),
    flags:                 group('dhcp.flags', 'Bootp flags', {
      broadcast:             flag('dhcp.flags.bc', 'Broadcast flag'),
      reserved:              bits(15, 'dhcp.flags.reserved', 'Reserved flags', { base: 16 }),
    }),
    clientAddress:         ipv4Address('dhcp.ip.client', 'Client IP address'),
    yourAddress:           ipv4Address('dhcp.ip.your', 'Your (client) IP address'),
    serverAddress:         ipv4Address('dhcp.ip.server', 'Next server IP address'),
    relayAddress:          ipv4Address('dhcp.ip.relay', 'Relay agent IP address'),
  })
  .either((dhcp) => dhcp.hardwareType === ethernet && dhcp.hardwareAddressLength === 6, {
    hardwareAddress:       mac('dhcp.hw.mac_addr', 'Client MAC address'),
    padding:               bytes('dhcp.hw.addr_padding', 'Client hardware address padding', 10),
  }, {
    otherHardwareAddress:  bytes('dhcp.hw.addr', 'Client hardware address', 16),
  })
  .cases([(dhcp) => (overloaded(dhcp) & serverNameHoldsOptions) !== 0, {
    serverNameOptions:     optionList('dhcp.server_name_overloaded_by_dhcp', 'Options in server host name', { length: 64 }),
  }], [(dhcp) => !Number.isNaN(overloaded(dhcp)), {
    serverName:            text('dhcp.server', 'Server host name', 64, { padding: 'zero' }),
  }], [otherwise, {
    serverNameOrOptions:   bytes('', 'Server host name or options', () => Infinity),
  }])
  .cases([(dhcp) => (overloaded(dhcp) & fileHoldsOptions) !== 0, {
    fileOptions:           optionList('dhcp.boot_filename_overloaded_by_dhcp', 'Options in boot file name', { length: 128 }),
  }], [(dhcp) => !Number.isNaN(overloaded(dhcp)), {
    file:                  text('dhcp.file', 'Boot file name', 128, { padding: 'zero' }),
  }], [otherwise, {
    fileOrOptions:         bytes('', 'Boot file name or options', () => Infinity),
  }])
  .fields({
    cookie:                holding(ipv4Address('dhcp.cookie', 'Magic cookie'), (cookie) => (cookie === magic ? 'vocabulary' : undefined)),
    options:               optionList('', 'Options'),
  })
  .defaults({ operation: 1, hardwareType: ethernet, hardwareAddressLength: 6, cookie: '99.130.83.99' })
  .colored('management', (dhcp) => {
    const type = optionsOf(dhcp).find(({ messageType }) => messageType !== undefined)?.messageType
    return type === 6 ? 'error' : type === 4 ? 'warning' : undefined // NAK and decline
  })
  .detailed({
    fields: [
      ['id', 'transactionId'],
      ['seconds', ({ seconds }) => seconds || undefined],
      ['broadcast', 'flags.broadcast'],
      ['hops', ({ hops }) => hops || undefined],
      ['client', ({ clientAddress }) => known(clientAddress)],
      ['your', ({ yourAddress }) => known(yourAddress)],
      ['server', ({ serverAddress }) => known(serverAddress)],
      ['relay', ({ relayAddress }) => known(relayAddress)],
      ['hardware', 'hardwareAddress'],
      ['server name', 'serverName'],
      ['file', 'file'],
    ],
    rows: ['options', 'fileOptions', 'serverNameOptions'],
  })
  .summarized((dhcp) => {
    const { operation, clientAddress, yourAddress, hardwareAddress, transactionId } = dhcp
    const options = optionsOf(dhcp)
    const type = options.find(({ messageType }) => messageType !== undefined)?.messageType
    const kind = type === undefined ? (operation === 2 ? 'boot reply' : 'boot request') : types[type] ?? `type ${type}`
    const requested = options.find(({ requestedAddress }) => requestedAddress !== undefined)?.requestedAddress
    const address = [yourAddress, clientAddress, requested].find((each) => each !== '0.0.0.0')
    return lineOf([kind, address, hardwareAddress, `id 0x${transactionId.toString(16)}`], ' ')
  })

const known = (address: string) => (address === '0.0.0.0' ? undefined : address)
const types: Readonly<Record<number, string>> = dhcpMessageTypes

/** KNXnet/IP, KNX Standard 03_08 (parts 2 to 9) and ISO 22510: discovery, tunnels, routing and configuration over IP. */
import {
  bits, bytes, computed, ipv4Address, lineOf, list, mac, nameIn, protocol, range, record, rest, text, u16, u48, u8, unfinished,
  type Names,
} from '../../../../schema/index.ts'

/** Part 03_08_01, section 5.3. */
const services = {
  0x0201: 'Search Request', 0x0202: 'Search Response', 0x0203: 'Description Request', 0x0204: 'Description Response',
  0x0205: 'Connect Request', 0x0206: 'Connect Response', 0x0207: 'ConnectionState Request', 0x0208: 'ConnectionState Response',
  0x0209: 'Disconnect Request', 0x020a: 'Disconnect Response', 0x020b: 'Search Request Extended', 0x020c: 'Search Response Extended',
  0x0310: 'Configuration Request', 0x0311: 'Configuration Ack', 0x0420: 'Tunneling Request', 0x0421: 'Tunneling Ack',
  0x0422: 'Tunneling Feature Get', 0x0423: 'Tunneling Feature Response', 0x0424: 'Tunneling Feature Set', 0x0425: 'Tunneling Feature Info',
  0x0530: 'Routing Indication', 0x0531: 'Routing Lost Message', 0x0532: 'Routing Busy', 0x0533: 'Routing System Broadcast',
  0x0740: 'Remote Diagnostic Request', 0x0741: 'Remote Diagnostic Response', 0x0742: 'Remote Configuration Request',
  0x0743: 'Remote Reset Request', 0x0950: 'Secure Wrapper', 0x0951: 'Session Request', 0x0952: 'Session Response',
  0x0953: 'Session Authenticate', 0x0954: 'Session Status', 0x0955: 'Timer Notify',
} satisfies Names
const statuses = {
  0x00: 'OK', 0x01: 'E_HOST_PROTOCOL_TYPE', 0x02: 'E_VERSION_NOT_SUPPORTED', 0x04: 'E_SEQUENCE_NUMBER', 0x0f: 'E_ERROR',
  0x21: 'E_CONNECTION_ID', 0x22: 'E_CONNECTION_TYPE', 0x23: 'E_CONNECTION_OPTION', 0x24: 'E_NO_MORE_CONNECTIONS',
  0x25: 'E_NO_MORE_UNIQUE_CONNECTIONS', 0x26: 'E_DATA_CONNECTION', 0x27: 'E_KNX_CONNECTION', 0x28: 'E_AUTHORIZATION',
  0x29: 'E_TUNNELING_LAYER', 0x2d: 'E_NO_TUNNELING_ADDRESS', 0x2e: 'E_CONNECTION_IN_USE',
} satisfies Names
const hostProtocols = { 1: 'IPv4 UDP', 2: 'IPv4 TCP' } satisfies Names
const media = { 0x01: 'TP0', 0x02: 'TP1', 0x04: 'PL110', 0x08: 'PL132', 0x10: 'RF', 0x20: 'IP' } satisfies Names
const connections = { 3: 'Device Management', 4: 'Tunneling', 6: 'Remote Logging', 7: 'Remote Configuration',
  8: 'Object Server' } satisfies Names
const descriptions = {
  0x01: 'Device Information', 0x02: 'Supported Service Families', 0x03: 'IP Configuration', 0x04: 'IP Current Configuration',
  0x05: 'KNX Addresses', 0x06: 'Secured Service Families', 0x07: 'Tunneling Information', 0x08: 'Extended Device Information',
  0xfe: 'Manufacturer Data',
} satisfies Names
const families = { 2: 'Core', 3: 'Device Management', 4: 'Tunneling', 5: 'Routing', 6: 'Remote Logging',
  7: 'Remote Configuration and Diagnosis', 8: 'Object Server', 9: 'Security' } satisfies Names
const features = {
  1: 'SupportedEmiType', 2: 'HostDeviceDescriptorType0', 3: 'BusConnectionStatus', 4: 'KNXManufacturerCode', 5: 'ActiveEmiType',
  6: 'IndividualAddress', 7: 'MaxApduLength', 8: 'InfoServiceEnable',
} satisfies Names

const structLength = u8('knxip.struct.length', 'Structure Length', { unit: 'bytes' })
const status = u8('knxip.status', 'Status', { base: 16, names: statuses })
const channel = u8('knxip.channel', 'Channel', { base: 16 })
const reserved = u8('knxip.reserved', 'Reserved', { base: 16 })
const address = u16('knxip.knxaddr', 'KNX Individual Address', { base: 16 })
/** Section 8.6.2 of part 03_08_02. */
const endpointRecord = record('HPAI', {
  structLength, hostProtocol: u8('knxip.hostprotocol', 'Host Protocol', { base: 16, names: hostProtocols }),
  address: ipv4Address('knxip.ipaddr', 'IP Address'), port: u16('knxip.port', 'Port Number'),
}).length('structLength')
const endpoint = (label: string) => list('', label, endpointRecord, { count: 1 })
const family = record('Service', { family: u8('knxip.service.family', 'Service Family', { base: 16, names: families }),
  version: u8('knxip.service.version', 'Service Version') })
/** Section 7.5.4 of part 03_08_02. */
const description = record('DIB', { structLength, type: u8('knxip.dibtype', 'Description Type', { base: 16, names: descriptions }) })
  .length('structLength')
  .choice('type', {
    0x01: {
      medium:      u8('knxip.medium', 'KNX Medium', { base: 16, names: media }),
      unused:      bits(7, '', 'Unused'),
      programming: bits(1, 'knxip.progmode', 'Programming Mode'),
      address,
      project:     bits(12, 'knxip.project.nr', 'Project Number'),
      installation: bits(4, 'knxip.project.installation', 'Installation Number'),
      serial:      u48('knxip.sernr', 'KNX Serial Number', { base: 16 }),
      multicast:   ipv4Address('knxip.mcaddr', 'Multicast Address'),
      hardware:    mac('knxip.macaddr', 'MAC Address'),
      name:        text('knxip.device.name', 'Friendly Name', 30, { padding: 'zero', encoding: 'latin-1' }),
    },
    0x02: { families: list('', 'Service Families', family) },
    0x03: {
      ip: ipv4Address('knxip.ipaddr', 'IP Address'), subnet: ipv4Address('knxip.subnet', 'Subnet Mask'),
      gateway: ipv4Address('knxip.gateway', 'Default Gateway'), capabilities: u8('knxip.ipcaps', 'IP Capabilities', { base: 16 }),
      assignment: u8('knxip.ipassign', 'IP Assignment', { base: 16 }),
    },
    0x04: {
      ip: ipv4Address('knxip.ipaddr', 'IP Address'), subnet: ipv4Address('knxip.subnet', 'Subnet Mask'),
      gateway: ipv4Address('knxip.gateway', 'Default Gateway'), dhcp: ipv4Address('knxip.dhcp', 'DHCP Server'),
      assignment: u8('knxip.ipassign', 'IP Assignment', { base: 16 }), reserved,
    },
    0x05: { addresses: list('', 'KNX Addresses', record('KNX Address', { address })) },
    0x06: { families: list('', 'Service Families', family) },
    0x08: {
      mediumStatus: u8('knxip.medium.status', 'Medium Status', { base: 16 }), reserved, longest: u16('knxip.maxapdulength',
        'Max APDU Length'),
      mask: u16('knxip.mask.version', 'Mask Version', { base: 16 }),
    },
    0xfe: { manufacturer: u16('knxip.manufacturer', 'KNX Manufacturer Code', { base: 16 }) },
  })
  .fields({ data: rest('knxip.data', 'Data') })
const parameter = record('SRP', {
  structLength, mandatory: bits(1, 'knxip.srp.mandatory', 'Mandatory'), type: bits(7, 'knxip.srp.type', 'SRP Type', { base: 16,
    names: { 1: 'ProgMode', 2: 'MacAddr', 3: 'Service', 4: 'Dibs' } }),
}).length('structLength').fields({ data: rest('knxip.data', 'Data') })
/** Of a request what is wanted, of a response what is given: part 03_08_02, sections 7.5.2 and 7.5.3. */
const connection = (response: boolean) => list('', response ? 'CRD' : 'CRI', record('Connection', {
  structLength, type: u8('knxip.conn.type', 'Connection Type', { base: 16, names: connections }),
}).length('structLength').cases([{ type: 4, structLength: range(4) }, response ? { address } : {
  layer: u8('knxip.tunnel.layer', 'KNX Layer', { base: 16, names: { 2: 'LinkLayer', 4: 'Raw', 128: 'Busmonitor' } }), reserved,
}]).fields({ data: rest('knxip.data', 'Data') }), { count: 1 })
const connectionHeader = { headerSize: structLength, channel, sequence: u8('knxip.seqctr', 'Sequence Counter') }
const feature = {
  ...connectionHeader, reserved, feature: u8('knxip.tunnel.feature', 'Tunneling Feature Identifier', { base: 16, names: features }),
}
const found = { control: endpoint('Control Endpoint'), descriptions: list('', 'DIBs', description) }
const ending = { channel, reserved, control: endpoint('Control Endpoint') }

const header = record('Header', {
  headerLength: u8('knxip.headerlength', 'Header Length'), version: u8('knxip.version', 'Version'), service: u16('', 'Service'),
  total: u16('knxip.totallength', 'Total Length'),
})
const begins = header.recognizer({ headerLength: 6, version: 0x10, service: [range(0x0201, 0x020c), 0x310, 0x311, range(0x0420, 0x0425),
  range(0x0530, 0x0533), range(0x0740, 0x0743), range(0x0950, 0x0955)], total: range(6) })
/** Of services that carry cEMI: where that begins. */
const headOf = (service: number): number | undefined =>
  (service === 0x310 || service === 0x420 ? 10 : service === 0x530 || service === 0x533 ? 6 : undefined)
const totalAt = header.reader('total')

export const knx = protocol('kip', 'KNX/IP', { 'udp.port': [3671], 'tcp.port': [3671], 'kip.next': [1] })
  .specified('KNX Standard 03_08_02')
  .borrows('knxip')
  .fields({
    headerLength: u8('knxip.headerlength', 'Header Length', { unit: 'bytes' }),
    version:      u8('knxip.version', 'Protocol Version', { base: 16 }),
    service:      u16('knxip.service', 'Service Identifier', { base: 16, names: services, also: 'knxip.service.type' }),
    family:       computed('knxip.service.family', 'Service Family', 'service', (service) => service >> 8, { base: 16, names: families }),
    total:        u16('knxip.totallength', 'Total Length', { unit: 'bytes' }),
  })
  .length(({ service, total }) => headOf(service) ?? total)
  .choice('service', {
    0x0201: { discovery: endpoint('Discovery Endpoint') },
    0x0202: found,
    0x0203: { control: endpoint('Control Endpoint') },
    0x0204: { descriptions: list('', 'DIBs', description) },
    0x0205: { control: endpoint('Control Endpoint'), data: endpoint('Data Endpoint'), connection: connection(false) },
    0x0206: { channel, status, data: endpoint('Data Endpoint'), connection: connection(true) },
    0x0207: ending, 0x0208: { channel, status }, 0x0209: ending, 0x020a: { channel, status },
    0x020b: { discovery: endpoint('Discovery Endpoint'), parameters: list('', 'SRPs', parameter) },
    0x020c: found,
    0x0310: { ...connectionHeader, reserved }, 0x0311: { ...connectionHeader, status },
    0x0420: { ...connectionHeader, reserved }, 0x0421: { ...connectionHeader, status },
    0x0422: { ...feature, reserved2: reserved }, 0x0423: { ...feature, status, value: rest('knxip.data', 'Feature Value') },
    0x0424: { ...feature, reserved2: reserved, value: rest('knxip.data', 'Feature Value') },
    0x0425: { ...feature, reserved2: reserved, value: rest('knxip.data', 'Feature Value') },
    0x0531: {
      infoSize: structLength, deviceStatus: u8('knxip.status', 'Device Status', { base: 16 }),
      lost: u16('knxip.loss', 'Lost Messages'),
    },
    0x0532: {
      infoSize: structLength, deviceStatus: u8('knxip.status', 'Device Status', { base: 16 }),
      wait: u16('knxip.busy.time', 'Wait Time', { unit: 'ms' }), busy: u16('knxip.busy.control', 'Control', { base: 16 }),
    },
    0x0740: { discovery: endpoint('Discovery Endpoint'), selector: rest('knxip.data', 'Selector') },
    0x0950: {
      session: u16('knxip.session', 'Session', { base: 16 }), secureSequence: bytes('', 'Sequence', 6),
      serial: u48('knxip.sernr', 'KNX Serial Number', { base: 16 }),
      tag: u16('knxip.tag', 'Tag', { base: 16 }), encrypted: rest('knxip.data', 'Encrypted data'),
    },
    0x0951: { control: endpoint('Control Endpoint'), publicKey: rest('knxip.data', 'DH Client Public Value') },
    0x0952: {
      session: u16('knxip.session', 'Session', { base: 16 }), publicKey: bytes('knxip.data', 'DH Server Public Value', 32),
      code: rest('knxip.data', 'Message Authentication Code'),
    },
    0x0953: { reserved, user: u8('knxip.user', 'User', { base: 16 }), code: rest('knxip.data', 'Message Authentication Code') },
    0x0954: { sessionStatus: u8('knxip.session.status', 'Status', { base: 16 }), reserved },
  })
  .accepts(begins)
  .streamed((octets, start, end) => (end - start < 6 ? unfinished : begins(octets, start, end) ? totalAt(octets, start) : 0))
  .payload({
    tables: [['kip.carries', ({ service }) => (headOf(service) === undefined ? -1 : 1)], ['kip.next', () => 1]],
    length: ({ service, total }) => {
      const head = headOf(service)
      return head === undefined ? undefined : total - head
    },
  })
  .colored('messages', ({ status: code = 0 }) => (code > 0 ? 'error' : undefined))
  .summarized((layer) => {
    const { service, channel: of, sequence, status: code, discovery, control, descriptions: given, feature: which, lost, wait } = layer
    const [place] = discovery ?? control ?? []
    const named = given?.find(({ name }) => name !== undefined)?.name
    return lineOf([
      nameIn(services, service) ?? `service 0x${service.toString(16)}`, of === undefined ? undefined : `channel ${of}`,
      sequence === undefined ? undefined : `seq ${sequence}`, place === undefined ? undefined : `@${place.address}:${place.port}`, named,
      code === undefined ? undefined : nameIn(statuses, code) ?? `status ${code}`, which === undefined ? undefined : nameIn(features,
        which),
      lost === undefined ? undefined : `${lost} lost`, wait === undefined ? undefined : `${wait} ms`,
    ], ' ')
  })

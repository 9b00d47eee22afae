/** Ports that hosts ask a translator of addresses to open: NAT-PMP (RFC 6886) and its successor, the Port Control Protocol (RFC 6887). */
import {
  bits, bytes, flag, given, ipv4Address, ipv6Address, lineOf, list, nameIn, otherwise, peek, protocol, record, rest, text, tlv, u16, u24,
  u32, u8,
} from '../../../schema/index.ts'
import { ipProtocols } from '../../names/ip-protocols.ts'

/** RFC 6886, section 3.5. */
const results1 = {
  0: 'Success', 1: 'Unsupported version', 2: 'Not authorized', 3: 'Network failure', 4: 'Out of resources', 5: 'Unsupported opcode',
}
/** RFC 6887, section 7.4. */
const results2 = {
  0: 'SUCCESS', 1: 'UNSUPP_VERSION', 2: 'NOT_AUTHORIZED', 3: 'MALFORMED_REQUEST', 4: 'UNSUPP_OPCODE', 5: 'UNSUPP_OPTION',
  6: 'MALFORMED_OPTION', 7: 'NETWORK_FAILURE', 8: 'NO_RESOURCES', 9: 'UNSUPP_PROTOCOL', 10: 'USER_EX_QUOTA',
  11: 'CANNOT_PROVIDE_EXTERNAL', 12: 'ADDRESS_MISMATCH', 13: 'EXCESSIVE_REMOTE_PEERS',
}
const opcodes1: Readonly<Record<number, string>> = {
  0: 'External Address Request', 1: 'Map UDP Request', 2: 'Map TCP Request', 128: 'External Address Response', 129: 'Map UDP Response',
  130: 'Map TCP Response',
}
const opcodes2: Readonly<Record<number, string>> = { 0: 'Announce', 1: 'Map', 2: 'Peer', 3: 'Authentication' }
/** Of the first byte, and of the table of versions. */
const [version1, version2] = [0, 2]
const isFirst = record('Header', { version: u8('nat-pmp.version', 'Version'), opcode: u8('nat-pmp.opcode', 'Opcode') })
const isVersion1 = isFirst.recognizer({ version: version1, opcode: [0, 1, 2, 128, 129, 130] })
const isVersion2 = isFirst.recognizer({ version: version2, opcode: [0, 1, 2, 3, 128, 129, 130, 131] })

/** Chooses the version; it has no bytes of its own. */
export const portMapping = protocol('port-mapping', 'Mapping of ports', { 'udp.port': [5350, 5351] })
  .specified('RFC 6887')
  .accepts((octets, start, end) => isVersion1(octets, start, end) || isVersion2(octets, start, end))
  .payload({ tables: [['port-mapping.version', peek(8)]] })
  .selects()

const mapping1 = { internalPort: u16('nat-pmp.internal_port', 'Internal Port'), externalPort: u16('nat-pmp.external_port', 'External Port'),
  lifetime: u32('nat-pmp.pml', 'Lifetime', { unit: 's' }) }

export const natPortMapping = protocol('nat-pmp', 'NAT Port Mapping Protocol', { 'port-mapping.version': [version1] })
  .specified('RFC 6886')
  .fields({ version: u8('nat-pmp.version', 'Version'), opcode: u8('nat-pmp.opcode', 'Opcode', { names: opcodes1 }) })
  .cases([({ opcode }) => opcode >= 128, {
    result: u16('nat-pmp.result_code', 'Result Code', { names: results1 }),
    epoch:  u32('nat-pmp.sssoe', 'Seconds Since Start of Epoch', { unit: 's' }),
  }])
  .choice('opcode', {
    1:   { reserved: u16('nat-pmp.reserved', 'Reserved'), ...mapping1 },
    2:   { reserved: u16('nat-pmp.reserved', 'Reserved'), ...mapping1 },
    128: { external: ipv4Address('nat-pmp.external_ip', 'External IP Address') },
    129: mapping1,
    130: mapping1,
  })
  .colored('management', ({ result = 0 }) => (result > 0 ? 'error' : undefined))
  .summarized(({ opcode, result = 0, external, internalPort, externalPort, lifetime }) => {
    const failure = result > 0 ? nameIn(results1, result) ?? `result ${result}` : undefined
    const ports = given`port ${internalPort} to ${externalPort} for ${lifetime} s`
    return lineOf([nameIn(opcodes1, opcode) ?? `opcode ${opcode}`, failure ?? external ?? ports])
  })

const isAnswer = ({ isResponse }: { readonly isResponse?: boolean | undefined }) => isResponse === true
const [mapOpcode, peerOpcode] = [1, 2]
/** Section 11.1; of an answer the port and the address are those that were assigned. */
const nonce = (filter: string) => bytes(filter, 'Mapping Nonce', 12)
const protocolOf = (filter: string) => u8(filter, 'Protocol', { names: ipProtocols })
const map = {
  nonce:        nonce('portcontrol.map.nonce'),
  protocol:     protocolOf('portcontrol.map.protocol'),
  reserved:     u24('portcontrol.map.reserved', 'Reserved'),
  internalPort: u16('portcontrol.map.internal_port', 'Internal Port'),
}
const peer = {
  nonce:        nonce('portcontrol.peer.nonce'),
  protocol:     protocolOf('portcontrol.peer.protocol'),
  reserved:     bytes('portcontrol.peer.reserved', 'Reserved', 3),
  internalPort: u16('portcontrol.peer.internal_port', 'Internal Port'),
}
const suggested = (prefix: string) => ({
  externalPort: u16(`${prefix}.req_sug_external_port`, 'Suggested External Port'),
  external:     ipv6Address(`${prefix}.req_sug_external_ip`, 'Suggested External IP Address'),
})
const assigned = (prefix: string) => ({
  externalPort: u16(`${prefix}.rsp_assigned_external_port`, 'Assigned External Port'),
  external:     ipv6Address(`${prefix}.rsp_assigned_ext_ip`, 'Assigned External IP Address'),
})
/** Section 12.1. */
const remote = {
  remotePort:   u16('portcontrol.peer.remote_peer_port', 'Remote Peer Port'),
  reserved3:    bytes('portcontrol.peer.reserved', 'Reserved', 2),
  remote:       ipv6Address('portcontrol.peer.remote_peer_ip', 'Remote Peer IP Address'),
}
const options = { 1: 'Third Party', 2: 'Prefer Failure', 3: 'Filter', 128: 'Description', 129: 'Prefix64', 130: 'Port Set' }
/** Section 7.3. */
const option = tlv('Option', {
  optionCode: u8('portcontrol.option.code', 'Option', { names: options }),
  reserved:   u8('portcontrol.option.reserved', 'Reserved'),
  length:     u16('portcontrol.option.length', 'Option Length', { unit: 'bytes' }),
}, { align: 4 })
  .choice('optionCode', {
    1:   { internal: ipv6Address('portcontrol.option.third_party.internal_ip', 'Internal IP Address') },
    3:   {
      filterReserved: u8('portcontrol.option.filter.reserved', 'Reserved'),
      prefixLength:   u8('portcontrol.option.filter.prefix_length', 'Prefix Length', { unit: 'bits' }),
      remotePort:     u16('portcontrol.option.filter.remote_peer_port', 'Remote Peer Port'),
      remote:         ipv6Address('portcontrol.option.filter.remote_peer_ip', 'Remote Peer IP Address'),
    },
    128: { description: text('portcontrol.option.description', 'Description') },
  }, { value: rest('', 'Value') })

export const portControl = protocol('portcontrol', 'Port Control Protocol', { 'port-mapping.version': [version2] })
  .specified('RFC 6887')
  .fields({
    version:    u8('portcontrol.version', 'Version'),
    isResponse: flag('portcontrol.r', 'R'),
    opcode:     bits(7, 'portcontrol.opcode', 'Opcode', { names: opcodes2 }),
  })
  .cases([isAnswer, {
    flagsReserved:  u8('portcontrol.reserved', 'Reserved'),
    result:         u8('portcontrol.result_code', 'Result Code', { names: results2 }),
    lifetime:       u32('portcontrol.lifetime_rsp', 'Lifetime', { unit: 's' }),
    epoch:          u32('portcontrol.epoch_time', 'Epoch Time', { unit: 's' }),
    headReserved:   bytes('portcontrol.rsp_reserved', 'Reserved', 12),
  }], [otherwise, {
    flagsReserved:  u16('portcontrol.reserved', 'Reserved'),
    lifetime:       u32('portcontrol.lifetime_req', 'Requested Lifetime', { unit: 's' }),
    client:         ipv6Address('portcontrol.client_ip', 'Client IP Address'),
  }])
  .cases(
    [({ opcode, isResponse }) => opcode === mapOpcode && !isResponse, { ...map, ...suggested('portcontrol.map') }],
    [({ opcode, isResponse }) => opcode === mapOpcode && isResponse, { ...map, ...assigned('portcontrol.map') }],
    [({ opcode, isResponse }) => opcode === peerOpcode && !isResponse, { ...peer, ...suggested('portcontrol.peer'), ...remote }],
    [({ opcode, isResponse }) => opcode === peerOpcode && isResponse, { ...peer, ...assigned('portcontrol.peer'), ...remote }],
  )
  .cases(
    [({ opcode }) => opcode <= peerOpcode, { options: list('portcontrol.options', 'Options', option) }],
    [otherwise, { data: rest('', 'Data') }],
  )
  .colored('management', ({ result = 0 }) => (result > 0 ? 'error' : undefined))
  .summarized(({ opcode, isResponse, result = 0, lifetime, protocol: number = 0, internalPort, externalPort, external, remote: of,
    remotePort }) => {
    const name = `${nameIn(opcodes2, opcode) ?? `opcode ${opcode}`} ${isResponse ? 'Response' : 'Request'}`
    const failure = result > 0 ? nameIn(results2, result) ?? `result ${result}` : undefined
    const ports = given`${nameIn(ipProtocols, number) ?? 'all'} port ${internalPort} to [${external}]:${externalPort}`
    return lineOf([name, failure, ports, given`with [${of}]:${remotePort}`, ports && given`for ${lifetime} s`])
  })

/** Attribute Value Pairs of L2TP: RFC 2661, section 4.4, and RFC 3931, section 5.4. */
import {
  bits, bytes, flag, list, optional, record, rest, text, u16, u32, u64, u8, type Schema,
} from '../../../schema/index.ts'

/** IANA "Layer Two Tunneling Protocol (L2TP) Parameters", 2026-11. */
export const messageTypes = {
  0: 'ZLB', 1: 'SCCRQ', 2: 'SCCRP', 3: 'SCCCN', 4: 'StopCCN', 6: 'Hello', 7: 'OCRQ', 8: 'OCRP', 9: 'OCCN', 10: 'ICRQ', 11: 'ICRP',
  12: 'ICCN', 14: 'CDN', 15: 'WEN', 16: 'SLI', 17: 'MDMST', 18: 'SRRQ', 19: 'SRRP', 20: 'ACK', 21: 'FSQ', 22: 'FSR', 23: 'MSRQ',
  24: 'MSRP', 25: 'MSE', 26: 'MSI', 27: 'MSEN',
} as const
const attributeTypes = {
  0: 'Message Type', 1: 'Result-Error Code', 2: 'Protocol Version', 3: 'Framing Capabilities', 4: 'Bearer Capabilities', 5: 'Tie Breaker',
  6: 'Firmware Revision', 7: 'Host Name', 8: 'Vendor Name', 9: 'Assigned Tunnel ID', 10: 'Receive Window Size', 11: 'Challenge',
  12: 'Cause Code', 13: 'Challenge Response', 14: 'Assigned Session ID', 15: 'Call Serial Number', 16: 'Minimum BPS', 17: 'Maximum BPS',
  18: 'Bearer Type', 19: 'Framing Type', 21: 'Called Number', 22: 'Calling Number', 23: 'Sub-Address', 24: 'Connect Speed',
  25: 'Physical Channel ID', 26: 'Initial Received LCP CONFREQ', 27: 'Last Sent LCP CONFREQ', 28: 'Last Received LCP CONFREQ',
  29: 'Proxy Authen Type', 30: 'Proxy Authen Name', 31: 'Proxy Authen Challenge', 32: 'Proxy Authen ID', 33: 'Proxy Authen Response',
  34: 'Call Errors', 35: 'ACCM', 36: 'Random Vector', 37: 'Private Group ID', 38: 'Rx Connect Speed', 39: 'Sequencing Required',
  46: 'PPP Disconnect Cause Code', 58: 'Extended Vendor ID', 59: 'Message Digest', 60: 'Router ID', 61: 'Assigned Control Connection ID',
  62: 'Pseudowire Capabilities List', 63: 'Local Session ID', 64: 'Remote Session ID', 65: 'Assigned Cookie', 66: 'Remote End ID',
  68: 'Pseudowire Type', 69: 'L2-Specific Sublayer', 70: 'Data Sequencing', 71: 'Circuit Status', 72: 'Preferred Language',
  73: 'Control Message Authentication Nonce', 74: 'Tx Connect Speed', 75: 'Rx Connect Speed',
} as const
const pseudowires = {
  1: 'Frame Relay DLCI', 2: 'ATM AAL5 SDU VCC transport', 3: 'ATM Cell transparent Port Mode', 4: 'Ethernet VLAN', 5: 'Ethernet',
  6: 'HDLC', 7: 'PPP', 9: 'ATM Cell transport VCC Mode', 10: 'ATM Cell transport VPC Mode', 11: 'IP', 12: 'MPEG-TS Payload Type',
} as const
const errors = {
  0: 'No General Error', 1: 'No control connection exists yet for this pair of LCCEs', 2: 'Length is wrong',
  3: 'One of the field values was out of range', 4: 'Insufficient resources to handle this operation now', 5: 'Invalid Session ID',
  6: 'A generic vendor-specific error occurred', 7: 'Try another', 8: 'Receipt of an unknown AVP with the M bit set',
  9: 'Try another directed',
} as const

export interface Attribute {
  readonly vendor: number
  readonly type: number
  readonly message: number | undefined
  readonly host: string | undefined
  readonly tunnelId: number | undefined
  readonly sessionId: number | undefined
  readonly connectionId: number | undefined
  readonly result: number | undefined
  readonly errorText: string | undefined
}

const name = (filter: string, label: string) => text(`l2tp.avp.${filter}`, label)
const octets = (filter: string, label: string) => rest(`l2tp.avp.${filter}`, label)
const word = (filter: string, label: string) => u32(`l2tp.avp.${filter}`, label)
const short = (filter: string, label: string) => u16(`l2tp.avp.${filter}`, label)
const bit = (filter: string, label: string) => flag(`l2tp.avp.${filter}`, label)
const reserved = bits(30, '', 'Reserved')
const circuit = { reserved: bits(14, '', 'Reserved'), isNew: bit('circuit_type', 'New'), isActive: bit('circuit_status', 'Active') }

const values = {
  0:  { message: u16('l2tp.avp.message_type', 'Message Type', { names: messageTypes }) },
  1:  {
    result: u16('l2tp.result_code', 'Result code'), error: optional(u16('l2tp.avp.error_code', 'Error code', { names: errors })),
    errorText: optional(name('error_message', 'Error Message')),
  },
  2:  { version: u8('l2tp.avp.protocol_version', 'Version'), revision: u8('l2tp.avp.protocol_revision', 'Revision') },
  3:  { reserved, isAsynchronous: bit('async_framing_supported', 'Async Framing Supported'),
    isSynchronous: bit('sync_framing_supported', 'Sync Framing Supported') },
  4:  { reserved, isAnalog: bit('analog_access_supported', 'Analog Access Supported'),
    isDigital: bit('digital_access_supported', 'Digital Access Supported') },
  5:  { tieBreaker: u64('l2tp.tie_breaker', 'Tie Breaker', { base: 16 }) },
  6:  { firmware: short('firmware_revision', 'Firmware Revision') },
  7:  { host: name('host_name', 'Host Name') },
  8:  { vendorName: name('vendor_name', 'Vendor Name') },
  9:  { tunnelId: short('assigned_tunnel_id', 'Assigned Tunnel ID') },
  10: { window: short('receive_window_size', 'Receive Window Size') },
  11: { challenge: octets('chap_challenge', 'CHAP Challenge') },
  12: { cause: short('cause_code', 'Cause Code'), causeMessage: u8('l2tp.avp.cause_msg', 'Cause Msg'),
    advisory: name('advisory_msg', 'Advisory Msg') },
  13: { response: octets('chap_challenge_response', 'CHAP Challenge Response') },
  14: { sessionId: short('assigned_session_id', 'Assigned Session ID') },
  15: { serial: word('call_serial_number', 'Call Serial Number') },
  16: { least: word('minimum_bps', 'Minimum BPS') },
  17: { most: word('maximum_bps', 'Maximum BPS') },
  18: { reserved, isAnalog: bit('analog_bearer_type', 'Analog Bearer Type'), isDigital: bit('digital_bearer_type', 'Digital Bearer Type') },
  19: { reserved, isAsynchronous: bit('async_framing_type', 'Async Framing Type'),
    isSynchronous: bit('sync_framing_type', 'Sync Framing Type') },
  21: { called: name('called_number', 'Called Number') },
  22: { calling: name('calling_number', 'Calling Number') },
  23: { subaddress: name('sub_address', 'Sub-Address') },
  24: { speed: word('connect_speed', 'Connect Speed') },
  25: { channel: word('physical_channel', 'Physical Channel') },
  26: { initialRequest: octets('initial_received_lcp_confreq', 'Initial Received LCP CONFREQ') },
  27: { lastSent: octets('last_sent_lcp_confreq', 'Last Sent LCP CONFREQ') },
  28: { lastReceived: octets('last_received_lcp_confreq', 'Last Received LCP CONFREQ') },
  29: { proxyType: u16('l2tp.avp.proxy_authen_type', 'Proxy Authen Type', {
    names: { 1: 'Textual username/password exchange', 2: 'PPP CHAP', 3: 'PPP PAP', 4: 'No Authentication', 5: 'Microsoft CHAP Version 1',
      7: 'EAP' },
  }) },
  30: { proxyName: name('proxy_authen_name', 'Proxy Authen Name') },
  31: { proxyChallenge: octets('proxy_authen_challenge', 'Proxy Authen Challenge') },
  32: { reserved: bytes('', 'Reserved', 1), proxyId: u8('l2tp.avp.proxy_authen_id', 'Proxy Authen ID') },
  33: { proxyResponse: octets('proxy_authen_response', 'Proxy Authen Response') },
  34: {
    reserved: bytes('', 'Reserved', 2), checks: word('crc_errors', 'CRC Errors'), framings: word('framing_errors', 'Framing Errors'),
    overruns: word('hardware_overruns', 'Hardware Overruns'), buffers: word('buffer_overruns', 'Overruns of buffers'),
    timeouts: word('time_out_errors', 'Time-out Errors'), alignments: word('alignment_errors', 'Alignment Errors'),
  },
  35: { reserved: bytes('', 'Reserved', 2), sendMap: word('send_accm', 'Send ACCM'), receiveMap: word('receive_accm', 'Receive ACCM') },
  36: { random: octets('random_vector', 'Random Vector') },
  37: { privateGroup: octets('private_group_id', 'Private Group ID') },
  38: { receiveSpeed: word('rx_connect_speed', 'Rx Connect Speed') },
  46: {
    disconnect: short('disconnect_code', 'Disconnect Code'), control: short('control_protocol_number', 'Control Protocol Number'),
    direction: u8('l2tp.avp.cause_code_direction', 'Direction'), reason: name('cause_code_message', 'Message'),
  },
  59: { digestType: u8('', 'Digest Type', { names: { 0: 'HMAC-MD5', 1: 'HMAC-SHA-1' } }),
    digest: octets('message_digest', 'Message Digest') },
  60: { router: u32('l2tp.avp.router_id', 'Router ID') },
  61: { connectionId: word('assigned_control_conn_id', 'Assigned Control Connection ID') },
  62: { wires: list('', 'Pseudowire Capabilities', record('Pseudowire',
    { wire: u16('l2tp.avp.pw_type', 'PW Type', { names: pseudowires }) })) },
  63: { sessionId: word('local_session_id', 'Local Session ID') },
  64: { remoteSessionId: word('remote_session_id', 'Remote Session ID') },
  65: { cookie: octets('assigned_cookie', 'Assigned Cookie') },
  66: { remoteEnd: name('remote_end_id', 'Remote End ID') },
  68: { wire: u16('l2tp.avp.pseudowire_type', 'Pseudowire Type', { names: pseudowires }) },
  69: { sublayer: u16('l2tp.avp.layer2_specific_sublayer', 'Layer2 Specific Sublayer',
    { names: { 0: 'None', 1: 'Default', 2: 'ATM', 3: 'MPT' } }) },
  70: { sequencing: u16('l2tp.avp.data_sequencing', 'Data Sequencing',
    { names: { 0: 'No sequencing', 1: 'Non-IP data', 2: 'All data' } }) },
  71: circuit,
  72: { language: name('preferred_language', 'Preferred Language') },
  73: { nonce: octets('nonce', 'Nonce') },
  74: { sendSpeed: u64('l2tp.avp.tx_connect_speed_v3', 'Tx Connect Speed v3') },
  75: { receiveSpeed: u64('l2tp.avp.rx_connect_speed_v3', 'Rx Connect Speed v3') },
}

/** RFC 2661, section 4.1: the length counts the header; values of a vendor and hidden ones are bytes. */
export const attribute = record('AVP', {
  isMandatory: flag('l2tp.avp.mandatory', 'Mandatory'),
  isHidden:    flag('l2tp.avp.hidden', 'Hidden'),
  reserved0:   bits(4, '', 'Reserved'),
  length:      bits(10, 'l2tp.avp.length', 'Length', { unit: 'bytes' }),
  vendor:      u16('l2tp.avp.vendor_id', 'Vendor ID'),
  type:        u16('l2tp.avp.type', 'AVP Type', { names: attributeTypes }),
})
  .followedBy({ length: 'length', minus: 6 })
  .choice((({ vendor, isHidden, type }: { vendor: number, isHidden: boolean,
    type: number }) => (vendor === 0 && !isHidden ? type : -1)) as never, values as never)
  .fields({ value: rest('', 'Value') }) as unknown as Schema<Attribute>

/** The transport parameters of QUIC, an extension: RFC 9000 section 18, RFC 9221, RFC 9368, and those of vendors. */
import {
  bytes, ipv4Address, ipv6Address, list, overlay, record, rest, text, u16, u32, u8, varint, vector, type View,
} from '../../../../schema/index.ts'
import { quicTransportParameters, quicVersions } from '../../../names/quic.ts'

const name = (of: string) => `tls.quic.parameter.${of}`
const number = (of: string, label = of) => varint(name(of), label, 'quic')
const version = { names: quicVersions, base: 16 } as const

/** RFC 9000, section 18.2. */
const preferredAddress = {
  preferredIpv4:         ipv4Address(name('preferred_address.ipv4address'), 'IPv4 Address'),
  preferredIpv4Port:     u16(name('preferred_address.ipv4port'), 'IPv4 Port'),
  preferredIpv6:         ipv6Address(name('preferred_address.ipv6address'), 'IPv6 Address'),
  preferredIpv6Port:     u16(name('preferred_address.ipv6port'), 'IPv6 Port'),
  preferredConnectionId: vector(
    u8(name('preferred_address.connectionid.length'), 'Connection ID Length'),
    bytes(name('preferred_address.connectionid'), 'Connection ID'),
  ),
  preferredResetToken:   bytes(name('preferred_address.statelessresettoken'), 'Stateless Reset Token', 16),
}

/** RFC 9368, section 3. */
const versionInformation = {
  chosenVersion:     u32(name('vi.chosen_version'), 'Chosen Version', version),
  availableVersions: list('', 'Available Versions', record('Version', {
    version: u32(name('vi.other_version'), 'Available Version', version),
  })),
}

const parameter = record('Parameter', {
  type:   varint(name('type'), 'Type', 'quic', { names: quicTransportParameters, base: 16 }),
  length: varint(name('length'), 'Length', 'quic'),
})
  .followedBy('length')
  .fields({ value: overlay(rest(name('value'), 'Value')) })
  .choice('type', {
    0x00:       { originalDestinationConnectionId: rest(name('original_destination_connection_id'), 'Original Destination Connection ID') },
    0x01:       { maxIdleTimeout: number('max_idle_timeout') },
    0x02:       { statelessResetToken: rest(name('stateless_reset_token'), 'Stateless Reset Token') },
    0x03:       { maxUdpPayloadSize: number('max_udp_payload_size') },
    0x04:       { initialMaxData: number('initial_max_data') },
    0x05:       { initialMaxStreamDataBidiLocal: number('initial_max_stream_data_bidi_local') },
    0x06:       { initialMaxStreamDataBidiRemote: number('initial_max_stream_data_bidi_remote') },
    0x07:       { initialMaxStreamDataUni: number('initial_max_stream_data_uni') },
    0x08:       { initialMaxStreamsBidi: number('initial_max_streams_bidi') },
    0x09:       { initialMaxStreamsUni: number('initial_max_streams_uni') },
    0x0a:       { ackDelayExponent: number('ack_delay_exponent') },
    0x0b:       { maxAckDelay: number('max_ack_delay') },
    0x0d:       preferredAddress,
    0x0e:       { activeConnectionIdLimit: number('active_connection_id_limit') },
    0x0f:       { initialSourceConnectionId: rest(name('initial_source_connection_id'), 'Initial Source Connection ID') },
    0x10:       { retrySourceConnectionId: rest(name('retry_source_connection_id'), 'Retry Source Connection ID') },
    0x11:       versionInformation,
    0x20:       { maxDatagramFrameSize: number('max_datagram_frame_size') },
    0x1057:     { lossBits: number('loss_bits') },
    0x3127:     { initialRtt: number('google.initial_rtt', 'initial_rtt') },
    0x3128:     { connectionOptions: rest(name('google.connection_options'), 'Google Connection Options') },
    0x3129:     { userAgent: text(name('google.user_agent'), 'Google User Agent') },
    0x7158:     { enableTimeStamp: number('enable_time_stamp_v2') },
    0xde1a:     { minAckDelay: number('min_ack_delay') },
    0xff02de1a: { minAckDelay: number('min_ack_delay') },
    0xff03de1a: { minAckDelay: number('min_ack_delay') },
    0xff04de1b: { minAckDelay: number('min_ack_delay') },
  })

export const transportParameters = { transportParameters: list('', 'Transport Parameters', parameter) }

const lengthAt = record('Transport Parameters', { length: u16('', 'Length') }).reader('length')
const headerLength = 4
const lengthOfLength = 2

/** Whether types and lengths are as since draft-27: before that they had 16 bits, after a length of all. */
export function areOfVariableLength({ bytes: all, start, end, originalEnd }: View): boolean {
  const from = start + headerLength
  return end - from < lengthOfLength || lengthAt(all, from) !== originalEnd - from - lengthOfLength
}

/** IANA "QUIC" registries (versions, transport parameters, frame types, error codes), and versions of vendors, 2026-11. */
export const quicVersions = {
  0: 'Version Negotiation', 1: '1', 0x6b3343cf: '2', 0x709a50c4: '2 (draft)', 0x51303433: 'Google Q043', 0x51303434: 'Google Q044',
  0x51303436: 'Google Q046', 0x51303530: 'Google Q050', 0x54303530: 'Google T050', 0x54303531: 'Google T051',
  0xfaceb001: 'mvfst (draft-22)', 0xfaceb002: 'mvfst (draft-27)', 0xfaceb00e: 'mvfst (experimental)',
  0xff000016: 'draft-22', 0xff000017: 'draft-23', 0xff000018: 'draft-24', 0xff000019: 'draft-25', 0xff00001a: 'draft-26',
  0xff00001b: 'draft-27', 0xff00001c: 'draft-28', 0xff00001d: 'draft-29', 0xff00001e: 'draft-30', 0xff00001f: 'draft-31',
  0xff000020: 'draft-32', 0xff000021: 'draft-33', 0xff000022: 'draft-34',
} as const

export const quicPacketTypes = { 0: 'Initial', 1: '0-RTT', 2: 'Handshake', 3: 'Retry' } as const
/** RFC 9369, section 3.2. */
export const quicPacketTypesOf2 = { 0: 'Retry', 1: 'Initial', 2: '0-RTT', 3: 'Handshake' } as const

export const quicFrameTypes = {
  0: 'PADDING', 1: 'PING', 2: 'ACK', 3: 'ACK', 4: 'RESET_STREAM', 5: 'STOP_SENDING', 6: 'CRYPTO', 7: 'NEW_TOKEN', '8..15': 'STREAM',
  16: 'MAX_DATA', 17: 'MAX_STREAM_DATA', 18: 'MAX_STREAMS (BIDI)', 19: 'MAX_STREAMS (UNI)', 20: 'DATA_BLOCKED',
  21: 'STREAM_DATA_BLOCKED', 22: 'STREAMS_BLOCKED (BIDI)', 23: 'STREAMS_BLOCKED (UNI)', 24: 'NEW_CONNECTION_ID',
  25: 'RETIRE_CONNECTION_ID', 26: 'PATH_CHALLENGE', 27: 'PATH_RESPONSE', 28: 'CONNECTION_CLOSE (Transport)',
  29: 'CONNECTION_CLOSE (Application)', 30: 'HANDSHAKE_DONE', 48: 'DATAGRAM', 49: 'DATAGRAM', 0xac: 'IMMEDIATE_ACK',
  0xaf: 'ACK_FREQUENCY', 0x2f5: 'TIME_STAMP',
} as const

export const quicErrors = {
  0: 'NO_ERROR', 1: 'INTERNAL_ERROR', 2: 'CONNECTION_REFUSED', 3: 'FLOW_CONTROL_ERROR', 4: 'STREAM_LIMIT_ERROR',
  5: 'STREAM_STATE_ERROR', 6: 'FINAL_SIZE_ERROR', 7: 'FRAME_ENCODING_ERROR', 8: 'TRANSPORT_PARAMETER_ERROR',
  9: 'CONNECTION_ID_LIMIT_ERROR', 10: 'PROTOCOL_VIOLATION', 11: 'INVALID_TOKEN', 12: 'APPLICATION_ERROR',
  13: 'CRYPTO_BUFFER_EXCEEDED', 14: 'KEY_UPDATE_ERROR', 15: 'AEAD_LIMIT_REACHED', 16: 'NO_VIABLE_PATH',
  17: 'VERSION_NEGOTIATION_ERROR', '256..511': 'CRYPTO_ERROR',
} as const

export const quicTransportParameters = {
  0x00: 'original_destination_connection_id', 0x01: 'max_idle_timeout', 0x02: 'stateless_reset_token', 0x03: 'max_udp_payload_size',
  0x04: 'initial_max_data', 0x05: 'initial_max_stream_data_bidi_local', 0x06: 'initial_max_stream_data_bidi_remote',
  0x07: 'initial_max_stream_data_uni', 0x08: 'initial_max_streams_bidi', 0x09: 'initial_max_streams_uni', 0x0a: 'ack_delay_exponent',
  0x0b: 'max_ack_delay', 0x0c: 'disable_active_migration', 0x0d: 'preferred_address', 0x0e: 'active_connection_id_limit',
  0x0f: 'initial_source_connection_id', 0x10: 'retry_source_connection_id', 0x11: 'version_information',
  0x20: 'max_datagram_frame_size', 0x1000: 'cibir_encoding', 0x1057: 'loss_bits', 0x173e: 'discard', 0x26ab: 'google_connection_options',
  0x2ab2: 'grease_quic_bit', 0x3127: 'initial_rtt', 0x3128: 'google_connection_options', 0x3129: 'user_agent', 0x4752: 'google_version',
  0x7157: 'enable_time_stamp', 0x7158: 'enable_time_stamp_v2', 0xde1a: 'min_ack_delay (draft-01)', 0xff73db: 'version_information (draft)',
  0xff03de1a: 'min_ack_delay (draft-05)', 0xff04de1b: 'min_ack_delay',
} as const

/** RTP payload types: IANA "RTP Payload Types for standard audio and video encodings" (RFC 3551), 2026-11. */
export const rtpPayloadTypes = {
  0: 'ITU-T G.711 PCMU', 3: 'GSM 06.10', 4: 'ITU-T G.723', 5: 'DVI4 8000 samples/s', 6: 'DVI4 16000 samples/s', 7: 'LPC',
  8: 'ITU-T G.711 PCMA',
  9: 'ITU-T G.722', 10: '16-bit uncompressed audio, stereo', 11: '16-bit uncompressed audio, monaural',
  12: 'Qualcomm Code Excited Linear Predictive coding',
  13: 'Comfort noise', 14: 'MPEG-I/II Audio', 15: 'ITU-T G.728', 16: 'DVI4 11025 samples/s', 17: 'DVI4 22050 samples/s',
  18: 'ITU-T G.729',
  25: 'Sun CellB video encoding', 26: 'JPEG-compressed video', 28: 'nv video', 31: 'ITU-T H.261', 32: 'MPEG-I/II Video',
  33: 'MPEG-II transport streams',
  34: 'ITU-T H.263', '96..127': 'DynamicRTP-Type',
} as const

/** RTCP packet types: IANA "RTCP Control Packet Types", 2026-11. */
export const rtcpPacketTypes = {
  192: 'Full INTRA-frame Request', 193: 'Negative Acknowledgement', 195: 'Inter-arrival Jitter', 200: 'Sender Report',
  201: 'Receiver Report',
  202: 'Source description', 203: 'Goodbye', 204: 'Application specific', 205: 'Generic RTP Feedback', 206: 'Payload-specific',
  207: 'Extended report',
  208: 'AVB RTCP packet', 209: 'Receiver Summary Information', 210: 'Port Mapping', 211: 'IDMS Settings',
} as const

/** RFC 3550, section 12.2, and RFC 4567 and those after it: IANA "RTP SDES Item Types", 2026-11. */
export const rtcpItems = {
  0: 'END', 1: 'CNAME (user and domain)', 2: 'NAME (common name)', 3: 'EMAIL (e-mail address)', 4: 'PHONE (phone number)',
  5: 'LOC (geographic location)', 6: 'TOOL (name/version of source app)', 7: 'NOTE (note about source)', 8: 'PRIV (private extensions)',
  9: 'H323-CADDR', 10: 'APSI', 11: 'RGRP', 12: 'RtpStreamId', 13: 'RepairedRtpStreamId', 14: 'CCID', 15: 'MID',
} as const

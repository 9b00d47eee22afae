/** Names of numbers in the headers of 802.11, LLC and pf logs. */

/** Frame types of 802.11, as they stand in the first byte. */
export const frameTypes: Readonly<Record<string, number>> = {
  mgt: 0x00,
  management: 0x00,
  ctl: 0x04,
  control: 0x04,
  data: 0x08,
}

/** Subtypes of 802.11 frames by type, as they stand in the first byte. */
export const frameSubtypes: Readonly<Record<number, Readonly<Record<string, number>>>> = {
  0x00: {
    assocreq: 0x00,
    'assoc-req': 0x00,
    assocresp: 0x10,
    'assoc-resp': 0x10,
    reassocreq: 0x20,
    'reassoc-req': 0x20,
    reassocresp: 0x30,
    'reassoc-resp': 0x30,
    probereq: 0x40,
    'probe-req': 0x40,
    proberesp: 0x50,
    'probe-resp': 0x50,
    beacon: 0x80,
    atim: 0x90,
    disassoc: 0xa0,
    disassociation: 0xa0,
    auth: 0xb0,
    authentication: 0xb0,
    deauth: 0xc0,
    deauthentication: 0xc0,
  },
  0x04: { bar: 0x80, ba: 0x90, 'ps-poll': 0xa0, rts: 0xb0, cts: 0xc0, ack: 0xd0, 'cf-end': 0xe0, 'cf-end-ack': 0xf0 },
  0x08: {
    data: 0x00,
    'data-cf-ack': 0x10,
    'data-cf-poll': 0x20,
    'data-cf-ack-poll': 0x30,
    null: 0x40,
    'cf-ack': 0x50,
    'cf-poll': 0x60,
    'cf-ack-poll': 0x70,
    'qos-data': 0x80,
    'qos-data-cf-ack': 0x90,
    'qos-data-cf-poll': 0xa0,
    'qos-data-cf-ack-poll': 0xb0,
    qos: 0xc0,
    'qos-cf-poll': 0xe0,
    'qos-cf-ack-poll': 0xf0,
  },
}

/** Directions of 802.11 frames, as they stand in the second byte. */
export const frameDirections: Readonly<Record<string, number>> = { nods: 0, tods: 1, fromds: 2, dstods: 3 }

/** Control fields of LLC frames: the bits of `mask` are `value`. */
export const llcControls: Readonly<Record<string, { readonly value: number; readonly mask: number }>> = {
  i: { value: 0x00, mask: 0x01 },
  s: { value: 0x01, mask: 0x03 },
  u: { value: 0x03, mask: 0x03 },
  rr: { value: 0x01, mask: 0x0f },
  rnr: { value: 0x05, mask: 0x0f },
  rej: { value: 0x09, mask: 0x0f },
  ui: { value: 0x03, mask: 0xef },
  ua: { value: 0x63, mask: 0xef },
  disc: { value: 0x43, mask: 0xef },
  dm: { value: 0x0f, mask: 0xef },
  sabme: { value: 0x6f, mask: 0xef },
  test: { value: 0xe3, mask: 0xef },
  xid: { value: 0xaf, mask: 0xef },
  frmr: { value: 0x87, mask: 0xef },
}

/** Why pf logged a packet. */
export const logReasons: Readonly<Record<string, number>> = {
  match: 0,
  'bad-offset': 1,
  fragment: 2,
  short: 3,
  normalize: 4,
  memory: 5,
  'bad-timestamp': 6,
  congestion: 7,
  'ip-option': 8,
  'proto-cksum': 9,
  'state-mismatch': 10,
  'state-insert': 11,
  'state-limit': 12,
  'src-limit': 13,
  synproxy: 14,
}

/** What pf did to it. */
export const logActions: Readonly<Record<string, number>> = {
  pass: 0,
  accept: 0,
  drop: 1,
  block: 1,
  scrub: 2,
  noscrub: 3,
  nat: 4,
  nonat: 5,
  binat: 6,
  nobinat: 7,
  rdr: 8,
  nordr: 9,
  'synproxy-drop': 10,
}

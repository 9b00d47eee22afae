/** Numbers of HTTP/3 and their names: IANA's registries of HTTP/3, as of November 2025. */

export const types = {
  data: 0x0, headers: 0x1, cancelPush: 0x3, settings: 0x4, pushPromise: 0x5, goAway: 0x7, maxPushId: 0xd,
  priorityUpdate: 0xf0700, pushPriorityUpdate: 0xf0701,
} as const

export const typeNames = {
  0x0: 'DATA', 0x1: 'HEADERS', 0x2: 'Reserved', 0x3: 'CANCEL_PUSH', 0x4: 'SETTINGS', 0x5: 'PUSH_PROMISE', 0x6: 'Reserved', 0x7: 'GOAWAY',
  0x8: 'Reserved', 0x9: 'Reserved', 0xd: 'MAX_PUSH_ID', 0xf0700: 'PRIORITY_UPDATE', 0xf0701: 'PRIORITY_UPDATE',
} as const

/** RFC 9114, section 6.2; RFC 9204, section 4.2. */
export const streams = { control: 0, push: 1, encoder: 2, decoder: 3 } as const
export const streamNames = { 0: 'Control Stream', 1: 'Push Stream', 2: 'QPACK Encoder Stream', 3: 'QPACK Decoder Stream' } as const

/** RFC 9114, section 7.2.4.1; RFC 9204, section 5; RFC 9220, section 5. */
export const settings = { qpackMaxTableCapacity: 1 } as const
export const settingNames = {
  0x1: 'Max Table Capacity', 0x6: 'Max header list size', 0x7: 'Blocked Streams', 0x8: 'Extended CONNECT', 0x33: 'H3 datagrams',
} as const

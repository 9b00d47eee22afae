/** What protects the body of a frame, as far as it is not encrypted: IEEE 802.11-2020, clause 12. */
import { ahead, bits, computedText, flag, group, u16, u24, u32, u8 } from '../../../schema/index.ts'

const key = group('', 'Key ID octet', {
  reserved:   bits(5, '', 'Reserved'),
  extended:   flag('', 'Extended IV'),
  identifier: bits(2, 'wlan.wep.key', 'Key Index'),
}, { order: 'little' })

/** Which of three formats it is: a bit of the fourth octet tells WEP from the others, the first two octets TKIP from CCMP. */
export const protectionAhead = { firstOctet: ahead(8), secondOctet: ahead(8, { skip: 8 }), keyAhead: ahead(8, { skip: 24 }) }

interface Ahead {
  readonly firstOctet: number | undefined
  readonly secondOctet: number | undefined
  readonly keyAhead: number | undefined
}
const extendedIv = 0x20
/** NaN, for what the capture cut, has neither. */
const hasKey = (octet: number | undefined): octet is number => octet !== undefined && octet >= 0
export const isWep = ({ keyAhead }: Ahead): boolean => hasKey(keyAhead) && (keyAhead & extendedIv) === 0
/** The second octet is made of the first, so that no weak key occurs. */
export const isTkip = ({ firstOctet = 0, secondOctet, keyAhead }: Ahead): boolean =>
  hasKey(keyAhead) && (keyAhead & extendedIv) !== 0 && secondOctet === ((firstOctet | 0x20) & 0x7f)
export const isCcmp = (frame: Ahead): boolean => hasKey(frame.keyAhead) && !isWep(frame) && !isTkip(frame)

export const wep = { wepVector: u24('wlan.wep.iv', 'Initialization Vector', { base: 16 }), key }
export const tkip = {
  tkipHigh:     u8('', 'TSC1'),
  tkipSeed:     u8('', 'WEP Seed'),
  tkipLow:      u8('', 'TSC0'),
  key,
  tkipCounter:  u32('', 'TSC2 to TSC5', { order: 'little' }),
}
export const ccmp = {
  packetLow:    u16('', 'PN0 and PN1', { order: 'little' }),
  ccmpReserved: u8('', 'Reserved'),
  key,
  packetHigh:   u32('', 'PN2 to PN5', { order: 'little' }),
}

export interface Counters {
  readonly tkipCounter?: number | undefined
  readonly tkipHigh?: number | undefined
  readonly tkipLow?: number | undefined
  readonly packetLow?: number | undefined
  readonly packetHigh?: number | undefined
}
const hexadecimal = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, '0')

const tkipText = ({ tkipCounter = 0, tkipHigh = 0, tkipLow = 0 }: Counters) =>
  `0x${hexadecimal(tkipCounter, 8)}${hexadecimal(tkipHigh, 2)}${hexadecimal(tkipLow, 2)}`
const ccmpText = ({ packetLow = 0, packetHigh = 0 }: Counters) => `0x${hexadecimal(packetHigh, 8)}${hexadecimal(packetLow, 4)}`
export const tkipNumber = computedText('wlan.tkip.extiv', 'TKIP Ext. Initialization Vector', tkipText)
export const ccmpNumber = computedText('wlan.ccmp.extiv', 'CCMP Ext. Initialization Vector', ccmpText)

/** Packets with a payload from hexadecimal text, from a port to a well-known one, in IPv4 without a link layer. */
import { bytesOf } from './packets.ts'

/** LINKTYPE_RAW. */
export const raw = 101

const hex16 = (value: number): string => value.toString(16).padStart(4, '0')

export const tcp = (port: number, payload: string): string =>
  `45 00 ${hex16(40 + bytesOf(payload).length)} 0001 0000 40 06 0000 c0000201 c0000202  d000 ${hex16(port)} 00000001 00000001 50 18 ffff 0000 0000 ${payload}`

export const udp = (port: number, payload: string): string =>
  `45 00 ${hex16(28 + bytesOf(payload).length)} 0001 0000 40 11 0000 c0000201 c0000202  d000 ${hex16(port)} ${hex16(8 + bytesOf(payload).length)} 0000 ${payload}`

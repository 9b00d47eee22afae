/** Frames of raw IP (link type 101) around a payload, in hexadecimal text; documentation addresses, no checksums. */
import { bytesOf } from './packets.ts'

export const raw = 101
const hex16 = (value: number): string => value.toString(16).padStart(4, '0')
const sizeOf = (text: string): number => bytesOf(text).length

export const overIpv4 = (protocol: number, payload: string): string =>
  `45c0 ${hex16(20 + sizeOf(payload))} 0001 0000 01 ${hex16(protocol).slice(2)} 0000 c0000201 c0000202 ${payload}`

const ends = '20010db8000000000000000000000001 20010db8000000000000000000000002'
export const overIpv6 = (protocol: number, payload: string): string =>
  `60000000 ${hex16(sizeOf(payload))} ${hex16(protocol).slice(2)} ff ${ends} ${payload}`

export const udpOf = (source: number, destination: number, payload: string): string =>
  `${hex16(source)} ${hex16(destination)} ${hex16(8 + sizeOf(payload))} 0000 ${payload}`

export const overUdp = (source: number, destination: number, payload: string): string =>
  overIpv4(17, udpOf(source, destination, payload))

export const overTcp = (source: number, destination: number, payload: string): string =>
  overIpv4(6, `${hex16(source)} ${hex16(destination)} 00000001 00000001 5018 ffff 0000 0000 ${payload}`)

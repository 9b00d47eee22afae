/** What the protocols of personal area networks have in common. Their numbers are little-endian. */
import { bytes, converted, nameIn, type Field } from '../../../schema/index.ts'

export const little = { order: 'little' } as const
export const hexadecimal = { order: 'little', base: 16 } as const

const reversed = (address: Uint8Array) => Array.from(address, (byte) => byte.toString(16).padStart(2, '0')).reverse().join(':')
const back = (text: string) => Uint8Array.from(text.split(':').reverse(), (byte) => Number.parseInt(byte, 16))

/** An EUI-64, or an address of six bytes, the last byte first. */
export const reversedAddress = (filter: string, label: string, size: 6 | 8 = 8, also: readonly string[] = []): Field<string, unknown> =>
  converted(bytes(filter, label, size, { also }), reversed, 'text', back)

export const short = (address: number | undefined, broadcast = 0xffff): string =>
  address === broadcast ? 'broadcast' : `0x${(address ?? 0).toString(16).padStart(4, '0')}`

/** The name of a number, or a word and the number. */
export const named = (names: Readonly<Record<number, string>>, value: number, word: string): string => nameIn(names,
  value) ?? `${word} ${value}`

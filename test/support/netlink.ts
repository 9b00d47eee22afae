/** Messages of a netlink socket as rtnetlink(7) lays them out, in the byte order of this machine. */

export interface LinkParts {
  readonly index: number
  readonly name: string
  readonly flags: number
  readonly gone?: boolean
  readonly family?: number
  readonly sequence?: number
  readonly interrupted?: boolean
  readonly more?: readonly Attribute[]
}

export interface AddressParts {
  readonly index: number
  readonly prefix: number
  readonly local?: readonly number[]
  readonly address?: readonly number[]
  readonly gone?: boolean
  readonly sequence?: number
}

type Attribute = readonly [type: number, value: readonly number[]]

export const newNamespace = 45

export function linkBytes({
  index,
  name,
  flags,
  gone = false,
  family = 0,
  sequence = 0,
  interrupted = false,
  more = [],
}: LinkParts): Uint8Array {
  const fixed = [family, 0, ...u16(1), ...u32(index), ...u32(flags), ...u32(0)]
  return message(gone ? 17 : 16, sequence, interrupted ? 0x12 : 0, fixed, [
    [3, [...new TextEncoder().encode(name), 0]],
    ...more,
  ])
}

export function addressBytes({ index, prefix, local, address, gone = false, sequence = 0 }: AddressParts): Uint8Array {
  const family = (local ?? address)?.length === 16 ? 10 : 2
  const attributes: Attribute[] = [...(address ? [[1, address] as const] : []), ...(local ? [[2, local] as const] : [])]
  return message(gone ? 21 : 20, sequence, 0, [family, prefix, 0, 0, ...u32(index)], attributes)
}

export const endBytes = (type: 2 | 3, sequence: number, error = 0): Uint8Array =>
  message(type, sequence, 2, u32(error), [])

export function concatenated(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

function message(
  type: number,
  sequence: number,
  flags: number,
  fixed: readonly number[],
  attributes: readonly Attribute[],
): Uint8Array {
  const body = [
    ...fixed,
    ...attributes.flatMap(([type, value]) => padded([...u16(value.length + 4), ...u16(type), ...value])),
  ]
  return Uint8Array.from([...u32(16 + body.length), ...u16(type), ...u16(flags), ...u32(sequence), ...u32(0), ...body])
}

const padded = (bytes: readonly number[]) => [...bytes, ...Array<number>(-bytes.length & 3).fill(0)]
const u16 = (value: number) => [...new Uint8Array(new Uint16Array([value]).buffer)]
const u32 = (value: number) => [...new Uint8Array(new Uint32Array([value]).buffer)]

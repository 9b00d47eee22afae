/** The records of bpf/flows.bpf.c: keys and values of the maps shared with the BPF programs. */

export interface SocketAddress {
  /** 4 or 16 bytes. */
  readonly address: Uint8Array
  readonly port: number
}

export interface FlowKey {
  readonly protocol: number
  readonly local: SocketAddress
  readonly remote: SocketAddress
}

export interface Owner {
  /** 0 if unknown. */
  readonly pid: number
  readonly uid: number
  /** Thread or process name: at most 15 bytes. */
  readonly name: string
  /** Socket cookie; 0 if it was bound before the programs were loaded. */
  readonly cookie: bigint
}

/** struct flow, written to `key`. */
export function encodeFlow({ protocol, local, remote }: FlowKey, key: Uint8Array = new Uint8Array(40)): Uint8Array {
  writeAddress(key, 0, local.address)
  writeAddress(key, 16, remote.address)
  writePort(key, 32, local.port)
  writePort(key, 34, remote.port)
  key[36] = protocol
  return key
}

/** struct endpoint */
export function encodeEndpoint({ protocol, local }: Pick<FlowKey, 'protocol' | 'local'>): Uint8Array {
  const key = new Uint8Array(20)
  if (local.address.some((byte) => byte !== 0)) writeAddress(key, 0, local.address)
  writePort(key, 16, local.port)
  key[18] = protocol
  return key
}

/** struct owner */
export const ownerLength = 32

export function encodeOwner({ pid, uid, name, cookie }: Owner): Uint8Array {
  const value = new Uint8Array(ownerLength)
  const view = new DataView(value.buffer)
  view.setBigUint64(0, cookie, true)
  view.setUint32(8, pid, true)
  view.setUint32(12, uid, true)
  new TextEncoder().encodeInto(name, value.subarray(16, 31))
  return value
}

export function decodeOwner(value: Uint8Array): Owner {
  const view = new DataView(value.buffer, value.byteOffset)
  const end = value.indexOf(0, 16)
  const name = new TextDecoder().decode(value.subarray(16, end < 0 ? ownerLength : end))
  return { cookie: view.getBigUint64(0, true), pid: view.getUint32(8, true), uid: view.getUint32(12, true), name }
}

/** IPv4-mapped IPv6 addresses, ::ffff:a.b.c.d. */
function writeAddress(key: Uint8Array, at: number, address: Uint8Array): void {
  if (address.length === 4) {
    key.fill(0, at, at + 10)
    key.fill(0xff, at + 10, at + 12)
    key.set(address, at + 12)
  } else {
    key.set(address, at)
  }
}

function writePort(key: Uint8Array, at: number, port: number): void {
  key[at] = port >> 8
  key[at + 1] = port
}

/** The mesh control field, which mesh networks have before what data frames carry: IEEE 802.11-2020, section 9.2.4.8.3. */
import { bits, group, mac, record, u32, u8 } from '../../../schema/index.ts'

/** Addresses beyond the mesh network. */
const extended = (number: 4 | 5 | 6) => mac(`wlan.fixed.mesh_addr${number}`, `Mesh Extended Address ${number}`, { also: 'wlan.addr' })
const meshHead = {
  meshFlags:    group('wlan.fixed.mesh_flags', 'Mesh Flags', {
    reserved:   bits(6, '', 'Reserved'),
    extension:  bits(2, '', 'Address Extension Mode'),
  }),
  meshTimeToLive: u8('wlan.fixed.mesh_ttl', 'Mesh TTL'),
  meshSequence:   u32('wlan.fixed.mesh_sequence', 'Sequence Number', { order: 'little' }),
}
/** By address extension mode. */
export const meshSets = {
  0: meshHead,
  1: { ...meshHead, meshAddress4: extended(4) },
  2: { ...meshHead, meshAddress5: extended(5), meshAddress6: extended(6) },
}
const head = 6
const addressSize = 6
const modeAt = record('Mesh Control', { flags: u8('wlan.fixed.mesh_flags', 'Flags') }).reader('flags')
/** The address extension mode of a mesh control field that begins at a byte; -1 if none does: LLC of no packet begins like that. */
export const meshAt = (octets: Uint8Array, start: number, end: number): number => {
  const mode = start < end ? modeAt(octets, start) : -1
  return mode in meshSets ? mode : -1
}
/** In bytes. */
export const meshSize = (extension: number): number => (extension < 0 ? 0 : head + addressSize * extension)

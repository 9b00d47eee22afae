/** What data frames carry in other forms than one packet: aggregates, and the header of mesh networks (IEEE 802.11-2020). */
import {
  bits, bytes, group, list, mac, protocol, record, u16, u32, u8, type View,
} from '../../../schema/index.ts'

/** Section 9.2.4.7.3: hops left, number, and addresses beyond the mesh network. */
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

/** Section 9.3.2.2: each subframe but the last is filled up to a multiple of 4 bytes. */
const subframe = record('A-MSDU Subframe', {
  destination: mac('wlan.da', 'Destination', { also: 'wlan.addr' }), source: mac('wlan.sa', 'Source', { also: 'wlan.addr' }),
  length:      u16('wlan_aggregate.a_mdsu.length', 'A-MSDU Length', { unit: 'bytes' }),
})
  .choice(modeOf, meshSets)
  .fields({
    data: bytes('', 'MSDU', (view: Subframe) => Math.max(0, view.length - meshSize(modeOf(view)))),
    fill: bytes('', 'Padding', ({ length, start, originalEnd }: Subframe) =>
      Math.min(-(subframeHead + length) & 3, Math.max(0, originalEnd - start - subframeHead - length))),
  })
const subframeHead = 14
interface Subframe extends View {
  readonly length: number
}
function modeOf({ bytes: octets, start, end }: View): number {
  return meshAt(octets, start + subframeHead, end)
}

export const aggregate = protocol('wlan_aggregate', 'IEEE 802.11 Aggregate Data', { 'wlan.aggregate': [1] })
  .specified('IEEE 802.11-2020')
  .borrows('wlan')
  .fields({ subframes: list('wlan_aggregate.a_mdsu.subframe', 'A-MSDU Subframes', subframe) })
  .derives(['wlan.data'], ({ subframes }) => subframes.map(({ data, cut }) => ({
    speaks: [['wlan.data', 0]], bytes: data, isCut: cut !== undefined, label: 'A-MSDU Subframe',
  })), { isAlone: true })
  .summarized(({ subframes }) => `A-MSDU of ${subframes.length} subframes`)

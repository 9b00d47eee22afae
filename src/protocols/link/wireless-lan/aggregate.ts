/** Aggregates, in which data frames carry several packets: IEEE 802.11-2020. */
import { bytes, list, mac, protocol, record, u16, type View } from '../../../schema/index.ts'
import { meshAt, meshSets, meshSize } from './mesh.ts'

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

/** How long the header of a data frame is: IEEE 802.11-2020, section 9.3.2.1.1. */
import { record, u8, type View } from '../../../schema/index.ts'
import { meshAt, meshSize } from './mesh.ts'

/** What the control field of a frame says. */
export interface Control {
  readonly subtype: number
  readonly type: number
  readonly flags: View & {
    readonly order: boolean; readonly protected: boolean; readonly moreFragments: boolean; readonly fromDs: boolean; readonly toDs: boolean
  }
}

/** The type of data frames. */
export const data = 2
/** The bit of the subtype of data frames without data. */
export const noData = 4

/** How long the header of a data frame is without what tells how it is protected (section 9.3.2.1.1). */
function plainHeader({ subtype, flags }: Control): number {
  const isQos = subtype >= 8
  return 24 + (flags.toDs && flags.fromDs ? 6 : 0) + (isQos ? 2 : 0) + (isQos && flags.order ? 4 : 0)
}

/** The same with that, and with what a mesh network adds. */
export function dataHeader(frame: Control & View): number {
  const { flags, bytes: memory, start } = frame
  const header = plainHeader(frame)
  if (!flags.protected) return header + meshSize(meshIn(frame))
  return header + ((memory[start + header + 3] ?? 0) & extendedIv ? 8 : 4)
}
const extendedIv = 0x20

/** The address extension mode of the mesh control field after a header; -1 if there is none: section 9.2.4.5.10. */
export function meshIn(frame: Control & View): number {
  const { type, subtype, flags, bytes: memory, start, end } = frame
  if (type !== data || subtype < 8 || (subtype & noData) !== 0 || !flags.fromDs || flags.protected) return -1
  const qos = start + 24 + (flags.toDs ? 6 : 0)
  // Access points without a mesh say something else with that bit, so what follows has to begin as it does in a mesh.
  return isAggregate(memory, qos) || (meshPresentAt(memory, qos) & 1) === 0 ? -1 : meshAt(memory, start + plainHeader(frame), end)
}
const qosShape = record('Quality of Service', { low: u8('wlan.qos', 'Low'), high: u8('wlan.qos', 'High') })
const [qosLowAt, meshPresentAt] = [qosShape.reader('low'), qosShape.reader('high')]
/** Subframes of aggregates have mesh control fields of their own. */
const isAggregate = (memory: Uint8Array, at: number) => (qosLowAt(memory, at) & 0x80) !== 0

/** The time that a switch of Arista puts in front of what a frame carries, as its "Overview of Arista Timestamps" describes it. */
import { bits, protocol, time, u16, u32 } from '../../schema/index.ts'
import { etherTypes } from '../names/ether-types.ts'

const [timestamp, long, short] = [1, 1, 2]
const scales: Readonly<Record<number, string>> = { 0: 'TAI', 1: 'UTC' }

export const aristaTimestamp = protocol('avsp', 'Arista Vendor Specific Protocol', { ethertype: [0xd28b] })
  .specified('https://www.arista.com/assets/data/pdf/Whitepapers/Overview_Arista_Timestamps.pdf')
  .fields({ subtype: u16('', 'Subtype', { names: { 1: 'timestamp' } }) })
  .cases([{ subtype: timestamp }, {
    scale:        bits(8, '', 'Time Scale', { names: scales }),
    format:       bits(4, '', 'Format', { names: { 1: '64 bits', 2: '48 bits' } }),
    hardware:     bits(4, '', 'Hardware', { names: { 0: 'R and R2 series', 1: 'R3 series' } }),
  }])
  .cases(
    [{ format: long }, { time: time('', 'Time', 'unix-s-ns') }],
    // The low 16 bits of the seconds.
    [{ format: short }, { seconds: u16('', 'Seconds', { unit: 'mod 65536' }), nanoseconds: u32('', 'Nanoseconds') }],
  )
  .cases([(tag) => tag.format === long || tag.format === short, { type: u16('', 'Type', { base: 16, names: etherTypes }) }])
  .payload({ typedBy: 'ethertype', tables: [['ethertype', ({ type }) => type ?? -1]] })
  .shimmed('tag')
  .summarized(({ scale = -1, time: at, seconds, nanoseconds }) =>
    at === undefined && seconds === undefined
      ? 'unknown'
      : `${scales[scale] ?? 'unknown scale'} ${at ?? `...${seconds}.${`${nanoseconds}`.padStart(9, '0')}`}`)

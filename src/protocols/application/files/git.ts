/** Git: packets of lines, gitprotocol-common(5) and gitprotocol-pack(5) of Git 2.47. */
import { asciiText, computed, holding, protocol, record, rest, text, u8, unfinished, type Framing,
  type View } from '../../../schema/index.ts'

/** Lengths below four stand for packets of their own. */
const specials = { 0: 'Flush', 1: 'Delimiter', 2: 'Response end' }
const sidebands = { 1: 'Packfile data', 2: 'Progress message', 3: 'Fatal error message' }
const headLength = 4
const digits = /^[\da-f]{4}$/i
const lengthAt = (bytes: Uint8Array, start: number, end: number) => {
  const head = asciiText(bytes, start, Math.min(end, start + headLength))
  return digits.test(head) ? Number.parseInt(head, 16) : NaN
}
const sizeAt = (bytes: Uint8Array, start: number, end: number) => {
  const length = lengthAt(bytes, start, end)
  return length < 3 ? headLength : length === 3 ? NaN : length
}
const begins = (bytes: Uint8Array, start: number, end: number): boolean => !Number.isNaN(sizeAt(bytes, start, end))

/** A pack without packets around it follows where a client pushes, or where no side band was agreed on. */
const framing: Framing = (bytes, start, end) => {
  if (end - start < headLength) return unfinished
  return sizeAt(bytes, start, end) || 0
}

const sidebandOf = record('Packet', { digits: text('git.length_digits', 'Length', 4), sideband: u8('git.sideband_control_code', 'Sideband') })
  .reader('sideband')
const isSideband = ({ bytes, start, end }: View) =>
  end > start + headLength && lengthAt(bytes, start, end) > headLength && [1, 2, 3].includes(sidebandOf(bytes, start))

export const git = protocol('git', 'Git Smart Protocol', { 'tcp.port': [9418], 'git.next': [1] })
  .specified('https://git-scm.com/docs/gitprotocol-pack')
  .fields({ digits: holding(text('git.length_digits', 'Length', 4), 'vocabulary') })
  .fields({
    packetType: computed('git.packet_type', 'Git Packet Type', ({ digits }) => specialIn(digits), { names: specials }),
    length:     computed('git.length', 'Packet length', ({ digits }) => lengthOf(digits), { base: 16 }),
  })
  .length(({ bytes, start, end }) => sizeAt(bytes, start, end) || headLength)
  .cases([isSideband, { sideband: u8('git.sideband_control_code', 'Sideband control code', { base: 16, names: sidebands }) }])
  .fields({ data: rest('git.data', 'Packet data') })
  .accepts(begins)
  .streamed(framing)
  .payload({ tables: [['git.next', () => 1]] })
  .colored('stream', ({ sideband }) => (sideband === 3 ? 'error' : undefined))
  .summarized(({ packetType, data, sideband }) => {
    if (!Number.isNaN(packetType)) return specials[packetType as 0 | 1 | 2]
    if (sideband === 1) return `Packfile data, ${data.length} bytes`
    return asciiText(data, 0, Math.min(data.length, longestShown)).replace(/[\0\n].*/s, '')
  })

/** The length of a packet; no number for special ones. */
function lengthOf(digits: string): number {
  return Number.isNaN(specialIn(digits)) ? Number.parseInt(digits, 16) : NaN
}
/** The number of a special packet; no number for others. */
function specialIn(digits: string): number {
  return /^000[012]$/.test(digits) ? Number(digits) : NaN
}
const longestShown = 120

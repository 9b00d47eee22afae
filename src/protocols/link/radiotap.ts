import { list, protocol, record, rest, u16, u32, u8, type View } from '../../schema/index.ts'

const word = record('Present', { present: u32('radiotap.present.word', 'Present', { base: 16, order: 'little' }) })

const headerLength = ({ bytes, start }: View) => Math.max(8, bytes[start + 2]! | (bytes[start + 3]! << 8))
/** The highest bit of a word of presence says that another one follows. */
const wordCount = (radiotap: View) => {
  const { bytes, start } = radiotap
  const most = (headerLength(radiotap) - 4) >> 2
  let count = 1
  while (count < most && (bytes[start + 4 * count + 3]! & 0x80) !== 0) count++
  return count
}

/** Whether the frame ends with its checksum: a flag behind the time, if that is there, and times begin at a multiple of 8. */
const hasChecksum = (radiotap: View) => {
  const { bytes, start } = radiotap
  const present = bytes[start + 4]!
  const first = 4 + 4 * wordCount(radiotap)
  const flags = (present & 1) === 0 ? first : ((first + 7) & ~7) + 8
  return (present & 2) !== 0 && flags < headerLength(radiotap) && (bytes[start + flags]! & 0x10) !== 0
}

/** What a radio knows about a frame of a wireless LAN: https://www.radiotap.org. All numbers have their low byte first. */
export const radiotap = protocol('radiotap', 'Radiotap', { linktype: [127] })
  .fields({
    version: u8('radiotap.version', 'Version'),
    padding: u8('radiotap.pad', 'Padding'),
    length:  u16('radiotap.length', 'Length', { unit: 'bytes', order: 'little' }),
  })
  .fields({
    present: list('', 'Present', word, { count: wordCount }),
    data:    rest('', 'Data'),
  })
  .sized(headerLength)
  .payload({
    tables: [['radiotap', () => 0]],
    length: (radiotap) => radiotap.originalEnd - radiotap.start - headerLength(radiotap) - (hasChecksum(radiotap) ? 4 : 0),
  })

/**
 * Distributed Network Protocol, IEEE 1815-2012: the data link (clause 9) and the transport function (clause 8). What lies between the
 * checksums is the application layer, which is a layer of its own.
 */
import {
  ahead, bits, bytes, flag, group, list, nameIn, overlay, protocol, range, record, u16, u8, unfinished, when, type Derived, type Names,
  type View,
} from '../../../../schema/index.ts'

/** Clause 9.2.4.1.3. */
const primaryFunctions = {
  0: 'Reset Link States', 1: 'Reset User Process', 2: 'Test Link States', 3: 'Confirmed User Data', 4: 'Unconfirmed User Data',
  9: 'Request Link Status',
} satisfies Names
const secondaryFunctions = { 0: 'ACK', 1: 'NACK', 11: 'Link Status', 15: 'Not Supported' } satisfies Names

/** The header, of which the length counts five bytes; a block of data; and the checksum of each of them. */
const [headerLength, counted, blockLength, checksumLength] = [10, 5, 16, 2]
const header = record('Header', { startBytes: u16('dnp3.startbytes', 'Startbytes'), length: u8('dnp3.length', 'Length') })
const begins = header.recognizer({ startBytes: 0x0564, length: range(counted, 255) })
const lengthAt = header.reader('length')
const frameLength = (length: number) => {
  const data = Math.max(0, length - counted)
  return headerLength + data + checksumLength * Math.ceil(data / blockLength)
}

/** Bytes of data in a block, by its place in a frame. */
function blockSize({ bytes, start, origin }: View): number {
  const before = Math.floor((start - origin - headerLength) / (blockLength + checksumLength)) * blockLength
  return Math.max(0, Math.min(blockLength, lengthAt(bytes, origin) - counted - before))
}
const block = record('Data Chunk', {
  data:     bytes('dnp.data_chunk', 'Data Chunk', blockSize),
  checksum: u16('dnp.data_chunk.CRC', 'Data Chunk checksum', { base: 16, order: 'little' }),
})

interface Counted {
  readonly length: number
  readonly start: number
  readonly end: number
}

export const dnp3 = protocol('dnp3', 'Distributed Network Protocol 3.0', {
  'tcp.port': [20000], 'udp.port': [19999, 20000], 'dnp3.next': [1],
})
  .specified('IEEE 1815-2012')
  .borrows('dnp')
  .fields({
    startBytes: u16('dnp3.start', 'Start Bytes', { base: 16 }),
    length:     u8('dnp3.len', 'Length', { unit: 'bytes' }),
  })
  .length(({ length }) => frameLength(length))
  .fields({ controlOctet: ahead(8) })
  .either({ controlOctet: [range(0x40, 0x7f), range(0xc0, 0xff)] }, {
    control: group('dnp3.ctl', 'Control', {
      direction:         flag('dnp3.ctl.dir', 'Direction'),
      primary:           flag('dnp3.ctl.prm', 'Primary'),
      frameCount:        flag('dnp3.ctl.fcb', 'Frame Count Bit'),
      frameCountValid:   flag('dnp3.ctl.fcv', 'Frame Count Valid'),
      function:          bits(4, 'dnp3.ctl.prifunc', 'Control Function Code', { names: primaryFunctions }),
    }),
  }, {
    control: group('dnp3.ctl', 'Control', {
      direction:         flag('dnp3.ctl.dir', 'Direction'),
      primary:           flag('dnp3.ctl.prm', 'Primary'),
      reserved:          bits(1, '', 'Reserved'),
      dataFlowControl:   flag('dnp3.ctl.dfc', 'Data Flow Control'),
      function:          bits(4, 'dnp3.ctl.secfunc', 'Control Function Code', { names: secondaryFunctions }),
    }),
  })
  .fields({
    destination:    u16('dnp3.dst', 'Destination', { order: 'little', also: 'dnp3.addr' }),
    source:         u16('dnp3.src', 'Source', { order: 'little', also: 'dnp3.addr' }),
    headerChecksum: u16('dnp3.hdr.CRC', 'Data Link Header checksum', { base: 16, order: 'little' }),
  })
  .fields({
    transport: when(({ length, start, end }: Counted) => length > counted && end > start + headerLength,
      overlay(group('dnp3.tr.ctl', 'Transport Control', {
      final:    flag('dnp3.tr.fin', 'Final'),
      first:    flag('dnp3.tr.fir', 'First'),
      sequence: bits(6, 'dnp3.tr.seq', 'Sequence'),
    }))),
    blocks:    list('', 'Data Chunks', block, { length: ({ length }: { readonly length: number }) => frameLength(length) - headerLength }),
  })
  .accepts(begins)
  .streamed((bytes, start, end) => {
    if (end - start < 3) return unfinished
    return begins(bytes, start, end) ? frameLength(lengthAt(bytes, start)) : 0
  })
  .payload({ tables: [['dnp3.next', () => 1]] })
  .derives(['dnp3.data'], derived)
  .colored('messages', ({ control }) => (!control.primary && control.function === 1 ? 'error' : undefined))
  .summarized(({ control, source, destination }) => {
    const name = nameIn(control.primary ? primaryFunctions : secondaryFunctions, control.function) ?? `function ${control.function}`
    return `${source} > ${destination} ${name}`
  })

interface Frame {
  readonly transport: { readonly first: boolean, readonly final: boolean } | undefined
  readonly blocks: readonly { readonly data: Uint8Array }[]
}

/** What the blocks of a first frame hold after its transport header; further frames of a message are not put together. */
function derived({ transport, blocks, isShort }: View & Frame, limit: number): readonly Derived[] {
  if (transport?.first !== true) return []
  const whole = new Uint8Array(Math.min(limit, blocks.reduce((sum, { data }) => sum + data.length, 0)))
  let at = 0
  for (const { data } of blocks) {
    const part = data.subarray(0, whole.length - at)
    whole.set(part, at)
    at += part.length
  }
  return [{ speaks: [['dnp3.data', 1]], bytes: whole.subarray(1), isCut: isShort || !transport.final, label: 'Application data' }]
}

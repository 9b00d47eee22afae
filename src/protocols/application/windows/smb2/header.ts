/** The headers of SMB 2: [MS-SMB2], sections 2.2.1, 2.2.41 and 2.2.42. */
import { ahead, bits, bytes, group, protocol, record, rest, u16, u32, u64, type View } from '../../../../schema/index.ts'
import { ntStatuses } from '../statuses.ts'
import { compressions } from './compressions.ts'
import { hex, little, long, reserved, set, unused, wide, word } from './parts.ts'

export const commands = {
  0: 'Negotiate Protocol', 1: 'Session Setup', 2: 'Session Logoff', 3: 'Tree Connect', 4: 'Tree Disconnect', 5: 'Create', 6: 'Close',
  7: 'Flush', 8: 'Read', 9: 'Write', 10: 'Lock', 11: 'Ioctl', 12: 'Cancel', 13: 'KeepAlive', 14: 'Find', 15: 'Notify', 16: 'GetInfo',
  17: 'SetInfo', 18: 'Break',
} as const

const flags = group('smb2.flags', 'Flags', {
  response:  set('flags.response', 'Response'),
  async:     set('flags.async', 'Async command'),
  chained:   set('flags.chained', 'Chained'),
  signature: set('flags.signature', 'Signing'),
  priority:  bits(3, 'smb2.flags.priority_mask', 'Priority'),
  reserved:  unused(21),
  dfs:       set('flags.dfs', 'DFS operation'),
  replay:    set('flags.replay', 'Replay operation'),
  reserved2: unused(2),
}, hex)
const command = { command: word('cmd', 'Command', { names: commands }) }
const tree = { treeId: long('tid', 'Tree Id', { base: 16 }) }

/** What parts of a message look up in its header, and what chooses how the header goes on. */
const plain = record('Header', { mark: u32('', 'Start'), skipped: bytes('', 'Skipped', 8), command: u16('', 'Command', little),
  credits: u16('', 'Credits'), flags: u32('', 'Flags', little) })
const [flagsAt, commandAt] = [plain.reader('flags'), plain.reader('command')]
export const begins = plain.recognizer({ mark: [0xfe534d42, 0xfd534d42, 0xfc534d42] })
const isPlain = plain.recognizer({ mark: 0xfe534d42 })
export const isResponse = ({ bytes: memory, origin }: View): boolean => (flagsAt(memory, origin) & 1) !== 0
export const commandOf = ({ bytes: memory, origin }: View): number => commandAt(memory, origin)
const isHeader = ({ bytes: memory, start, end }: View) => isPlain(memory, start, end)
const isAsync = ({ bytes: memory, start }: View) => (flagsAt(memory, start) & 2) !== 0

/** A message up to the end of its header. */
export const message = () => protocol('smb2', 'SMB2 (Server Message Block Protocol version 2)', { 'smb.protocol': [0xfe, 0xfd, 0xfc] })
  .specified('[MS-SMB2]')
  .fields({ protocolId: u32('smb2.protocol_id', 'ProtocolId', { base: 16 }) })
  .choice('protocolId', {
    0xfe534d42: {
      headerLength: word('header_len', 'Header Length'),
      creditCharge: word('credit.charge', 'Credit Charge'),
    },
    0xfd534d42: {
      transformSignature: bytes('smb2.header.transform.signature', 'Signature', 16),
      nonce:              bytes('smb2.header.transform.nonce', 'Nonce', 16),
      messageSize:        long('header.transform.msg_size', 'Message size'),
      transformReserved:  bytes('smb2.header.transform.reserved', 'Reserved', 2),
      transformFlags:     group('smb2.header.transform.flags', 'Flags', {
        encrypted: set('header.transform.flags.encrypted', 'Encrypted'), reserved: unused(15),
      }, hex),
      transformSession:   wide('sesid', 'Session Id', { base: 16 }),
      encrypted:          rest('smb2.header.transform.enc_data', 'Data'),
    },
    0xfc534d42: {
      originalSize:     long('header.comp_transform.original_size', 'OriginalSize'),
      algorithm:        word('header.comp_transform.comp_alg', 'CompressionAlgorithm', { base: 16, names: compressions }),
      compressionFlags: word('header.comp_transform.flags', 'Flags', { base: 16 }),
      compressedOffset: long('header.comp_transform.offset', 'Offset', { base: 16 }),
      compressed:       rest('smb2.header.comp_transform.data', 'CompressedData'),
    },
  })
  .cases(
    [(layer: View) => isHeader(layer) && isResponse(layer), {
      status: u32('smb2.nt_status', 'NT Status', { ...hex, names: ntStatuses }), ...command,
      credits: word('credits.granted', 'Credits granted'),
    }],
    [isHeader, {
      channelSequence: word('channel_sequence', 'Channel Sequence'), headerReserved: reserved(2), ...command,
      credits: word('credits.requested', 'Credits requested'),
    }],
  )
  .cases([isHeader, { flags, chainOffset: long('chain_offset', 'Chain Offset', { base: 16 }), messageId: u64('smb2.msg_id',
    'Message ID', little) }])
  .cases(
    [(layer: View) => isHeader(layer) && isAsync(layer), { asyncId: wide('aid', 'Async Id', { base: 16 }) }],
    [isHeader, { processId: long('pid', 'Process Id', { base: 16 }), ...tree }],
  )
  .cases([isHeader, { sessionId: wide('sesid', 'Session Id', { base: 16 }), signature: bytes('smb2.signature', 'Signature', 16) }])
  .fields({ size: ahead(16, little) })

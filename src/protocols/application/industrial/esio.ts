/** Ether-S-I/O of Saia: telegrams of a controller to its remote I/O. */
import { bytes, list, nameIn, protocol, range, record, rest, u16, u32, u8, type Names } from '../../../schema/index.ts'

const types = { 0: 'Reserved', 1: 'Data transfer telegram', 2: 'Status/Diag telegram' } satisfies Names
const transfer = record('Data transfer', {
  transferId:  u32('esio.data.transfer_id', 'Data transfer ID'),
  destination: u32('esio.data.destination_id', 'Data destination ID'),
  length:      u16('esio.data.length', 'Data transfer length', { unit: 'bytes' }),
}).fields({ data: bytes('', 'Data', 'length') })
const begins = record('Header', { magic: u32('esio.magic', 'Magic'), type: u16('esio.type', 'Type'), version: u16('esio.version',
  'Version') })
  .recognizer({ magic: 0x4553494f, type: range(0, 2), version: 0 })

export const esio = protocol('esio', 'SAIA Ether-S-I/O protocol', { 'udp.port': [6060] })
  .fields({
    magic:         u32('', 'Identifier', { base: 16 }),
    type:          u16('esio.type', 'Telegram type', { base: 16, names: types }),
    version:       u16('esio.vers', 'Version'),
    length:        u16('esio.len', 'Length', { unit: 'bytes' }),
    transactionId: u16('esio.transaction_id', 'Transaction ID'),
  })
  .choice('type', {
    1: {
      telegramId: u32('esio.transfer.tlg_id', 'Telegram ID'),
      station:    u32('esio.src_stn_id', 'Source station ID'),
      count:      u8('esio.data.nbr', 'Nbr. of data transfers'),
      flags:      u8('esio.data.flags', 'Transfer header flags', { base: 16 }),
      transfers:  list('', 'Data transfers', transfer, { count: 'count' }),
    },
    2: {
      statusType:   u16('esio.sts.type', 'Status type', { base: 16 }),
      statusLength: u16('esio.sts.length', 'Status length', { unit: 'bytes' }),
      station:      u32('esio.src_stn_id', 'Source station ID'),
      remote:       u8('esio.sts.rio_sts', 'RIO status'),
      lost:         u8('esio.sts.rio_lost_tlg', 'Lost telegrams to RIO'),
      diagnostics:  u8('esio.sts.rio_diag', 'RIO diagnostics'),
      remoteFlags:  u8('esio.sts.rio_flags', 'RIO flags', { base: 16 }),
    },
  })
  .fields({ more: rest('', 'Data') })
  .accepts(begins)
  .colored('messages')
  .summarized(({ type, transactionId, station }) => `${nameIn(types, type) ?? `type ${type}`} ${transactionId} of station ${station ?? 0}`)

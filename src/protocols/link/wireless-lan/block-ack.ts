/** Requests for block acknowledgement, and the acknowledgement: IEEE 802.11-2020, sections 9.3.1.7 and 9.3.1.8. */
import { bits, bytes, flag, group } from '../../../schema/index.ts'
import { startingSequence } from './management.ts'

const kinds = { 0: 'Basic', 1: 'Extended Compressed', 2: 'Compressed', 3: 'Multi-TID', 6: 'GCR', 10: 'GLK-GCR', 11: 'Multi-STA' }
export const blockAcknowledgement = {
  blockAck:          group('wlan.ba.control', 'Block Ack Control', {
    noAck:           flag('wlan.ba.control.ackpolicy', 'BA Ack Policy'),
    kind:            bits(4, 'wlan.ba.control.ba_type', 'BA Type', { base: 16, names: kinds }),
    reserved:        bits(7, 'wlan.ba.control.reserved', 'Reserved', { base: 16 }),
    tid:             bits(4, 'wlan.ba.basic.tidinfo', 'TID', { base: 16 }),
  }, { order: 'little' }),
  acknowledgedFrom: startingSequence,
}
export const basicBitmap = { basicBitmap: bytes('wlan.ba.bm', 'Block Ack Bitmap', 128) }
export const compressedBitmap = { compressedBitmap: bytes('wlan.ba.bm', 'Block Ack Bitmap', 8) }

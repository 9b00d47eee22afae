/** How frames of ZigBee are protected: Specification 05-3474-21, chapter 4. */
import { atEnd, bits, bytes, flag, group, u32, u8, when, type View } from '../../../schema/index.ts'
import { little, reversedAddress } from './addresses.ts'

const keys = { 0: 'Link Key', 1: 'Network Key', 2: 'Key-Transport Key', 3: 'Key-Load Key' }
/** Section 4.5.1. The level is not sent: that of ZigBee has a code of four bytes at the end. */
export const security = {
  securityControl: group('zbee.sec.field', 'Security Control Field', {
    level:         bits(3, '', 'Security Level'),
    key:           bits(2, 'zbee.sec.key_id', 'Key Id', { names: keys, base: 16 }),
    extended:      flag('zbee.sec.ext_nonce', 'Extended Nonce'),
    reserved:      bits(2, '', 'Reserved'),
  }, little),
  frameCounter:    u32('zbee.sec.counter', 'Frame Counter', little),
  securitySource:  when('securityControl.extended', reversedAddress('zbee.sec.src64', 'Extended Source')),
  keySequence:     when({ 'securityControl.key': 1 }, u8('zbee.sec.key_seqno', 'Key Sequence Number')),
}
const codeLength = 4
export const integrityCode = atEnd(bytes('zbee.sec.mic', 'Message Integrity Code', codeLength))
/** How many bytes a frame carries. */
export const carried = (isSecure: boolean, { originalEnd, start, extent }: View): number =>
  Math.max(0,
  originalEnd - start - extent - (isSecure ? codeLength : 0))

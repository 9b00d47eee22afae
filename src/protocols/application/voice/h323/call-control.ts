/** Call signaling of ISDN, ITU-T Q.931 (05/98), sections 4.2 to 4.5, as H.225.0 sends it over TPKT: its elements carry H.225.0. */
import {
  bits, bytes, computedBytes, flag, holding, lineOf, list, nameIn, protocol, range, record, rest, text, u16, u8, type Names,
} from '../../../../schema/index.ts'

/** Table 4-2; H.450 and Q.932 add some. */
const messages = {
  0x00: 'ESCAPE', 0x01: 'ALERTING', 0x02: 'CALL PROCEEDING', 0x03: 'PROGRESS', 0x05: 'SETUP', 0x07: 'CONNECT', 0x0d: 'SETUP ACKNOWLEDGE',
  0x0f: 'CONNECT ACKNOWLEDGE', 0x20: 'USER INFORMATION', 0x21: 'SUSPEND REJECT', 0x22: 'RESUME REJECT', 0x24: 'HOLD', 0x25: 'SUSPEND',
  0x26: 'RESUME', 0x28: 'HOLD ACKNOWLEDGE', 0x2d: 'SUSPEND ACKNOWLEDGE', 0x2e: 'RESUME ACKNOWLEDGE', 0x30: 'HOLD REJECT',
  0x31: 'RETRIEVE', 0x33: 'RETRIEVE ACKNOWLEDGE', 0x37: 'RETRIEVE REJECT', 0x45: 'DISCONNECT', 0x46: 'RESTART', 0x4d: 'RELEASE',
  0x4e: 'RESTART ACKNOWLEDGE', 0x5a: 'RELEASE COMPLETE', 0x60: 'SEGMENT', 0x62: 'FACILITY', 0x64: 'REGISTER', 0x6e: 'NOTIFY',
  0x75: 'STATUS ENQUIRY', 0x79: 'CONGESTION CONTROL', 0x7b: 'INFORMATION', 0x7d: 'STATUS',
} satisfies Names
/** Table 4-3. */
const elements = {
  0x00: 'Segmented message', 0x04: 'Bearer capability', 0x08: 'Cause', 0x0d: 'Extended facility', 0x10: 'Call identity', 0x14: 'Call state',
  0x18: 'Channel identification', 0x1c: 'Facility', 0x1e: 'Progress indicator', 0x20: 'Network-specific facilities',
  0x27: 'Notification indicator', 0x28: 'Display', 0x29: 'Date/Time', 0x2c: 'Keypad facility', 0x34: 'Signal', 0x40: 'Information rate',
  0x42: 'End-to-end transit delay', 0x43: 'Transit delay selection and indication', 0x44: 'Packet layer binary parameters',
  0x45: 'Packet layer window size', 0x46: 'Packet size', 0x4c: 'Connected number', 0x4d: 'Connected subaddress',
  0x6c: 'Calling party number', 0x6d: 'Calling party subaddress', 0x70: 'Called party number', 0x71: 'Called party subaddress',
  0x74: 'Redirecting number', 0x78: 'Transit network selection', 0x79: 'Restart indicator', 0x7c: 'Low layer compatibility',
  0x7d: 'High layer compatibility', 0x7e: 'User-user', 0x7f: 'Escape for extension', 0xa0: 'More data', 0xa1: 'Sending complete',
} satisfies Names
/** Q.850 (05/98), table 1. */
const causes = {
  1: 'Unallocated (unassigned) number', 2: 'No route to specified transit network', 3: 'No route to destination',
  4: 'Send special information tone', 5: 'Misdialled trunk prefix', 6: 'Channel unacceptable',
  7: 'Call awarded and being delivered in an established channel', 8: 'Preemption', 9: 'Preemption, circuit reserved for reuse',
  16: 'Normal call clearing', 17: 'User busy', 18: 'No user responding', 19: 'No answer from user', 20: 'Subscriber absent',
  21: 'Call rejected', 22: 'Number changed', 23: 'Redirection to new destination', 25: 'Exchange routing error',
  26: 'Non-selected user clearing', 27: 'Destination out of order', 28: 'Invalid number format', 29: 'Facility rejected',
  30: 'Response to STATUS ENQUIRY', 31: 'Normal, unspecified', 34: 'No circuit/channel available', 38: 'Network out of order',
  41: 'Temporary failure', 42: 'Switching equipment congestion', 43: 'Access information discarded',
  44: 'Requested circuit/channel not available', 46: 'Precedence call blocked', 47: 'Resource unavailable, unspecified',
  49: 'Quality of service not available', 50: 'Requested facility not subscribed', 57: 'Bearer capability not authorized',
  58: 'Bearer capability not presently available', 63: 'Service or option not available, unspecified',
  65: 'Bearer capability not implemented', 66: 'Channel type not implemented', 69: 'Requested facility not implemented',
  79: 'Service or option not implemented, unspecified', 81: 'Invalid call reference value', 82: 'Identified channel does not exist',
  88: 'Incompatible destination', 95: 'Invalid message, unspecified', 96: 'Mandatory information element is missing',
  97: 'Message type non-existent or not implemented', 99: 'Information element non-existent or not implemented',
  100: 'Invalid information element contents', 101: 'Message not compatible with call state', 102: 'Recovery on timer expiry',
  111: 'Protocol error, unspecified', 127: 'Interworking, unspecified',
} satisfies Names

const last = (name: string) => flag('q931.extension_ind', name)
const coding = bits(2, 'q931.coding_standard', 'Coding standard', { base: 16 })
/** Section 4.5.10. */
const numberStart = {
  lastOfType: last('Extension indicator'),
  type:       bits(3, 'q931.number_type', 'Number type', { base: 16, names: { 0: 'Unknown', 1: 'International number', 2: 'National number',
    3: 'Network specific number', 4: 'Subscriber number', 6: 'Abbreviated number' } }),
  plan:       bits(4, 'q931.numbering_plan', 'Numbering plan', { base: 16, names: { 0: 'Unknown', 1: 'E.164 ISDN/telephony numbering',
    3: 'X.121 data numbering', 4: 'F.69 Telex numbering', 8: 'National standard numbering', 9: 'Private numbering' } }),
}
const presentation = {
  lastOfScreening: last('Extension indicator'),
  presentation: bits(2, 'q931.presentation_ind', 'Presentation indicator', { base: 16, names: { 0: 'Presentation allowed',
    1: 'Presentation restricted', 2: 'Number not available due to interworking' } }),
  spareOfScreening: bits(3, '', 'Spare'),
  screening:    bits(2, 'q931.screening_ind', 'Screening indicator', { base: 16, names: { 0: 'User-provided, not screened',
    1: 'User-provided, verified and passed', 2: 'User-provided, verified and failed', 3: 'Network-provided' } }),
}
const digits = (name: string) => ({ digits: holding(text(`q931.${name}.digits`, 'Number digits'), 'digits') })
/** Section 4.5.5. */
const bearer = {
  lastOfCapability: last('Extension indicator'),
  coding,
  capability: bits(5, 'q931.information_transfer_capability', 'Information transfer capability', { base: 16, names: { 0: 'Voice',
    8: 'Unrestricted digital information', 9: 'Restricted digital information', 16: '3.1 kHz audio',
    17: 'Unrestricted digital information with tones/announcements', 24: 'Video' } }),
  lastOfRate: last('Extension indicator'),
  mode:       bits(2, 'q931.transfer_mode', 'Transfer mode', { base: 16, names: { 0: 'Circuit mode', 2: 'Packet mode' } }),
  rate:       bits(5, 'q931.information_transfer_rate', 'Information transfer rate', { base: 16, names: { 0: 'Packet mode', 16: '64 kbit/s',
    17: '2 x 64 kbit/s', 19: '384 kbit/s', 21: '1536 kbit/s', 23: '1920 kbit/s', 24: 'Multirate (64 kbit/s base rate)' } }),
}
const element = record('Element', { id: u8('q931.information_element', 'Information element', { names: elements }) })
  .cases(
    [{ id: 0x7e }, {
      length:        u16('q931.information_element_len', 'Length', { unit: 'bytes' }),
      discriminator: u8('q931.user.protocol_discriminator', 'Protocol discriminator', { base: 16,
        names: { 0: 'User-specific protocol', 4: 'IA5 characters', 5: 'X.208 and X.209 coded user information' } }),
    }],
    [{ id: range(0, 0x7f) }, { length: u8('q931.information_element_len', 'Length', { unit: 'bytes' }) }],
  )
  // The element of users is the last, and what it carries is another layer.
  .followedBy(({ id, length = 0 }: { readonly id: number, readonly length?: number | undefined }) => (id === 0x7e ? 0 : length))
  .choice('id', {
    0x04: bearer,
    0x08: {
      lastOfLocation: last('Extension indicator'), coding, spare: bits(1, '', 'Spare'),
      location: bits(4, 'q931.cause_location', 'Cause location', { names: { 0: 'User (U)',
        1: 'Private network serving the local user (LPN)',
        2: 'Public network serving the local user (LN)', 3: 'Transit network (TN)', 4: 'Public network serving the remote user (RLN)',
        5: 'Private network serving the remote user (RPN)', 7: 'International network (INTL)',
        10: 'Network beyond interworking point (BI)' } }),
    },
    0x14: { coding, state: bits(6, 'q931.call_state', 'Call state', { base: 16 }) },
    0x1e: {
      lastOfLocation: last('Extension indicator'), coding, spare: bits(1, '', 'Spare'),
      progressLocation: bits(4, 'q931.progress_indicator.location', 'Location', { base: 16 }), lastOfProgress: last('Extension indicator'),
      progress: bits(7, 'q931.progress_indicator.description', 'Progress description', { base: 16 }),
    },
    0x27: {
      lastOfNotice: last('Extension indicator'),
      notice: bits(7, 'q931.notification_description', 'Notification description', { base: 16 }),
    },
    0x28: { display: text('q931.display_information', 'Display information', undefined, { encoding: 'ascii', padding: 'zero' }) },
    0x2c: { keypad: holding(text('q931.keypad_facility', 'Keypad facility', undefined, { encoding: 'ascii' }), 'digits') },
    0x34: { signal: u8('q931.signal', 'Signal', { base: 16 }) },
    0x4c: numberStart, 0x6c: numberStart, 0x70: numberStart, 0x74: numberStart,
  })
  .cases(
    [{ id: 4, lastOfRate: true, rate: 24 }, { lastOfMultiplier: last('Extension indicator'), multiplier: bits(7,
      'q931.bearer_capability.rate_multiplier', 'Rate multiplier') }],
    [{ id: 8, lastOfLocation: false }, { lastOfRecommendation: last('Extension indicator'), recommendation: bits(7,
      'q931.cause.recommendation', 'Recommendation', { base: 16 }) }],
    [{ lastOfType: false }, presentation],
  )
  .choice('id', {
    0x04: {
      lastOfLayer: last('Extension indicator'),
      layer: bits(2, 'q931.layer_ident', 'Layer identification', { base: 16, names: { 1: 'Layer 1 identifier' } }),
      layer1: bits(5, 'q931.uil1', 'User information layer 1 protocol', { base: 16, names: { 1: 'V.110/I.460/X.30 rate adaption',
        2: 'Recommendation G.711 u-law', 3: 'Recommendation G.711 A-law', 4: 'Recommendation G.721 32 kbit/s ADPCM and I.460',
        5: 'Recommendation H.221 and H.242' } }),
    },
    0x08: { lastOfCause: last('Extension indicator'), cause: bits(7, 'q931.cause_value', 'Cause value', { names: causes }) },
    0x4c: digits('connected_number'), 0x6c: digits('calling_party_number'), 0x70: digits('called_party_number'),
    0x74: digits('redirecting_number'),
  })
  .fields({ more: rest('', 'Data') })

interface Element { readonly id: number, readonly length?: number | undefined, readonly discriminator?: number | undefined }
const userIn = (list: readonly Element[]) => list.find(({ id }) => id === 0x7e)
const begins = record('Header', { discriminator: u8('q931.disc', 'Protocol discriminator'), size: u8('q931.call_ref_len', 'Length') })
  .recognizer({ discriminator: 8, size: range(0, 2) })

export const q931 = protocol('q931', 'Q.931', { 'tpkt.q931': [0] })
  .specified('ITU-T Q.931')
  .fields({
    discriminator: u8('q931.disc', 'Protocol discriminator', { base: 16, names: { 8: 'Q.931' } }),
    referenceSize: u8('q931.call_ref_len', 'Call reference value length', { unit: 'bytes' }),
  })
  .choice('referenceSize', {
    1: { fromDestination: flag('q931.call_ref_flag', 'Call reference flag'), reference: bits(7, '', 'Call reference') },
    2: { fromDestination: flag('q931.call_ref_flag', 'Call reference flag'), reference: bits(15, '', 'Call reference') },
  }, { longReference: bytes('q931.call_ref', 'Call reference value', 'referenceSize') })
  .fields({
    referenceValue: computedBytes('q931.call_ref', 'Call reference value', ({ referenceSize, reference }) =>
      (reference === undefined ? undefined : Uint8Array.from(referenceSize === 1 ? [reference] : [reference >> 8,
        reference & 0xff])) as never),
    type: u8('q931.message_type', 'Message type', { base: 16, names: messages }),
    elements: list('', 'Elements', element, { last: ({ id }) => id === 0x7e }),
  })
  .accepts(begins)
  .payload({
    tables: [['q931.user', ({ elements: given }) => userIn(given)?.discriminator ?? -1]],
    length: ({ elements: given }) => Math.max(0, (userIn(given)?.length ?? 1) - 1),
  })
  .colored('messages')
  .summarized(({ type, reference, elements: given }) => {
    const [called] = given.filter(({ id }) => id === 0x70)
    const [calling] = given.filter(({ id }) => id === 0x6c)
    const [ended] = given.filter(({ cause }) => cause !== undefined)
    return lineOf([
      nameIn(messages, type) ?? `message ${type}`, reference === undefined ? undefined : `reference ${reference}`,
      calling?.digits === undefined ? undefined : `from ${calling.digits}`,
      called?.digits === undefined ? undefined : `to ${called.digits}`,
      ended?.cause === undefined ? undefined : `cause ${ended.cause} ${nameIn(causes, ended.cause) ?? ''}`.trimEnd(),
    ], ' ')
  })

/** Control of media in H.323: ITU-T H.245 (05/11), annex A, in aligned PER (X.691). Of each message its kind and channel are read. */
import { bits, computed, converted, flag, nameIn, optional, protocol, record, rest, u16, when,
  type Names } from '../../../../schema/index.ts'

const kinds = { 0: 'request', 1: 'response', 2: 'command', 3: 'indication' } satisfies Names
/** Section B.1; the last of each are extensions. */
const requests = {
  0: 'nonStandard', 1: 'masterSlaveDetermination', 2: 'terminalCapabilitySet', 3: 'openLogicalChannel', 4: 'closeLogicalChannel',
  5: 'requestChannelClose', 6: 'multiplexEntrySend', 7: 'requestMultiplexEntry', 8: 'requestMode', 9: 'roundTripDelayRequest',
  10: 'maintenanceLoopRequest', 11: 'communicationModeRequest', 12: 'conferenceRequest', 13: 'multilinkRequest',
  14: 'logicalChannelRateRequest', 15: 'genericRequest',
} satisfies Names
const responses = {
  0: 'nonStandard', 1: 'masterSlaveDeterminationAck', 2: 'masterSlaveDeterminationReject', 3: 'terminalCapabilitySetAck',
  4: 'terminalCapabilitySetReject', 5: 'openLogicalChannelAck', 6: 'openLogicalChannelReject', 7: 'closeLogicalChannelAck',
  8: 'requestChannelCloseAck', 9: 'requestChannelCloseReject', 10: 'multiplexEntrySendAck', 11: 'multiplexEntrySendReject',
  12: 'requestMultiplexEntryAck', 13: 'requestMultiplexEntryReject', 14: 'requestModeAck', 15: 'requestModeReject',
  16: 'roundTripDelayResponse', 17: 'maintenanceLoopAck', 18: 'maintenanceLoopReject', 19: 'communicationModeResponse',
  20: 'conferenceResponse', 21: 'multilinkResponse', 22: 'logicalChannelRateAcknowledge', 23: 'logicalChannelRateReject',
  24: 'genericResponse',
} satisfies Names
const commands = {
  0: 'nonStandard', 1: 'maintenanceLoopOffCommand', 2: 'sendTerminalCapabilitySet', 3: 'encryptionCommand', 4: 'flowControlCommand',
  5: 'endSessionCommand', 6: 'miscellaneousCommand', 7: 'communicationModeCommand', 8: 'conferenceCommand',
  9: 'h223MultiplexReconfiguration', 10: 'newATMVCCommand', 11: 'mobileMultilinkReconfigurationCommand', 12: 'genericCommand',
} satisfies Names
const indications = {
  0: 'nonStandard', 1: 'functionNotUnderstood', 2: 'masterSlaveDeterminationRelease', 3: 'terminalCapabilitySetRelease',
  4: 'openLogicalChannelConfirm', 5: 'requestChannelCloseRelease', 6: 'multiplexEntrySendRelease', 7: 'requestMultiplexEntryRelease',
  8: 'requestModeRelease', 9: 'miscellaneousIndication', 10: 'jitterIndication', 11: 'h223SkewIndication', 12: 'newATMVCIndication',
  13: 'userInput', 14: 'h2250MaximumSkewIndication', 15: 'mcLocationIndication', 16: 'conferenceIndication', 17: 'vendorIdentification',
  18: 'functionNotSupported', 19: 'multilinkIndication', 20: 'logicalChannelRateRelease', 21: 'flowControlIndication',
  22: 'mobileMultilinkReconfigurationIndication', 23: 'genericIndication',
} satisfies Names
const names = [requests, responses, commands, indications] as const

interface Head { readonly isExtension: boolean, readonly kind: number, readonly choice: number, readonly next?: number | undefined }
/** How many of each are no extensions, and in how many bits they are counted. */
const roots = [{ count: 11, size: 4 }, { count: 19, size: 5 }, { count: 7, size: 3 }, { count: 14, size: 4 }]
function indexOf({ isExtension, kind, choice, next = 0 }: Head): number {
  const { count, size } = roots[kind]!
  const twelve = (choice << 8) | next
  return isExtension ? count + ((twelve >> 5) & 0x3f) : twelve >> (12 - size)
}
const indexIn = (wanted: number) => (head: Head) => (head.kind === wanted ? indexOf(head) : Number.NaN)
const ofChannel = ((head: Head) =>
  !head.isExtension && ((head.kind === 0 && [3, 4].includes(indexOf(head))) || (head.kind === 1 && [5, 6,
    7].includes(indexOf(head))))) as never

const begins = record('Message', { isExtended: flag('', 'Extended') }).recognizer({ isExtended: false })

export const h245 = protocol('h245', 'MULTIMEDIA-SYSTEM-CONTROL', { 'tpkt.h245': [0] })
  .specified('ITU-T H.245')
  .fields({
    isExtended:  flag('', 'Extended'),
    kind:        bits(2, 'h245.pdu_type', 'PDU Type', { names: kinds }),
    isExtension: flag('', 'Extension'),
    choice:      bits(4, '', 'Choice'),
    next:        optional(bits(8, '', 'Choice, further bits, and what is optional')),
  })
  .fields({
    request:    computed('h245.request', 'request', indexIn(0) as never, { names: requests }),
    response:   computed('h245.response', 'response', indexIn(1) as never, { names: responses }),
    command:    computed('h245.command', 'command', indexIn(2) as never, { names: commands }),
    indication: computed('h245.indication', 'indication', indexIn(3) as never, { names: indications }),
  })
  .fields({
    channel: when(ofChannel, converted(u16('h245.forwardLogicalChannelNumber', 'forwardLogicalChannelNumber'), (number) => number + 1,
      'number', (number) => number - 1)),
    more: rest('', 'Message'),
  })
  .accepts(begins)
  .colored('messages')
  .summarized((layer) => {
    const index = indexOf(layer as Head)
    const name = nameIn(names[layer.kind]!, index) ?? `${nameIn(kinds, layer.kind)} ${index}`
    return `${name}${layer.channel === undefined ? '' : `, channel ${layer.channel}`}`
  }, { all: true })

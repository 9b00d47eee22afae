import {
  atEnd, bits, computed, flag, group, mac, nameIn, otherwise, peek, protocol, range, u16, u32, when, type Field, type Schema,
  type View,
} from '../../../schema/index.ts'
import { basicBitmap, blockAcknowledgement, compressedBitmap } from './block-ack.ts'
import { data, dataHeader, meshIn, noData, type Control } from './data-header.ts'
import {
  action, actionBodies, addRequest, addResponse, announcement, associationRequest, associationResponse, authentication, bodyWords, deletion,
  elements, farewell, reassociationRequest, subtype as management,
} from './management.ts'
import { meshSets } from './mesh.ts'
import { ccmp, ccmpNumber, isCcmp, isTkip, isWep, protectionAhead, tkip, tkipNumber, wep } from './protection.ts'

const types = { 0: 'Management', 1: 'Control', 2: 'Data', 3: 'Extension' }
/** Type and subtype, as 16 times the one and the other. */
const subtypes = {
  0x00: 'Association request', 0x01: 'Association response', 0x02: 'Reassociation request', 0x03: 'Reassociation response',
  0x04: 'Probe request', 0x05: 'Probe response', 0x06: 'Timing advertisement', 0x08: 'Beacon frame',
  0x09: 'Announcement traffic indication', 0x0a: 'Disassociation', 0x0b: 'Authentication', 0x0c: 'Deauthentication', 0x0d: 'Action',
  0x0e: 'Action, no acknowledgement', 0x12: 'Trigger', 0x14: 'Beamforming report poll', 0x15: 'Announcement of null data',
  0x16: 'Control frame extension', 0x17: 'Control wrapper', 0x18: 'Block acknowledgement request', 0x19: 'Block acknowledgement',
  0x1a: 'Power-save poll', 0x1b: 'Request to send', 0x1c: 'Clear to send', 0x1d: 'Acknowledgement', 0x1e: 'End of contention-free period',
  0x1f: 'End of contention-free period, acknowledged', 0x20: 'Data', 0x24: 'No data', 0x28: 'Data with quality of service',
  0x2c: 'No data with quality of service',
}

/** Both as one number. */
const numberOf = ({ bytes: memory, start }: View) => (memory[start]! << 8) | memory[start + 1]!
const frameControl = computed('wlan.fc', 'Frame Control Field', numberOf as never, { base: 16 })
const control = {
  subtype:           bits(4, 'wlan.fc.subtype', 'Subtype'),
  type:              bits(2, 'wlan.fc.type', 'Type', { names: types }),
  version:           bits(2, 'wlan.fc.version', 'Version'),
}
const flags = {
  flags:             group('wlan.flags', 'Flags', {
    order:           flag('wlan.fc.order', 'Order'),
    protected:       flag('wlan.fc.protected', 'Protected'),
    moreData:        flag('wlan.fc.moredata', 'More Data'),
    powerManagement: flag('wlan.fc.pwrmgt', 'Power Management'),
    retry:           flag('wlan.fc.retry', 'Retry'),
    moreFragments:   flag('wlan.fc.frag', 'More Fragments'),
    fromDs:          flag('wlan.fc.fromds', 'From Distribution System'),
    toDs:            flag('wlan.fc.tods', 'To Distribution System'),
  }),
}

const address = (name: string, label: string, ...also: string[]): Field<string, unknown> =>
  mac(`wlan.${name}`, label, { also: [...also.map((other) => `wlan.${other}`), 'wlan.addr'] })

const source = address('sa', 'Source')
const destination = address('da', 'Destination')
const receiver = address('ra', 'Receiver')
const transmitter = address('ta', 'Transmitter')
const receivingDestination = address('da', 'Destination', 'ra')
const transmittingSource = address('sa', 'Source', 'ta')

/** Section 9.2.4.4. */
const sequenceControl = {
  fragment: bits(4, 'wlan.frag', 'Fragment Number', { order: 'little' }),
  sequence: bits(12, 'wlan.seq', 'Sequence Number', { order: 'little' }),
}

/** What the addresses are, by where a frame comes from and goes to (section 9.3.2.1.2). */
const direct = { destination: receivingDestination, source: transmittingSource, bssid: address('bssid', 'Basic Service Set'),
  ...sequenceControl }
const toDs = { bssid: address('bssid', 'Basic Service Set', 'ra'), source: address('sa', 'Source', 'ta', 'staa'), destination,
  ...sequenceControl }
const fromDs = { destination: address('da', 'Destination', 'ra', 'staa'), bssid: address('bssid', 'Basic Service Set', 'ta'), source,
  ...sequenceControl }
const betweenDs = { receiver, transmitter, destination, ...sequenceControl, source }

const managementType = 0
/** Types and subtypes of frames. */
const powerSavePoll = { type: 1, subtype: 10 } as const
/** Control frames are for their receiver, and some tell the transmitter (section 9.3.1). */
const controlFrame = { type: 1 } as const
const controlWithTransmitter = { type: 1, subtype: [8, 9, 10, 11, 14, 15] } as const
const qosData = { type: data, subtype: range(8) } as const

/** Section 9.2.4.5. Access points end service periods with the bit in which stations say what the high byte is. */
const qosControl = (bit4: Field<boolean, unknown>) => group('wlan.qos', 'Quality of Service', {
  tid:          bits(4, 'wlan.qos.tid', 'Traffic Identifier', { also: 'wlan.qos.priority' }),
  bit4,
  ack:          bits(2, 'wlan.qos.ack', 'Acknowledgement Policy'),
  amsduPresent: flag('wlan.qos.amsdupresent', 'A-MSDU'),
  more:         bits(8, '', 'TXOP or Queue Size'),
}, { order: 'little' })

/** Wireshark's numbers; adapters drop frames whose check fails, so it is not worked out again. */
const names = { names: { 0: 'Bad', 1: 'Good', 2: 'Unverified' } } as const
const unverified = 2

/** A management frame whose body is not encrypted. */
const body = <const S extends number | readonly number[]>(subtype: S) =>
  ({ type: managementType, subtype, 'flags.protected': false }) as const
/** Other ways to authenticate have fields of their own before their elements. */
const plainAuthentication = { ...body(management.authentication), algorithm: [0, 1, 2, 128] } as const

const kindOf = ({ type, subtype }: Control) => (type << 4) | subtype
/** Whether a frame carries data as they are. */
const isPlain = ({ type, subtype, flags }: Control) =>
  type === data && (subtype & noData) === 0 && !flags.protected && !flags.moreFragments
const next = peek(24)
const llcWithSnap = 0xaaaa03

/** Bytes of a check sequence. */
const checkLength = 4

/** Wireless LAN, IEEE 802.11, section 9.2. */
export const wirelessLan = frame(protocol('wlan', 'IEEE 802.11 Wireless LAN', { linktype: [105], radiotap: [0],
  capwap: [2] }).specified('IEEE 802.11-2020').fields({ ...control, ...flags, frameControl }))

/** The same with its check sequence at the end, as what captured it says. */
export const checkedWirelessLan = frame(
  protocol('wlan', 'IEEE 802.11 Wireless LAN', { radiotap: [1] })
    .specified('IEEE 802.11-2020').fields({ ...control, ...flags, frameControl })
    .length((frame) => (frame.type === data ? dataHeader(frame) : Math.max(0, frame.originalEnd - frame.start - checkLength))),
  checkLength,
)

/** The same with the two bytes of its frame control swapped, as access points of Cisco send it to their controller. */
export const swappedWirelessLan = frame(protocol('wlan', 'IEEE 802.11 Wireless LAN', { capwap: [3] })
  .specified('IEEE 802.11-2020').fields({ ...flags, ...control, frameControl }))

interface Directions {
  readonly type: number
  readonly subtype: number
  readonly toDs: boolean
  readonly fromDs: boolean
}

/** Where the addresses of who sends and who receives are, in bytes from the start (section 9.3.2.1.2). */
function endsOf({ type, subtype, toDs, fromDs }: Directions) {
  const [first, second, third, fourth] = [4, 10, 16, 24]
  if (type === controlFrame.type) {
    const transmits = (controlWithTransmitter.subtype as readonly number[]).includes(subtype)
    return { destination: first, source: transmits ? second : -1 }
  }
  if (type !== data || (!toDs && !fromDs)) return { destination: first, source: second }
  return toDs ? { destination: third, source: fromDs ? fourth : second } : { destination: first, source: third }
}

/** What follows frame control, up to the body. */
function headed(start: Schema<Control>) {
  const hasHtControl = ({ type, subtype, flags }: Control) => flags.order && (type === managementType || (type === data && subtype >= 8))
  return start
    .cases(
      [powerSavePoll, {
        aid:           bits(14, 'wlan.aid', 'Association Identifier', { order: 'little' }),
        aidReserved:   bits(2, 'wlan.aid_reserved', 'Reserved', { order: 'little' }),
      }],
      [otherwise, { duration: u16('wlan.duration', 'Duration', { unit: 'microseconds', order: 'little' }) }],
    )
    .cases(
      [controlWithTransmitter, { receiver, transmitter }],
      [controlFrame, { receiver }],
      [{ type: data, 'flags.toDs': true, 'flags.fromDs': true }, betweenDs],
      [{ type: data, 'flags.toDs': true }, toDs],
      [{ type: data, 'flags.fromDs': true }, fromDs],
      [otherwise, direct],
    )
    .cases(
      [{ ...qosData, 'flags.fromDs': true }, { qos: qosControl(flag('wlan.qos.eosp', 'End of Service Period')) }],
      [qosData, { qos: qosControl(flag('wlan.qos.bit4', 'Queue Size instead of TXOP Duration')) }],
    )
    .fields({
      htControl:       when(hasHtControl, u32('wlan.htc', 'High Throughput Control', { base: 16, order: 'little' })),
    })
    .cases([{ type: [managementType, data], 'flags.protected': true }, protectionAhead])
    .cases([isWep, wep], [isTkip, tkip], [isCcmp, ccmp])
    .fields({ tkipNumber: when(isTkip, tkipNumber), ccmpNumber: when(isCcmp, ccmpNumber) })
    .choice((frame) => meshIn(frame as never), meshSets)
    .cases([{ type: 1, subtype: [8, 9] }, blockAcknowledgement])
    .cases(
      [{ type: 1, subtype: 9, 'blockAck.kind': 0 }, basicBitmap],
      [{ type: 1, subtype: 9, 'blockAck.kind': 2 }, compressedBitmap],
    )
}

/** What follows frame control, whose fields `start` has. */
function frame<V extends Control>(start: Schema<V>, check = 0) {
  const typeAt = start.reader('type' as never)
  const subtypeAt = start.reader('subtype' as never)
  const [toDsAt, fromDsAt] = [start.reader('flags.toDs' as never), start.reader('flags.fromDs' as never)]
  return headed(start as Schema<Control>)
    .cases(
      [body([management.beacon, management.probeResponse]), announcement],
      [body(management.associationRequest), associationRequest],
      [body(management.reassociationRequest), reassociationRequest],
      [body([management.associationResponse, management.reassociationResponse]), associationResponse],
      [body(management.authentication), authentication],
      [body([management.disassociation, management.deauthentication]), farewell],
      [body([management.action, management.actionWithoutAck]), action],
    )
    .cases(...actionBodies)
    .cases(
      [{ category: 3, actionCode: 0 }, addRequest],
      [{ category: 3, actionCode: 1 }, addResponse],
      [{ category: 3, actionCode: 2 }, deletion],
    )
    .cases(
      [body([0, 1, 2, 3, 4, 5, management.beacon, management.disassociation, management.deauthentication]), { elements }],
      [plainAuthentication, { elements }],
      [{ category: [0, 5], dialogToken: range(0) }, { elements }],
    )
    .fields({
      kind:            computed('wlan.fc.type_subtype', 'Type and Subtype', kindOf, { base: 16, names: subtypes }),
      ds:              computed('wlan.fc.ds', 'DS status', ({ flags }) => (flags.fromDs ? 2 : 0) + (flags.toDs ? 1 : 0), { base: 16 }),
      check:           when(() => check > 0, atEnd(u32('wlan.fcs', 'Frame check sequence', { base: 16, order: 'little' }))),
    })
    .fields({ checkStatus: computed('wlan.fcs.status', 'FCS Status', ({ check: word }) => (word === undefined ? NaN : unverified), names) })
    .betweenVaried((bytes, at) => endsOf({
      type: typeAt(bytes, at), subtype: subtypeAt(bytes, at),
      toDs: toDsAt(bytes, at) === 1, fromDs: fromDsAt(bytes, at) === 1,
    }))
    .payload({
      tables: [
        ['wlan.data', (frame) => {
          // Access points of Cisco number what is whole as if it were a last fragment: it begins with LLC, as no other last fragment does.
          return isPlain(frame) && frame.qos?.amsduPresent !== true && (frame.fragment === 0 || next(frame) === llcWithSnap) ? 0 : -1
        }],
        ['wlan.aggregate', (frame) => (isPlain(frame) && frame.qos?.amsduPresent === true && frame.fragment === 0 ? 1 : -1)],
      ],
      ...(check > 0 && { length: ({ originalEnd, start, extent }) => Math.max(0, originalEnd - start - extent - check) }),
    })
    .colored(undefined, ({ kind }) => (kind === 0x0a || kind === 0x0c ? 'warning' : undefined)) // disassociation and deauthentication
    .summarized((frame) => `${nameIn(subtypes, frame.kind) ?? `Frame of type ${frame.type}, subtype ${frame.subtype}`}${bodyWords(frame)}`)
}

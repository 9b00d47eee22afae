/** Data between host and controller: Core Specification 5.3, volume 4, part E, sections 5.4.2, 5.4.3 and 5.4.5. */
import { ahead, bits, bytes, flag, group, protocol, rest, u16, u8, when } from '../../../../schema/index.ts'
import { little } from '../common.ts'
import { wayOf } from '../memory.ts'

const handleText = (handle: number) => `handle 0x${handle.toString(16).padStart(4, '0')}`
const boundaries = {
  0: 'First Non-automatically Flushable Packet', 1: 'Continuing Fragment', 2: 'First Automatically Flushable Packet', 3: 'Complete PDU',
}
const continuing = 1
const headerSize = 4

interface Packet { readonly flags: { readonly boundary: number }; readonly length: number; readonly inner: number }
const isPart = ({ flags: { boundary }, length, inner }: Packet) => boundary === continuing || !(inner + headerSize <= length)
interface Joined { readonly whole?: Uint8Array; }

/** A first packet tells how long its message of L2CAP is. */
export const bluetoothAcl = protocol('bthci_acl', 'Bluetooth HCI ACL Packet', { 'hci_h4.type': [2] })
  .specified('Bluetooth Core Specification 5.4, volume 4, part E')
  .fields({
    flags: group('', 'Handle and Flags', {
      handle:    bits(12, 'bthci_acl.chandle', 'Connection Handle', { base: 16 }),
      boundary:  bits(2, 'bthci_acl.pb_flag', 'PB Flag', { names: boundaries }),
      broadcast: bits(2, 'bthci_acl.bc_flag', 'BC Flag', { names: { 0: 'Point-To-Point', 1: 'Active Broadcast',
        2: 'Piconet Broadcast' } }),
    }, little),
    length: u16('bthci_acl.length', 'Data Total Length', { ...little, unit: 'bytes' }),
    inner:  ahead(16, little),
  })
  .fields({ part: when(isPart, bytes('', 'Fragment', 'length')) })
  .remembers(({ flags: { handle, boundary }, length, inner, bytes, start, end }, memory) => {
    const way = wayOf(memory)
    way.handle = handle
    const part = bytes.subarray(start + headerSize, Math.min(end, start + headerSize + length))
    const isFirst = boundary !== continuing
    // One that is whole, or whose length is not there, ends what came before it.
    const isAlone = isFirst && !(inner + headerSize > length)
    const whole = way.messageWith(part, isAlone || part.length < length, isFirst ? inner + headerSize : undefined)
    return whole === undefined ? undefined : { whole }
  }, { isAlone: true })
  .derives(['bthci_acl.payload'], ({ facts }) => {
    const { whole } = (facts ?? {}) as Joined
    return whole === undefined ? [] : [{ speaks: [['bthci_acl.payload', 1]], bytes: whole, isCut: false, isOfFacts: true,
      label: 'Reassembled L2CAP' }]
  })
  .payload({
    tables: [['bthci_acl.payload', ({ flags: { boundary }, length, inner }) =>
      (isPart({ flags: { boundary }, length, inner }) ? -1 : 1)]],
    length: (packet) => (isPart(packet) ? 0 : packet.length),
  })
  .summarized(({ flags: { handle, boundary }, length }) =>
    `${handleText(handle)}, ${boundary === continuing ? 'continuing, ' : ''}${length} bytes`)

const packetStates = { 0: 'correctly received', 1: 'possibly invalid', 2: 'no data received', 3: 'partially lost' }
export const bluetoothSco = protocol('bthci_sco', 'Bluetooth HCI SCO Packet', { 'hci_h4.type': [3] })
  .specified('Bluetooth Core Specification 5.4, volume 4, part E')
  .fields({
    flags: group('', 'Handle and Flags', {
      handle:   bits(12, 'bthci_sco.chandle', 'Connection Handle', { base: 16 }),
      state:    bits(2, 'bthci_sco.packet_status', 'Packet Status', { base: 16, names: packetStates }),
      reserved: bits(2, 'bthci_sco.reserved', 'Reserved', { base: 16 }),
    }, little),
    length: u8('bthci_sco.length', 'Data Total Length', { unit: 'bytes' }),
    data:   rest('bthci_sco.data', 'Data'),
  })
  .summarized(({ flags: { handle }, length }) => `${handleText(handle)}, ${length} bytes`)

export const bluetoothIso = protocol('bthci_iso', 'Bluetooth HCI ISO Packet', { 'hci_h4.type': [5] })
  .specified('Bluetooth Core Specification 5.4, volume 4, part E')
  .fields({
    flags: group('', 'Handle and Flags', {
      handle:   bits(12, 'bthci_iso.chandle', 'Connection Handle', { base: 16 }),
      boundary: bits(2, 'bthci_iso.pb_flag', 'PB Flag', { base: 16, names: { 0: 'first', 1: 'continuation', 2: 'complete', 3: 'last' } }),
      timed:    flag('bthci_iso.ts_flag', 'Timestamp present'),
      reserved: bits(1, 'bthci_iso.reserved', 'Reserved', { base: 16 }),
    }, little),
    lengths: group('', 'Length', { length: bits(14, 'bthci_iso.data_length', 'Data Total Length'), unused: bits(2, '', 'Reserved') },
      little),
    data:   rest('bthci_iso.data', 'Data'),
  })
  .summarized(({ flags: { handle }, lengths: { length } }) => `${handleText(handle)}, ${length} bytes`)

/** Beacons and commands of IEEE 802.15.4-2020, sections 7.3.1 and 7.5. */
import { bits, flag, group, list, range, record, u16, u8, when } from '../../../schema/index.ts'
import { hexadecimal, little, reversedAddress } from './addresses.ts'

/** Section 7.3.1. */
export const beacon = {
  superframe:      group('', 'Superframe Specification', {
    beaconOrder:   bits(4, 'wpan.beacon_order', 'Beacon Interval'),
    superframeOrder: bits(4, 'wpan.superframe_order', 'Superframe Interval'),
    finalSlot:     bits(4, 'wpan.cap', 'Final CAP Slot'),
    battery:       flag('wpan.battery_ext', 'Battery Extension'),
    reserved:      bits(1, '', 'Reserved'),
    coordinator:   flag('wpan.bcn_coord', 'PAN Coordinator'),
    permits:       flag('wpan.assoc_permit', 'Association Permit'),
  }, little),
  slots:           group('', 'GTS', {
    count:         bits(3, 'wpan.gts.count', 'GTS Descriptor Count'),
    reserved:      bits(4, '', 'Reserved'),
    permit:        flag('wpan.gts.permit', 'GTS Permit'),
  }, little),
  slotDirections:  when({ 'slots.count': range(1, 7) }, u8('wpan.gts.direction', 'Direction', { base: 16 })),
  slotList:        list('', 'GTS Descriptors', record('GTS Descriptor', {
    address:       u16('wpan.gts.address', 'Address', hexadecimal), slot: u8('', 'Slot and Length', { base: 16 }),
  }), { count: 'slots.count' }),
  waiting:         group('', 'Pending Addresses', {
    shorts:        bits(3, '', 'Short'), reserved1: bits(1, '', 'Reserved'), longs: bits(3, '', 'Long'), reserved2: bits(1, '', 'Reserved'),
  }, little),
  waitingShort:    list('', 'Pending Addresses', record('Address', { address: u16('wpan.pending16', 'Address', hexadecimal) }),
    { count: 'waiting.shorts' }),
  waitingLong:     list('', 'Pending Addresses', record('Address', { address: reversedAddress('wpan.pending64', 'Address') }),
    { count: 'waiting.longs' }),
}

export const commands = {
  1: 'Association Request', 2: 'Association Response', 3: 'Disassociation Notification', 4: 'Data Request', 5: 'PAN ID Conflict',
  6: 'Orphan Notification', 7: 'Beacon Request', 8: 'Coordinator Realignment', 9: 'GTS Request',
}
export const associations = { 0: 'Association Successful', 1: 'PAN Full', 2: 'Access Denied' }
const reasons = { 1: 'Coordinator requests device to leave', 2: 'Device wishes to leave' }
/** Section 7.5. */
export const commandBodies = {
  1: {
    capabilities:  group('', 'Association Request', {
      alternate:   flag('wpan.cinfo.alt_coord', 'Alternate PAN Coordinator'),
      full:        flag('wpan.cinfo.device_type', 'Device Type'),
      mains:       flag('wpan.cinfo.power_src', 'Power Source'),
      receives:    flag('wpan.cinfo.idle_rx', 'Receive On When Idle'),
      reserved:    bits(2, '', 'Reserved'),
      secure:      flag('wpan.cinfo.sec_capable', 'Security Capability'),
      allocate:    flag('wpan.cinfo.alloc_addr', 'Allocate Address'),
    }, little),
  },
  2: {
    assigned:      u16('wpan.asoc.addr', 'Short Address', hexadecimal),
    status:        u8('wpan.assoc.status', 'Association Status', { base: 16, names: associations }),
  },
  3: { reason: u8('wpan.disassoc.reason', 'Disassociation Reason', { base: 16, names: reasons }) },
  8: {
    network:       u16('wpan.realign.pan', 'PAN ID', hexadecimal),
    coordinator:   u16('wpan.realign.addr', 'Coordinator Short Address', hexadecimal),
    channel:       u8('wpan.realign.channel', 'Logical Channel'),
    assigned:      u16('wpan.asoc.addr', 'Short Address', hexadecimal),
  },
  9: {
    slotRequest:   group('', 'GTS Request', {
      length:      bits(4, 'wpan.gtsreq.length', 'GTS Length'),
      direction:   flag('wpan.gtsreq.direction', 'GTS Direction'),
      kind:        flag('wpan.gtsreq.type', 'Characteristic Type'),
      reserved:    bits(2, '', 'Reserved'),
    }, little),
  },
}

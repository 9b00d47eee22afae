/** GeoNetworking, ETSI EN 302 636-4-1: the Basic Header, and the Common Header of unsecured packets. */
import { bits, flag, group, nameIn, protocol, rest, u16, u8, type Names } from '../../../schema/index.ts'

const nexts = { 0: 'ANY', 1: 'Common Header', 2: 'Secured Packet' } satisfies Names
const carried = { 0: 'ANY', 1: 'BTP-A', 2: 'BTP-B', 3: 'IPv6' } satisfies Names
/** Header type and subtype as one number. */
const headers = {
  0x00: 'Any', 0x10: 'Beacon', 0x20: 'Geo Unicast', 0x30: 'Geo-scoped anycast circular area', 0x31: 'Geo-scoped anycast rectangular area',
  0x32: 'Geo-scoped anycast ellipsoidal area', 0x40: 'Geo-scoped broadcast circular area',
  0x41: 'Geo-scoped broadcast rectangular area', 0x42: 'Geo-scoped broadcast ellipsoidal area',
  0x50: 'Topologically-scoped broadcast single-hop', 0x51: 'Topologically-scoped broadcast multi-hop',
  0x60: 'Location Service Request', 0x61: 'Location Service Reply',
} satisfies Names

export const geoNetworking = protocol('gnw', 'GeoNetworking', { ethertype: [0x8947] })
  .specified('ETSI EN 302 636-4-1')
  .borrows('geonw')
  .fields({
    version:    bits(4, 'geonw.bh.version', 'Version'),
    nextHeader: bits(4, 'geonw.bh.nh', 'Next Header', { names: nexts }),
    reserved:   u8('geonw.bh.reserved', 'Reserved', { base: 16 }),
    lifeTime:   group('geonw.bh.lt', 'Life Time', {
      multiplier: bits(6, 'geonw.bh.lt.mult', 'Life Time multiplier'),
      base:       bits(2, 'geonw.bh.lt.base', 'Life Time base', { names: { 0: '50 ms', 1: '1 s', 2: '10 s', 3: '100 s' } }),
    }),
    hopLimit:   u8('geonw.bh.rhl', 'Remaining Hop Limit'),
  })
  .cases([{ version: 1, nextHeader: 1 }, {
    carries:      bits(4, 'geonw.ch.nh', 'Next Header', { names: carried }),
    reserved1:    bits(4, 'geonw.ch.reserved1', 'Reserved'),
    header:       u8('geonw.ch.htype', 'Header type', { base: 16, names: headers }),
    trafficClass: group('geonw.ch.tclass', 'Traffic class', {
      buffer:  flag('geonw.ch.tc.buffer', 'Store Carry Forward'),
      offload: flag('geonw.ch.tc.offload', 'Channel offload'),
      id:      bits(6, 'geonw.ch.tc.id', 'Traffic class ID'),
    }),
    flags:        group('', 'Flags', {
      mobile:   flag('geonw.ch.flags.mob', 'Mobility flag'),
      reserved: bits(7, 'geonw.ch.flags.reserved', 'Reserved'),
    }),
    payloadLength: u16('geonw.ch.plength', 'Payload length', { unit: 'bytes' }),
    maximumHops:   u8('geonw.ch.mhl', 'Maximum Hop Limit'),
    reserved2:     u8('geonw.ch.reserved2', 'Reserved'),
  }])
  .fields({ more: rest('', 'Data') })
  .colored('messages')
  .summarized(({ version, nextHeader, header, carries, payloadLength, hopLimit }) => (header === undefined
    ? `Version ${version}, ${nameIn(nexts, nextHeader) ?? `next header ${nextHeader}`}, hop limit ${hopLimit}`
    : `${nameIn(headers, header) ?? `header type 0x${header.toString(16)}`}, ${nameIn(carried, carries ?? 0) ?? `next header ${carries}`}, `
      + `${payloadLength} bytes, hop limit ${hopLimit}`))

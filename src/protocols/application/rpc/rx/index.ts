/** RX, the remote procedure calls of AFS: "Rx protocol specification draft" (N. Zeldovich, 2002), sections 2 and 5. */
import {
  bits, bytes, flag, group, list, nameIn, optional, protocol, range, record, rest, time, u16, u32, u8,
} from '../../../../schema/index.ts'

const types = {
  1: 'data', 2: 'ack', 3: 'busy', 4: 'abort', 5: 'ackall', 6: 'challenge', 7: 'response', 8: 'debug', 9: 'params', 13: 'version',
} as const
const reasons = {
  1: 'Ack Requested', 2: 'Duplicate Packet', 3: 'Out Of Sequence', 4: 'Exceeds Window', 5: 'No Space', 6: 'Ping', 7: 'Ping Response',
  8: 'Delay', 9: 'Idle',
} as const

const header = {
  epoch:      time('rx.epoch', 'Epoch', 'unix'),
  connection: u32('rx.cid', 'CID'),
  call:       u32('rx.callnumber', 'Call Number'),
  sequence:   u32('rx.seq', 'Sequence Number'),
  serial:     u32('rx.serial', 'Serial'),
  type:       u8('rx.type', 'Type', { names: types }),
  flags:      group('rx.flags', 'Flags', {
    reserved:     bits(3, '', 'Reserved'),
    isFree:       flag('rx.flags.free_packet', 'Free Packet'),
    hasMore:      flag('rx.flags.more_packets', 'More Packets'),
    isLast:       flag('rx.flags.last_packet', 'Last Packet'),
    asksForAck:   flag('rx.flags.request_ack', 'Request Ack'),
    isFromClient: flag('rx.flags.client_init', 'Client Initiated'),
  }),
  userStatus: u8('rx.userstatus', 'User Status'),
  security:   u8('rx.securityindex', 'Security Index'),
  checksum:   u16('rx.spare', 'Spare/Checksum'),
  service:    u16('rx.serviceid', 'Service ID'),
}

const acknowledged = record('ACK', { type: u8('rx.ack_type', 'ACK Type', { names: { 0: 'NACK', 1: 'ACK' } }) })
const number = (name: string, label: string) => u32(`rx.${name}`, label)
const calls = record('Call', { number: number('callnumber', 'Call Number') })
const begins = record('Header', header).recognizer({ type: [range(1, 9), 13] })

export const rx = protocol('rx', 'RX Protocol', {
  'udp.port': [7000, 7001, 7002, 7003, 7004, 7005, 7006, 7007, 7008, 7009, 7021],
})
  .fields(header)
  .accepts(begins)
  .choice('type', {
    2: {
      bufferSpace: u16('rx.bufferspace', 'Bufferspace'),
      maximumSkew: u16('rx.maxskew', 'Max Skew'),
      first:       number('first', 'First Packet'),
      previous:    number('prev', 'Prev Packet'),
      ackSerial:   number('serial', 'Serial'),
      reason:      u8('rx.reason', 'Reason', { names: reasons }),
      count:       u8('rx.num_acks', 'Num ACKs'),
      acks:        list('rx.ack', 'ACKs', acknowledged, { count: 'count' }),
      padding:     bytes('', 'Padding', 3),
      maximumMtu:  number('max_mtu', 'Max MTU'),
      mtu:         number('if_mtu', 'Interface MTU'),
      window:      number('rwind', 'rwind'),
      packets:     optional(number('max_packets', 'Max Packets')),
    },
    4: { code: u32('rx.abort_code', 'Abort Code', { signed: true }) },
    6: {
      version:     number('version', 'Version'),
      nonce:       u32('rx.nonce', 'Nonce', { base: 16 }),
      level:       number('min_level', 'Min Level'),
      unused:      rest('', 'Spare'),
    },
    7: {
      version:     number('version', 'Version'),
      spare:       u32('', 'Spare'),
      ownEpoch:    time('rx.epoch', 'Epoch', 'unix'),
      ownId:       number('cid', 'CID'),
      ownChecksum: u32('', 'Checksum', { base: 16 }),
      ownSecurity: u32('rx.securityindex', 'Security Index'),
      calls:       list('', 'Call Numbers', calls, { count: () => 4 }),
      increased:   u32('rx.inc_nonce', 'Inc Nonce', { base: 16 }),
      level:       number('level', 'Level'),
      keyVersion:  number('kvno', 'kvno'),
      ticketSize:  number('ticket_len', 'Ticket len'),
      ticket:      bytes('rx.ticket', 'ticket', { length: 'ticketSize' }),
    },
  })
  .payload({ tables: [['rx.type', 'type']] })
  .colored('management', ({ type }) => (type === 4 ? 'error' : undefined))
  .summarized((layer) => {
    const { type, call, sequence, reason, code } = layer
    const detail = reason === undefined ? code : nameIn(reasons, reason) ?? reason
    const name = (nameIn(types, type) ?? `type ${type}`).toUpperCase()
    return `${name}${detail === undefined ? '' : ` ${detail}`}, call ${call}, seq ${sequence}`
  })

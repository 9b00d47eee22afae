import { fact, protocol, u16 } from '../../schema/index.ts'

/** User Datagram Protocol, RFC 768. */
export const udp = protocol('udp', 'User Datagram Protocol', { 'ip.proto': [17] })
  .specified('RFC 768')
  .fields({
    sourcePort:      u16('udp.srcport', 'Source Port', { also: 'udp.port' }),
    destinationPort: u16('udp.dstport', 'Destination Port', { also: 'udp.port' }),
    length:          u16('udp.length', 'Length'),
    checksum:        u16('udp.checksum', 'Checksum', { base: 16 }),
  })
  .defaults({ sourcePort: 49152 }) // the first dynamic port, RFC 6335
  .checksummed('checksum', { covers: 'message', pseudo: 17, optional: true })
  .between('port', 'sourcePort', 'destinationPort')
  .payload({
    tables: [
      ['udp.port', { smaller: ['sourcePort', 'destinationPort'] }],
      ['udp.port', { larger: ['sourcePort', 'destinationPort'] }],
    ],
    guesses: 'udp',
    filter: 'udp.payload',
    length: { length: 'length', minus: 8, when: 'length' }, // 0 in a jumbogram, RFC 2675
  })
  .facts({
    stream:       fact.number('udp.stream', 'Stream index'),
    timeRelative: fact.duration('udp.time_relative', 'Time since the first datagram of the stream'),
    timeDelta:    fact.duration('udp.time_delta', 'Time since the previous datagram of the stream'),
  })
  .detailed({ fields: [['length', 'length']] })
  .summarized((udp) => `len ${Math.max(0, (udp.length || udp.originalEnd - udp.start) - 8)}`)
  .colored('datagrams')
  .notes(
    { name: 'udp.length.bad', severity: 'error', text: 'length below 8 bytes', when: (udp) => udp.length > 0 && udp.length < 8 },
    { name: 'udp.length.bad_zero', severity: 'error', text: 'length of 0 without a jumbogram',
      when: (udp) => udp.length === 0 && udp.originalEnd - udp.start < 65536 },
  )

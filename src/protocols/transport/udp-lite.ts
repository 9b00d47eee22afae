import { protocol, u16 } from '../../schema/index.ts'

/** Lightweight User Datagram Protocol, RFC 3828: what its checksum leaves out may be damaged. Its ports are those of UDP. */
export const udpLite = protocol('udplite', 'Lightweight User Datagram Protocol', { 'ip.proto': [136] })
  .specified('RFC 3828')
  .borrows('udp')
  .fields({
    sourcePort:      u16('udp.srcport', 'Source Port', { also: 'udp.port' }),
    destinationPort: u16('udp.dstport', 'Destination Port', { also: 'udp.port' }),
    coverage:        u16('udp.checksum_coverage', 'Checksum coverage'),
    checksum:        u16('udp.checksum', 'Checksum', { base: 16 }),
  })
  .between('port', 'sourcePort', 'destinationPort')
  .payload({
    tables: [
      ['udp.port', { smaller: ['sourcePort', 'destinationPort'] }],
      ['udp.port', { larger: ['sourcePort', 'destinationPort'] }],
    ],
    guesses: 'udp',
  })
  .detailed({ fields: [['coverage', 'coverage']] })
  .summarized(({ coverage }) => `coverage ${coverage}`)
  .colored('datagrams')

import { bits, protocol } from '../../schema/index.ts'

/** Ethernet in IP, RFC 3378. */
export const etherip = protocol('etherip', 'Ethernet in IP', { 'ip.proto': [97] })
  .specified('RFC 3378')
  .fields({
    version:  bits(4, 'etherip.ver', 'Version'),
    reserved: bits(12, 'etherip.reserved', 'Reserved'),
  })
  .payload({ tables: [['ethertype', () => 0x6558]] })

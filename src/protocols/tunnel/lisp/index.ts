import { bits, flag, group, otherwise, peek, protocol, u24, u32, u8 } from '../../../schema/index.ts'

/** Locator/Identifier Separation, data plane, RFC 9300, section 5.3. */
export const lispData = protocol('lisp-data', 'Locator/ID Separation Protocol', { 'udp.port': [4341] })
  .specified('RFC 9300')
  .fields({
    flags:              group('lisp-data.flags', 'Flags', {
      noncePresent:       flag('lisp-data.flags.nonce', 'Nonce'),
      locatorsPresent:    flag('lisp-data.flags.lsb', 'Locator Status Bits'),
      echoRequested:      flag('lisp-data.flags.enr', 'Echo-Nonce Request'),
      versionsPresent:    flag('lisp-data.flags.mv', 'Map Versions'),
      instancePresent:    flag('lisp-data.flags.iid', 'Instance ID'),
      reserved:           bits(3, 'lisp-data.flags.res', 'Reserved'),
    }),
  })
  .cases(
    [{ 'flags.versionsPresent': true }, {
      sourceVersion:      bits(12, 'lisp-data.srcmapver', 'Source Map-Version'),
      destinationVersion: bits(12, 'lisp-data.dstmapver', 'Destination Map-Version'),
    }],
    [otherwise, { nonce: u24('lisp-data.nonce', 'Nonce', { base: 16 }) }],
  )
  .cases(
    [{ 'flags.instancePresent': true }, {
      instance:           u24('lisp-data.iid', 'Instance ID'),
      locators:           u8('lisp-data.lsb8', 'Locator Status Bits', { base: 16 }),
    }],
    [otherwise, { locators: u32('lisp-data.lsb', 'Locator Status Bits', { base: 16 }) }],
  )
  .payload({ tables: [['ip.version', peek(4)]] })

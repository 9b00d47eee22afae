import { protocol, u24, u32, u8, type View } from '../../../schema/index.ts'

/** Locator/Identifier Separation, data plane, RFC 9300, section 5.3. */
export const lispData = protocol('lisp-data', 'Locator/ID Separation Protocol', { 'udp.port': [4341] })
  .fields({
    flags:    u8('lisp-data.flags', 'Flags', { base: 16 }),
    nonce:    u24('', 'Nonce or Map Version', { base: 16 }),
    locators: u32('', 'Instance and Locator Status', { base: 16 }),
  })
  .payload({ tables: [['ip.version', ({ bytes, start }: View) => bytes[start + 8]! >> 4]] })

import { ahead, bytes, otherwise, protocol, range, u16, u32 } from '../../schema/index.ts'
import { etherTypes } from '../names/ether-types.ts'

/** AF_ values of the systems that write this header; IPv6 has a different one on each. */
const families = {
  2: 'IPv4', 7: 'OSI', 10: 'IPv6 (Linux)', 16: 'AppleTalk', 23: 'IPv6 (Windows)', 24: 'IPv6 (NetBSD, OpenBSD)',
  28: 'IPv6 (FreeBSD)', 30: 'IPv6 (macOS)',
}

/** Families end far below the longest frame of IEEE 802.3, EtherTypes begin above. */
const family = range(0, 1500)
const number = { names: families } as const
const type = { base: 16, names: etherTypes } as const
const unused = bytes('', 'Unused', 2)

/**
 * The header of loopback interfaces: LINKTYPE_NULL in the byte order of its machine, LINKTYPE_LOOP in network order. A family needs one
 * byte, so its place tells the order. IRIX has a family of 16 bits in front; others have an EtherType in place of a family.
 */
export const loopback = protocol('null', 'Loopback', { linktype: [0, 108] })
  .specified('https://www.tcpdump.org/linktypes.html')
  .fields({ inLittleEndian: ahead(32, { order: 'little' }), inBigEndian: ahead(32) })
  .cases(
    [{ inLittleEndian: family },                 { family: u32('null.family', 'Family', { ...number, order: 'little' }) }],
    [{ inLittleEndian: range(0, 0xffff) },       { type: u16('null.type', 'Type', { ...type, order: 'little' }), unused }],
    [{ inLittleEndian: range(0x10000, 0x5ffff) }, { unused, family: u16('null.family', 'Family', { ...number, order: 'little' }) }],
    [{ inBigEndian: family },                    { family: u32('null.family', 'Family', number) }],
    [otherwise,                                  { unused, type: u16('null.type', 'Type', type) }],
  )
  .payload({ tables: [['null.bsd', 'family'], ['ethertype', 'type']] })

import { peek, protocol } from '../../schema/index.ts'

/** No link layer at all: LINKTYPE_RAW, IPV4 and IPV6, and the DLT_RAW numbers of some systems. The version in the first byte tells which. */
export const raw = protocol('raw', 'Raw IP', { linktype: [101, 12, 14, 228, 229] })
  .specified('https://www.tcpdump.org/linktypes.html')
  .payload({ tables: [['ip.version', peek(4)]] })

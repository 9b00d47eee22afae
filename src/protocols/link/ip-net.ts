import { protocol, u16, u32, u8 } from '../../schema/index.ts'

const families = { 2: 'IPv4', 26: 'IPv6' }
const hooks = { 0: 'Inbound', 1: 'Outbound', 2: 'Local' }

/** Solaris IPNET: packets between zones, with the header that the ipnet device puts in front (LINKTYPE_IPNET). */
export const ipNet = protocol('ipnet', 'Solaris IPNET', { linktype: [226] })
  .specified('https://www.tcpdump.org/linktypes/LINKTYPE_IPNET.html')
  .fields({
    version:         u8('ipnet.version', 'Header version'),
    family:          u8('ipnet.family', 'Address family', { names: families }),
    hook:            u16('ipnet.htype', 'Hook type', { names: hooks }),
    dataLength:      u32('ipnet.pktlen', 'Data length', { unit: 'bytes' }),
    interfaceIndex:  u32('ipnet.ifindex', 'Interface index'),
    groupIndex:      u32('ipnet.grifindex', 'Group interface index'),
    sourceZone:      u32('ipnet.zsrc', 'Source Zone ID'),
    destinationZone: u32('ipnet.zdst', 'Destination Zone ID'),
  })
  .payload({
    tables: [['ip.version', (ipNet) => (ipNet.family === 2 ? 4 : ipNet.family === 26 ? 6 : -1)]],
    length: (ipNet) => ipNet.dataLength,
  })

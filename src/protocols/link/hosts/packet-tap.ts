import { protocol, text, u16, u32 } from '../../../schema/index.ts'
import { linkTypes } from '../../names/link-types.ts'

const little = { order: 'little' } as const
const zero = { padding: 'zero' } as const

/** What macOS tells of a frame: LINKTYPE_PKTAP, `bsd/net/pktap.h`. Numbers are in the order of its machines, little-endian. */
export const packetTap = protocol('pktap', 'PKTAP packet header', { linktype: [258, 149] })
  .specified('https://www.tcpdump.org/linktypes.html')
  .fields({
    headerLength:    u32('pktap.hdrlen', 'Header length', { ...little, unit: 'bytes' }),
    recordType:      u32('pktap.rectype', 'Record type', little),
    linkType:        u32('pktap.dlt', 'DLT', { ...little, names: linkTypes }),
  })
  .length(({ headerLength }) => Math.max(108, headerLength))
  .fields({
    interface:       text('pktap.ifname', 'Interface name', 24, zero),
    flags:           u32('pktap.flags', 'Flags', { ...little, base: 16 }),
    family:          u32('pktap.pfamily', 'Protocol family', little),
    linkLength:      u32('pktap.llhdrlen', 'Link-layer header length', little),
    trailerLength:   u32('pktap.lltrlrlen', 'Link-layer trailer length', little),
    process:         u32('pktap.pid', 'Process ID', little),
    command:         text('pktap.cmdname', 'Command name', 20, zero),
    service:         u32('pktap.svc_class', 'Service class', little),
    interfaceType:   u16('pktap.iftype', 'Interface type', little),
    unit:            u16('pktap.ifunit', 'Interface unit', little),
    effectiveProcess: u32('pktap.epid', 'Effective process ID', little),
    effectiveCommand: text('pktap.ecmdname', 'Effective command name', 20, zero),
  })
  .payload({ tables: [['linktype', ({ linkType }) => (linkType === 12 ? 101 : linkType)]] })
  .summarized(({ interface: place, command, process }) => `${place}${command === '' ? '' : `, ${command}`}, process ${process}`)

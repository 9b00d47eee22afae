/** Sockets between virtual machines and their host: `include/uapi/linux/vsockmon.h`, and virtio 1.1, section 5.10.6. Little-endian. */
import { bytes, nameIn, protocol, u16, u32, u64, when } from '../../../schema/index.ts'

const little = { order: 'little' } as const
const operations = { 0: 'Unknown', 1: 'Connect', 2: 'Disconnect', 3: 'Control', 4: 'Payload' }
const transports = { 0: 'Unknown', 1: 'No info', 2: 'Virtio' }
const virtioOperations = {
  0: 'Invalid', 1: 'Request', 2: 'Response', 3: 'Reset', 4: 'Shutdown', 5: 'Data', 6: 'Credit update', 7: 'Credit request',
}

export const virtualSocket = protocol('vsock', 'vSocket', { linktype: [271] })
  .specified('https://www.tcpdump.org/linktypes/LINKTYPE_VSOCK.html')
  .fields({
    source:          u64('vsock.cid.src', 'Source cid', { ...little, also: 'vsock.cid' }),
    destination:     u64('vsock.cid.dst', 'Destination cid', { ...little, also: 'vsock.cid' }),
    sourcePort:      u32('vsock.port.src', 'Source port', { ...little, also: 'vsock.port' }),
    destinationPort: u32('vsock.port.dst', 'Destination port', { ...little, also: 'vsock.port' }),
    operation:       u16('vsock.op', 'Operation', { ...little, names: operations }),
    transport:       u16('vsock.trans', 'Transport', { ...little, names: transports }),
    transportLength: u16('vsock.trans_len', 'Transport length', { ...little, unit: 'bytes' }),
    reserved:        bytes('vsock.reserved', 'Reserved', 2),
  })
  .cases([{ transport: 2, transportLength: 44 }, {
    virtioSource:    u64('vsock.virtio.cid.src', 'Source cid', little),
    virtioDestination: u64('vsock.virtio.cid.dst', 'Destination cid', little),
    virtioSourcePort: u32('vsock.virtio.port.src', 'Source port', little),
    virtioDestinationPort: u32('vsock.virtio.port.dst', 'Destination port', little),
    virtioLength:    u32('vsock.virtio.len', 'Length', { ...little, unit: 'bytes' }),
    virtioType:      u16('vsock.virtio.type', 'Type', { ...little, names: { 1: 'Stream' } }),
    virtioOperation: u16('vsock.virtio.op', 'Operation', { ...little, names: virtioOperations }),
    virtioFlags:     u32('vsock.virtio.flags', 'Flags', { ...little, base: 16 }),
    allocated:       u32('vsock.virtio.buf_alloc', 'Buf alloc', little),
    forwarded:       u32('vsock.virtio.fwd_cnt', 'Fwd cnt', little),
  }])
  .fields({ transportData: when({ transport: [0, 1, 3] }, bytes('', 'Transport header', 'transportLength')) })
  .payload({ tables: [['vsock.payload', () => -1]] })
  .summarized(({ source, destination, sourcePort, destinationPort, operation, virtioOperation }) => {
    const virtio = virtioOperation === undefined ? '' : `, ${nameIn(virtioOperations, virtioOperation) ?? `operation ${virtioOperation}`}`
    const kind = nameIn(operations, operation) ?? `operation ${operation}`
    return `${source}:${sourcePort} > ${destination}:${destinationPort} ${kind}${virtio}`
  })

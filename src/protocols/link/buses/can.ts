/** Controller Area Network as Linux captures it: `include/uapi/linux/can.h`, https://www.tcpdump.org/linktypes/LINKTYPE_CAN_SOCKETCAN.html. */
import { bits, flag, group, protocol, u8, bytes } from '../../../schema/index.ts'

/** Bytes of data in a classic frame. */
const longest = 8
const hexadecimal = (id: number, isExtended: boolean) => id.toString(16).padStart(isExtended ? 8 : 3, '0')

/** The identifier with its flags: from the highest bit down in network order, from the lowest up where it is in that of the machine. */
const inNetworkOrder = group('', 'Identifier', {
  extended:    flag('can.flags.xtd', 'Extended Flag'),
  remote:      flag('can.flags.rtr', 'Remote Transmission Request Flag'),
  error:       flag('can.flags.err', 'Error Message Flag'),
  id:          bits(29, 'can.id', 'CAN Message Identifier'),
})
const inLittleEndian = group('', 'Identifier', {
  id:          bits(29, 'can.id', 'CAN Message Identifier'),
  error:       flag('can.flags.err', 'Error Message Flag'),
  remote:      flag('can.flags.rtr', 'Remote Transmission Request Flag'),
  extended:    flag('can.flags.xtd', 'Extended Flag'),
}, { order: 'little' })

function canOf(identifier: typeof inNetworkOrder, tables: Readonly<Record<string, readonly number[]>>) {
  return protocol('can', 'Controller Area Network', tables)
    .specified('https://www.tcpdump.org/linktypes/LINKTYPE_CAN_SOCKETCAN.html')
    .fields({
      identifier,
      length:   u8('can.len', 'Frame-Length', { unit: 'bytes' }),
      flags:    group('', 'Flags', {
        reserved: bits(5, '', 'Reserved'),
        flexible: flag('', 'CAN FD'),
        errorState: flag('canfd.flags.esi', 'Error State Indicator'),
        rateSwitch: flag('canfd.flags.brs', 'Bit Rate Switch'),
      }),
      reserved: bytes('can.padding', 'Padding', 2),
    })
    .payload({ tables: [['can.data', () => -1]], length: 'length' })
    .colored(undefined, ({ identifier: { error } }) => (error ? 'warning' : undefined))
    .summarized(({ identifier: { id, extended, remote, error }, length, flags }) => {
      const kind = flags.flexible || length > longest ? 'CAN FD' : 'CAN'
      return `${kind} id 0x${hexadecimal(id, extended)}, ${remote ? 'remote request' : `${length} bytes`}${error ? ', error' : ''}`
    })
}
export const controllerArea = canOf(inNetworkOrder, { linktype: [227] }).borrows('canfd')
/** In cooked captures, whose identifiers are in the order of the machine. */
export const controllerAreaCooked = canOf(inLittleEndian as never, { 'sll.ltype': [12, 13] }).borrows('canfd')

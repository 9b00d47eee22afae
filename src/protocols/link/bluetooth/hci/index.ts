/** The host controller interface of Bluetooth as it is captured: UART frames (H4), and the monitor of Linux. */
import { lineOf, nameIn, protocol, rest, text, u16, u32, u8, when } from '../../../../schema/index.ts'
import { companies, deviceAddress, hexadecimal, little } from '../common.ts'
import { wayOf } from '../memory.ts'

/** Core Specification 5.3, volume 4, part A, section 2. */
const packetTypes = { 1: 'HCI Command', 2: 'ACL Data', 3: 'SCO Data', 4: 'HCI Event', 5: 'ISO Data' }
const type = u8('hci_h4.type', 'HCI Packet Type', { base: 16, names: packetTypes })
const [command, event] = [1, 4]

/** LINKTYPE_BLUETOOTH_HCI_H4: commands go to the controller, events come from it. */
export const bluetooth = protocol('hci_h4', 'Bluetooth HCI H4', { linktype: [187] })
  .specified('Bluetooth Core Specification 5.4, volume 4, part A')
  .fields({ type })
  .remembers(({ type: kind }, memory) => {
    const way = wayOf(memory)
    way.adapter = 0
    way.isReceived = kind === command ? false : kind === event ? true : undefined
    return undefined
  }, { isAlone: true })
  .payload({ tables: [['hci_h4.type', 'type']] })
  .summarized(({ type: kind }) => nameIn(packetTypes, kind) ?? `type ${kind}`)

/** LINKTYPE_BLUETOOTH_HCI_H4_WITH_PHDR: with the direction in front. */
export const bluetoothDirected = protocol('hci_h4', 'Bluetooth HCI H4, with direction', { linktype: [201] })
  .specified('Bluetooth Core Specification 5.4, volume 4, part A')
  .fields({ direction: u32('hci_h4.direction', 'Direction', { base: 16, names: { 0: 'Sent', 1: 'Rcvd' } }), type })
  .remembers(({ direction }, memory) => {
    const way = wayOf(memory)
    way.adapter = 0
    way.isReceived = (direction & 1) === 1
    return undefined
  }, { isAlone: true })
  .payload({ tables: [['hci_h4.type', 'type']] })
  .summarized(({ type: kind, direction }) => `${direction === 0 ? 'sent' : 'received'} ${nameIn(packetTypes, kind) ?? `type ${kind}`}`)

/** Linux, `include/net/bluetooth/hci_mon.h`. */
const operations = {
  0: 'New Index', 1: 'Delete Index', 2: 'Command Packet', 3: 'Event Packet', 4: 'ACL Tx Packet', 5: 'ACL Rx Packet', 6: 'SCO Tx Packet',
  7: 'SCO Rx Packet', 8: 'Open Index', 9: 'Close Index', 10: 'Index Info', 11: 'Vendor Diagnostics', 12: 'System Note', 13: 'User Logging',
  14: 'Control Open', 15: 'Control Close', 16: 'Control Command', 17: 'Control Event', 18: 'ISO Tx Packet', 19: 'ISO Rx Packet',
}
const buses = { 0: 'Virtual', 1: 'USB', 2: 'PCCARD', 3: 'UART', 4: 'RS232', 5: 'PCI', 6: 'SDIO', 7: 'SPI', 8: 'I2C', 9: 'SMD',
  10: 'VIRTIO' }
const priorities = { 3: 'Error', 4: 'Warning', 6: 'Information', 7: 'Debug' }
const typeOf: Readonly<Record<number, number>> = { 2: 1, 3: 4, 4: 2, 5: 2, 6: 3, 7: 3, 18: 5, 19: 5 }
const received: ReadonlySet<number> = new Set([3, 5, 7, 19])
const zero = { padding: 'zero' } as const

/** LINKTYPE_BLUETOOTH_LINUX_MONITOR. */
export const bluetoothMonitor = protocol('hci_mon', 'Bluetooth Linux Monitor Transport', { linktype: [254] })
  .specified('https://www.tcpdump.org/linktypes/LINKTYPE_BLUETOOTH_LINUX_MONITOR.html')
  .fields({
    adapter:   u16('hci_mon.adapter_id', 'Adapter ID'),
    operation: u16('hci_mon.opcode', 'Opcode', { names: operations }),
  })
  .choice('operation', {
    0:  {
      adapterType: u8('hci_mon.type', 'Type', { base: 16, names: { 0: 'Primary', 1: 'AMP' } }),
      bus:         u8('hci_mon.bus', 'Bus', { base: 16, names: buses }),
      address:     deviceAddress('hci_mon.bd_addr', 'BD_ADDR'),
      name:        text('hci_mon.adapter_name', 'Adapter Name', 8, zero),
    },
    10: {
      address:     deviceAddress('hci_mon.bd_addr', 'BD_ADDR'),
      manufacturer: u16('hci_mon.manufacturer', 'Manufacturer', { ...hexadecimal, names: companies }),
    },
    12: { note: text('hci_mon.system_note', 'System Note', undefined, zero) },
    13: {
      priority:    u8('hci_mon.priority', 'Priority', { names: priorities }),
      programLength: u8('hci_mon.ident_length', 'Ident Length', { unit: 'bytes' }),
      program:     text('hci_mon.ident', 'Ident', 'programLength', zero),
      note:        text('hci_mon.system_note', 'Message', undefined, zero),
    },
    14: {
      cookie:      u32('hci_mon.cookie', 'Cookie', hexadecimal),
      format:      u16('hci_mon.format', 'Format', hexadecimal),
      version:     u8('hci_mon.version', 'Version'),
      minor:       u16('hci_mon.version_minor', 'Version Minor', little),
      flags:       u32('hci_mon.flags', 'Flags', hexadecimal),
      commandLength: u8('hci_mon.command_length', 'Command Length', { unit: 'bytes' }),
      command:     text('hci_mon.command', 'Command', 'commandLength', zero),
    },
    15: { cookie: u32('hci_mon.cookie', 'Cookie', hexadecimal) },
    16: { cookie: u32('hci_mon.cookie', 'Cookie', hexadecimal), management: u16('hci_mon.event', 'Management Command', hexadecimal) },
    17: { cookie: u32('hci_mon.cookie', 'Cookie', hexadecimal), management: u16('hci_mon.event', 'Management Event', hexadecimal) },
  })
  .fields({ more: when(({ operation }) => typeOf[operation] === undefined, rest('', 'Data')) })
  .remembers(({ adapter, operation }, memory) => {
    const way = wayOf(memory)
    way.adapter = adapter
    way.isReceived = received.has(operation)
    return undefined
  }, { isAlone: true })
  .payload({ tables: [['hci_h4.type', ({ operation }) => typeOf[operation] ?? -1]] })
  .summarized(({ adapter, operation, name, note }) =>
    lineOf([`adapter ${adapter}`, nameIn(operations, operation) ?? `opcode ${operation}`, name, note]))

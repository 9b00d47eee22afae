/** Bluetooth: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { bluetoothAttributes } from './attributes/index.ts'
import { bluetoothCommand } from './hci/commands.ts'
import { bluetoothAcl, bluetoothIso, bluetoothSco } from './hci/data.ts'
import { bluetoothEvent } from './hci/events.ts'
import { bluetooth, bluetoothDirected, bluetoothMonitor } from './hci/index.ts'
import { bluetoothL2cap } from './l2cap/index.ts'
import { lowEnergyRadio, nordicSniffer } from './low-energy/headers.ts'
import { lowEnergy } from './low-energy/index.ts'
import { bluetoothRfcomm } from './rfcomm.ts'
import { bluetoothSecurity } from './security-manager.ts'
import { bluetoothServiceDiscovery } from './service-discovery.ts'

export const bluetoothProtocols = {
  bluetooth, bluetoothDirected, bluetoothMonitor, bluetoothCommand, bluetoothEvent, bluetoothAcl, bluetoothSco, bluetoothIso,
  bluetoothL2cap,
  bluetoothAttributes, bluetoothSecurity, bluetoothRfcomm, bluetoothServiceDiscovery, lowEnergy, lowEnergyRadio, nordicSniffer,
}

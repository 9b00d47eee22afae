/** Buses of vehicles and machines: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { controllerArea, controllerAreaCooked } from './can.ts'
import { someIp, someIpDiscovery } from './some-ip.ts'
import { scsi, usbMassStorage } from './usb-mass-storage.ts'
import { usbCapture, usbMonitor, usbMonitorMapped } from './usb.ts'

export const busProtocols = {
  controllerArea, controllerAreaCooked, someIp, someIpDiscovery, usbMonitor, usbMonitorMapped, usbCapture, usbMassStorage, scsi,
}

/** Configuration and management of networks: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { dhcp } from './dhcp.ts'
import { ntp } from './ntp.ts'
import { openflow, openflow10, openflow13 } from './openflow.ts'

export const managementProtocols = {
  dhcp, ntp, openflow, openflow10, openflow13,
}

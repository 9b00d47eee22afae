/** Configuration and management of networks: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { dhcp } from './dhcp.ts'
import { dhcpv6 } from './dhcpv6/index.ts'
import { dropboxDiscovery } from './dropbox.ts'
import { netflow } from './netflow/index.ts'
import { ntp } from './ntp/index.ts'
import { ntsKeyEstablishment } from './nts-key.ts'
import { openflow, openflow10, openflow13 } from './openflow.ts'
import { natPortMapping, portControl, portMapping } from './port-mapping.ts'
import { precisionTime } from './precision-time/index.ts'
import { serviceLocation } from './service-location.ts'
import { sflow } from './sflow/index.ts'
import { snmp } from './snmp/index.ts'
import { syslog } from './syslog.ts'
import { wsDiscovery } from './ws-discovery.ts'

export const managementProtocols = {
  dhcp, netflow, ntp, ntsKeyEstablishment, openflow, openflow10, openflow13, dhcpv6, dropboxDiscovery, portMapping, natPortMapping, portControl, precisionTime,
  serviceLocation, sflow, snmp, syslog, wsDiscovery,
}

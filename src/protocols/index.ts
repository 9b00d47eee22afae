/** Every protocol there is: a new one is a file of its own and a line here. The key is the property of `Packet`. */
import { dns, dnsOverTcp, llmnr, mdns } from './application/dns.ts'
import { http, ssdp } from './application/http.ts'
import { data } from './data.ts'
import { arp } from './link/arp.ts'
import { ethernet } from './link/ethernet.ts'
import { interSwitchLink } from './link/interSwitchLink.ts'
import { linuxCooked, linuxCooked2 } from './link/linuxCooked.ts'
import { llc } from './link/llc.ts'
import { loopback } from './link/loopback.ts'
import { raw } from './link/raw.ts'
import { snap } from './link/snap.ts'
import { providerVlan, vlan } from './link/vlan.ts'
import { icmp } from './network/icmp.ts'
import { icmpv6 } from './network/icmpv6.ts'
import { igmp } from './network/igmp.ts'
import { authenticationHeader, encapsulatingSecurityPayload } from './network/ipsec.ts'
import { ipv4 } from './network/ipv4.ts'
import { ipv6 } from './network/ipv6.ts'
import { ipv6Fragment } from './network/ipv6Fragment.ts'
import { destinationOptions, hopByHopOptions } from './network/ipv6Options.ts'
import { ipv6Routing } from './network/ipv6Routing.ts'
import { mobilityHeader, shim6 } from './network/mobility.ts'
import { tcp } from './transport/tcp.ts'
import { udp } from './transport/udp.ts'

export const protocols = {
  data,
  ethernet, interSwitchLink, vlan, providerVlan, llc, snap, arp, loopback, raw, linuxCooked, linuxCooked2,
  ipv4, ipv6, hopByHopOptions, ipv6Routing, ipv6Fragment, destinationOptions, authenticationHeader, encapsulatingSecurityPayload, mobilityHeader, shim6,
  icmp, icmpv6, igmp,
  tcp, udp,
  dns, dnsOverTcp, mdns, llmnr,
  http, ssdp,
}

/** Every protocol there is: a new one is a file of its own and a line here. The key is the property of `Packet`. */
import { dhcp } from './application/dhcp.ts'
import { dns, dnsOverTcp, llmnr, mdns } from './application/dns.ts'
import { http, ssdp } from './application/http.ts'
import { ntp } from './application/ntp.ts'
import { openflow, openflow10, openflow13 } from './application/openflow.ts'
import { tls } from './application/tls.ts'
import { data } from './data.ts'
import { arcnet, arcnetLinux } from './link/arcnet.ts'
import { arp } from './link/arp.ts'
import { ciscoHdlc } from './link/ciscoHdlc.ts'
import { ciscoMetaData, ciscoMetaDataInGre } from './link/ciscoMetaData.ts'
import { ethernet } from './link/ethernet.ts'
import { fabricPath } from './link/fabricPath.ts'
import { frameRelay } from './link/frameRelay.ts'
import { interSwitchLink } from './link/interSwitchLink.ts'
import { ipNet } from './link/ipNet.ts'
import { ipOverInfiniBand } from './link/ipOverInfiniBand.ts'
import { linuxCooked, linuxCooked2 } from './link/linuxCooked.ts'
import { llc } from './link/llc.ts'
import { loopback } from './link/loopback.ts'
import { netfilterLog } from './link/netfilterLog.ts'
import { perPacketInformation } from './link/perPacketInformation.ts'
import { radiotap } from './link/radiotap.ts'
import { raw } from './link/raw.ts'
import { snap } from './link/snap.ts'
import { providerVlan, vlan } from './link/vlan.ts'
import { swappedWirelessLan, wirelessLan } from './link/wirelessLan.ts'
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
import { pim } from './network/pim.ts'
import { sctp } from './transport/sctp.ts'
import { tcp } from './transport/tcp.ts'
import { udp } from './transport/udp.ts'
import { capwapControl, capwapData, capwapMessage } from './tunnel/capwap.ts'
import { erspan } from './tunnel/erspan.ts'
import { etherip } from './tunnel/etherip.ts'
import { geneve } from './tunnel/geneve.ts'
import { gre } from './tunnel/gre.ts'
import { gtp } from './tunnel/gtp.ts'
import { l2tp } from './tunnel/l2tp.ts'
import { lispData } from './tunnel/lisp.ts'
import { lispControl } from './tunnel/lispControl.ts'
import { mpls, pseudowire } from './tunnel/mpls.ts'
import { networkService } from './tunnel/networkService.ts'
import { ppp } from './tunnel/ppp.ts'
import { compressionControl, ipv4Control, ipv6Control, linkControl } from './tunnel/pppControl.ts'
import { pppoeDiscovery, pppoeSession } from './tunnel/pppoe.ts'
import { teredo } from './tunnel/teredo.ts'
import { udpEncapsulation } from './tunnel/udpEncapsulation.ts'
import { vxlan, vxlanGeneric } from './tunnel/vxlan.ts'

export const protocols = {
  data,
  ethernet, interSwitchLink, vlan, providerVlan, llc, snap, arp, loopback, raw, linuxCooked, linuxCooked2, ciscoHdlc, frameRelay,
  radiotap, perPacketInformation, wirelessLan, swappedWirelessLan, netfilterLog, ciscoMetaData, ciscoMetaDataInGre, arcnet, arcnetLinux, ipNet, ipOverInfiniBand, fabricPath,
  ipv4, ipv6, hopByHopOptions, ipv6Routing, ipv6Fragment,
  destinationOptions, authenticationHeader, encapsulatingSecurityPayload, mobilityHeader, shim6,
  icmp, icmpv6, igmp, pim,
  tcp, udp, sctp,
  gre, erspan, mpls, pseudowire, vxlan, vxlanGeneric, geneve, gtp, l2tp, etherip, udpEncapsulation, teredo, lispData, lispControl, networkService,
  capwapControl, capwapData, capwapMessage,
  ppp, linkControl, ipv4Control, ipv6Control, compressionControl, pppoeDiscovery, pppoeSession,
  dns, dnsOverTcp, mdns, llmnr,
  http, ssdp, tls,
  dhcp, ntp,
  openflow, openflow10, openflow13,
}

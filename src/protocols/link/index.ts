/** Link layers: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { arcnet, arcnetLinux } from './arcnet.ts'
import { arp } from './arp.ts'
import { atm } from './atm.ts'
import { ciscoHdlc } from './cisco-hdlc.ts'
import { ciscoMetaData, ciscoMetaDataInGre } from './cisco-meta-data.ts'
import { ethernet } from './ethernet.ts'
import { fabricPath } from './fabric-path.ts'
import { frameRelay } from './frame-relay.ts'
import { interSwitchLink } from './inter-switch-link.ts'
import { ipNet } from './ip-net.ts'
import { ipOverInfiniBand } from './ip-over-infiniband.ts'
import { linuxCooked, linuxCooked2 } from './linux-cooked.ts'
import { llc } from './llc.ts'
import { loopback } from './loopback.ts'
import { netfilterLog } from './netfilter-log.ts'
import { perPacketInformation } from './per-packet-information.ts'
import { aristaTimestamp } from './arista-timestamp.ts'
import { extensionTag, virtualTag } from './port-tags.ts'
import { radiotap } from './radiotap/index.ts'
import { raw } from './raw.ts'
import { snap } from './snap.ts'
import { vlan, providerVlan } from './vlan.ts'
import { prism, wirelessMonitoring } from './wireless-headers.ts'
import { aggregate } from './wireless-lan/aggregate.ts'
import { checkedWirelessLan, swappedWirelessLan, wirelessLan } from './wireless-lan/index.ts'

export const linkProtocols = {
  ethernet, interSwitchLink, vlan, providerVlan, llc, snap, arp, loopback, raw, linuxCooked, linuxCooked2, ciscoHdlc,
  frameRelay, radiotap, perPacketInformation, prism, wirelessMonitoring, wirelessLan, swappedWirelessLan, checkedWirelessLan, aggregate,
  netfilterLog, ciscoMetaData, ciscoMetaDataInGre, arcnet, arcnetLinux, ipNet, ipOverInfiniBand, fabricPath,
  extensionTag, virtualTag, aristaTimestamp, atm,
}

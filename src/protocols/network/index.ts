/** The network layer: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { icmp } from './icmp/index.ts'
import { icmpv6 } from './icmpv6/index.ts'
import { igmp } from './igmp.ts'
import { authenticationHeader, encapsulatingSecurityPayload } from './ipsec.ts'
import { ipv4 } from './ipv4/index.ts'
import { ipv6Fragment } from './ipv6/fragment.ts'
import { ipv6 } from './ipv6/index.ts'
import { hopByHopOptions, destinationOptions } from './ipv6/options.ts'
import { ipv6Routing } from './ipv6/routing.ts'
import { mobilityHeader, shim6 } from './mobility.ts'
import { pim } from './pim.ts'

export const networkProtocols = {
  ipv4, ipv6, hopByHopOptions, ipv6Routing, ipv6Fragment, destinationOptions, authenticationHeader,
  encapsulatingSecurityPayload, mobilityHeader, shim6, icmp, icmpv6, igmp, pim,
}

/** Tunnels, and what they carry: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { capwapControl, capwapData, capwapMessage } from './capwap.ts'
import { erspan, erspanFirst } from './erspan.ts'
import { etherip } from './etherip.ts'
import { geneve } from './geneve.ts'
import { gre } from './gre.ts'
import { l2tp, l2tpOverIp } from './l2tp/index.ts'
import { lispControl } from './lisp/control.ts'
import { lispData } from './lisp/index.ts'
import { mplsEcho } from './mpls-echo.ts'
import { mpls, pseudowire } from './mpls.ts'
import { networkService } from './network-service.ts'
import { challengeAuthentication, passwordAuthentication } from './ppp/authentication.ts'
import { linkControl, ipv4Control, ipv6Control, compressionControl } from './ppp/control.ts'
import { nhrp } from './nhrp.ts'
import { ppp } from './ppp/index.ts'
import { pppoeDiscovery, pppoeSession } from './pppoe.ts'
import { teredo } from './teredo.ts'
import { udpEncapsulation } from './udp-encapsulation.ts'
import { vxlan, vxlanGeneric } from './vxlan.ts'
import { wccp } from './wccp.ts'

export const tunnelProtocols = {
  gre, erspan, erspanFirst, mpls, pseudowire, vxlan, vxlanGeneric, geneve, l2tp, l2tpOverIp, etherip, udpEncapsulation, teredo, lispData,
  lispControl, networkService, capwapControl, capwapData, capwapMessage, ppp, linkControl, ipv4Control, ipv6Control,
  compressionControl, passwordAuthentication, challengeAuthentication, pppoeDiscovery, pppoeSession, nhrp, mplsEcho, wccp,
}

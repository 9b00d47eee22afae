/** Virtual private networks: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { isakmp } from './isakmp/index.ts'
import { openvpn, openvpnTcp } from './openvpn.ts'
import { pptp } from './pptp.ts'
import { wireguard } from './wireguard.ts'

export const vpnProtocols = { isakmp, openvpn, openvpnTcp, wireguard, pptp }

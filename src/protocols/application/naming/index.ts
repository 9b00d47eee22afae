/** Names: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { dns, dnsOverTcp, mdns, llmnr } from './dns/index.ts'

export const namingProtocols = {
  dns, dnsOverTcp, mdns, llmnr,
}

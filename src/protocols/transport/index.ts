/** Transport: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { dccp } from './dccp.ts'
import { pgm } from './pgm.ts'
import { sctp } from './sctp/index.ts'
import { tcp } from './tcp/index.ts'
import { udpLite } from './udp-lite.ts'
import { udp } from './udp.ts'

export const transportProtocols = {
  tcp, udp, udpLite, sctp, dccp, pgm,
}

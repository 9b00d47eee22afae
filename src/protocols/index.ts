/** Every protocol there is: a new one is a file of its own and a line here. The key is the property of `Packet`. */
import { data } from './data.ts'
import { ethernet } from './link/ethernet.ts'
import { ipv4 } from './network/ipv4.ts'
import { tcp } from './transport/tcp.ts'
import { udp } from './transport/udp.ts'

export const protocols = { data, ethernet, ipv4, tcp, udp }

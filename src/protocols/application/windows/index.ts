/** Windows networks: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { cotp } from './cotp/index.ts'
import { tpkt } from './cotp/tpkt.ts'
import { rdp } from './rdp/index.ts'

export const windowsProtocols = {
  tpkt, cotp, rdp,
}

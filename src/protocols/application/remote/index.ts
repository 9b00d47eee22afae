/** Remote access: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { telnet } from './telnet.ts'

export const remoteProtocols = {
  telnet,
}

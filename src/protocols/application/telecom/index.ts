/** Core networks of telephony: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { pfcp } from './pfcp/index.ts'

export const telecomProtocols = {
  pfcp,
}

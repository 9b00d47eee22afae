/** Remote procedure calls: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { remoteProcedureCall } from './remote-procedure-call.ts'

export const rpcProtocols = {
  remoteProcedureCall,
}

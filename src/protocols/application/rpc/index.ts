/** Remote procedure calls: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { mount } from './mount.ts'
import { nfs3 } from './nfs/version3.ts'
import { portmap, rpcBind } from './portmap.ts'
import { remoteProcedureCall } from './remote-procedure-call.ts'
import { afs } from './rx/afs.ts'
import { rx } from './rx/index.ts'
import { thrift } from './thrift/index.ts'

export const rpcProtocols = {
  mount, nfs3, portmap, remoteProcedureCall, rpcBind, rx, afs, thrift,
}

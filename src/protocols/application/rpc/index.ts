/** Remote procedure calls: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { lockManager } from './lock-manager.ts'
import { mount } from './mount.ts'
import { nfs2 } from './nfs/version2.ts'
import { nfs3 } from './nfs/version3.ts'
import { nfs4 } from './nfs/version4.ts'
import { portmap, rpcBind } from './portmap.ts'
import { remoteProcedureCall } from './remote-procedure-call.ts'
import { afs } from './rx/afs.ts'
import { rx } from './rx/index.ts'
import { statusMonitor } from './status-monitor.ts'
import { thrift } from './thrift/index.ts'

export const rpcProtocols = {
  lockManager, statusMonitor, mount, nfs2, nfs3, nfs4, portmap, remoteProcedureCall, rpcBind, rx, afs, thrift,
}

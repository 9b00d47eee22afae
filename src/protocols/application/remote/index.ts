/** Remote access: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { adb } from './adb.ts'
import { finger, whois } from './queries.ts'
import { rlogin } from './rlogin.ts'
import { rsh } from './rsh.ts'
import { telnet } from './telnet.ts'
import { vnc } from './vnc/index.ts'
import { x11 } from './x11/index.ts'
import { xdmcp } from './xdmcp.ts'

export const remoteProtocols = {
  telnet, rlogin, rsh, whois, finger, vnc, xdmcp, adb, x11,
}

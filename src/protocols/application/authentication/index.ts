/** Authentication and accounting: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { diameter } from './diameter/index.ts'
import { radius } from './radius/index.ts'
import { tacacs } from './tacacs.ts'

export const authenticationProtocols = { diameter, radius, tacacs }

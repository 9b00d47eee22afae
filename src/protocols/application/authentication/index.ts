/** Authentication and accounting: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { radius } from './radius/index.ts'

export const authenticationProtocols = { radius }

/** Directories and who is in them: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { cldap, ldap } from './ldap.ts'

export const directoryProtocols = {
  ldap, cldap,
}

/** Mail: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { imap } from './imap.ts'
import { imf } from './imf.ts'
import { pop } from './pop.ts'
import { smtp } from './smtp.ts'

export const mailProtocols = {
  smtp, imf, pop, imap,
}

/** Tickets for the next session: RFC 5077, section 3.3, and RFC 8446, section 4.6.1. */
import { ahead, bytes, list, optional, record, u16, u32, u8, vector, type View } from '../../../../schema/index.ts'
import { extension } from './extensions.ts'
import { named } from './named.ts'

const since13 = named((tls) => ({
  ageAdd: u32(`${tls}.handshake.session_ticket_age_add`, 'Session Ticket Age Add'),
  nonce:  vector(
    u8(`${tls}.handshake.session_ticket_nonce_length`, 'Session Ticket Nonce Length'),
    bytes(`${tls}.handshake.session_ticket_nonce`, 'Session Ticket Nonce'),
  ),
}))

/** Before version 1.3 a ticket is all that follows the lifetime. */
export const newSessionTicket = named((tls) => record('New Session Ticket', {
  lifetime:    u32(`${tls}.handshake.session_ticket_lifetime_hint`, 'Session Ticket Lifetime Hint', { unit: 'seconds' }),
  lengthOrAge: ahead(16),
})
  .cases([isSince13, since13(tls)])
  .fields({
    ticket: vector(
      u16(`${tls}.handshake.session_ticket_length`, 'Session Ticket Length'),
      bytes(`${tls}.handshake.session_ticket`, 'Session Ticket'),
    ),
    extensions: optional(vector(
      u16(`${tls}.handshake.extensions_length`, 'Extensions Length'),
      list('', 'Extensions', extension(tls)),
    )),
  }))

/** False where it is not known yet, as while a ticket is built. */
function isSince13({ lengthOrAge, start, originalEnd }: View & { readonly lengthOrAge: number }): boolean {
  return !Number.isNaN(lengthOrAge) && lengthOrAge !== originalEnd - start - 6
}

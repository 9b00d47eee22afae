/** Routing protocols and redundancy of routers: a new one is a file or folder and a line here. */
import { babel } from './babel.ts'
import { bfd } from './bfd.ts'
import { bgp } from './bgp/index.ts'
import { eigrp } from './eigrp.ts'
import { glbp } from './glbp.ts'
import { isis, isisCsnp, isisHello, isisLsp, isisPointToPointHello, isisPsnp } from './isis/index.ts'
import { ldp } from './ldp.ts'
import { clnp, esis, osi } from './osi.ts'
import { msdp } from './msdp.ts'
import { ospf } from './ospf/index.ts'
import { carp, hsrp, vrrp } from './redundancy.ts'
import { rip, ripng } from './rip.ts'
import { rpkiRouter } from './rpki-router.ts'
import { rsvp, rsvpEndToEnd } from './rsvp/index.ts'

export const routingProtocols = {
  ospf, osi, esis, clnp, isis, isisHello, isisPointToPointHello, isisLsp, isisCsnp, isisPsnp, bgp, eigrp,
  rsvp, rsvpEndToEnd, rpkiRouter, msdp, glbp, rip, ripng, vrrp, carp, hsrp, bfd, babel, ldp,
}

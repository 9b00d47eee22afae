/** Core networks of telephony: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { gtp } from './gtp/index.ts'
import { gtpControl } from './gtpv2/index.ts'
import { pfcp } from './pfcp/index.ts'
import { iua, m2pa, m2ua, m3ua, sua } from './signaling/adaptation.ts'
import { mtp2, mtp3 } from './signaling/mtp.ts'
import { smpp } from './smpp.ts'
import { isup, sccp, tcap } from './signaling/users.ts'

export const telecomProtocols = {
  pfcp, gtp, gtpControl, m3ua, m2ua, m2pa, iua, sua, mtp2, mtp3, sccp, tcap, isup, smpp,
}

/** Network layers and the like of the time before IP was everywhere: Novell's, IBM's, DEC's and Apple's. */
import { aarp, ddp, nbp } from './appletalk.ts'
import { ataOverEthernet } from './ata-over-ethernet.ts'
import { decnet, decnetServices } from './decnet.ts'
import { fddi, tokenRing } from './rings.ts'
import { ipx, ipxRip, ipxSap, nbipx, spx } from './ipx.ts'

export const legacyProtocols = { ataOverEthernet, ipx, spx, ipxRip, ipxSap, nbipx, decnet, decnetServices, ddp, nbp, aarp, fddi, tokenRing }

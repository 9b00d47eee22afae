/** Control protocols of link layers: what bridges, switches and the two ends of a link say to each other. */
import { cdp } from './cdp.ts'
import { dtp, slarp, udld } from './cisco.ts'
import { configurationTesting } from './configuration-testing.ts'
import { eap } from './eap.ts'
import { eapol } from './eapol.ts'
import { faultManagement } from './fault-management.ts'
import { lldp } from './lldp/index.ts'
import { macSecurity } from './macsec.ts'
import { nortelDiscovery } from './nortel-discovery.ts'
import { oam } from './oam.ts'
import { lacp, marker, slow } from './slow.ts'
import { stp } from './spanning-tree.ts'
import { organizationSpecific } from './synchronous-ethernet.ts'
import { interProcess } from './tipc.ts'
import { vtp } from './vtp.ts'

export const linkControlProtocols = {
  stp, lldp, cdp, eapol, eap, slow, lacp, marker, oam, organizationSpecific, udld, vtp, dtp, slarp, configurationTesting,
  faultManagement, interProcess, macSecurity, nortelDiscovery,
}

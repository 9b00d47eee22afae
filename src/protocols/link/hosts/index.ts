/** What hosts and routers tell of frames, or each other: a new protocol is a file of its own and a line here. */
import { juniperAtm1, juniperAtm2, juniperEthernet, juniperFrameRelay, juniperHdlc, juniperPpp } from './juniper.ts'
import { netlink, netlinkMessages, netlinkRoute } from './netlink.ts'
import { packetTap } from './packet-tap.ts'
import { virtualSocket } from './vsock.ts'

export const hostProtocols = {
  netlink, netlinkMessages, netlinkRoute, virtualSocket, packetTap, juniperEthernet, juniperPpp, juniperFrameRelay, juniperHdlc,
    juniperAtm1,
  juniperAtm2,
}

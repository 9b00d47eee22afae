import { bits, protocol } from '../../schema/index.ts'

/** Cisco FabricPath: after addresses that are those of switches, a whole Ethernet frame follows. */
export const fabricPath = protocol('cfp', 'Cisco FabricPath', { ethertype: [0x8903] })
  .fields({
    forwardingTag: bits(10, 'cfp.ftag', 'Forwarding Tag'),
    timeToLive:    bits(6, 'cfp.ttl', 'Time to Live'),
  })
  .payload({ tables: [['ethertype', () => 0x6558]] })
  .summarized((fabricPath) => `FabricPath tree ${fabricPath.forwardingTag}`)

/** Personal area networks: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { sixLowPan } from './six-lowpan.ts'
import { checkedPersonalNetwork, longCheckedPersonalNetwork, personalNetwork } from './wpan.ts'
import { personalNetworkPhysical, personalNetworkTap } from './wpan-headers.ts'
import { zigbeeBeacon, zigbeeNetwork } from './zigbee.ts'
import { zigbeeClusterLibrary, zigbeeDeviceProfile } from './zigbee-applications.ts'
import { zigbeeSupport } from './zigbee-support.ts'

export const personalProtocols = {
  personalNetwork, checkedPersonalNetwork, longCheckedPersonalNetwork, personalNetworkPhysical, personalNetworkTap, sixLowPan,
  zigbeeBeacon, zigbeeNetwork, zigbeeSupport, zigbeeClusterLibrary, zigbeeDeviceProfile,
}

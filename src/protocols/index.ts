/** Every protocol there is, by room. A new one is a line in the index of its room; a new room a line here. */
import { endDeferral } from './deferred.ts'
import { databaseProtocols } from './application/databases/index.ts'
import { authenticationProtocols } from './application/authentication/index.ts'
import { directoryProtocols } from './application/directory/index.ts'
import { filesProtocols } from './application/files/index.ts'
import { industrialProtocols } from './application/industrial/index.ts'
import { mailProtocols } from './application/mail/index.ts'
import { managementProtocols } from './application/management/index.ts'
import { messagingProtocols } from './application/messaging/index.ts'
import { namingProtocols } from './application/naming/index.ts'
import { peerProtocols } from './application/peers/index.ts'
import { remoteProtocols } from './application/remote/index.ts'
import { rpcProtocols } from './application/rpc/index.ts'
import { securityProtocols } from './application/security/index.ts'
import { telecomProtocols } from './application/telecom/index.ts'
import { voiceProtocols } from './application/voice/index.ts'
import { vpnProtocols } from './application/vpn/index.ts'
import { webProtocols } from './application/web/index.ts'
import { linkControlProtocols } from './link/control/index.ts'
import { windowsProtocols } from './application/windows/index.ts'
import { linkProtocols } from './link/index.ts'
import { personalProtocols } from './link/personal/index.ts'
import { hostProtocols } from './link/hosts/index.ts'
import { bluetoothProtocols } from './link/bluetooth/index.ts'
import { busProtocols } from './link/buses/index.ts'
import { legacyProtocols } from './link/legacy/index.ts'
import { networkProtocols } from './network/index.ts'
import { routingProtocols } from './network/routing/index.ts'
import { transportProtocols } from './transport/index.ts'
import { tunnelProtocols } from './tunnel/index.ts'
import { data } from './data.ts'

export {
  bodyLength, decodedAs, decodedBody, provideDecoders, type BodyOptions, type Decoded, type Decoders,
} from './application/web/http/index.ts'
export { headerNamed, grpcStatusNames } from './application/web/http2/index.ts'
export { isDecrypted as isTlsDecrypted } from './application/security/tls/index.ts'
export { isOpened as isQuicOpened } from './application/security/quic/index.ts'
export { messagePartOf, type HttpMessagePart } from './application/web/message-parts.ts'
export { frameHead, unmasked, webSocketMessage, type FrameHead } from './application/web/websocket/index.ts'
export { recordText } from './application/naming/dns/record-text.ts'

/** Named by what they are of: written out, the types of all fields are too long for declaration files. */
type Protocols = { readonly data: typeof data }
  & typeof linkProtocols
  & typeof linkControlProtocols
  & typeof legacyProtocols
  & typeof personalProtocols
  & typeof hostProtocols
  & typeof bluetoothProtocols
  & typeof busProtocols
  & typeof networkProtocols
  & typeof routingProtocols
  & typeof transportProtocols
  & typeof tunnelProtocols
  & typeof namingProtocols
  & typeof webProtocols
  & typeof securityProtocols
  & typeof vpnProtocols
  & typeof authenticationProtocols
  & typeof messagingProtocols
  & typeof managementProtocols
  & typeof filesProtocols
  & typeof industrialProtocols
  & typeof mailProtocols
  & typeof remoteProtocols
  & typeof databaseProtocols
  & typeof peerProtocols
  & typeof voiceProtocols
  & typeof windowsProtocols
  & typeof telecomProtocols
  & typeof directoryProtocols
  & typeof rpcProtocols

export const protocols: Protocols = {
  data,
  ...linkProtocols,
  ...linkControlProtocols,
  ...legacyProtocols,
  ...personalProtocols,
  ...hostProtocols,
  ...bluetoothProtocols,
  ...busProtocols,
  ...networkProtocols,
  ...routingProtocols,
  ...transportProtocols,
  ...tunnelProtocols,
  ...namingProtocols,
  ...webProtocols,
  ...securityProtocols,
  ...vpnProtocols,
  ...authenticationProtocols,
  ...messagingProtocols,
  ...managementProtocols,
  ...filesProtocols,
  ...industrialProtocols,
  ...mailProtocols,
  ...remoteProtocols,
  ...databaseProtocols,
  ...peerProtocols,
  ...voiceProtocols,
  ...windowsProtocols,
  ...telecomProtocols,
  ...directoryProtocols,
  ...rpcProtocols,
}
export { tcpFacts } from './transport/tcp/index.ts'

// What programs declare themselves is built at once: a mistake in it is thrown where it was made.
endDeferral()

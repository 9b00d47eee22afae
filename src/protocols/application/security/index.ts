/** Security: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { dtls, dtlsHandshake, dtlsMessage } from './dtls/index.ts'
import { googleQuic } from './google-quic/index.ts'
import { ocsp } from './ocsp.ts'
import { quic, quicFrames } from './quic/index.ts'
import { socks } from './socks.ts'
import { ssh } from './ssh.ts'
import { classicStun } from './stun/classic.ts'
import { stun } from './stun/index.ts'
import { tls, tlsHandshake } from './tls/index.ts'

export const securityProtocols = {
  tls, tlsHandshake, dtls, dtlsHandshake, dtlsMessage, quic, quicFrames, googleQuic, socks, ssh, stun, classicStun, ocsp,
}

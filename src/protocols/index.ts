/** Every protocol there is: a new one is a file of its own and a line here. The key is the property of `Packet`. */
import { endDeferral } from './deferred.ts'
import { dhcp } from './application/management/dhcp.ts'
import { ftp, ftpData } from './application/files/ftp.ts'
import { tftp } from './application/files/tftp.ts'
import { imap } from './application/mail/imap.ts'
import { imf } from './application/mail/imf.ts'
import { pop } from './application/mail/pop.ts'
import { smtp } from './application/mail/smtp.ts'
import { irc } from './application/messaging/irc.ts'
import { telnet } from './application/remote/telnet.ts'
import { socks } from './application/security/socks.ts'
import { rtcp } from './application/voice/rtcp.ts'
import { rtp } from './application/voice/rtp.ts'
import { sdp } from './application/voice/sdp.ts'
import { sip } from './application/voice/sip/index.ts'
import { mqtt } from './application/messaging/mqtt/index.ts'
import { dns, dnsOverTcp, llmnr, mdns } from './application/naming/dns/index.ts'
import { http, ssdp } from './application/web/http/index.ts'
import { serverSentEvents } from './application/web/media/events.ts'
import { form } from './application/web/media/form.ts'
import { gif } from './application/web/media/gif.ts'
import { jpeg } from './application/web/media/jpeg.ts'
import { json } from './application/web/media/json.ts'
import { media } from './application/web/media/media.ts'
import { multipart } from './application/web/media/multipart.ts'
import { png } from './application/web/media/png.ts'
import { textData } from './application/web/media/text-lines.ts'
import { xml } from './application/web/media/xml.ts'
import { websocket } from './application/web/websocket/index.ts'
import { grpc, grpcWebText, protobuf } from './application/web/grpc/index.ts'
import { http2, mediaBody } from './application/web/http2/index.ts'
import { http3 } from './application/web/http3/index.ts'
import { ntp } from './application/management/ntp.ts'
import { openflow, openflow10, openflow13 } from './application/management/openflow.ts'
import { quic, quicFrames } from './application/security/quic/index.ts'
import { tls, tlsHandshake } from './application/security/tls/index.ts'
import { dtls, dtlsHandshake, dtlsMessage } from './application/security/dtls/index.ts'
import { data } from './data.ts'
import { arcnet, arcnetLinux } from './link/arcnet.ts'
import { arp } from './link/arp.ts'
import { ciscoHdlc } from './link/cisco-hdlc.ts'
import { ciscoMetaData, ciscoMetaDataInGre } from './link/cisco-meta-data.ts'
import { ethernet } from './link/ethernet.ts'
import { fabricPath } from './link/fabric-path.ts'
import { frameRelay } from './link/frame-relay.ts'
import { interSwitchLink } from './link/inter-switch-link.ts'
import { ipNet } from './link/ip-net.ts'
import { ipOverInfiniBand } from './link/ip-over-infiniband.ts'
import { linuxCooked, linuxCooked2 } from './link/linux-cooked.ts'
import { llc } from './link/llc.ts'
import { loopback } from './link/loopback.ts'
import { netfilterLog } from './link/netfilter-log.ts'
import { perPacketInformation } from './link/per-packet-information.ts'
import { radiotap } from './link/radiotap.ts'
import { raw } from './link/raw.ts'
import { snap } from './link/snap.ts'
import { providerVlan, vlan } from './link/vlan.ts'
import { swappedWirelessLan, wirelessLan } from './link/wireless-lan/index.ts'
import { icmp } from './network/icmp/index.ts'
import { icmpv6 } from './network/icmpv6/index.ts'
import { igmp } from './network/igmp.ts'
import { authenticationHeader, encapsulatingSecurityPayload } from './network/ipsec.ts'
import { ipv4 } from './network/ipv4/index.ts'
import { ipv6 } from './network/ipv6/index.ts'
import { ipv6Fragment } from './network/ipv6/fragment.ts'
import { destinationOptions, hopByHopOptions } from './network/ipv6/options.ts'
import { ipv6Routing } from './network/ipv6/routing.ts'
import { mobilityHeader, shim6 } from './network/mobility.ts'
import { pim } from './network/pim.ts'
import { sctp } from './transport/sctp.ts'
import { tcp } from './transport/tcp/index.ts'
import { udp } from './transport/udp.ts'
import { capwapControl, capwapData, capwapMessage } from './tunnel/capwap.ts'
import { erspan } from './tunnel/erspan.ts'
import { etherip } from './tunnel/etherip.ts'
import { geneve } from './tunnel/geneve.ts'
import { gre } from './tunnel/gre.ts'
import { gtp } from './tunnel/gtp.ts'
import { l2tp } from './tunnel/l2tp.ts'
import { lispData } from './tunnel/lisp/index.ts'
import { lispControl } from './tunnel/lisp/control.ts'
import { mpls, pseudowire } from './tunnel/mpls.ts'
import { networkService } from './tunnel/network-service.ts'
import { ppp } from './tunnel/ppp/index.ts'
import { compressionControl, ipv4Control, ipv6Control, linkControl } from './tunnel/ppp/control.ts'
import { pppoeDiscovery, pppoeSession } from './tunnel/pppoe.ts'
import { teredo } from './tunnel/teredo.ts'
import { udpEncapsulation } from './tunnel/udp-encapsulation.ts'
import { vxlan, vxlanGeneric } from './tunnel/vxlan.ts'

export {
  bodyLength, decodedAs, decodedBody, provideDecoders, type BodyOptions, type Decoded, type Decoders,
} from './application/web/http/index.ts'
export {
  headerNamed, grpcStatusNames, http2StreamFrame, type HttpStreamFrame,
} from './application/web/http2/index.ts'
export { http3StreamFrame } from './application/web/http3/index.ts'
export { isDecrypted as isTlsDecrypted } from './application/security/tls/index.ts'
export { isOpened as isQuicOpened } from './application/security/quic/index.ts'
export { messagePartOf, type HttpMessagePart } from './application/web/message-parts.ts'
export { frameHead, unmasked, webSocketMessage, type FrameHead } from './application/web/websocket/index.ts'
export { recordText } from './application/naming/dns/record-text.ts'

export const protocols = {
  data,
  ethernet, interSwitchLink, vlan, providerVlan, llc, snap, arp, loopback, raw, linuxCooked, linuxCooked2, ciscoHdlc, frameRelay,
  radiotap, perPacketInformation, wirelessLan, swappedWirelessLan, netfilterLog, ciscoMetaData, ciscoMetaDataInGre, arcnet, arcnetLinux,
  ipNet, ipOverInfiniBand, fabricPath,
  ipv4, ipv6, hopByHopOptions, ipv6Routing, ipv6Fragment,
  destinationOptions, authenticationHeader, encapsulatingSecurityPayload, mobilityHeader, shim6,
  icmp, icmpv6, igmp, pim,
  tcp, udp, sctp,
  gre, erspan, mpls, pseudowire, vxlan, vxlanGeneric, geneve, gtp, l2tp, etherip, udpEncapsulation, teredo, lispData, lispControl,
  networkService,
  capwapControl, capwapData, capwapMessage,
  ppp, linkControl, ipv4Control, ipv6Control, compressionControl, pppoeDiscovery, pppoeSession,
  dns, dnsOverTcp, mdns, llmnr,
  http, http2, http3, ssdp, websocket, grpc, grpcWebText, protobuf,
  httpBody: media, mediaBody, textData, json, form, multipart, serverSentEvents, png, gif, jpeg, xml,
  tls, tlsHandshake, dtls, dtlsHandshake, dtlsMessage, quic, quicFrames, mqtt,
  dhcp, ntp,
  openflow, openflow10, openflow13,
  ftp, ftpData, tftp, smtp, imf, pop, imap, irc, telnet, socks, sip, sdp, rtp, rtcp,
}
export { tcpFacts } from './transport/tcp/index.ts'

// What programs declare themselves is built at once: a mistake in it is thrown where it was made.
endDeferral()

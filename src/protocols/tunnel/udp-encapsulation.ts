import { ahead, bytes, protocol, u8, when, type View } from '../../schema/index.ts'

type Start = View & { readonly firstByte: number; readonly firstWord: number }
const isMarker = ({ firstWord }: Start) => firstWord === 0
const isKeepalive = ({ firstByte, start, limit }: Start) => limit - start === 1 && firstByte === 0xff

/** IPsec through address translators, RFC 3948, section 2: ESP as it is, IKE after four zero bytes, or one byte to keep the way open. */
export const udpEncapsulation = protocol('udpencap', 'UDP Encapsulation of IPsec', { 'udp.port': [4500] })
  .specified('RFC 3948')
  .fields({ firstByte: ahead(8), firstWord: ahead(32) })
  .fields({
    marker:    when(isMarker, bytes('udpencap.non_esp_marker', 'Non-ESP Marker', 4)),
    keepalive: when(isKeepalive, u8('udpencap.nat_keepalive', 'NAT Keepalive', { base: 16 })),
  })
  .payload({ tables: [['udpencap', (self) => (isMarker(self) ? 1 : 0)]] })

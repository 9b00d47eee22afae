import { protocol, type Field, type View } from '../../schema/index.ts'

const isMarker = ({ bytes, start, limit }: View) =>
  limit - start >= 4 && (bytes[start]! | bytes[start + 1]! | bytes[start + 2]! | bytes[start + 3]!) === 0
const isKeepalive = ({ bytes, start, limit }: View) => limit - start === 1 && bytes[start] === 0xff

const marker: Field<string | undefined, View> = {
  filter: '', also: [], label: 'Non-ESP Marker', type: 'text', elastic: true,
  size: (self) => (isMarker(self) ? 4 : isKeepalive(self) ? 1 : 0),
  bind: () => (_bytes, _at, self) => (isMarker(self) ? 'IKE follows' : isKeepalive(self) ? 'Keepalive' : undefined),
  show: (value) => value ?? '',
}

/** IPsec through address translators, RFC 3948, section 2: ESP as it is, IKE behind four zero bytes, or one byte to keep the way open. */
export const udpEncapsulation = protocol('udpencap', 'UDP Encapsulation of IPsec', { 'udp.port': [4500] })
  .fields({ marker })
  .sized((self) => (isMarker(self) ? 4 : isKeepalive(self) ? 1 : 0))
  .payload({ tables: [['udpencap', (self) => (isMarker(self) ? 1 : 0)]] })

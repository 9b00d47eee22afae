import { protocol, record, u32, u8, type Field, type View } from '../../schema/index.ts'

const beginsMarker = record('Marker', { marker: u32('', 'Non-ESP Marker') }).recognizer({ marker: 0 })
const beginsKeepalive = record('Keepalive', { octet: u8('', 'Keepalive') }).recognizer({ octet: 0xff })
const isMarker = ({ bytes, start, limit }: View) => beginsMarker(bytes, start, limit)
const isKeepalive = ({ bytes, start, limit }: View) => limit - start === 1 && beginsKeepalive(bytes, start, limit)

const marker: Field<string | undefined, View> = {
  filter: '', also: [], label: 'Non-ESP Marker', type: 'text', elastic: true,
  size: (self) => (isMarker(self) ? 4 : isKeepalive(self) ? 1 : 0),
  bind: () => (_bytes, _at, self) => (isMarker(self) ? 'IKE follows' : isKeepalive(self) ? 'Keepalive' : undefined),
  show: (value) => value ?? '',
}

/** IPsec through address translators, RFC 3948, section 2: ESP as it is, IKE behind four zero bytes, or one byte to keep the way open. */
export const udpEncapsulation = protocol('udpencap', 'UDP Encapsulation of IPsec', { 'udp.port': [4500] })
  .fields({ marker })
  .length((self: View) => (isMarker(self) ? 4 : isKeepalive(self) ? 1 : 0))
  .payload({ tables: [['udpencap', (self) => (isMarker(self) ? 1 : 0)]] })

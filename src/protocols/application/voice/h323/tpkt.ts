/** TPKT, RFC 1006, section 6, as H.323 uses it: each packet holds a message of Q.931 or of H.245, without COTP. */
import { protocol, range, record, u16, u32, u8, unfinished } from '../../../../schema/index.ts'

const fields = {
  version:  u8('tpkt.version', 'Version'),
  reserved: u8('tpkt.reserved', 'Reserved'),
  length:   u16('tpkt.length', 'Length', { unit: 'bytes' }),
}
const header = record('TPKT', fields)
const begins = header.recognizer({ version: 3, reserved: 0, length: range(5) })
const lengthAt = header.reader('length')

/** Before its version, a request for the capabilities of H.245 has the identifier 0.0.8.245 (H.245, section B.2). */
const capabilities = record('Capabilities', {
  ...fields, request: u16('h245.request', 'Request'), sequence: u8('', 'Sequence'), size: u8('', 'Length'), recommendation: u32('', 'OID'),
  version2: u8('', 'Version'),
})
const areCapabilities = capabilities.recognizer({ version: 3, reserved: 0, request: 0x0270, size: 6, recommendation: 0x00088175,
  version2: 0 })
const capabilitiesAlone = (bytes: Uint8Array, start: number, end: number) =>
  areCapabilities(bytes, start, end) && start + lengthAt(bytes, start) <= end

const packet = (carries: string) => ({ tables: [[carries, () => 0]] as const, length: { length: 'length', minus: 4 } as const })

export const tpktOfCalls = protocol('tpkt', 'TPKT', { 'tcp.port': [1720] })
  .specified('RFC 1006')
  .fields(fields)
  .accepts(begins)
  .streamed((bytes, start, end) => (end - start < 4 ? unfinished : begins(bytes, start, end) ? lengthAt(bytes, start) : 0))
  .payload(packet('tpkt.q931'))
  .defaults({ version: 3 })
  .colored('stream')
  .summarized(({ length }) => `TPKT, ${length} bytes`)

export const tpktOfControl = protocol('tpkt', 'TPKT', { tcp: [], announced: ['h245'] })
  .specified('RFC 1006')
  .fields(fields)
  .accepts(capabilitiesAlone, 'heuristic')
  .trustedTo((bytes, start, end) => (begins(bytes, start, end) ? end : start))
  .streamed((bytes, start, end) => (end - start < 4 ? unfinished : begins(bytes, start, end) ? lengthAt(bytes, start) : 0))
  .payload(packet('tpkt.h245'))
  .defaults({ version: 3 })
  .colored('stream')
  .summarized(({ length }) => `TPKT, ${length} bytes`)

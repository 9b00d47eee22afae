/**
 * Internet Security Association and Key Management Protocol, RFC 2408, with the Internet Key Exchange in its versions 1 (RFC 2409) and 2
 * (RFC 7296). What is encrypted stays so: version 1 encrypts all after the header, version 2 has a payload for that.
 */
import {
  bits, bytes, flag, found, group, nameIn, protocol, range, record, rest, u32, u8, type Found, type View,
} from '../../../../schema/index.ts'
import { exchangeTypes, payloadTypes } from './names.ts'
import { payload } from './payloads.ts'
import { payloadsIn } from './proposals.ts'

/** RFC 2408, section 3.1, and RFC 7296, section 3.1: 28 bytes of header, which say the length of all. */
const begins = record('Header', {
  initiator: u32('', 'Initiator SPI'), more: bytes('', 'More', 12), next: u8('isakmp.nextpayload', 'Next payload'),
  version: bits(4, 'isakmp.mjver', 'Major version'), minor: bits(4, 'isakmp.mnver', 'Minor version'),
}).recognizer({ version: [1, 2], minor: range(0, 1) })

const notEncrypted = { names: { 0: 'Not encrypted', 1: 'Encrypted' } }
const flags1 = { flags: group('isakmp.flags', 'Flags', {
  reserved:       bits(5, '', 'Reserved'),
  authentication: flag('isakmp.flag_a', 'Authentication'),
  commit:         flag('isakmp.flag_c', 'Commit'),
  encryption:     bits(1, 'isakmp.flag_e', 'Encryption', notEncrypted),
}) }
const flags2 = { flags2: group('isakmp.flags', 'Flags', {
  reserved:  bits(2, '', 'Reserved'),
  response:  bits(1, 'isakmp.flag_r', 'Response', { names: { 0: 'Request', 1: 'Response' } }),
  version:   bits(1, 'isakmp.flag_v', 'Version', { names: { 0: 'No higher version', 1: 'Higher version' } }),
  initiator: bits(1, 'isakmp.flag_i', 'Initiator', { names: { 0: 'Responder', 1: 'Initiator' } }),
  low:       bits(3, '', 'Reserved'),
}) }

export const isakmp = protocol('isakmp', 'Internet Security Association and Key Management Protocol', {
  'udp.port': [500, 848], 'tcp.port': [500], udpencap: [1],
})
  .specified('RFC 7296')
  .fields({
    initiatorSpi: bytes('isakmp.ispi', 'Initiator SPI', 8),
    responderSpi: bytes('isakmp.rspi', 'Responder SPI', 8),
    next:         u8('isakmp.nextpayload', 'Next payload', { names: payloadTypes }),
    version:      group('isakmp.version', 'Version', {
      major: bits(4, 'isakmp.mjver', 'MjVer', { base: 16 }), minor: bits(4, 'isakmp.mnver', 'MnVer', { base: 16 }),
    }),
    exchange:     u8('isakmp.exchangetype', 'Exchange type', { names: exchangeTypes }),
  })
  .either({ 'version.major': 2 }, flags2, flags1)
  .fields({
    messageId:    u32('isakmp.messageid', 'Message ID', { base: 16 }),
    messageLength: u32('isakmp.length', 'Length', { unit: 'bytes' }),
  })
  .length(({ messageLength, start, end }) => (messageLength >= headerLength ? messageLength : end - start))
  .cases([{ 'version.major': 1, 'flags.encryption': 1 }, { encrypted: { ...rest('isakmp.enc.data', 'Encrypted Data'), type: 'none' } }])
  .fields({ payloads: found('', 'Payloads', payload, payloadsOf) })
  .accepts(begins)
  .colored('security', ({ payloads }) => (payloads.some(isError) ? 'error' : undefined))
  .detailed({
    fields: [['initiator', 'initiatorSpi'], ['responder', 'responderSpi']], more: [['length', 'messageLength']], rows: ['payloads'],
  })
  .summarized(({ version, exchange, flags2, flags, payloads }) => {
    const side = flags2 === undefined ? '' : `, ${flags2.initiator ? 'initiator' : 'responder'} ${flags2.response ? 'response' : 'request'}`
    const parts = flags?.encryption === 1 ? ['encrypted'] : payloads.slice(0, most).map((one) => payload.summary?.(one as never) ?? '')
    const name = nameIn(exchangeTypes, exchange) ?? `exchange ${exchange}`
    return `IKEv${version.major} ${name}${side}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`
  })

const headerLength = 28
const [encrypted, encryptedFragment] = [46, 53]
/** How many payloads a summary names. */
const most = 16

function payloadsOf({ bytes, end, next, version }: View & Header, at: number): readonly Found[] {
  const { major } = version
  return payloadsIn(bytes, at, end, next, { version: major }, (type) => major === 2 && (type === encrypted || type === encryptedFragment))
}
interface Header {
  readonly next: number
  readonly version: { readonly major: number }
}

/** Notifications up to 16383 are errors: RFC 2408, section 3.14.1, and RFC 7296, section 3.10.1. */
const isError = ({ message }: { readonly message: number | undefined }) => message !== undefined && message > 0 && message < 16384

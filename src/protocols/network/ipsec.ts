/** IP security: the Authentication Header and the Encapsulating Security Payload. */
import { bytes, protocol, rest, u32, u8 } from '../../schema/index.ts'
import { ipProtocols } from '../names/ip-protocols.ts'

const spi = (value: number) => `0x${value.toString(16).padStart(8, '0')}`

/** IP Authentication Header, RFC 4302, section 2. */
export const authenticationHeader = protocol('ah', 'Authentication Header', { 'ip.proto': [51] })
  .specified('RFC 4302')
  .fields({
    nextHeader:      u8('ah.next_header', 'Next Header', { names: ipProtocols }),
    length:          u8('ah.length', 'Length, in 4 bytes without the first 8'),
    reserved:        bytes('ah.reserved', 'Reserved', 2),
    parametersIndex: u32('ah.spi', 'Security Parameters Index', { base: 16 }),
    sequence:        u32('ah.sequence', 'Sequence Number'),
    checkValue:      bytes('ah.icv', 'Integrity Check Value', { length: 'length', times: 4, minus: 4 }),
  })
  .payload({ tables: [['ip.proto', 'nextHeader']] })
  .colored('security')
  .summarized((ah) => `${spi(ah.parametersIndex)}, sequence ${ah.sequence}`)

/** IP Encapsulating Security Payload, RFC 4303, section 2: all but its first two words is encrypted, as far as anybody can tell. */
export const encapsulatingSecurityPayload = protocol('esp', 'Encapsulating Security Payload', { 'ip.proto': [50], udpencap: [0] })
  .specified('RFC 4303')
  .fields({
    parametersIndex: u32('esp.spi', 'Security Parameters Index', { base: 16 }),
    sequence:        u32('esp.sequence', 'Sequence Number'),
    encrypted:       rest('esp.encrypted_data', 'Encrypted Data'),
  })
  .encrypted()
  .colored('security')
  .summarized((esp) => `${spi(esp.parametersIndex)}, sequence ${esp.sequence}`)

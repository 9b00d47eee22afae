/** The parameters of SVCB and HTTPS records, RFC 9460 section 2.2. */
import { hex, holding, ipv4Address, ipv6Address, list, nameIn, record, rest, text, tlv, u16, u8 } from '../../../../schema/index.ts'
import { serviceParameters } from '../../../names/dns-codes.ts'

/** RFC 9460, section 7.1. */
const applicationProtocol = record('Application protocol', {
  length: u8('dns.svcb.svcparam.alpn.length', 'ALPN length'),
  name:   holding(text('dns.svcb.svcparam.alpn', 'ALPN', 'length'), 'vocabulary'),
})

const mandatoryKey = record('Key', { key: u16('dns.svcb.svcparam.mandatory.key', 'Mandatory key', { names: serviceParameters }) })

export const serviceParameter = tlv('SvcParam', {
  key:    u16('dns.svcb.svcparam.key', 'SvcParamKey', { names: serviceParameters }),
  length: u16('dns.svcb.svcparam.value.length', 'SvcParamValue length'),
})
  .choice('key', {
    0: { mandatoryKeys: list('', 'Mandatory keys', mandatoryKey) },
    1: { applicationProtocols: list('', 'Application protocols', applicationProtocol) },
    3: { port: u16('dns.svcb.svcparam.port', 'Port') },
    4: { ipv4Hints: list('', 'IPv4 hints', record('Hint', { address: ipv4Address('dns.svcb.svcparam.ipv4hint.ip', 'IP') })) },
    5: { encryptedClientHello: rest('dns.svcb.svcparam.echconfig', 'ECHConfig') },
    6: { ipv6Hints: list('', 'IPv6 hints', record('Hint', { address: ipv6Address('dns.svcb.svcparam.ipv6hint.ip', 'IP') })) },
  })
  .fields({ value: rest('dns.svcb.svcparam.value', 'SvcParamValue') })
  .summarized((parameter) => {
    const name = nameIn(serviceParameters, parameter.key) ?? `key${parameter.key}`
    const value = valueOf(parameter)
    return value === undefined ? name : `${name}=${value}`
  })

interface Parameter {
  readonly mandatoryKeys: readonly { readonly key: number }[] | undefined
  readonly applicationProtocols: readonly { readonly name: string }[] | undefined
  readonly port: number | undefined
  readonly ipv4Hints: readonly { readonly address: string }[] | undefined
  readonly ipv6Hints: readonly { readonly address: string }[] | undefined
  readonly encryptedClientHello: Uint8Array | undefined
  readonly value: Uint8Array | undefined
}

/** As in zone files, section 2.1. */
function valueOf(parameter: Parameter): string | undefined {
  const { mandatoryKeys, applicationProtocols, port, ipv4Hints, ipv6Hints, encryptedClientHello, value } = parameter
  if (mandatoryKeys !== undefined)
    return mandatoryKeys.map(({ key }) => nameIn(serviceParameters, key) ?? `key${key}`).join(',')
  if (applicationProtocols !== undefined) return applicationProtocols.map(({ name }) => name).join(',')
  if (port !== undefined) return `${port}`
  const hints = ipv4Hints ?? ipv6Hints
  if (hints !== undefined) return hints.map(({ address }) => address).join(',')
  const bytes = encryptedClientHello ?? value
  return bytes === undefined || bytes.length === 0 ? undefined : hex(bytes.subarray(0, mostBytes))
}

/** Bytes of a value that are shown. */
const mostBytes = 60

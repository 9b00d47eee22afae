import { bits, bytes, converted, ipv4Address, list, peek, protocol, record, u16, u8 } from '../../schema/index.ts'

/** An address with all of its bits inverted. */
const inverted = (address: string) => address.split('.').map((octet) => 255 - Number(octet)).join('.')
/** What may stand in front of the packet: proof of where it came from, and where that was (RFC 4380, section 5.1.1). */
const indicator = record('Indicator', { kind: u16('', 'Kind', { names: { 0: 'Origin', 1: 'Authentication' } }) }).choice('kind', {
  0: {
    // All of their bits are inverted.
    port:         converted(u16('teredo.orig.port', 'Origin UDP Port'), (port) => port ^ 0xffff, 'number', (port) => port ^ 0xffff),
    address:      converted(ipv4Address('teredo.orig.addr', 'Origin IPv4 Address'), inverted, 'ipv4', inverted),
  },
  1: {
    clientLength: u8('teredo.auth.idlen', 'Client Identifier Length', { unit: 'bytes' }),
    valueLength:  u8('teredo.auth.aulen', 'Authentication Value Length', { unit: 'bytes' }),
    client:       bytes('teredo.auth.id', 'Client Identifier', 'clientLength'),
    value:        bytes('teredo.auth.value', 'Authentication Value', 'valueLength'),
    nonce:        bytes('teredo.auth.nonce', 'Nonce Value', 8),
    confirmation: bytes('teredo.auth.conf', 'Confirmation Byte', 1),
  },
})

const isIndicator = indicator.recognizer({ kind: [0, 1] })
const isVersion6 = record('IPv6', { version: bits(4, 'ip.version', 'Version'), rest: bits(4, 'ipv6.tclass', 'Rest') })
  .recognizer({ version: 6 })

/** IPv6 in UDP through address translators, RFC 4380. */
export const teredo = protocol('teredo', 'Teredo', { 'udp.port': [3544] })
  .specified('RFC 4380')
  .accepts((bytes, start, end) => isIndicator(bytes, start, end) || isVersion6(bytes, start, end))
  .fields({ indicators: list('', 'Indicators', indicator, { begins: isIndicator }) })
  .payload({ tables: [['ip.version', (teredo) => (peek(4)(teredo) === 6 ? 6 : -1)]] })

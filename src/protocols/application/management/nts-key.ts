/** Network Time Security Key Establishment, in TLS: RFC 8915, section 4. */
import { bits, flag, list, nameIn, protocol, record, rest, text, u16, unfinished } from '../../../schema/index.ts'

/** IANA "Network Time Security Key Establishment Record Types", 2026-11. */
const types = {
  0: 'End of Message', 1: 'NTS Next Protocol Negotiation', 2: 'Error', 3: 'Warning', 4: 'AEAD Algorithm Negotiation',
  5: 'New Cookie for NTPv4',
  6: 'NTPv4 Server Negotiation', 7: 'NTPv4 Port Negotiation', 1024: 'Compliant AES-128-GCM-SIV Exporter Context',
} as const
const protocols = { 0: 'NTPv4' } as const
const errors = { 0: 'Unrecognized Critical Record', 1: 'Bad Request', 2: 'Internal Server Error' } as const
/** IANA "Authenticated Encryption with Associated Data (AEAD) Parameters", 2026-11. */
const algorithms = {
  1: 'AEAD_AES_128_GCM', 2: 'AEAD_AES_256_GCM', 15: 'AEAD_AES_SIV_CMAC_256', 16: 'AEAD_AES_SIV_CMAC_384', 17: 'AEAD_AES_SIV_CMAC_512',
  30: 'AEAD_AES_128_GCM_SIV', 31: 'AEAD_AES_256_GCM_SIV',
} as const

const endOfMessage = 0
const cookie = 5
const part = record('Record', {
  isCritical: flag('nts-ke.record.critical_bit', 'Critical Bit'),
  type:       bits(15, 'nts-ke.record.type', 'Record Type', { names: types }),
  length:     u16('nts-ke.record.length', 'Body Length', { unit: 'bytes' }),
})
  .followedBy('length')
  .choice('type', {
    1: { nextProtocols: list('', 'Protocols', record('Protocol',
      { id: u16('nts-ke.next_proto', 'Next Protocol', { names: protocols }) })) },
    2: { error: u16('nts-ke.error', 'Error', { names: errors }) },
    3: { warning: u16('nts-ke.warning', 'Warning') },
    4: { algorithms: list('', 'Algorithms', record('Algorithm',
      { id: u16('nts-ke.aead_algorithm', 'AEAD Algorithm', { names: algorithms }) })) },
    5: { cookie: rest('nts-ke.cookie', 'Cookie') },
    6: { server: text('nts-ke.server', 'NTPv4 Server', undefined, { encoding: 'ascii' }) },
    7: { port: u16('nts-ke.port', 'NTPv4 Port') },
  })
  .fields({ value: rest('nts-ke.record.data', 'Body') })

const header = record('Header', { type: u16('', 'Type'), length: u16('', 'Length') })
const typeAt = header.reader('type')
const lengthAt = header.reader('length')
/** Messages are not longer, by far. */
const longest = 65536

/** Up to the record that ends the message. */
function messageLength(all: Uint8Array, start: number, end: number): number | typeof unfinished {
  for (let at = start; at - start < longest; at += 4 + lengthAt(all, at)) {
    if (end - at < 4) return unfinished
    if ((typeAt(all, at) & 0x7fff) === endOfMessage) return at + 4 + lengthAt(all, at) - start
  }
  return 0
}

export const ntsKeyEstablishment = protocol('nts-ke', 'NTS Key Establishment', { 'tls.port': [4460], 'tls.alpn': ['ntske/1'] })
  .specified('RFC 8915')
  .fields({ records: list('', 'Records', part, { last: ({ type }) => type === endOfMessage, complete: true }) })
  .streamed(messageLength)
  .colored('security', ({ records }) => (records.some(({ error }) => error !== undefined) ? 'error' : undefined))
  .summarized(({ records }) => {
    const words: string[] = []
    let cookies = 0
    for (const { type, nextProtocols, algorithms: ciphers, error, warning, server, port } of records) {
      for (const { id } of (nextProtocols ?? []).slice(0, most)) words.push(nameIn(protocols, id) ?? `protocol ${id}`)
      for (const { id } of (ciphers ?? []).slice(0, most)) words.push(nameIn(algorithms, id) ?? `algorithm ${id}`)
      if (type === cookie) cookies++
      if (error !== undefined) words.push(nameIn(errors, error) ?? `error ${error}`)
      if (warning !== undefined) words.push(`warning ${warning}`)
      if (server !== undefined) words.push(`server ${server}`)
      if (port !== undefined) words.push(`port ${port}`)
    }
    if (cookies > 0) words.push(cookies === 1 ? '1 cookie' : `${cookies} cookies`)
    return words.join(', ')
  })
/** Protocols and algorithms that the line names. */
const most = 4

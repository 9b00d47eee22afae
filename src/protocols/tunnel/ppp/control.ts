/** The protocols by which the two ends of a PPP link agree: RFC 1661, section 5, and those of the same form. */
import { nameIn, protocol, rest, u16, u8 } from '../../../schema/index.ts'

const codes = {
  0: 'Vendor-specific', 1: 'Configure-Request', 2: 'Configure-Ack', 3: 'Configure-Nak', 4: 'Configure-Reject',
  5: 'Terminate-Request', 6: 'Terminate-Ack', 7: 'Code-Reject', 8: 'Protocol-Reject', 9: 'Echo-Request', 10: 'Echo-Reply',
  11: 'Discard-Request', 12: 'Identification', 13: 'Time-Remaining', 14: 'Reset-Request', 15: 'Reset-Ack',
}

const control = (name: string, label: string, key: number, specification: string) => protocol(name, label, { 'ppp.protocol': [key] })
  .specified(specification)
  .fields({
    code:       u8('ppp.code', 'Code', { names: codes }),
    identifier: u8('ppp.identifier', 'Identifier'),
    length:     u16('ppp.length', 'Length', { unit: 'bytes' }),
    data:       rest('ppp.data', 'Data'),
  })
  .length((control) => Math.max(4, control.length))
  .colored('management', ({ code }) => (code === 7 || code === 8 ? 'error' : code >= 3 && code <= 5 ? 'warning' : undefined))
  .summarized((control) => `${nameIn(codes, control.code) ?? `code ${control.code}`}, identifier ${control.identifier}`)

export const linkControl = control('lcp', 'PPP Link Control Protocol', 0xc021, 'RFC 1661').borrows('ppp')
export const ipv4Control = control('ipcp', 'PPP IP Control Protocol', 0x8021, 'RFC 1332').borrows('ppp')
export const ipv6Control = control('ipv6cp', 'PPP IPv6 Control Protocol', 0x8057, 'RFC 5072').borrows('ppp')
export const compressionControl = control('ccp', 'PPP Compression Control Protocol', 0x80fd, 'RFC 1962').borrows('ppp')

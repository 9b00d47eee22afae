/** What messages of NTLM hold after their header, where that says: [MS-NLMP], section 2.2.2. */
import {
  asciiText, bytes, list, overlay, record, rest, text, time, tlv, u16, u32, u8, when, type Found, type View,
} from '../../../../schema/index.ts'

const little = { order: 'little' } as const
const utf16 = { encoding: 'utf-16le' } as const
const latin = { encoding: 'latin-1' } as const

/** Section 2.2.2.1. */
const attributes = {
  0: 'End of list', 1: 'NetBIOS computer name', 2: 'NetBIOS domain name', 3: 'DNS computer name', 4: 'DNS domain name', 5: 'DNS tree name',
  6: 'Flags', 7: 'Timestamp', 8: 'Restrictions', 9: 'Target Name', 10: 'Channel Bindings',
} as const
const pair = (prefix: string, label: string) =>
  tlv('Attribute', {
    type:   u16(`${prefix}.item.type`, `${label} Type`, { ...little, base: 16, names: attributes }),
    length: u16(`${prefix}.item.length`, `${label} Length`, little),
  }).choice('type', {
    1:  { computer: text(`${prefix}.nb_computer_name`, 'NetBIOS Computer Name', 'length', utf16) },
    2:  { domain: text(`${prefix}.nb_domain_name`, 'NetBIOS Domain Name', 'length', utf16) },
    3:  { dnsComputer: text(`${prefix}.dns_computer_name`, 'DNS Computer Name', 'length', utf16) },
    4:  { dnsDomain: text(`${prefix}.dns_domain_name`, 'DNS Domain Name', 'length', utf16) },
    5:  { dnsTree: text(`${prefix}.dns_tree_name`, 'DNS Tree Name', 'length', utf16) },
    6:  { flags: u32(`${prefix}.flags`, 'Flags', { ...little, base: 16 }) },
    7:  { timestamp: time(`${prefix}.timestamp`, 'Timestamp', 'filetime', little) },
    8:  { restrictions: bytes(`${prefix}.restrictions`, 'Restrictions', 'length') },
    9:  { target: text(`${prefix}.target_name`, 'Target Name', 'length', utf16) },
    10: { bindings: bytes(`${prefix}.channel_bindings`, 'Channel Bindings', 'length') },
  }, { value: rest('', 'Value') })
const pairs = (prefix: string, label: string) =>
  list('', 'Attributes', pair(prefix, label), { last: (item) => item.type === 0 })

/** Section 2.2.2.8. */
const response2 = record('NTLMv2 Response', {
  whole:           overlay(rest('ntlmssp.ntlmv2_response', 'NTLMv2 Response')),
  proof:           bytes('ntlmssp.ntlmv2_response.ntproofstr', 'NTProofStr', 16),
  version:         u8('ntlmssp.ntlmv2_response.rversion', 'Response Version'),
  highestVersion:  u8('ntlmssp.ntlmv2_response.hirversion', 'Hi Response Version'),
  zeros:           bytes('ntlmssp.ntlmv2_response.z', 'Z', 6),
  time:            time('ntlmssp.ntlmv2_response.time', 'Time', 'filetime', little),
  clientChallenge: bytes('ntlmssp.ntlmv2_response.chal', 'NTLMv2 Client Challenge', 8),
  zeros2:          bytes('ntlmssp.ntlmv2_response.z', 'Z', 4),
  attributes:      pairs('ntlmssp.ntlmv2_response', 'NTLMV2 Response Item'),
  padding:         rest('ntlmssp.ntlmv2_response.pad', 'padding'),
})

/** Where a value lies, by the header. */
export interface Place {
  readonly kind: string
  readonly length: number
  readonly offset: number
}
export const kindOf = ({ facts }: View) => (facts as { readonly kind: string } | undefined)?.kind
const isSecond = ({ start, end }: View) => end - start > 24
/** A challenge of the client, and zeros: [MS-NLMP], section 3.3.1. */
const isOfClient = ({ bytes: memory, start, end }: View) =>
  end - start === 24 && memory.subarray(start + 8, end).every((byte) => byte === 0)

const named = (kind: string, filter: string, label: string) => ({
  [kind]:         { text: text(filter, label, undefined, utf16) },
  [`${kind}Oem`]: { text: text(filter, label, undefined, latin) },
})
export const value = record('Value', {}).choice(kindOf, {
  callingDomain: { text: text('ntlmssp.negotiate.domain', 'Calling workstation domain', undefined, latin) },
  callingHost:   { text: text('ntlmssp.negotiate.callingworkstation', 'Calling workstation name', undefined, latin) },
  ...named('target', 'ntlmssp.challenge.target_name', 'Target Name'),
  ...named('domain', 'ntlmssp.auth.domain', 'Domain name'),
  ...named('user', 'ntlmssp.auth.username', 'User name'),
  ...named('host', 'ntlmssp.auth.hostname', 'Host name'),
  info:          { attributes: pairs('ntlmssp.challenge.target_info', 'Target Info Item') },
  lm:            {
    lm:        overlay(rest('ntlmssp.auth.lmresponse', 'Lan Manager Response')),
    challenge: when(isOfClient, bytes('ntlmssp.ntlmclientchallenge', 'LMv2 Client Challenge', 8)),
    others:    rest('', 'Response'),
  },
  nt:            {
    nt:       overlay(rest('ntlmssp.auth.ntresponse', 'NTLM Response')),
    response: when(isSecond, list('', 'NTLMv2 Response', response2, { count: () => 1 })),
    others:   rest('', 'Response'),
  },
  key:           { key: rest('ntlmssp.auth.sesskey', 'Session Key') },
}, { other: rest('', 'Value') })

/** The values in the order in which they lie there; what would lie in the header or in another is left out. */
export function valuesAt({ start, end }: View, at: number, places: readonly Place[]): readonly Found[] {
  const values: Found[] = []
  let free = at
  for (const { kind, length, offset } of places.toSorted((a, b) => a.offset - b.offset)) {
    const [from, to] = [start + offset, start + offset + length]
    if (length === 0 || from < free || from >= end) continue
    free = Math.min(to, end)
    values.push({ start: from, end: free, facts: { kind } })
  }
  return values
}

const signature = 'NTLMSSP\0'
export const isMessage = ({ bytes: memory, start, end }: View): boolean =>
  end - start >= 12 && asciiText(memory, start, start + 8) === signature

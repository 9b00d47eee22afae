/** What is said before queries: [MS-TDS], sections 2.2.6.5 (options before the login) and 2.2.6.4 (the login). */
import {
  bytes, computedText, found, list, record, rest, text, u16, u32, u8, when, type Found, type View,
} from '../../../../schema/index.ts'
import { little, utf16 } from './tokens.ts'

const options = {
  0: 'Version', 1: 'Encryption', 2: 'InstOpt', 3: 'ThreadID', 4: 'MARS', 5: 'TraceID', 6: 'FedAuthRequired', 7: 'NonceOpt',
  255: 'Terminator',
} as const
export const encryptions = {
  0: 'Encryption is available but off', 1: 'Encryption is available and on', 2: 'Encryption is not available', 3: 'Encryption is required',
} as const
const terminator = 255

interface Place {
  readonly kind: string | number
  readonly from: number
  readonly length: number
}
const kindOf = ({ facts }: View) => (facts as { readonly kind: string } | undefined)?.kind
/** The places in their order, those left out that would lie before byte `at` or in each other. */
function inOrder(places: readonly Place[], at: number, end: number): readonly Found[] {
  const values: Found[] = []
  let free = at
  for (const { kind, from, length } of places.toSorted((a, b) => a.from - b.from)) {
    if (length === 0 || from < free || from >= end) continue
    free = Math.min(from + length, end)
    values.push({ start: from, end: free, facts: { kind } })
  }
  return values
}

const option = record('Option', { option: u8('tds.prelogin.option.token', 'Option Token', { names: options }) })
  .cases([({ option: code }) => code !== terminator, {
    offset: u16('tds.prelogin.option.offset', 'Option offset'), length: u16('tds.prelogin.option.length', 'Option length'),
  }])
const optionValue = record('Value', {}).choice(kindOf, {
  0: { version: u32('tds.prelogin.option.version', 'Version', { base: 16 }), build: u16('tds.prelogin.option.subbuild', 'Sub-build') },
  1: { encryption: u8('tds.prelogin.option.encryption', 'Encryption', { names: encryptions }) },
  2: { instance: text('tds.prelogin.option.instopt', 'InstOpt', { until: 'zero' }, { encoding: 'latin-1' }) },
  3: { threadId: u32('tds.prelogin.option.threadid', 'ThreadID') },
  4: { mars: u8('tds.prelogin.option.mars', 'MARS') },
  5: { traceId: rest('tds.prelogin.option.traceid', 'TraceID') },
  6: { authentication: u8('tds.prelogin.option.fedauthrequired', 'FedAuthRequired') },
  7: { nonce: rest('tds.prelogin.option.nonceopt', 'NonceOpt') },
}, { data: rest('', 'Data') })

export interface Options {
  readonly options?: readonly { readonly option: number; readonly offset?: number | undefined; readonly length?: number | undefined }[]
    | undefined
}
/** Bytes of the header of a packet, from which offsets count. */
export const headerSize = 8
export const prelogin = {
  options: list('tds.prelogin', 'Pre-Login Message', option, { last: (each) => each.option === terminator }),
  values:  found('', 'Values', optionValue, ({ start, end, options: all = [] }: View & Options, at) => inOrder(
    all.map(({ option: kind, offset = 0, length = 0 }) => ({ kind, from: start + headerSize + offset, length })), at, end)),
}

const kinds = [
  'clientname', 'username', 'password', 'appname', 'servername', 'extension', 'libraryname', 'locale', 'databasename',
] as const
const extension = kinds.indexOf('extension')
/** Section 2.2.6.4: both halves of each byte are swapped after bits are inverted. */
function passwordText({ bytes: memory, start, end }: View): string {
  const plain = memory.subarray(start, end).map((byte) => ((byte ^ 0xa5) >> 4) | (((byte ^ 0xa5) & 15) << 4))
  return new TextDecoder('utf-16le').decode(plain)
}
const named = (name: string, label: string) => ({ text: text(`tds.7login.${name}`, label, undefined, utf16) })
const value = record('Value', {}).choice(kindOf, {
  clientname: named('clientname', 'Client name'), username: named('username', 'Username'),
  password: { text: computedText('tds.7login.password', 'Password', passwordText), data: rest('', 'Password') },
  appname: named('appname', 'App name'), servername: named('servername', 'Server name'), libraryname: named('libraryname', 'Library name'),
  locale: named('locale', 'Locale'), databasename: named('databasename', 'Database name'),
  security: { security: rest('', 'SSPI') },
}, { data: rest('', 'Data') })
export const valueOf = (values: readonly (View & { readonly text?: string | undefined })[] | undefined, kind: string): string | undefined =>
  values?.find((each) => kindOf(each) === kind)?.text

const hex = { ...little, base: 16 } as const
const place = record('Place', { offset: u16('tds.7login.offset', 'Offset', hex), length: u16('tds.7login.length', 'Length', hex) })
const number = (name: string, label: string, look = {}) => u32(`tds.7login.${name}`, label, { ...little, ...look })
const octet = (name: string, label: string) => u8(`tds.7login.${name}`, label, { base: 16 })

export interface Login {
  readonly textPlaces?: readonly { readonly offset: number; readonly length: number }[] | undefined
  readonly securityOffset?: number | undefined
  readonly securityLength?: number | undefined
}
/** Places of texts count characters, that of a token bytes. */
function placesOf({ start, textPlaces = [], securityOffset = 0, securityLength = 0 }: View & Login): readonly Place[] {
  const from = start + headerSize
  return [
    ...textPlaces.map(({ offset, length }, index) => ({
      kind: kinds[index]!, from: from + offset, length: index === extension ? length : 2 * length,
    })),
    { kind: 'security', from: from + securityOffset, length: securityLength },
  ]
}
/** Whether there is more of the fixed part than versions before 7.0 had. */
const firstOf = ({ textPlaces = [] }: Login) =>
  Math.min(...textPlaces.filter(({ length }) => length > 0).map(({ offset }) => offset), 0xffff)
const goesOn = (login: Login) => firstOf(login) >= 86

export const login = {
  totalLength:   number('total_len', 'Total Packet Length'),
  version:       number('version', 'TDS version', { base: 16 }),
  packetSize:    number('packet_size', 'Packet Size'),
  clientVersion: u32('tds.7login.client_version', 'Client version', { base: 16 }),
  clientProcess: number('client_pid', 'Client PID'),
  connection:    number('connection_id', 'Connection ID'),
  flags1:        octet('option_flags1', 'Option Flags 1'),
  flags2:        octet('option_flags2', 'Option Flags 2'),
  sqlFlags:      octet('sql_type_flags', 'SQL Type Flags'),
  flags3:        octet('reserved_flags', 'Reserved Flags'),
  zone:          number('time_zone', 'Time Zone', { base: 16 }),
  collation:     number('collation', 'Collation', { base: 16 }),
  textPlaces:    list('', 'Lengths and offsets', place, { count: 9 }),
  clientId:       when(goesOn, bytes('', 'Client ID', 6)),
  securityOffset: when(goesOn, u16('', 'SSPI offset', { ...little, base: 16 })),
  securityLength: when(goesOn, u16('', 'SSPI length', { ...little, base: 16 })),
  loginValues:    found('', 'Values', value, (layer: View & Login, at) => inOrder(placesOf(layer), at, layer.end)),
}

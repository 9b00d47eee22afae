/** NT LAN Manager: [MS-NLMP], sections 2.2.1 and 2.2.2. */
import {
  ahead, bytes, computedText, flag, found, group, lineOf, list, nameIn, only, otherwise, protocol, record, text, u16, u32, u8, when,
  type Field, type View,
} from '../../../../schema/index.ts'
import { isMessage, kindOf, value, valuesAt, type Place } from './ntlm-values.ts'

const little = { order: 'little' } as const
const types = { 1: 'NTLMSSP_NEGOTIATE', 2: 'NTLMSSP_CHALLENGE', 3: 'NTLMSSP_AUTH' } as const

const set = (name: string, label: string) => flag(`ntlmssp.${name}`, label)
/** Section 2.2.2.5, from the lowest bit up. */
const flags = group('ntlmssp.negotiateflags', 'Negotiate Flags', {
  unicode:          set('negotiateunicode', 'Negotiate UNICODE'),
  oem:              set('negotiateoem', 'Negotiate OEM'),
  requestTarget:    set('requesttarget', 'Request Target'),
  reserved10:       set('negotiate00000008', 'Request 0x00000008'),
  sign:             set('negotiatesign', 'Negotiate Sign'),
  seal:             set('negotiateseal', 'Negotiate Seal'),
  datagram:         set('negotiatedatagram', 'Negotiate Datagram'),
  lmKey:            set('negotiatelmkey', 'Negotiate Lan Manager Key'),
  reserved9:        set('negotiate00000100', 'Negotiate 0x00000100'),
  ntlm:             set('negotiatentlm', 'Negotiate NTLM key'),
  ntOnly:           set('negotiatentonly', 'Negotiate NT Only'),
  anonymous:        set('negotiateanonymous', 'Negotiate Anonymous'),
  domainSupplied:   set('negotiateoemdomainsupplied', 'Negotiate OEM Domain Supplied'),
  hostSupplied:     set('negotiateoemworkstationsupplied', 'Negotiate OEM Workstation Supplied'),
  reserved7:        set('negotiate00004000', 'Negotiate 0x00004000'),
  alwaysSign:       set('negotiatealwayssign', 'Negotiate Always Sign'),
  targetDomain:     set('targettypedomain', 'Target Type Domain'),
  targetServer:     set('targettypeserver', 'Target Type Server'),
  targetShare:      set('targettypeshare', 'Target Type Share'),
  extendedSecurity: set('negotiatentlm2', 'Negotiate Extended Security'),
  identify:         set('negotiateidentify', 'Negotiate Identify'),
  reserved5:        set('negotiatent00200000', 'Negotiate 0x00200000'),
  nonNtSession:     set('requestnonntsession', 'Request Non-NT Session'),
  targetInfo:       set('negotiatetargetinfo', 'Negotiate Target Info'),
  reserved4:        set('negotiatent01000000', 'Negotiate 0x01000000'),
  version:          set('negotiateversion', 'Negotiate Version'),
  reserved3:        set('negotiatent04000000', 'Negotiate 0x04000000'),
  reserved2:        set('negotiatent08000000', 'Negotiate 0x08000000'),
  reserved1:        set('negotiatent10000000', 'Negotiate 0x10000000'),
  key128:           set('negotiate128', 'Negotiate 128'),
  keyExchange:      set('negotiatekeyexch', 'Negotiate Key Exchange'),
  key56:            set('negotiate56', 'Negotiate 56'),
}, little)

/** Lengths and the place of a value; of one that is empty they say nothing. */
const place = (filter: string) => record('Value', {
  size:    ahead(16, little),
  length:  only('size', u16(`${filter}.length`, 'Length', little)),
  maximum: only('size', u16(`${filter}.maxlen`, 'Maxlen', little)),
  offset:  only('size', u32(`${filter}.offset`, 'Offset', little)),
})
const placed = { string: place('ntlmssp.string'), blob: place('ntlmssp.blob'), info: place('ntlmssp.challenge.target_info') }
/** The places in a header, at fixed offsets, with what they are of. */
const headers: Readonly<Record<number, readonly (readonly [kind: string, of: keyof typeof placed, at: number])[]>> = {
  1: [['callingDomain', 'string', 16], ['callingHost', 'string', 24]],
  2: [['target', 'string', 12], ['info', 'info', 40]],
  3: [['lm', 'blob', 12], ['nt', 'blob', 20], ['domain', 'string', 28],
    ['user', 'string', 36], ['host', 'string', 44], ['key', 'blob', 52]],
}
const flagsPlaces: Readonly<Record<number, number>> = { 1: 12, 2: 20, 3: 60 }
const fixed = record('Value', { length: u16('', 'Length', little), maximum: u16('', 'Maxlen', little), offset: u32('', 'Offset', little) })
const [lengthAt, offsetAt] = [fixed.reader('length'), fixed.reader('offset')]
const numberAt = record('Number', { number: u32('', 'Number', little) }).reader('number')

/** Where the values are of which the header tells, the texts with their encoding. */
function placesOf({ bytes: memory, start, end }: View): readonly Place[] {
  const type = numberAt(memory, start + 8)
  const flagsPlace = flagsPlaces[type]
  if (flagsPlace === undefined || start + flagsPlace + 4 > end) return []
  const isOem = (numberAt(memory, start + flagsPlace) & 1) === 0
  return headers[type]!.filter(([, , at]) => start + at + 8 <= end).map(([kind, of, at]) => ({
    kind: isOem && of === 'string' && type > 1 ? `${kind}Oem` : kind,
    length: lengthAt(memory, start + at), offset: offsetAt(memory, start + at),
  }))
}
/** Whether there is room for `size` bytes before the first value. */
const hasRoom = (view: View, at: number, size: number) =>
  placesOf(view).every(({ length, offset }) => length === 0 || offset >= at + size)

/** Where a value is, and what stands for a text that is empty. */
const blobAt = (label: string, of: 'blob' | 'info' = 'blob') => list('', label, placed[of], { count: 1 })
const textAt = <const K extends string>(key: K, filter: string, label: string) =>
  ({
    [`${key}At`]: list('', label, placed.string, { count: 1 }),
    [key]:        computedText(filter, label, (layer) => (sizeIn(layer, `${key}At`) === 0 ? 'NULL' : undefined)),
  }) as { readonly [P in K]: Field<string | undefined, unknown> }
const sizeIn = (layer: object, key: string) =>
  (layer as Readonly<Record<string, readonly { readonly size: number }[] | undefined>>)[key]?.[0]?.size

const version = record('Version', {
  major:    u8('ntlmssp.version.major', 'Major Version'),
  minor:    u8('ntlmssp.version.minor', 'Minor Version'),
  build:    u16('ntlmssp.version.build_number', 'Build Number', little),
  reserved: bytes('', 'Reserved', 3),
  revision: u8('ntlmssp.version.ntlm_current_revision', 'NTLM Current Revision'),
})
/** After the fields of type, before the first value. */
const lastAt: Readonly<Record<number, number>> = { 1: 32, 2: 48, 3: 64 }
const hasVersion = (layer: View & Flags) => layer.flags?.version === true && hasRoom(layer, lastAt[layer.type ?? 0] ?? 0, 8)
const hasMic = (layer: View & Flags) =>
  layer.type === 3 && hasRoom(layer, 64 + (layer.flags?.version === true ? 8 : 0), 16)

export interface Flags {
  readonly type?: number | undefined
  readonly flags?: { readonly version: boolean } | undefined
}

const verifier = {
  signatureVersion: u32('ntlmssp.verf.vers', 'Version Number', little),
  body:             bytes('ntlmssp.verf.body', 'Verifier Body', 12),
}

export const ntlmssp = protocol('ntlmssp', 'NTLM Secure Service Provider', {
  'security.token': ['ntlmssp'], 'gss-api.OID': ['1.3.6.1.4.1.311.2.2.10'],
})
  .specified('[MS-NLMP]')
  .cases(
    [isMessage, {
      identifier: text('ntlmssp.identifier', 'NTLMSSP identifier', 8, { padding: 'zero', encoding: 'ascii' }),
      type:       u32('ntlmssp.messagetype', 'NTLM Message Type', { ...little, base: 16, names: types }),
    }],
    [otherwise, verifier],
  )
  .choice('type', {
    1: {
      flags,
      ...textAt('callingDomain', 'ntlmssp.negotiate.domain', 'Calling workstation domain'),
      ...textAt('callingHost', 'ntlmssp.negotiate.callingworkstation', 'Calling workstation name'),
    },
    2: {
      ...textAt('target', 'ntlmssp.challenge.target_name', 'Target Name'),
      flags,
      challenge: bytes('ntlmssp.ntlmserverchallenge', 'NTLM Server Challenge', 8),
      reserved:  bytes('ntlmssp.reserved', 'Reserved', 8),
      infoAt:    blobAt('Target Info', 'info'),
    },
    3: {
      lmAt:  blobAt('Lan Manager Response'),
      ntAt:  blobAt('NTLM Response'),
      ...textAt('domain', 'ntlmssp.auth.domain', 'Domain name'),
      ...textAt('user', 'ntlmssp.auth.username', 'User name'),
      ...textAt('host', 'ntlmssp.auth.hostname', 'Host name'),
      keyAt: blobAt('Session Key'),
      flags,
    },
  })
  .fields({
    version: when(hasVersion, list('ntlmssp.version', 'Version', version, { count: 1 })),
    mic:     when(hasMic, bytes('ntlmssp.authenticate.mic', 'MIC', 16)),
    values:  when((layer: View & Flags) => layer.type !== undefined, found('', 'Values', value, (layer: View, at) =>
      valuesAt(layer, at, placesOf(layer)))),
  })
  .isContent()
  .colored('security')
  .summarized(({ type, values }) => {
    if (type === undefined) return 'NTLMSSP verifier'
    const said = (kind: string) => values?.find((each) => kindOf(each)?.startsWith(kind) === true)?.text
    const name = nameIn(types, type) ?? `NTLMSSP message ${type}`
    if (type === 3) return `${name}, user ${lineOf([said('domain'), said('user') ?? ''], '\\')}`
    const word = said('target')
    return word === undefined ? name : `${name}, ${word}`
  })

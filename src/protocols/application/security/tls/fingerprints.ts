/**
 * Fingerprints of who speaks, from what a hello offers and in which order: JA3 and JA3S (github.com/salesforce/ja3), and
 * JA4 (github.com/FoxIO-LLC/ja4, technical_details/JA4.md). Values for GREASE (RFC 8701) count in none of them.
 */
import { md5 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { computedText, hex, octets, type View } from '../../../../schema/index.ts'
import type { Told } from './told.ts'
import { named } from './named.ts'

interface Extension {
  readonly type: number
  readonly serverNames: unknown
  readonly groups: readonly { readonly group: number }[] | undefined
  readonly pointFormats: readonly { readonly format: number }[] | undefined
  readonly signatureSchemes: readonly { readonly scheme: number }[] | undefined
  readonly applicationProtocols: readonly { readonly name: string }[] | undefined
  readonly versions: readonly { readonly version: number }[] | undefined
}

interface ServerHello {
  readonly version: number
  readonly cipherSuite: number
  readonly extensions: readonly Extension[] | undefined
}

export interface ClientHello extends Partial<Pick<View, 'facts'>> {
  readonly version: number
  readonly cipherSuites: readonly { readonly suite: number }[]
  readonly extensions: readonly Extension[] | undefined
}

export const ja3Of = ({ version, cipherSuites, extensions = [] }: ClientHello): string =>
  [
    version,
    meant(cipherSuites.map(({ suite }) => suite)).join('-'),
    meant(extensions.map(({ type }) => type)).join('-'),
    meant(all(extensions, ({ groups }) => groups).map(({ group }) => group)).join('-'),
    all(extensions, ({ pointFormats }) => pointFormats).map(({ format }) => format).join('-'),
  ].join(',')

const ja3sOf = ({ version, cipherSuite, extensions = [] }: ServerHello): string =>
  [version, cipherSuite, extensions.map(({ type }) => type).join('-')].join(',')

/** The parts of JA4: what is readable, the cipher suites in order, the extensions in order with the algorithms of signatures. */
function ja4Parts(hello: ClientHello): readonly [string, string, string] {
  const { cipherSuites, extensions = [] } = hello
  const suites = meant(cipherSuites.map(({ suite }) => suite))
  const types = meant(extensions.map(({ type }) => type))
  const schemes = meant(all(extensions, ({ signatureSchemes }) => signatureSchemes).map(({ scheme }) => scheme))
  const asksForName = types.includes(serverName) ? 'd' : 'i'
  const ends = `${asksForName}${amount(suites.length)}${amount(types.length)}${protocolMark(extensions)}`
  const readable = `${transportMark(hello)}${versionOf(hello)}${ends}`
  const sorted = words(types.filter((type) => type !== serverName && type !== applicationProtocol)).sort().join(',')
  const signatures = schemes.length === 0 ? '' : `_${words(schemes).join(',')}`
  return [readable, words(suites).sort().join(','), sorted + signatures]
}

export const ja4Of = (hello: ClientHello): string => {
  const [readable, suites, extensions] = ja4Parts(hello)
  return [readable, shortHash(suites), shortHash(extensions)].join('_')
}

/** What carries the handshake: TCP or QUIC. */
const transportMark = ({ facts }: ClientHello) => ((facts as Partial<Told> | undefined)?.isOverQuic === true ? 'q' : 't')

/** The version that is offered first of all. */
function versionOf({ version, extensions = [] }: ClientHello): string {
  const offered = meant(all(extensions, ({ versions }) => versions).map(({ version }) => version))
  return versionMarks[Math.max(...(offered.length > 0 ? offered : [version]))] ?? '00'
}

/** The first and the last character of the first protocol. */
function protocolMark(extensions: readonly Extension[]): string {
  const [first] = all(extensions, ({ applicationProtocols }) => applicationProtocols)
  if (first === undefined || first.name === '') return '00'
  const { name } = first
  const ends = `${name[0]}${name.at(-1)}`
  if (/^[0-9a-z]{2}$/i.test(ends)) return ends
  const digits = hex(new TextEncoder().encode(name))
  return `${digits[0]}${digits.at(-1)}`
}

const all = <T>(extensions: readonly Extension[], listOf: (extension: Extension) => readonly T[] | undefined): readonly T[] =>
  extensions.flatMap((extension) => listOf(extension) ?? [])

/** RFC 8701: both bytes are alike, and end in `a`. */
const meant = (values: readonly number[]): number[] =>
  values.filter((value) => (value & 0x0f0f) !== 0x0a0a || value >> 8 !== (value & 0xff))

const amount = (count: number) => `${Math.min(count, 99)}`.padStart(2, '0')
const words = (values: readonly number[]) => values.map((value) => value.toString(16).padStart(4, '0'))
const shortHash = (text: string) => (text === '' ? '000000000000' : hex(sha256(octets(text))).slice(0, 12))

const serverName = 0
const applicationProtocol = 16
const versionMarks: Readonly<Record<number, string>> = {
  0x0304: '13', 0x0303: '12', 0x0302: '11', 0x0301: '10', 0x0300: 's3', 0x0002: 's2',
}

/** Of a hello that is all there: one that is cut has another. */
const fingerprint = <H>(filter: string, label: string, of: (hello: H) => string) =>
  computedText(filter, label, (hello: H & View) => (hello.isShort ? undefined : of(hello)))

const hashed = (text: string) => hex(md5(octets(text)))

export const clientFingerprints = named((tls) => ({
  ja3Full: fingerprint(`${tls}.handshake.ja3_full`, 'JA3 Fullstring', ja3Of),
  ja3:     fingerprint(`${tls}.handshake.ja3`, 'JA3', (hello: ClientHello) => hashed(ja3Of(hello))),
  ja4:     fingerprint(`${tls}.handshake.ja4`, 'JA4', ja4Of),
  ja4Raw:  fingerprint(`${tls}.handshake.ja4_r`, 'JA4 raw', (hello: ClientHello) => ja4Parts(hello).join('_')),
}))

export const serverFingerprints = named((tls) => ({
  ja3sFull: fingerprint(`${tls}.handshake.ja3s_full`, 'JA3S Fullstring', ja3sOf),
  ja3s:     fingerprint(`${tls}.handshake.ja3s`, 'JA3S', (hello: ServerHello) => hashed(ja3sOf(hello))),
}))

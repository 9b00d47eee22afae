/** What versions of QUIC differ in: RFC 9001 (version 1), RFC 9369 (version 2), and the drafts of both. */

export interface Version {
  /** Packet types by their number in a long header. */
  readonly types: readonly PacketType[]
  /** RFC 9001, section 5.2. */
  readonly salt: Uint8Array
  /** What the labels of keys begin with (RFC 9369, section 3.3.2). */
  readonly prefix: 'quic' | 'quicv2'
  /** RFC 9001, section 5.8; before draft-25 a Retry is not protected, but has the ID that the client chose. */
  readonly retry: { readonly key: Uint8Array; readonly nonce: Uint8Array } | undefined
}

export type PacketType = 'initial' | 'early' | 'handshake' | 'retry'

/** The version of a number; undefined for one that is not known. Those that force negotiation look like drafts. */
export const versionOf = (number: number): Version | undefined =>
  versions.get(number) ?? drafts.get(number) ?? (isReserved(number) ? draft29 : undefined)

/** RFC 9000, section 15: versions that nobody speaks. */
const isReserved = (number: number) => ((number & 0x0f0f0f0f) >>> 0) === 0x0a0a0a0a

const ofHex = (text: string) => Uint8Array.from(text.match(/../g)!, (digits) => parseInt(digits, 16))

const typesOf1 = ['initial', 'early', 'handshake', 'retry'] as const
const typesOf2 = ['retry', 'initial', 'early', 'handshake'] as const

const version = (prefix: Version['prefix'], salt: string, retryKey: string, retryNonce: string): Version => ({
  types: prefix === 'quic' ? typesOf1 : typesOf2,
  salt: ofHex(salt),
  prefix,
  retry: { key: ofHex(retryKey), nonce: ofHex(retryNonce) },
})

const version1 = version(
  'quic', '38762cf7f55934b34d179ae6a4c80cadccbb7f0a', 'be0c690b9f66575a1d766b54e368c84e', '461599d35d632bf2239825bb',
)
const version2 = version(
  'quicv2', '0dede3def700a6db819381be6e269dcbf9bd2ed9', '8fb4b01b56ac48e260fbcbcead7ccc92', 'd86969bc2d7c6d9990efb04a',
)
/** draft-ietf-quic-v2-01. */
const draftOf2 = version(
  'quicv2', 'a707c203a59b47184a1d62ca570406ea7ae3e5d3', 'ba858dc7b43de5dbf87617ff4ab253db', '141b99c239b03e785d6a2e9f',
)
/** draft-ietf-quic-tls-29 to -32. */
const draft29 = version(
  'quic', 'afbfec289993d24c9e9786f19c6111e04390a899', 'ccce187ed09a09d05728155a6cb96be1', 'e54930f97f2136f0530a8c1c',
)
/** draft-ietf-quic-tls-23 to -28; that of Retry is since -25. */
const draft23 = version(
  'quic', 'c3eef712c72ebb5a11a7d2432bb46365bef9f502', '4d32ecdb2a2133c841e4043df27d4430', '4d1611d05513a552c587d575',
)
const draft24: Version = { ...draft23, retry: undefined }

const versions: ReadonlyMap<number, Version> = new Map([
  [1, version1], [0x6b3343cf, version2], [0x709a50c4, draftOf2], [0xfaceb002, draft23], [0xfaceb00e, draft23],
])
const firstOfDrafts = 0xff000000
const drafts: ReadonlyMap<number, Version> = new Map(
  Array.from({ length: 34 - 23 + 1 }, (_, index) => 23 + index)
    .map((draft) => [firstOfDrafts + draft, draft < 25 ? draft24 : draft < 29 ? draft23 : draft < 33 ? draft29 : version1] as const),
)

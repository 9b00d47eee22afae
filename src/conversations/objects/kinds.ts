/** The protocols whose objects are found. */
export const objectKinds = ['http', 'tftp', 'smtp', 'pop', 'ftp-data'] as const
export type ObjectKind = (typeof objectKinds)[number]

/**
 * What removes codings of bodies, by their names in lower case, such as `br`: gives at most `limit` bytes, and whether
 * they are not all; undefined where the bytes are not in this coding.
 */
export type ObjectDecoders = Readonly<
  Record<
    string,
    (bytes: Uint8Array, limit: number) => { readonly bytes: Uint8Array; readonly isCut: boolean } | undefined
  >
>

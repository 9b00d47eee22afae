/** Media types, such as `text/html; charset=utf-8` (RFC 9110, section 8.3.1), and where their protocols are looked up. */
import type { TableKey, View } from '../../../../schema/index.ts'

/** What is known of a layer that lies in a body: the value of the Content-Type. */
export interface MediaFacts {
  readonly mediaType?: string
}

export const mediaTypeOf = ({ facts }: View): string | undefined => (facts as MediaFacts | undefined)?.mediaType

/** The keys of a media type: its name, what its suffix says (RFC 6839), what it is one of, and that it is one. */
export function mediaTypeKeys(value: string): readonly TableKey[] {
  const type = typeOf(value)
  const [main = ''] = type.split('/', 1)
  const plus = type.lastIndexOf('+')
  const suffix: readonly TableKey[] = plus < 0 ? [] : [['media_type', `*${type.slice(plus)}`]]
  return [['media_type', type], ...suffix, ['media_type', `${main}/*`], ['media_type', '*/*']]
}

/** The type without parameters, in lower case. */
export const typeOf = (value: string): string => value.split(';', 1)[0]!.trim().toLowerCase()

/** The value of a parameter; undefined without it. */
export function parameterOf(value: string, name: string): string | undefined {
  for (const [, key, quoted, plain] of value.matchAll(/;\s*([\w!#$%&'*+.^`|~-]+)=(?:"((?:[^"\\]|\\.){0,256})"|([^\s;"]*))/g))
    if (key!.toLowerCase() === name) return quoted?.replace(/\\(.)/g, '$1') ?? plain
  return undefined
}

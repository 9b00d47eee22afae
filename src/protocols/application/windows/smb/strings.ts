/** Text in commands of SMB, of one byte or two a character as the header says: [MS-CIFS], section 2.2.1.1. */
import { holding, padding, text, u8, when, type Field, type Holding, type View } from '../../../../schema/index.ts'
import { isUnicode } from './header.ts'

/** What a text tells of people and machines; undefined for anything. */
type Holds = (value: string) => Holding | undefined
type Texts<K extends string> = { readonly [P in K | `${K}Oem`]: Field<string | undefined, unknown> }

const isOem = (view: View) => !isUnicode(view)

/** A text up to its zero: the property `key` where it is in Unicode, at an even place, and `<key>Oem` where it is not. */
export const textField = <const K extends string>(
  key: K, filter: string, label: string, holds: Holds = () => undefined,
): Texts<K> =>
  ({
    [`${key}Padding`]: when(isUnicode, padding(2, 'smb.padding', 'Padding')),
    [key]:             when(isUnicode, holding(text(filter, label, { until: 'zero' }, { encoding: 'utf-16le' }), holds)),
    [`${key}Oem`]:     when(isOem, holding(text(filter, label, { until: 'zero' }, { encoding: 'latin-1' }), holds)),
  }) as never

export const oemText = (filter: string, label: string) => text(filter, label, { until: 'zero' }, { encoding: 'latin-1' })

/** The byte before a name: [MS-CIFS], section 2.2.3.3. */
const formats = { 1: 'Data block', 2: 'Dialect', 3: 'Pathname', 4: 'ASCII', 5: 'Variable block' } as const
export const format = { format: u8('smb.buffer_format', 'buffer Format', { names: formats }) }

/** Names of who issued a certificate and whom it is for: RFC 5280, section 4.1.2.4, and appendix A.1. */
import { ber, record, type View } from '../../../../schema/index.ts'

const country = '2.5.4.6'
const text = {
  numeric:   ber.text('x509sat.numericString', 'numericString', { tag: 0x12, optional: true, encoding: 'ascii' }),
  printable: ber.text('x509sat.printableString', 'printableString', { tag: 0x13, optional: true, encoding: 'ascii' }),
  teletex:   ber.text('x509sat.teletexString', 'teletexString', { tag: 0x14, optional: true, encoding: 'latin-1' }),
  ia5:       ber.text('x509sat.IA5String', 'IA5String', { tag: 0x16, optional: true, encoding: 'ascii' }),
  bmp:       ber.text('x509sat.bmpString', 'bmpString', { tag: 0x1e, optional: true, encoding: 'utf-16be' }),
  utf8:      ber.text('x509sat.uTF8String', 'uTF8String', { tag: 0x0c, optional: true }),
}

const attribute = record('Attribute', { type: ber.oid('x509if.oid', 'Object Id') })
  .cases(
    [{ type: country }, { country: ber.text('x509sat.CountryName', 'CountryName', { tag: 0x13, encoding: 'ascii' }) }],
    [({ type }) => type !== country, text],
  )

/** A set of attributes, of which there is nearly always one. */
const relativeName = record('RelativeDistinguishedName', {
  attributes: ber.list('x509if.RDNSequence_item', 'RDNSequence item', record('RelativeDistinguishedName item', {
    attribute: ber.sequence('x509if.RelativeDistinguishedName_item_element', 'RelativeDistinguishedName item', attribute),
  }), { tag: 0x31 }),
})

const listed = (filter: string, label: string) => ber.list(filter, label, relativeName)

export const names = (filter: string, label: string): ReturnType<typeof listed> => ({ ...listed(filter, label), show: nameText })

/** Short names of attributes, RFC 4514, section 3. */
const keywords: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN', '2.5.4.6': 'C', '2.5.4.7': 'L', '2.5.4.8': 'ST', '2.5.4.9': 'STREET', '2.5.4.10': 'O', '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.1': 'UID', '0.9.2342.19200300.100.1.25': 'DC',
}

interface RelativeName {
  readonly attributes: readonly { readonly attribute: Attribute | undefined }[] | undefined
}
type Attribute = View & { readonly type: string | undefined } & { readonly [K in keyof typeof text | 'country']: string | undefined }

/** A name in words, such as `CN=example.test,O=Example`. */
function nameText(name: readonly RelativeName[] | undefined): string {
  const parts = (name ?? []).flatMap(({ attributes }) => attributes ?? []).map(({ attribute }) => {
    const { type = '', country, utf8, printable, teletex, ia5, bmp, numeric } = attribute ?? ({} as Partial<Attribute>)
    return `${keywords[type] ?? type}=${utf8 ?? printable ?? country ?? ia5 ?? teletex ?? bmp ?? numeric ?? ''}`
  })
  return parts.join(',')
}

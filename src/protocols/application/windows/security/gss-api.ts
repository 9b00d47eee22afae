/** Generic Security Service API: RFC 2743, section 3.1. Tokens after the first of a mechanism have no header. */
import { ahead, asciiText, ber, bytes, protocol, record, u8, type View } from '../../../../schema/index.ts'

const lead = record('Token', { tag: u8('', 'Tag'), length: u8('', 'Length') })
const [tagAt, lengthAt] = [lead.reader('tag'), lead.reader('length')]

/** Bytes of a length in BER. */
const lengthSize = ({ bytes: memory, start }: View) => {
  const first = lengthAt(memory, start)
  return first > 0x80 ? 1 + (first & 0x7f) : 1
}

/** What a token without a header is: the key is its object identifier, or a word. */
function mechanismOf({ bytes: memory, start, end }: View): string {
  const tag = tagAt(memory, start)
  if (tag === 0xa0 || tag === 0xa1) return '1.3.6.1.5.5.2'
  return end - start > 7 && asciiText(memory, start, start + 7) === 'NTLMSSP' ? '1.3.6.1.4.1.311.2.2.10' : 'token'
}

export const gssApi = protocol('gss-api', 'GSS-API Generic Security Service Application Program Interface', {
  'security.token': ['gss-api'],
})
  .specified('RFC 2743')
  .fields({ first: ahead(8) })
  .choice('first', {
    0x60: {
      tag:    u8('', 'Token tag', { base: 16 }),
      length: bytes('', 'Token length', lengthSize),
      oid:    ber.oid('gss-api.OID', 'OID'),
    },
  })
  .payload({ tables: [['gss-api.OID', (layer) => layer.oid ?? mechanismOf(layer)]] })
  .isContent()
  .colored('security')
  .summarized(({ oid }) => (oid === undefined ? 'token' : `token of ${oid}`))

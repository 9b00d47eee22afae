/** TP-Link's Smart Home protocol: JSON, of which each byte is combined with the one before it. */
import { computedText, protocol, range, record, rest, u32, u8, unfinished, utf8Text, type View } from '../../../schema/index.ts'

/** What the first byte is combined with. */
const firstKey = 0xab
/** `{` combined with that. */
const opening = 0x7b ^ firstKey
const plain = (data: Uint8Array): string => {
  const text = data.map((byte, at) => byte ^ (at === 0 ? firstKey : data[at - 1]!))
  return utf8Text(text, 0, text.length)
}
const fields = {
  encrypted: rest('', 'Encrypted message'),
}
const message = { message: computedText('tplink_smarthome.msg', 'Cmd',
  ({ encrypted }: { readonly encrypted: Uint8Array }) => plain(encrypted)) }
const header = record('Header', { length: u32('tplink_smarthome.length', 'Length'), first: u8('tplink_smarthome.first', 'First') })
const begins = header.recognizer({ length: range(2, 0xffff), first: opening })
const lengthAt = header.reader('length')
const isMessage = record('Message', { first: u8('tplink_smarthome.first', 'First') }).recognizer({ first: opening })
const name = 'tplink-smarthome'
const label = 'TP-Link Smart Home Protocol'
const line = ({ message }: View & { readonly message: string | undefined }) => message?.slice(0, 120) ?? ''

export const tpLink = protocol(name, label, { 'udp.port': [9999] })
  .fields(fields).fields(message)
  .accepts(isMessage)
  .colored('messages')
  .summarized(line)
  .borrows('tplink_smarthome')

/** Over TCP its length is in front. */
export const tpLinkOverTcp = protocol(name, label, { 'tcp.port': [9999], 'tplink.next': [1] })
  .fields({ length: u32('', 'Length', { unit: 'bytes' }) })
  .length({ length: 'length', plus: 4 })
  .fields(fields).fields(message)
  .accepts(begins)
  .streamed((bytes, start, end) => (end - start < 5 ? unfinished : begins(bytes, start, end) ? lengthAt(bytes, start) + 4 : 0))
  .payload({ tables: [['tplink.next', () => 1]] })
  .colored('messages')
  .summarized(line)
  .borrows('tplink_smarthome')

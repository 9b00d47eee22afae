/** TPKT, RFC 1006 and RFC 2126: packets of ISO transport in a TCP stream. */
import { protocol, range, record, u16, u32, u8, unfinished } from '../../../../schema/index.ts'

/** RFC 1006, section 6. */
const fields = {
  version:  u8('tpkt.version', 'Version'),
  reserved: u8('tpkt.reserved', 'Reserved'),
  length:   u16('tpkt.length', 'Length', { unit: 'bytes' }),
}
const header = record('TPKT', fields)
/** A header and the shortest TPDU, of three bytes. */
const shortest = 7
const begins = header.recognizer({ version: 3, reserved: 0, length: range(shortest) })
const lengthAt = header.reader('length')
const isVersion = record('Version', { version: fields.version }).recognizer({ version: 3 })

/**
 * A connect confirm in which a server of RDP selects a protocol that protects the connection ([MS-RDPBCGR], section 2.2.1.2.1): TLS
 * follows, without packets of this protocol.
 */
const confirm = record('Connect Confirm', {
  ...fields, headerLength: u8('cotp.li', 'Length'), type: u8('cotp.type', 'Type'), references: u32('cotp.destref', 'References'),
  class: u8('cotp.class', 'Class'), negotiation: u8('rdp.neg_type', 'Type'), flags: u8('rdp.negRsp.flags', 'Flags'),
  size: u16('rdp.neg_length', 'Length'), selected: u8('rdp.negReq.selectedProtocol', 'Selected'),
})
const isTlsAgreed = confirm.recognizer({ type: 0xd0, negotiation: 2, size: 0x800, selected: range(1) })

export const tpkt = protocol('tpkt', 'TPKT', { 'tcp.port': [102, 3389] })
  .specified('RFC 1006')
  .fields(fields)
  .accepts(begins)
  .streamed((bytes, start, end, memory) => {
    if (end - start < 4) return isVersion(bytes, start, end) ? unfinished : 0
    if (!begins(bytes, start, end)) return 0
    if (isTlsAgreed(bytes, start, end)) memory.both.isTlsAgreed = true
    return lengthAt(bytes, start)
  }, {
    switches: { tables: ['tcp.port'], to: ({ both }) => (both.isTlsAgreed ? [['tcp.port', 443]] : undefined) },
  })
  .payload({ tables: [['tpkt.payload', () => 0]], length: { length: 'length', minus: 4 } })
  .defaults({ version: 3 })
  .colored('stream')
  .summarized(({ length }) => `TPKT, ${length} bytes`)

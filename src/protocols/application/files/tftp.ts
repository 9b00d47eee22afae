/** Trivial File Transfer Protocol, RFC 1350, with options by RFC 2347 to 2349 and 7440. */
import { fact, holding, nameIn, otherwise, parts, protocol, range, record, rest, text, u16 } from '../../../schema/index.ts'

const opcodes = {
  1: 'Read Request', 2: 'Write Request', 3: 'Data Packet', 4: 'Acknowledgement', 5: 'Error Code', 6: 'Option Acknowledgement',
}
/** RFC 1350, section 5, and RFC 2347. */
const errors = {
  0: 'Not defined', 1: 'File not found', 2: 'Access violation', 3: 'Disk full or allocation exceeded', 4: 'Illegal TFTP Operation',
  5: 'Unknown transfer ID', 6: 'File already exists', 7: 'No such user', 8: 'Option negotiation failed',
}

/** Words that say nothing of who uses them. */
const types = /^(?:netascii|octet|mail)$/i
const optionNames = /^(?:blksize|timeout|tsize|windowsize|multicast)$/i
const word = (filter: string, label: string, words: RegExp) =>
  holding(text(filter, label, { until: 'zero' }), (value) => (words.test(value) ? 'vocabulary' : undefined))

const option = record('Option', {
  name:  word('tftp.option.name', 'Option name', optionNames),
  value: text('tftp.option.value', 'Option value', { until: 'zero' }),
})
const options = { options: parts('Options', option) }
const request = (file: string, label: string) => ({
  file: text(file, label, { until: 'zero' }),
  type: word('tftp.type', 'Type', types),
  ...options,
})
const block = { block: u16('tftp.block', 'Block') }

const isOpcode = record('Header', { opcode: u16('tftp.opcode', 'Opcode') }).recognizer({ opcode: range(1, 6) })

/** A server answers a request from a port of its own, which is that of the transfer: RFC 1350, section 4. */
export const tftp = protocol('tftp', 'Trivial File Transfer Protocol', { 'udp.port': [69], 'announced': ['tftp'] })
  .specified('RFC 1350')
  .fields({ opcode: u16('tftp.opcode', 'Opcode', { names: opcodes }) })
  .cases(
    [{ opcode: 1 }, request('tftp.source_file', 'Source File')],
    [{ opcode: 2 }, request('tftp.destination_file', 'Destination File')],
    [{ opcode: 3 }, { ...block, data: rest('tftp.data', 'Data') }],
    [{ opcode: 4 }, block],
    [{ opcode: 5 }, {
      errorCode:    u16('tftp.error.code', 'Error code', { names: errors }),
      errorMessage: text('tftp.error.message', 'Error message', { until: 'zero' }),
    }],
    [{ opcode: 6 }, options],
    [otherwise, { unknown: rest('tftp.unknown', 'Data') }],
  )
  .accepts(isOpcode)
  .facts({ requestFrame: fact.frame('tftp.request_frame', 'Request frame') })
  .announces(['announced'], ({ opcode }, frame) =>
    opcode > 2 ? [] : [{
      transport: 'udp', address: 'source', port: 'source', peer: 'destination', speaks: [['announced', 'tftp']],
      facts: { requestFrame: frame },
    }])
  .colored('messages', ({ opcode }) => (opcode === 5 ? 'error' : undefined))
  .summarized(({ opcode, file, block, errorCode, errorMessage }) => {
    const error = errorMessage || (errorCode === undefined ? undefined : nameIn(errors, errorCode))
    const about = file ?? (block === undefined ? error : `block ${block}`)
    return `${nameIn(opcodes, opcode) ?? `opcode ${opcode}`}${about === undefined ? '' : `: ${about}`}`
  })

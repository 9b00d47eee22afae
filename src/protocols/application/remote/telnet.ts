/** Telnet, RFC 854 and 855: text, and commands between it. */
import { lineOf, nameIn, parts, positionOf, protocol, record, rest, text, u8, type View } from '../../../schema/index.ts'

const commands = {
  236: 'End of File', 237: 'Suspend', 238: 'Abort', 239: 'End of Record', 240: 'Suboption End', 241: 'No-Operation', 242: 'Data Mark',
  243: 'Break',
  244: 'Interrupt Process', 245: 'Abort Output', 246: 'Are You There?', 247: 'Erase Character', 248: 'Erase Line', 249: 'Go Ahead',
  250: 'Suboption', 251: 'Will', 252: 'Won\'t', 253: 'Do', 254: 'Don\'t', 255: 'Escape',
}
/** IANA "Telnet Options", 2026-11. */
const options = {
  0: 'Binary Transmission', 1: 'Echo', 2: 'Reconnection', 3: 'Suppress Go Ahead', 4: 'Approx Message Size Negotiation', 5: 'Status',
  6: 'Timing Mark', 7: 'Remote Controlled Trans and Echo', 8: 'Output Line Width', 9: 'Output Page Size',
  10: 'Output Carriage-Return Disposition',
  11: 'Output Horizontal Tab Stops', 12: 'Output Horizontal Tab Disposition', 13: 'Output Formfeed Disposition',
  14: 'Output Vertical Tabstops',
  15: 'Output Vertical Tab Disposition', 16: 'Output Linefeed Disposition', 17: 'Extended ASCII', 18: 'Logout', 19: 'Byte Macro',
  20: 'Data Entry Terminal', 21: 'SUPDUP', 22: 'SUPDUP Output', 23: 'Send Location', 24: 'Terminal Type', 25: 'End of Record',
  26: 'TACACS User Identification', 27: 'Output Marking', 28: 'Terminal Location Number', 29: 'Telnet 3270 Regime', 30: 'X.3 PAD',
  31: 'Negotiate About Window Size', 32: 'Terminal Speed', 33: 'Remote Flow Control', 34: 'Linemode', 35: 'X Display Location',
  36: 'Environment Option', 37: 'Authentication Option', 38: 'Encryption Option', 39: 'New Environment Option', 40: 'TN3270E',
  42: 'Charset',
  44: 'Com Port Control Option', 46: 'Start TLS',
}

const escape = 0xff
const lineFeed = 0x0a
const subnegotiation = 250
const isCommand = record('Command', { escape: u8('telnet.iac', 'Escape') }).recognizer({ escape })
const commandAt = record('Command', { escape: u8('telnet.iac', 'Escape'), command: u8('telnet.cmd', 'Command') }).reader('command')

/** A command, or text up to its line end or the next command. */
function itemEnd({ bytes, start, end }: View): number {
  if (!isCommand(bytes, start, end)) {
    const stop = positionOf(escape, bytes, start, end)
    return Math.min(stop, positionOf(lineFeed, bytes, start, stop) + 1)
  }
  const command = start + 1 < end ? commandAt(bytes, start) : 0
  if (command === subnegotiation) return valueEnd(bytes, start + 3, end)
  return start + (command > subnegotiation && command < escape ? 3 : 2)
}

/** Where the value of an option ends: before the next command; an escape twice is a value of its own (RFC 855). */
function valueEnd(bytes: Uint8Array, at: number, end: number): number {
  for (;;) {
    at = positionOf(escape, bytes, at, end)
    // The last byte may be the first of two.
    if (at + 1 === end) return end + 1
    if (at >= end || commandAt(bytes, at) !== escape) return at
    at += 2
  }
}

const command = { escape: { ...u8('telnet.iac', 'Escape'), hidden: true }, command: u8('telnet.cmd', 'Command', { names: commands }) }
const option = { option: u8('telnet.subcmd', 'Subcommand', { names: options }) }
const kinds = { data: 0, command: 1, option: 2, value: 3 } as const

const item = record('Item', {})
  .length((item: View) => itemEnd(item) - item.start)
  .choice(({ bytes, start, end }: View) => {
    if (!isCommand(bytes, start, end)) return kinds.data
    const code = start + 1 < end ? commandAt(bytes, start) : 0
    return code === subnegotiation ? kinds.value : code > subnegotiation && code < escape ? kinds.option : kinds.command
  }, {
    [kinds.data]:    { data: text('telnet.data', 'Data') },
    [kinds.command]: command,
    [kinds.option]:  { ...command, ...option },
    [kinds.value]:   { ...command, ...option, value: rest('telnet.option_data', 'Option data') },
  })
  .summarized(({ data, command, option }) =>
    data ?? [nameIn(commands, command ?? 0), option === undefined ? '' : nameIn(options, option) ?? `${option}`].join(' ').trim())

export const telnet = protocol('telnet', 'Telnet', { 'tcp.port': [23], 'tls.port': [992] })
  .specified('RFC 854')
  .fields({ items: parts('Items', item) })
  .colored('stream')
  .detailed({ fields: [], rows: ['items'] })
  .summarized(({ items }) => {
    const isText = items.some(({ data }) => data !== undefined)
    return isText
      ? items.map(({ data = '' }) => data).join('').slice(0, longestShown)
      : items.slice(0, mostShown).map(({ command, option }) =>
        lineOf([nameIn(commands, command ?? -1) ?? command, nameIn(options, option ?? -1) ?? option], ' ')).join(', ')
  })

const longestShown = 120
const mostShown = 6

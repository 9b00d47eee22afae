/** One command in a message of SMB, as a request or an answer: words, then bytes ([MS-CIFS], sections 2.2.3.2 and 2.2.3.3). */
import { bytes, guid, list, record, rest, u16, u8, when, type View } from '../../../../schema/index.ts'
import { commandOf, headerSize, isResponse } from './header.ts'
import { format, oemText, textField } from './strings.ts'
import { mailslotWords, pipeWords, subcommandWords, words } from './requests.ts'

/** A block of a chain, as far as it tells which command follows it. */
const lead = record('Command', { wordCount: u8('smb.wct', 'Word Count'), andX: u8('smb.cmd', 'AndXCommand'), reserved: u8('smb.reserved',
  'Reserved'), offset: u16('smb.andxoffset', 'AndXOffset', { order: 'little' }) })
const [wordsAt, andXAt, offsetAt] = [lead.reader('wordCount'), lead.reader('andX'), lead.reader('offset')]

const bytesAt = record('Command', { byteCount: u16('smb.bcc', 'Byte Count', { order: 'little' }) }).reader('byteCount')

/** Commands that another may follow: [MS-CIFS], section 2.2.3.4. */
const chained = new Set([0x24, 0x2d, 0x2e, 0x2f, 0x73, 0x74, 0x75, 0xa2])
/** Where transactions go that the protocols of browsers and remote administration name ([MS-BRWS], [MS-RAP]), not people. */
const wellKnown = /^\\(?:MAILSLOT|PIPE)\\(?:BROWSE|LANMAN|NET\\[A-Z]{1,12})$/i

export const none = 0xff
const longestChain = 8

/** The command of the block that begins at `start`: that of the header for the first, else what the one before it says. */
export function commandIn({ bytes, origin, start }: View): number {
  let command = commandOf({ bytes, origin } as View)
  for (let at = origin + headerSize, count = 0; at < start && chained.has(command) && count < longestChain; count++) {
    if (wordsAt(bytes, at) < 2) return none
    const next = origin + offsetAt(bytes, at)
    command = andXAt(bytes, at)
    if (next <= at) return none
    at = next
  }
  return command
}

const variants = new Set([0x72, 0x73, 0x75, 0xa2])
/** `q` or `a`, the command, and the number of words where that says what they are. */
function keyOf(block: View): string {
  const [command, wordCount] = [commandIn(block), wordsAt(block.bytes, block.start)]
  const key = `${isResponse(block) ? 'a' : 'q'}${command.toString(16).padStart(2, '0')}`
  return variants.has(command) || wordCount === 0 ? `${key}.${wordCount}` : key
}

const blob = { blob: bytes('smb.security_blob', 'Security Blob', 'blobLength') }
const system = { ...textField('nativeOs', 'smb.native_os', 'Native OS'), ...textField('lanManager', 'smb.native_lanman',
  'Native LAN Manager') }
const domain = textField('domain', 'smb.primary_domain', 'Primary Domain')
const account = textField('account', 'smb.account', 'Account')
const file = textField('path', 'smb.file', 'File Name')
const path = { ...format, ...file }
const directory = { ...format, ...textField('path', 'smb.dir_name', 'Directory') }
const service = { service: oemText('smb.service', 'Service') }
const sharing = { ...service, ...textField('fileSystem', 'smb.native_fs', 'Native File System') }
const dialect = record('Dialect', { ...format, name: oemText('smb.dialect.name', 'Name') })
const echo = { echo: rest('smb.echo.data', 'Echo Data') }
const password = { password: bytes('smb.password', 'Password', 'passwordLength') }

export interface Negotiated {
  readonly challengeLength?: number | undefined
  readonly capabilities?: { readonly extendedSecurity: boolean } | undefined
}
const isExtended = ({ capabilities }: Negotiated) => capabilities?.extendedSecurity === true
const isPlain = (negotiated: Negotiated) => !isExtended(negotiated)

export interface Setup {
  readonly setupCount?: number | undefined
}
const isSetup = (command: View & Setup, key: string, words: number) => command.setupCount === words && keyOf(command) === key

/** What both counts say, which does not depend on where fields of other kinds end. */
function lengthOf({ bytes, start }: View): number {
  const counted = 1 + 2 * wordsAt(bytes, start)
  return counted + 2 + bytesAt(bytes, start + counted)
}

export const block = record('Command', { wordCount: u8('smb.wct', 'Word Count (WCT)') })
  .length(lengthOf)
  .choice(keyOf, words, { words: bytes('smb.words', 'Words', { length: 'wordCount', times: 2 }) })
  .cases(
    [(command) => isSetup(command, 'q25', 3) && command.mostParameters === 0, mailslotWords],
    [(command) => isSetup(command, 'q25', 2), pipeWords],
    [(command) => isSetup(command, 'q32', 1), subcommandWords],
    [({ setupCount = 0 }) => setupCount > 0, { setup: bytes('smb.setup', 'Setup', ({ setupCount = 0 }: Setup) => 2 * setupCount) }],
  )
  .fields({ byteCount: u16('smb.bcc', 'Byte Count (BCC)', { order: 'little' }) })
  .choice(keyOf, {
    'q00.0':  directory,
    'q01.0':  directory,
    q06:      path,
    'q10.0':  directory,
    q0b:      { ...format, fileDataLength: u16('smb.data_len', 'Data Length', { order: 'little' }), fileData: rest('smb.file_data',
      'File Data') },
    q25:      textField('name', 'smb.trans_name', 'Transaction Name', (name) => (wellKnown.test(name) ? 'vocabulary' : undefined)),
    q2b:      echo,
    a2b:      echo,
    q2d:      file,
    'q72.0':  { dialects: list('smb.dialect', 'Requested Dialects', dialect) },
    'a72.13': { challenge: bytes('smb.challenge', 'Challenge', 'challengeLength'), domain: oemText('smb.primary_domain',
      'Primary Domain') },
    'a72.17': {
      guid:       when(isExtended, guid('smb.server_guid', 'Server GUID')),
      blob:       when(isExtended, rest('smb.security_blob', 'Security Blob')),
      challenge:  when(isPlain, bytes('smb.challenge', 'Challenge', ({ challengeLength = 0 }: Negotiated) => challengeLength)),
      ...textField('domain', 'smb.primary_domain', 'Primary Domain'),
      ...textField('server', 'smb.server', 'Server'),
    },
    'q73.10': { ...password, ...account, ...domain, ...system },
    'q73.12': { ...blob, ...system, ...domain },
    'q73.13': {
      password:        bytes('smb.ansi_password', 'ANSI Password', 'passwordLength'),
      unicodePassword: bytes('smb.unicode_password', 'Unicode Password', 'unicodePasswordLength'),
      ...account, ...domain, ...system,
    },
    'a73.3':  { ...system, ...domain },
    'a73.4':  { ...blob, ...system, ...domain },
    'q75.4':  { ...password, ...textField('path', 'smb.path', 'Path'), ...service },
    'a75.2':  sharing,
    'a75.3':  sharing,
    'a75.7':  sharing,
    q81:      { ...path, keyFormat: u8('smb.buffer_format', 'buffer Format'), keyLength: u16('smb.resume.key_len', 'Resume Key Length',
      { order: 'little' }) },
    'qa2.24': file,
  })
  .fields({ data: rest('smb.data', 'Data') })

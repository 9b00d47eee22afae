/** Server Message Block, versions 2 and 3: [MS-SMB2] (version 68.0). */
import { fact, given, lineOf, nameIn, range, record, rest, u16, u8, type Derived, type View } from '../../../../schema/index.ts'
import { ntStatuses } from '../statuses.ts'
import { tokenWords } from '../token-words.ts'
import { answers, error, otherOutput, output, shareTypes } from './answers.ts'
import { begins, commandOf, commands, isResponse, message } from './header.ts'
import { classes, fileLevels, volumeLevels } from './info.ts'
import { pending, remember } from './memory.ts'
import { functions, headerSize, toldOf } from './parts.ts'
import { dialects, levels, requests } from './requests.ts'

const moreProcessing = 0xc0000016
const [bufferOverflow, notifyEnumDir] = [0x80000005, 0x10c]
/** Commands whose answer is of the same structure as an error. */
const alike = new Set([14, 15, 16])
const breakCommand = 18

interface Header {
  readonly status?: number | undefined
  readonly size?: number
}
/** Section 2.2.2: an answer of nine bytes where the command has another, or cannot have failed in part. */
function isError(command: number, { status = 0, size = 0 }: Header): boolean {
  if (status === 0 || size !== 9 || command === 1) return false
  return !(alike.has(command) && (status === bufferOverflow || status === notifyEnumDir))
}

/** The message that a server sends without a request. */
const unasked = 0xffffffffffffffffn

export const smb2 = message()
  .choice((layer) => {
    if (layer.messageId === undefined) return undefined
    const command = commandOf(layer)
    const key = `${isResponse(layer) ? 'a' : 'q'}${command}`
    if (isResponse(layer) && isError(command, layer)) return 'error'
    return command === breakCommand && layer.size !== 24 ? `${key}.${layer.size}` : key
  }, { ...requests, ...answers, error })
  .choice((layer) => {
    if (layer.outLength === undefined || layer.outLength === 0 || !isResponse(layer)) return undefined
    return layer.function !== undefined && layer.function in output ? layer.function : 'other'
  }, { ...output, other: otherOutput })
  .fields({ rest: rest('', 'Data') })
  .length(({ chainOffset = 0, start, end }) => (chainOffset >= headerSize ? chainOffset : end - start))
  .payload({ tables: [['smb.protocol', ({ chainOffset = 0 }) => (chainOffset >= headerSize ? 0xfe : -1)]] })
  .accepts(begins)
  .remembers(remember)
  .derives(['security.token', 'smb.pipe'], (layer): readonly Derived[] => {
    const { blob, data, input, out, isShort } = layer
    if (blob !== undefined && blob.length > 0)
      return [{ speaks: [['security.token', 'gss-api']], bytes: blob, isCut: isShort, label: 'Security Blob' }]
    const said = data ?? out ?? input
    return said !== undefined && isCall(said) ? [{ speaks: [['smb.pipe', 'message']], bytes: said, isCut: isShort, label: 'Data' }] : []
  }, { isAlone: true })
  .facts({
    responseIn: fact.frame('smb2.response_in', 'Response in'),
    responseTo: fact.frame('smb2.response_to', 'Response to'),
    time:       fact.duration('smb2.time', 'Time from request'),
    openTree:   fact.text('smb2.tree', 'Tree'),
    openShare:  fact.number('smb2.share_type', 'Share Type', { base: 16, names: shareTypes }),
    askedClass: fact.number('smb2.class', 'Class', { base: 16, names: classes }),
    askedFile:  fact.number('smb2.file_info.infolevel', 'InfoLevel', { base: 16, names: fileLevels }),
    askedVolume: fact.number('smb2.fs_info.infolevel', 'InfoLevel', { base: 16, names: volumeLevels }),
    askedFind:  fact.number('smb2.find.infolevel', 'Info Level', { names: levels }),
  })
  .exchanged({
    part: ({ flags, status, messageId }) =>
      messageId === undefined || messageId === unasked || status === pending ? undefined : flags?.response ? 'answer' : 'question',
    key: ({ messageId }) => `${messageId}`,
    facts: { answeredIn: 'responseIn', answers: 'responseTo', time: 'time' },
  })
  .colored('messages', ({ status = 0 }) => (status >= 0xc0000000 && status !== moreProcessing ? 'warning' : undefined))
  .detailed({ fields: [['message', 'messageId'], ['session', 'sessionId'], ['tree', 'treeId']] })
  .summarized((layer) => {
    const { command, flags, status = 0, encrypted, compressed } = layer
    if (encrypted !== undefined) return `Encrypted message, ${layer.messageSize} bytes`
    if (compressed !== undefined) return `Compressed message, ${layer.originalSize} bytes`
    const name = nameIn(commands, command ?? -1) ?? given`Command ${command}` ?? 'Message'
    const outcome = status === 0 ? undefined : (nameIn(ntStatuses, status) ?? `status 0x${status.toString(16)}`)
    const words = wordsOf(layer as never).filter((word) => word !== undefined && word !== '')
    return lineOf([flags === undefined ? name : `${name} ${flags.response ? 'Response' : 'Request'}`, outcome, ...words])
  })
  .borrows('smb')

/** Whether data of a pipe is a message of DCE/RPC, by the start of its header: [C706], section 12.6.3.1. */
const lead = record('Call', { version: u8('', 'Version'), minor: u8('', 'Minor'), type: u8('', 'Type'), flags: u8('', 'Flags'),
  order: u8('', 'Order'), float: u8('', 'Float'), zeros: u16('', 'Zeros') })
const begun = lead.recognizer({ version: 5, minor: [0, 1], type: range(0, 19), order: [0, 0x10], float: 0, zeros: 0 })
const isCall = (data: Uint8Array) => data.length >= 16 && begun(data, 0, data.length)

export interface Said {
  readonly dialect?: number | undefined
  readonly dialects?: readonly { readonly dialect: number }[] | undefined
  readonly path?: string | undefined
  readonly name?: string | undefined
  readonly class?: number | undefined
  readonly level?: number | undefined
  readonly fileLevel?: number | undefined
  readonly volumeLevel?: number | undefined
  readonly function?: number | undefined
  readonly readLength?: number | undefined
  readonly fileOffset?: bigint | undefined
  readonly data?: Uint8Array | undefined
  readonly count?: number | undefined
  readonly files?: readonly unknown[] | undefined
  readonly shareType?: number | undefined
  readonly blob?: Uint8Array | undefined
}
/** What a message is about. */
function wordsOf(layer: View & Said): readonly (string | undefined)[] {
  const { dialect, path, name, fileLevel, volumeLevel, readLength, fileOffset, data, count, files, shareType } = layer
  const { file } = toldOf(layer)
  const size = readLength ?? data?.length ?? count
  return [
    dialect === undefined ? undefined : (nameIn(dialects, dialect) ?? `dialect 0x${dialect.toString(16)}`),
    layer.dialects?.map((each) => nameIn(dialects, each.dialect) ?? `0x${each.dialect.toString(16)}`).join(' '),
    shareType === undefined ? undefined : nameIn(shareTypes, shareType),
    layer.function === undefined ? undefined : (nameIn(functions, layer.function) ?? `function 0x${layer.function.toString(16)}`),
    fileLevel === undefined ? undefined : nameIn(fileLevels, fileLevel),
    volumeLevel === undefined ? undefined : nameIn(volumeLevels, volumeLevel),
    path ?? name ?? file,
    tokenWords(layer.blob),
    files === undefined ? undefined : `${files.length} files`,
    size === undefined ? undefined : `${size} bytes${fileOffset === undefined ? '' : ` at ${fileOffset}`}`,
  ]
}

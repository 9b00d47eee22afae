/** Server Message Block, version 1: [MS-CIFS] (version 28.0) and [MS-SMB]. */
import { fact, list, nameIn } from '../../../../schema/index.ts'
import { block, commandIn, none } from './block.ts'
import { carriedIn } from './carried.ts'
import { begins, commands, message } from './header.ts'
import { dosErrors, ntStatuses } from '../statuses.ts'
import { tokenWords } from '../token-words.ts'
import { subcommands } from './words.ts'

export const smb = message()
  .fields({
    commands: list('smb.commands', 'Commands', block, {
      last: ({ andXCommand = none }) => andXCommand === none,
    }),
  })
  .accepts(begins)
  .derives(['smb.mailslot', 'smb.pipe', 'security.token'], (layer) =>
    layer.commands.flatMap((command) => carriedIn(layer, command, layer.flags.response)), { isAlone: true })
  .facts({
    responseIn: fact.frame('smb.response_in', 'Response in'),
    responseTo: fact.frame('smb.response_to', 'Response to'),
    time:       fact.duration('smb.time', 'Time from request'),
  })
  .exchanged({
    part: ({ flags, multiplexId }) => (multiplexId === 0xffff ? undefined : flags.response ? 'answer' : 'question'),
    key: ({ multiplexId, processId, treeId }) => `${multiplexId}-${processId}-${treeId}`,
    facts: { answeredIn: 'responseIn', answers: 'responseTo', time: 'time' },
  })
  .colored('messages', (layer) => (isError(layer) ? 'warning' : undefined))
  .summarized((layer) => {
    const { command, flags, commands: chain } = layer
    const [first, ...others] = chain
    const side = flags.response ? 'Response' : 'Request'
    const more = others.map((each) => `${nameOf(commandIn(each))}${wordsOf(each)}`)
    return [`${nameOf(command)} ${side}${first === undefined ? '' : wordsOf(first)}`, ...more,
      errorOf(layer)].filter((word) => word !== '').join(', ')
  })
  .borrows('mailslot', 'pipe')

interface Words {
  readonly path?: string | undefined
  readonly pathOem?: string | undefined
  readonly name?: string | undefined
  readonly nameOem?: string | undefined
  readonly account?: string | undefined
  readonly accountOem?: string | undefined
  readonly domain?: string | undefined
  readonly domainOem?: string | undefined
  readonly subcommand?: number | undefined
  readonly fileId?: number | undefined
  readonly blob?: Uint8Array | undefined
}
/** What a command is about. */
function wordsOf({ path, pathOem, name, nameOem, account, accountOem, domain, domainOem, subcommand, fileId, blob }: Words): string {
  const user = account ?? accountOem
  const words = [
    subcommand === undefined ? undefined : nameIn(subcommands, subcommand), path ?? pathOem, name ?? nameOem,
    tokenWords(blob),
    user && `user ${domain ?? domainOem ? `${domain ?? domainOem}\\` : ''}${user}`,
    fileId === undefined ? undefined : `FID 0x${fileId.toString(16).padStart(4, '0')}`,
  ].filter((word) => word !== undefined && word !== '')
  return words.length === 0 ? '' : `, ${words.join(', ')}`
}

const nameOf = (command: number) => nameIn(commands, command) ?? `Command 0x${command.toString(16)}`

interface Errors {
  readonly status?: number | undefined
  readonly errorClass?: number | undefined
  readonly errorCode?: number | undefined
}
const moreProcessing = 0xc0000016
const isError = ({ status = 0, errorClass = 0 }: Errors) => errorClass > 0 || (status >= 0xc0000000 && status !== moreProcessing)
function errorOf({ status = 0, errorClass = 0, errorCode = 0 }: Errors): string {
  if (errorClass > 0) return nameIn(dosErrors, errorCode) ?? `error ${errorClass}/${errorCode}`
  return status === 0 ? '' : (nameIn(ntStatuses, status) ?? `status 0x${status.toString(16)}`)
}

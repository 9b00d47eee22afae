/** Gateway Control Protocol, version 3, in text: ITU-T H.248.1, annex B. Only the outer parts have fields; descriptors are text. */
import { computed, computedText, holding, isAtInAnyCase, lineOf, octets, protocol, text } from '../../../schema/index.ts'

interface Message { readonly message: string }

const [long, short] = [octets('megaco/'), octets('!/')]
/** A message begins with its name and a version (annex B.2). */
const begins = (bytes: Uint8Array, start: number, end: number) =>
  isAtInAnyCase(long, bytes, start, end) || isAtInAnyCase(short, bytes, start, end)

const head = /^(megaco|!)\/(\d{1,2})\s+(\S+)\s+/i
const transaction = /^(?:megaco|!)\/\d{1,2}\s+\S+\s+(transaction|reply|pending|transactionresponseack|t|p|pn|k)\s*(?:=\s*(\d{1,10})|\{)/i
const context = /(?:context|\bc)\s*=\s*(\d{1,10}|[-$*])/i
const command =
  /\b(auditcapability|auditvalue|servicechange|subtract|modify|notify|move|add|ac|av|sc|mf|mv|a|s|n)\s*=\s*([^\s{},]{1,64})/i

const kinds: Readonly<Record<string, string>> = { t: 'Request', transaction: 'Request', p: 'Reply', reply: 'Reply', pn: 'Pending',
  pending: 'Pending' }
const commands: Readonly<Record<string, string>> = {
  a: 'Add', s: 'Subtract', mf: 'Modify', mv: 'Move', n: 'Notify', av: 'AuditValue', ac: 'AuditCapability', sc: 'ServiceChange', add: 'Add',
  subtract: 'Subtract', modify: 'Modify', move: 'Move', notify: 'Notify', auditvalue: 'AuditValue', auditcapability: 'AuditCapability',
  servicechange: 'ServiceChange',
}
const contexts: Readonly<Record<string, number>> = { '-': 0, '$': 0xfffffffe, '*': 0xffffffff }

/** A part of the message; expressions look no further than this. */
const part = (message: string, pattern: RegExp, which: number) => pattern.exec(message.slice(0, longest))?.[which]
const longest = 1024

const kindIn = ({ message }: Message) => {
  const word = part(message, transaction, 1)?.toLowerCase()
  return word === undefined ? undefined : kinds[word] ?? 'ResponseAck'
}
/** What follows the transaction: its context and the first command in that. */
const inside = (message: string) => {
  const brace = message.indexOf('{')
  return brace < 0 ? '' : message.slice(brace + 1, brace + longest)
}
const commandIn = ({ message }: Message) => {
  const [, word, termination] = command.exec(inside(message).replace(context, '')) ?? []
  return { name: word === undefined ? undefined : commands[word.toLowerCase()], termination }
}

export const megaco = protocol('megaco', 'MEGACO', { 'udp.port': [2944], 'sctp.ppi': [7], 'sctp.port': [2944] })
  .specified('ITU-T H.248.1')
  .fields({ message: holding(text('', 'Message'), () => undefined) })
  .fields({
    startToken:  computedText('megaco.start_token', 'Start token', ({ message }) => part(message, head, 1)),
    version:     computed('megaco.version', 'Version', ({ message }) => Number(part(message, head, 2))),
    identifier:  computedText('megaco.mId', 'MediagatewayID', ({ message }) => part(message, head, 3)),
    transaction: computedText('megaco.transaction', 'Transaction', kindIn),
    transactionId: computedText('megaco.transid', 'Transaction ID', ({ message }) => part(message, transaction, 2)),
    context:     computed('megaco.context', 'Context', ({ message }) => {
      const [, value = ''] = context.exec(inside(message)) ?? []
      return contexts[value] ?? (value === '' ? NaN : Number(value))
    }),
    command:     computedText('megaco.command', 'Command', (message: Message) => commandIn(message).name),
    termination: computedText('megaco.termid', 'Termination ID', (message: Message) => commandIn(message).termination),
  })
  .accepts(begins)
  .colored('messages')
  .summarized(({ transaction, transactionId, command, termination }) =>
    lineOf([transaction, transactionId, command && `${command}=${termination}`], ' '))

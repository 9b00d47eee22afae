/** X Window System, version 11: "X Window System Protocol", X Consortium Standard, X Version 11, Release 7.7. */
import { goesOn, nameIn, protocol, record, rest, type View } from '../../../../schema/index.ts'
import { answersIn, openingsIn, repliesIn } from './answers.ts'
import { errors, events, opcodes } from './names.ts'
import { byte, partsIn, type Order } from './parts.ts'
import { requestsIn } from './requests.ts'
import { big, framing, isOpening, kinds, openingKind, tells } from './stream.ts'

const requestIn = (order: Order) => record('Request', { opcode: byte('opcode', opcodes) })
  .choice('opcode', requestsIn(order), { minor: byte('extension-minor'), length: partsIn(order).u('request-length') })
const openings = { little: openingsIn('little'), big: openingsIn('big') }
const answers = { little: answersIn('little'), big: answersIn('big') }
const replies = { little: repliesIn('little'), big: repliesIn('big') }
/** Replies differ by what they answer. */
const [ofLittle, ofBig] = [256, 512]
const keyed = <T extends object>(fields: T, first: number) =>
  Object.fromEntries(Object.entries(fields).map(([opcode, set]) => [Number(opcode) + first, set])) as unknown as T

/** Without its conversation only how a client opens it tells what it is: not even the order of bytes is known. */
const kindOf = ({ bytes, start, end, facts }: View) => (facts?.['kind'] as number | undefined) ?? openingKind(bytes, start, end)
/** The opcode of the request that a reply answers; 0 if that is not known. */
const requestOf = ({ facts }: View) => (facts?.['request'] as number | undefined) ?? 0

function keyOf(view: View): number {
  const kind = kindOf(view)
  if ((kind & 15) !== kinds.reply) return kind
  const opcode = requestOf(view)
  return (opcode in replies.little ? opcode : 0) + (kind > big ? ofBig : ofLittle)
}

/** Displays 0 to 63. */
const ports = Array.from({ length: 64 }, (_, display) => 6000 + display)

export const x11 = protocol('x11', 'X11', { 'tcp.port': ports, tcp: [], announced: ['x11'] })
  .specified('https://www.x.org/releases/current/doc/xproto/x11protocol.html')
  .choice(keyOf, {
    [kinds.opening]: openings.little.request,
    [kinds.openingAnswer]: openings.little.answer,
    [kinds.request]: requestIn('little'),
    [kinds.error]: answers.little.error,
    [kinds.event]: answers.little.event,
    [kinds.opening + big]: openings.big.request,
    [kinds.openingAnswer + big]: openings.big.answer,
    [kinds.request + big]: requestIn('big'),
    [kinds.error + big]: answers.big.error,
    [kinds.event + big]: answers.big.event,
    ...keyed(replies.little, ofLittle),
    ...keyed(replies.big, ofBig),
  })
  .fields({ left: rest('x11.undecoded', 'Undecoded') })
  .accepts(isOpening, 'heuristic')
  .streamed(framing, { tells })
  .announces(['announced'], ({ byteOrder }) => (byteOrder === undefined ? [] : goesOn('tcp', [['announced', 'x11']])))
  .colored('stream', ({ error, success }) => (error === 0 || success === 0 ? 'error' : undefined))
  .summarized((layer) => {
    const { byteOrder, success, reason, opcode, eventCode, code, facts } = layer
    if (byteOrder !== undefined) return 'Initial connection request'
    if (success !== undefined) return success === 1 ? 'Initial connection reply' : `Connection refused${reason ? `: ${reason}` : ''}`
    const named = (number: number) => nameIn(opcodes, number) ?? (facts?.['extension'] as string | undefined) ?? `extension ${number}`
    if (opcode !== undefined) return named(opcode)
    if (code !== undefined) return `Error: ${nameIn(errors, code) ?? code}`
    if (eventCode !== undefined) return `Event: ${nameIn(events, eventCode & 0x7f) ?? `type ${eventCode & 0x7f}`}`
    if (layer.reply === undefined) return `Data, ${layer.originalEnd - layer.start} bytes`
    const request = requestOf(layer)
    return `Reply${request === 0 ? '' : `: ${named(request)}`}`
  }, { all: true })

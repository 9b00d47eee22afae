/** Calls of AFS, the Andrew File System, in the data of RX: what is asked is named, files and volumes in part. */
import {
  computed, fact, nameIn, protocol, record, rest, text, u16, u32, when, type Field, type Fields, type StreamMemory, type View,
} from '../../../../schema/index.ts'
import { callsOf, services } from './calls.ts'

/** The ports and the header of RX that stand before the data. */
const before = record('Headers', {
  sourcePort: u16('', 'Source Port'), destinationPort: u16('', 'Destination Port'), length: u16('', 'Length'),
  checksum: u16('', 'Checksum'),
  epoch: u32('', 'Epoch'), connection: u32('', 'CID'), call: u32('', 'Call Number'), sequence: u32('', 'Sequence Number'),
  serial: u32('', 'Serial'), typeAndFlags: u16('', 'Type and Flags'),
})
const lengthBefore = 36
const isFromClient = 1
const headersOf = ({ bytes, start }: View) => before.part(bytes, start - lengthBefore, start, start - lengthBefore)
type Headers = ReturnType<typeof headersOf>

const isRequest = ({ typeAndFlags }: Headers) => (typeAndFlags & isFromClient) !== 0
/** The port of the server. */
const serviceOf = (headers: Headers) => (isRequest(headers) ? headers.destinationPort : headers.sourcePort)
/** Whether the number of the call stands here. */
const statesCall = (view: View) => {
  const headers = headersOf(view)
  return isRequest(headers) && headers.sequence === 1 && view.end - view.start >= 4
}

interface Told {
  readonly facts?: { readonly operation?: number } | undefined
}
const names = Object.fromEntries(Object.keys(services).map((port) => [port, callsOf(Number(port))]))
const entries = Object.entries(services)
const sets: Record<number, Fields<View>> = Object.fromEntries(entries.map(([port, [name]]) => [port, {
  operation: when(statesCall as never, u32(`afs.${name}.opcode`, 'Operation', { names: names[port]! })),
}])) as never
/** What is asked, in the packets that do not say it themselves. */
const asked = Object.fromEntries(entries.map(([port, [name]]) => [`${name}Operation`, computed(`afs.${name}.opcode`, 'Operation',
  (view: View & { readonly service: number }) =>
    (view.service !== Number(port) || statesCall(view) ? NaN : (view as Told).facts?.operation ?? NaN), { names: names[port]! })]))

const file = {
  volume: u32('afs.fs.fid.volume', 'FileID (Volume)'), vnode: u32('afs.fs.fid.vnode', 'FileID (VNode)'),
  unique: u32('afs.fs.fid.uniq', 'FileID (Uniqifier)'),
}
const [fileServer, volumeLocations] = [7000, 7003]
/** Calls about one file, and calls about a volume by its name. */
const ofFile = (operation: number) => (operation >= 130 && operation <= 145) || (operation >= 156 && operation <= 158)
  || operation === 65537 || operation === 65538
const byName: ReadonlySet<number> = new Set([504, 519, 524, 527])
type Called = View & { readonly operation?: number | undefined }
const isAbout = (service: number, test: (operation: number) => boolean) => (view: Called) =>
  view.operation !== undefined && serviceOf(headersOf(view)) === service && test(view.operation)

const mostCalls = 4096
/** Remembers what a call asks, and tells it of its other packets. */
function remember(view: Called, { both }: StreamMemory) {
  const headers = headersOf(view)
  const calls = (both['calls'] ??= new Map()) as Map<string, number>
  const key = `${headers.epoch} ${headers.connection} ${headers.call}`
  if (view.operation !== undefined) {
    if (calls.size >= mostCalls) calls.clear()
    calls.set(key, view.operation)
  }
  return { operation: calls.get(key) }
}

function isOfService(bytes: Uint8Array, start: number): boolean {
  const at = start - lengthBefore
  return at >= 0 && services[serviceOf(before.part(bytes, at, start, at)) as 7000] !== undefined
}

export const afs = protocol('afs', 'Andrew File System (AFS)', { 'rx.type': [1] })
  .fields({ service: computed('afs.service', 'Service', (view: View) => serviceOf(headersOf(view)), {
    names: Object.fromEntries(Object.entries(services).map(([port, [, name]]) => [port, name])),
  }) })
  .fields(asked as unknown as { readonly fsOperation: Field<number, unknown> })
  .choice('service', sets as never)
  .cases(
    [isAbout(fileServer, ofFile) as never, file],
    [isAbout(volumeLocations, (operation) => byName.has(operation)) as never, {
      nameLength: u32('', 'Length', { unit: 'bytes' }), name: text('afs.vldb.name', 'Volume Name', 'nameLength'),
    }],
  )
  .fields({ arguments: rest('', 'Data') })
  .accepts(isOfService)
  .remembers(remember as never)
  .facts({
    answeredIn: fact.frame('afs.repframe', 'Reply Frame'),
    answers:    fact.frame('afs.reqframe', 'Request Frame'),
    time:       fact.duration('afs.time', 'Time from request'),
  })
  .exchanged({
    part: (view) => (!isRequest(headersOf(view)) ? 'answer' : headersOf(view).sequence === 1 ? 'question' : undefined),
    key: (view) => `${headersOf(view).connection} ${headersOf(view).call}`,
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .colored('management')
  .summarized((view) => {
    const { service, operation, facts, volume, vnode, unique, name } = view as unknown as Called & Told & Readonly<Record<string, unknown>>
    const number = operation ?? facts?.operation
    const server = services[service as 7000][1]
    const words = [`${server} ${isRequest(headersOf(view)) ? 'request' : 'reply'}`]
    if (number !== undefined && !Number.isNaN(number)) words.push(nameIn(names[`${service as number}`] ?? {}, number) ?? `${number}`)
    if (volume !== undefined) words.push(`${volume as number}.${vnode as number}.${unique as number}`)
    if (name !== undefined) words.push(`"${name as string}"`)
    return words.join(' ')
  })

/** Port mapper and RPCBIND, which tell where programs are: RFC 1833; sections are those. */
import { lineOf, list, protocol, record, u32, type View } from '../../../schema/index.ts'
import { calledFacts, calledIn, chosen, nameOfCall } from './called.ts'
import { countText, follows, last, opaque, string } from './data-representation.ts'
import { byProgram, programText } from './procedures.ts'

const versions = byProgram[100000]!
/** Section 3.1: IANA "Protocol Numbers". */
const transports: Readonly<Record<number, string>> = { 6: 'TCP', 17: 'UDP' }
const program = { program: u32('portmap.prog', 'Program'), programVersion: u32('portmap.version', 'Version') }
const port = { port: u32('portmap.port', 'Port') }
const mapping = { ...program, transport: u32('portmap.proto', 'Protocol', { names: transports }), ...port }
const answer = { answer: u32('portmap.answer', 'Answer') }
/** Section 2.1. */
const address = {
  program: u32('portmap.rpcb.prog', 'Program'), programVersion: u32('portmap.rpcb.version', 'Version'),
  network: string('portmap.rpcb.netid', 'Network ID'), address: string('portmap.rpcb.addr', 'Address'),
  owner:   string('portmap.rpcb.owner', 'Owner'),
}
const universal = { universal: string('portmap.uaddr', 'Address') }
/** Lists of which each entry comes after a word that says whether it is there. */
const next = u32('rpc.value_follows', 'Value follows', { names: follows })
const mappings = list('', 'Mappings', record('Mapping', { next }).choice('next', { 1: mapping }), { last })
const addresses = list('', 'Addresses', record('Address', { next }).choice('next', { 1: address }), { last })

const doneText = (answered: number | undefined) => (answered === undefined ? undefined : answered === 1 ? 'done' : 'refused')
const programOf = ({ program: number, programVersion = 0 }: Readonly<Partial<Record<'program' | 'programVersion', number | undefined>>>) =>
  (number === undefined ? undefined : `${programText(number)} v${programVersion}`)
/** A reply with this port or address says that there is none. */
const isUnregistered = (layer: View, place: number | string | undefined) =>
  (place === 0 || place === '') && calledIn(layer)?.isReply === true && calledIn(layer)?.procedure === 3

export const portmap = protocol('portmap', 'Port Mapper', { 'rpc.program': ['100000.2'] })
  .specified('RFC 1833')
  .borrows('rpc')
  .facts(calledFacts('portmap.procedure', versions))
  .choice(chosen, {
    'call 1':  mapping, 'reply 1': answer,
    'call 2':  mapping, 'reply 2': answer,
    'call 3':  mapping, 'reply 3': port,
    'reply 4': { mappings },
    'call 5':  { ...program, procedure: u32('portmap.proc', 'Procedure'), values: opaque('portmap.args', 'Arguments') },
    'reply 5': { ...port, values: opaque('portmap.result', 'Result') },
  })
  .colored('management', (layer) => (isUnregistered(layer, layer.port) ? 'warning' : undefined))
  .summarized((layer) => {
    const { transport, port: found, answer: done, mappings: all } = layer
    const place = found === undefined || found === 0 ? undefined : `port ${found}`
    return lineOf([
      nameOfCall(layer, versions), programOf(layer),
      transport === undefined ? undefined : transports[transport] ?? `protocol ${transport}`,
      isUnregistered(layer, found) ? 'not registered' : place, doneText(done), countText(all, 'programs'),
    ])
  })

export const rpcBind = protocol('portmap', 'RPCBIND', { 'rpc.program': ['100000.3', '100000.4'] })
  .specified('RFC 1833')
  .borrows('rpc')
  .facts(calledFacts('portmap.procedure', versions))
  .choice(chosen, {
    'call 1':  address, 'reply 1': answer,
    'call 2':  address, 'reply 2': answer,
    'call 3':  address, 'reply 3': universal,
    'reply 4': { addresses },
    'reply 6': { time: u32('portmap.time', 'Time', { unit: 'seconds' }) },
    'call 7':  universal,
    'reply 8': universal,
    'call 9':  address, 'reply 9': universal,
  })
  .colored('management', (layer) => (isUnregistered(layer, layer.universal?.[0]?.value) ? 'warning' : undefined))
  .summarized((layer) => {
    const { network, address: given, universal: found, answer: done, addresses: all } = layer
    const place = given?.[0]?.value ?? found?.[0]?.value
    return lineOf([
      nameOfCall(layer, versions), programOf(layer), network?.[0]?.value,
      isUnregistered(layer, place) ? 'not registered' : place || undefined,
      doneText(done), countText(all, 'programs'),
    ])
  })

/** The network status monitor, which tells of hosts that started again: "Protocols for Interworking: XNFS, Version 3W", chapter 11. */
import { bytes, lineOf, nameIn, protocol, record, u32, type View } from '../../../schema/index.ts'
import { calledFacts, chosen, nameOfCall } from './called.ts'
import { one, string } from './data-representation.ts'
import { byProgram, programs } from './procedures.ts'

const versions = byProgram[100024]!
const results = { 0: 'success', 1: 'failure' }
const state = { state: u32('stat.state', 'State') }
const result = { result: u32('stat.stat_res.res', 'Result', { names: results }), resultState: u32('stat.stat_res.state', 'State') }
const caller = one('My ID', record('My ID', {
  host: string('stat.my_id.hostname', 'Host'), program: u32('stat.my_id.prog', 'Program', { names: programs }),
  version: u32('stat.my_id.vers', 'Version'), procedure: u32('stat.my_id.proc', 'Procedure'),
}))
interface Told {
  readonly name?: readonly { readonly value: string }[]
  readonly monitored?: readonly { readonly value: string }[]
  readonly result?: number
  readonly state?: number
}

export const statusMonitor = protocol('stat', 'Network Status Monitor Protocol', { 'rpc.program': ['100024.1'] })
  .specified('The Open Group C702, Protocols for Interworking: XNFS')
  .borrows('rpc')
  .facts(calledFacts('stat.procedure', versions))
  .fields({})
  .choice(chosen as never, {
    'call 1':  { name: string('stat.name', 'Name') },
    'reply 1': result,
    'call 2':  { monitored: string('stat.mon_id.name', 'Monitored Host'), caller, private: bytes('stat.priv', 'Private Data', 16) },
    'reply 2': result,
    'call 3':  { monitored: string('stat.mon_id.name', 'Monitored Host'), caller },
    'reply 3': state,
    'call 4':  { caller },
    'reply 4': state,
    'call 6':  { monitored: string('stat.mon_id.name', 'Monitored Host'), ...state },
  } as never)
  .colored('management')
  .summarized((layer: View) => {
    const { name, monitored, result: outcome, state: number } = layer as unknown as Told
    return lineOf([nameOfCall(layer, versions), name?.[0]?.value ?? monitored?.[0]?.value,
      outcome === undefined ? undefined : nameIn(results, outcome), number === undefined ? undefined : `state ${number}`])
  })

/** Apache ZooKeeper: zookeeper.apache.org, zookeeper.jute and "ZooKeeper Internals", 2026-11, as versions 3.4 to 3.9 write it. */
import {
  bytes, fact, lineOf, list, nameIn, otherwise, protocol, range, record, rest, text, time, u32, u64, u8, unfinished, type FactValues,
  type Framing, type StreamMemory, type View,
} from '../../../schema/index.ts'
import { sourcePort } from '../sender.ts'

const signed = { signed: true } as const
const operations: Readonly<Record<number, string>> = {
  0: 'notification', 1: 'create', 2: 'delete', 3: 'exists', 4: 'getData', 5: 'setData', 6: 'getACL', 7: 'setACL', 8: 'getChildren',
  9: 'sync', 11: 'ping', 12: 'getChildren2', 13: 'check', 14: 'multi', 15: 'create2', 16: 'reconfig', 17: 'checkWatches',
  18: 'removeWatches', 19: 'createContainer', 20: 'deleteContainer', 21: 'createTTL', 22: 'multiRead', 100: 'auth', 101: 'setWatches',
  102: 'sasl', 103: 'getEphemerals', 104: 'getAllChildrenNumber', 105: 'setWatches2', 106: 'addWatch', 107: 'whoAmI',
  [-10]: 'createSession', [-11]: 'closeSession', [-1]: 'error',
}
const errors: Readonly<Record<number, string>> = {
  0: 'OK', [-1]: 'system error', [-2]: 'runtime inconsistency', [-3]: 'data inconsistency', [-4]: 'connection loss',
  [-5]: 'marshalling error', [-6]: 'unimplemented', [-7]: 'operation timeout', [-8]: 'bad arguments', [-100]: 'API error',
  [-101]: 'no node', [-102]: 'no auth', [-103]: 'bad version', [-108]: 'no children for ephemerals', [-110]: 'node exists',
  [-111]: 'not empty', [-112]: 'session expired', [-113]: 'invalid callback', [-114]: 'invalid ACL', [-115]: 'auth failed',
  [-118]: 'session moved', [-119]: 'not read-only', [-120]: 'ephemeral on local session', [-121]: 'no watcher', [-122]: 'request timeout',
  [-123]: 'reconfig disabled', [-124]: 'session closed, SASL required', [-125]: 'quota exceeded', [-127]: 'throttled',
}
/** Numbers of messages that stand for no request. */
const special: Readonly<Record<number, string>> = { [-1]: 'notification', [-2]: 'ping', [-4]: 'auth', [-8]: 'setWatches' }
const events = { 1: 'node created', 2: 'node deleted', 3: 'node data changed', 4: 'children changed', [-1]: 'none' }
const states = { [-112]: 'expired', 0: 'disconnected', 3: 'connected', 4: 'auth failed', 5: 'read-only', 6: 'SASL authenticated' }

const head = record('Request', {
  length: u32('zookeeper.length', 'Length'), xid: u32('zookeeper.xid', 'Xid', signed), type: u32('zookeeper.type', 'Type', signed),
  zxid: u32('zookeeper.zxid', 'Last zxid'), timeout: u32('zookeeper.timeout', 'Timeout'),
})
const longest = 0x100_0000
const isConnect = head.recognizer({ length: range(28, 128), xid: 0, timeout: range(1, 0x100_0000) })
const isMessage = head.recognizer({ length: range(8, longest), xid: range(-8, 0x7fff_ffff) })
const [lengthAt, xidAt, typeAt] = [head.reader('length'), head.reader('xid'), head.reader('type')]
const clientPort = 2181
const lengthSize = 4
const least = 12
const mostAsked = 1024

interface Told {
  readonly isResponse: boolean
  readonly isConnect: boolean
  readonly type: number
}
interface Session {
  isConnected: boolean
  readonly asked: Map<number, number>
}
const framing: Framing = (memory, start, end, stream) => {
  if (end - start < least) return unfinished
  const length = lengthSize + lengthAt(memory, start)
  if (!isMessage(memory, start, end)) return 0
  if (start + length > end) return length
  const session = (stream.both.zookeeper ??= { isConnected: false, asked: new Map() }) as Session
  const isResponse = sourcePort(stream) === clientPort
  const own = stream.own as { zookeeper?: Told; zookeeperBegun?: boolean }
  const isFirst = own.zookeeperBegun !== true
  own.zookeeperBegun = true
  const xid = xidAt(memory, start)
  const isConnecting = isFirst && (isResponse ? session.isConnected : isConnect(memory, start, end))
  if (isConnecting && !isResponse) session.isConnected = true
  if (!isResponse && !isConnecting) {
    session.asked.set(xid, typeAt(memory, start))
    if (session.asked.size > mostAsked) session.asked.delete(session.asked.keys().next().value!)
  }
  const asked = session.asked.get(xid)
  if (isResponse) session.asked.delete(xid)
  own.zookeeper = { isResponse, isConnect: isConnecting, type: isResponse ? asked ?? NaN : typeAt(memory, start) }
  return length
}
const tells = ({ own }: StreamMemory) => own.zookeeper as FactValues | undefined
const toldOf = (view: View): Told => (view.facts as unknown as Told | undefined)
  ?? { isResponse: false, isConnect: isConnect(view.bytes, view.start, view.end), type: typeAt(view.bytes, view.start) }

const size = u32('zookeeper.string_length', 'Length', { ...signed, unit: 'bytes' })
const sizeOf = ({ size: said = 0 }: { readonly size?: number | undefined }) => Math.max(0, said)
const string = (filter: string, label: string) => list('', label,
  record(label, { size }).fields({ text: text(`zookeeper.${filter}`, label, sizeOf) }), { count: 1 })
const octets = (filter: string, label: string) => list('', label,
  record(label, { size }).fields({ data: bytes(`zookeeper.${filter}`, label, sizeOf) }), { count: 1 })
const path = string('path', 'Path')
const count = u32('zookeeper.count', 'Count', signed)
const node = u32('zookeeper.version', 'Version', signed)
const watch = u8('zookeeper.watch', 'Watch', { names: { 0: 'False', 1: 'True' } })
const control = record('ACL', { permissions: u32('zookeeper.acl.permissions', 'Permissions', { base: 16 }),
  scheme: string('acl.scheme', 'Scheme'), id: string('acl.id', 'ID') })
const controls = { controlCount: count, controls: list('', 'ACLs', control, { count: 'controlCount' }) }
const names = { nameCount: count, children: list('', 'Children',
  record('Child', { size }).fields({ name: text('zookeeper.child', 'Child', sizeOf) }), { count: 'nameCount' }) }
const stat = {
  created: u64('zookeeper.stat.czxid', 'Created zxid', { base: 16 }), modified: u64('zookeeper.stat.mzxid', 'Modified zxid', { base: 16 }),
  createdAt: time('zookeeper.stat.ctime', 'Created', 'unix-ms'), modifiedAt: time('zookeeper.stat.mtime', 'Modified', 'unix-ms'),
  dataVersion: u32('zookeeper.stat.version', 'Version', signed), childVersion: u32('zookeeper.stat.cversion', 'Child version', signed),
  aclVersion: u32('zookeeper.stat.aversion', 'ACL version', signed),
  owner: u64('zookeeper.stat.ephemeral_owner', 'Ephemeral owner', { base: 16 }),
  dataLength: u32('zookeeper.stat.data_length', 'Data length'), childCount: u32('zookeeper.stat.num_children', 'Children'),
  childZxid: u64('zookeeper.stat.pzxid', 'Child zxid', { base: 16 }),
}
const data = octets('data', 'Data')
const create = { path, data, ...controls, createFlags: u32('zookeeper.create_flags', 'Flags', { names: {
  0: 'persistent', 1: 'ephemeral', 2: 'persistent sequential', 3: 'ephemeral sequential', 4: 'container', 5: 'TTL',
  6: 'sequential TTL' } }) }
const watching = { path, watch }
const requests = {
  1: create, 15: create, 19: create, 21: { ...create, ttl: u64('zookeeper.ttl', 'TTL', { unit: 'ms' }) },
  2: { path, nodeVersion: node }, 20: { path }, 3: watching, 4: watching, 5: { path, data, nodeVersion: node }, 6: { path },
  7: { path, ...controls, nodeVersion: node }, 8: watching, 9: { path }, 12: watching,
  13: { path, nodeVersion: node }, 100: { authType: u32('zookeeper.auth.type', 'Type', signed), scheme: string('auth.scheme', 'Scheme'),
    credential: octets('auth.credential', 'Credential') },
  102: { token: octets('sasl.token', 'Token') }, 103: { path }, 104: { path }, 106: { path, mode: u32('zookeeper.watch_mode', 'Mode') },
}
const responseBase = 1000
const notified = 2000
const responses = {
  1001: { path }, 1015: { path, ...stat }, 1019: { path, ...stat }, 1021: { path, ...stat }, 1003: stat, 1004: { data, ...stat },
  1005: stat,
  1006: { ...controls, ...stat }, 1007: stat, 1008: names, 1012: { ...names, ...stat }, 1009: { path },
  1102: { token: octets('sasl.token', 'Token') },
  2000: { event: u32('zookeeper.event', 'Event', { ...signed, names: events }),
    state: u32('zookeeper.state', 'State', { ...signed, names: states }), path },
}
const session = {
  timeout: u32('zookeeper.timeout', 'Timeout', { unit: 'ms' }), sessionId: u64('zookeeper.session_id', 'Session ID', { base: 16 }),
  password: octets('password', 'Password'),
  readOnly: bytes('zookeeper.read_only', 'Read-only', ({ end, start }: View) => (end - start > 40 ? 1 : 0)),
}

export const zookeeper = protocol('zookeeper', 'Apache ZooKeeper', { 'tcp.port': [clientPort] })
  .facts({
    answeredIn: fact.frame('zookeeper.response_in', 'Response in frame'),
    answers:    fact.frame('zookeeper.response_to', 'Request in frame'),
    time:       fact.duration('zookeeper.time', 'Time from request'),
  })
  .fields({ length: u32('zookeeper.length', 'Length', { unit: 'bytes' }) })
  .followedBy('length')
  .cases(
    [(view) => toldOf(view).isConnect && !toldOf(view).isResponse, {
      protocolVersion: u32('zookeeper.protocol_version', 'Protocol version'), zxid: u64('zookeeper.zxid', 'Last zxid', { base: 16 }),
        ...session,
    }],
    [(view) => toldOf(view).isConnect, { protocolVersion: u32('zookeeper.protocol_version', 'Protocol version'), ...session }],
    [(view) => toldOf(view).isResponse, {
      xid: u32('zookeeper.xid', 'Xid', { ...signed, names: special }), zxid: u64('zookeeper.zxid', 'Zxid', { base: 16 }),
      error: u32('zookeeper.error', 'Error', { ...signed, names: errors }),
    }],
    [otherwise, {
      xid: u32('zookeeper.xid', 'Xid', { ...signed, names: special }),
      type: u32('zookeeper.type', 'Type', { ...signed, names: operations }),
    }],
  )
  .choice((view) => {
    const { isResponse, isConnect: isConnecting, type } = toldOf(view)
    if (isConnecting || (view.error ?? 0) !== 0) return -1
    return isResponse ? (view.xid === -1 ? notified : responseBase + type) : type
  }, { ...requests, ...responses })
  .fields({ more: rest('zookeeper.more', 'Data') })
  .accepts((memory, start, end) => end - start < least || isMessage(memory, start, end))
  .streamed(framing, { tells })
  .exchanged({
    part: (view) => (toldOf(view).isResponse ? (view.xid === -1 ? undefined : 'answer') : 'question'),
    key: ({ xid }) => `${xid ?? 'connect'}`,
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .colored('stream', ({ error = 0 }) => (error < 0 ? 'error' : undefined))
  .summarized((view) => {
    const { isResponse, isConnect: isConnecting, type } = toldOf(view)
    const { xid = 0, error = 0, path: about, timeout, event } = view
    if (isConnecting) return `${isResponse ? 'Connected' : 'Connect'}, timeout ${timeout} ms`
    const name = special[xid] ?? operations[type] ?? (Number.isNaN(type) ? 'response' : `type ${type}`)
    const parts = [
      `${name}${isResponse && xid !== -1 ? ' response' : ''}`, event === undefined ? undefined : nameIn(events, event), about?.[0]?.text,
      error === 0 ? undefined : errors[error] ?? `error ${error}`, xid < 0 ? undefined : `xid ${xid}`,
    ]
    return lineOf(parts)
  }, { all: true })

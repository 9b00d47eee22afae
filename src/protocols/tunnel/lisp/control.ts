import {
  ahead, bits, bytes, flag, given, group, lineOf, list, nameIn, peek, protocol, range, record, u16, u32, u64, u8, when,
} from '../../../schema/index.ts'
import { addressSets, families, mapping, router, wantedPrefix } from './records.ts'

/** RFC 9301, section 5.1. */
const types = {
  1: 'Map-Request', 2: 'Map-Reply', 3: 'Map-Register', 4: 'Map-Notify', 5: 'Map-Notify-Ack', 6: 'Map-Referral', 7: 'Info', 8: 'Encapsulated Control Message',
}
const [request, reply, register, notify, acknowledgment, information, encapsulated] = [1, 2, 3, 4, 5, 7, 8]
const answering: readonly (number | undefined)[] = [reply, register, notify, acknowledgment]
const signed = [register, notify, acknowledgment, information]

const type = bits(4, 'lisp.type', 'Type', { names: types })
const records = u8('lisp.records', 'Record Count')
const notification = {
  type,
  identified:    flag('lisp.mnot.flags.xtrid', 'xTR-ID present'),
  forRouter:     flag('lisp.mnot.flags.rtr', 'Built for an RTR'),
  reserved:      bits(18, 'lisp.mnot.res', 'Reserved', { base: 16 }),
  records,
}
/** The first word, by type. */
const headings = {
  1: {
    type,
    flags:           group('lisp.mreq.flags', 'Flags', {
      authoritative: flag('lisp.mreq.flags.auth', 'Authoritative'),
      replyPresent:  flag('lisp.mreq.flags.mrp', 'Map-Reply present'),
      probe:         flag('lisp.mreq.flags.probe', 'Probe'),
      solicit:       flag('lisp.mreq.flags.smr', 'Solicit-Map-Request'),
      proxy:         flag('lisp.mreq.flags.pitr', 'Proxy ITR'),
      invoked:       flag('lisp.mreq.flags.smri', 'SMR-invoked'),
    }),
    reserved:        bits(9, 'lisp.mreq.res', 'Reserved', { base: 16 }),
    moreRouters:     bits(5, 'lisp.irc', 'ITR-RLOC Count, the first apart'),
    records,
  },
  2: {
    type,
    probe:           flag('lisp.mrep.flags.probe', 'Probe'),
    echoNonce:       flag('lisp.mrep.flags.enlr', 'Echo-Nonce'),
    secured:         flag('lisp.mrep.flags.sec', 'LISP-SEC capable'),
    reserved:        bits(17, 'lisp.mrep.res', 'Reserved', { base: 16 }),
    records,
  },
  3: {
    type,
    proxyReply:      flag('lisp.mreg.flags.pmr', 'Proxy-Map-Reply'),
    secured:         flag('lisp.mreg.flags.sec', 'LISP-SEC capable'),
    identified:      flag('lisp.mreg.flags.xtrid', 'xTR-ID present'),
    forRouter:       flag('lisp.mreg.flags.rtr', 'Built for an RTR'),
    reserved:        bits(15, 'lisp.mreg.res', 'Reserved', { base: 16 }),
    wantsNotify:     flag('lisp.mreg.flags.wmn', 'Want-Map-Notify'),
    records,
  },
  4: notification,
  5: notification,
  6: { type, reserved: bits(20, 'lisp.mref.res', 'Reserved', { base: 16 }), records },
  7: { type, isReply: flag('lisp.info.r', 'Info-Reply'), reserved: bits(27, 'lisp.info.res1', 'Reserved', { base: 16 }) },
  8: {
    type,
    secured:         flag('lisp.ecm.flags.sec', 'LISP-SEC capable'),
    delegated:       flag('lisp.ecm.flags.ddt', 'DDT-originated'),
    reserved:        bits(26, 'lisp.ecm.res', 'Reserved', { base: 16 }),
  },
}

const isHeader = record('Header', { type: bits(4, 'lisp.type', 'Type'), rest: bits(4, 'lisp.type', 'Flags') })
  .recognizer({ type: [range(1, 8), 15] })

/** Locator/Identifier Separation, control plane, RFC 9301. */
export const lispControl = protocol('lisp', 'Locator/ID Separation Protocol, Control', { 'udp.port': [4342] })
  .specified('RFC 9301')
  .accepts(isHeader)
  .fields({ kind: ahead(4) })
  .choice('kind', headings, { type, reserved: bits(28, '', 'Reserved', { base: 16 }) })
  .fields({
    nonce:                when({ type: range(1, 7) }, u64('lisp.nonce', 'Nonce', { base: 16 })),
    keyId:                when({ type: signed }, u16('lisp.keyid', 'Key ID', { base: 16 })),
    authenticationLength: when({ type: signed }, u16('lisp.authlen', 'Authentication Data Length', { unit: 'bytes' })),
    authentication:       bytes('lisp.auth', 'Authentication Data', 'authenticationLength'),
    timeToLive:           when({ type: information }, u32('lisp.info.ttl', 'Time to Live', { unit: 'minutes' })),
    infoReserved:         when({ type: information }, u8('lisp.info.res2', 'Reserved')),
    prefixLength:         when({ type: information }, u8('lisp.info.prefix.masklen', 'Prefix Length', { unit: 'bits' })),
    prefixFamily:         when({ type: information }, u16('lisp.info.prefix.afi', 'Address Family', { names: families })),
    sourceFamily:         when({ type: request }, u16('lisp.mreq.srceid.afi', 'Source Address Family', { names: families })),
  })
  .choice('sourceFamily', addressSets('Source', 'lisp.mreq.srceid.ipv4', 'lisp.mreq.srceid_ipv6', 'lisp.mreq.srceid.mac'))
  .fields({
    routers:              list('lisp.mreq.itr_rloc', 'ITR-RLOCs', router, { count: (message) => (message.type === request ? (message.moreRouters ?? 0) + 1 : 0) }),
    wanted:               list('lisp.mreq.record', 'Records', wantedPrefix, { count: (message) => (message.type === request ? message.records ?? 0 : 0) }),
    mappings:             list('lisp.mapping', 'Mappings', mapping, {
      count: (message) => (message.type === request ? Number(message.flags?.replyPresent ?? 0) : answering.includes(message.type) ? message.records ?? 0 : 0),
    }),
    identifier:           bytes('lisp.xtrid', 'xTR-ID', (message) => (message.identified ? 16 : 0)),
    site:                 bytes('lisp.siteid', 'Site ID', (message) => (message.identified ? 8 : 0)),
  })
  .payload({ tables: [['ip.version', (message) => (message.type === encapsulated ? peek(4)(message) : -1)]] })
  .summarized(({ type: kind = 0, flags, wanted, mappings }) => {
    const marks = flags?.solicit ? '(SMR)' : flags?.probe ? '(RLOC probe)' : undefined
    const prefixes = [...wanted, ...mappings].slice(0, most).map(({ ipv4Address, ipv6Address, macAddress, prefixLength }) =>
      given`${ipv4Address ?? ipv6Address ?? macAddress}/${prefixLength}`)
    const about = lineOf([...prefixes, wanted.length + mappings.length > most ? '...' : undefined])
    return lineOf([nameIn(types, kind) ?? `LISP message of type ${kind}`, marks, about && `for ${about}`], ' ')
  })

/** How many prefixes the line names. */
const most = 4

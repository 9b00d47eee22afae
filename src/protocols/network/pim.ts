/** Protocol Independent Multicast, version 2: RFC 7761, dense mode RFC 3973, bootstrap RFC 5059, bidirectional RFC 5015. */
import {
  bits, bytes, flag, group, ipv4Address, ipv6Address, list, nameIn, peek, protocol, record, rest, tlv, u16, u32, u8, when, type Schema,
} from '../../schema/index.ts'

/** IANA "Protocol Independent Multicast (PIM) Parameters", 2026-11. */
const types = {
  0: 'Hello', 1: 'Register', 2: 'Register-Stop', 3: 'Join/Prune', 4: 'Bootstrap', 5: 'Assert', 6: 'Graft', 7: 'Graft-Ack',
  8: 'Candidate-RP-Advertisement', 9: 'State Refresh', 10: 'DF Election', 11: 'ECMP Redirect', 12: 'PIM Flooding Mechanism',
}
const optionTypes = {
  1: 'Holdtime', 2: 'LAN Prune Delay', 19: 'DR Priority', 20: 'Generation ID', 21: 'State Refresh Capable',
  22: 'Bidirectional Capable', 24: 'Address List',
}
const families = { 1: 'IPv4', 2: 'IPv6' } as const
const encodings = { 0: 'Native', 1: 'Join attributes' } as const
const elections = { 1: 'Offer', 2: 'Winner', 3: 'Backoff', 4: 'Pass' } as const
const register = 1

/** RFC 7761, section 4.9.1: addresses with their family. */
export interface Encoded {
  readonly address: string | undefined
}
const head = {
  family:   u8('pim.addr_address_family', 'Address Family', { names: families }),
  encoding: u8('pim.addr_encoding_type', 'Encoding Type', { names: encodings }),
}
/** An address by its family; `name` is Wireshark's for what it is of. */
const unicast = (name: string, label: string, name4 = name) => record(label, head).choice('family', {
  1: { address: ipv4Address('pim.unicast', 'Unicast', { also: `pim.${name4}` }) },
  2: { address: ipv6Address('pim.unicast_ipv6', 'Unicast', { also: `pim.${name}_ip6` }) },
}) as unknown as Schema<Encoded>
const groupAddress = record('Group', {
  ...head,
  flags:      group('pim.group_addr.flags', 'Flags', {
    isBidirectional: flag('pim.group_addr.flags.b', 'Bidirectional PIM'),
    reserved:        bits(6, 'pim.group_addr.flags.reserved', 'Reserved', { base: 16 }),
    isScoped:        flag('pim.group_addr.flags.z', 'Admin Scope Zone'),
  }),
  maskLength: u8('pim.mask_len', 'Masklen', { unit: 'bits' }),
}).choice('family', {
  1: { address: ipv4Address('pim.group', 'Group') },
  2: { address: ipv6Address('pim.group_ip6', 'Group') },
}) as unknown as Schema<Encoded & { readonly maskLength: number }>
/** RFC 5384, section 3.1. */
const attribute = record('Join Attribute', {
  flags:  group('pim.source_ja.flags', 'Flags', {
    isForwarded: flag('pim.source_ja.flags.f', 'Forward'),
    isLast:      flag('pim.source_ja.flags.e', 'End of Attributes'),
    type:        bits(6, 'pim.source_ja.flags.attr_type', 'Attribute Type'),
  }),
  length: u8('pim.source_ja.length', 'Length', { unit: 'bytes' }),
}).followedBy('length').fields({ value: rest('pim.source_ja.value', 'Value') })
const sourceAddress = (way: 'join' | 'prune') => record('Source', {
  ...head,
  flags:      group('pim.source_addr.flags', 'Flags', {
    reserved:     bits(5, 'pim.source_addr.flags.reserved', 'Reserved', { base: 16 }),
    isSparse:     flag('pim.source_addr.flags.s', 'Sparse'),
    isWildCard:   flag('pim.source_addr.flags.w', 'WildCard'),
    isOfTree:     flag('pim.source_addr.flags.r', 'Rendezvous Point Tree'),
  }),
  maskLength: u8('pim.mask_len', 'Masklen', { unit: 'bits' }),
}).choice('family', {
  1: { address: ipv4Address('pim.source', 'Source', { also: `pim.${way}_ip` }) },
  2: { address: ipv6Address('pim.source_ip6', 'Source', { also: `pim.${way}_ip6` }) },
}).fields({ attributes: when({ encoding: 1 }, list('pim.source_ja', 'Join Attributes', attribute, {
  last: ({ flags }) => flags.isLast })) }) as unknown as Schema<Encoded & { readonly flags: { readonly isWildCard: boolean } }>
const one = { count: () => 1 }
const upstream = list('', 'Upstream-neighbor', unicast('upstream_neighbor', 'Upstream-neighbor'), one)
const ofGroup = list('', 'Group', groupAddress, one)
const ofSource = list('', 'Source', unicast('source', 'Source'), one)
const rendezvousPoint = list('', 'RP', unicast('rp', 'RP'), one)
const holdTime = u16('pim.holdtime', 'Holdtime', { unit: 's' })

/** RFC 7761, section 4.9.2. */
const option = tlv('Option', {
  type:   u16('pim.optiontype', 'Type', { names: optionTypes }),
  length: u16('pim.optionlength', 'Length', { unit: 'bytes' }),
})
  .choice('type', {
    1:  { holdTime },
    2:  {
      tracks:           flag('pim.t', 'T'),
      propagationDelay: bits(15, 'pim.propagation_delay', 'Propagation Delay', { unit: 'ms' }),
      overrideInterval: u16('pim.override_interval', 'Override Interval', { unit: 'ms' }),
    },
    19: { priority: u32('pim.dr_priority', 'DR Priority') },
    20: { generation: u32('pim.generation_id', 'Generation ID') },
    21: {
      refreshVersion:   u8('pim.state_refresh_version', 'Version'),
      refreshInterval:  u8('pim.state_refresh_interval', 'Interval', { unit: 's' }),
      refreshReserved:  u16('pim.state_refresh_reserved', 'Reserved'),
    },
    24: { addresses: list('', 'Addresses', unicast('address_list', 'Address')) },
  })
  .fields({ value: rest('pim.optionvalue', 'Value') })

/** RFC 7761, section 4.9.5. */
const groupSet = record('Group Set', {
  group:      ofGroup,
  joinCount:  u16('pim.numjoins', 'Num Joins'),
  pruneCount: u16('pim.numprunes', 'Num Prunes'),
  joins:      list('', 'Joins', sourceAddress('join'), { count: 'joinCount' }),
  prunes:     list('', 'Prunes', sourceAddress('prune'), { count: 'pruneCount' }),
})
const joinPrune = {
  upstream,
  moreReserved: bytes('pim.res_bytes', 'Reserved', 1),
  groupCount:   u8('pim.numgroups', 'Num Groups'),
  holdTime,
  groupSets:    list('', 'Group Sets', groupSet, { count: 'groupCount' }),
}
/** RFC 5059, section 4.1. */
const candidate = record('RP', {
  rendezvousPoint, holdTime, priority: u8('pim.priority', 'Priority'), reserved: bytes('', 'Reserved', 1),
})
const bootstrapGroup = record('Group', {
  group:      ofGroup,
  count:      u8('pim.rp_count', 'RP count'),
  fragment:   u8('pim.frp_count', 'FRP count'),
  reserved:   bytes('', 'Reserved', 2),
  points:     list('', 'RPs', candidate, { count: 'fragment' }),
})
const metrics = {
  isOfTree:   flag('pim.rpt', 'RP Tree'),
  preference: bits(31, 'pim.metric_pref', 'Metric Preference'),
  metric:     u32('pim.metric', 'Metric'),
}
/** RFC 5015, section 3.7. */
const winner = {
  winner:           list('', 'New Winner', unicast('bidir_winner', 'New Winner', 'bidir_winner_ip4'), one),
  winnerPreference: u32('pim.bidir_win_metric_pref', 'Winner Metric Preference'),
  winnerMetric:     u32('pim.bidir_win_metric', 'Winner Metric'),
}

export const pim = protocol('pim', 'Protocol Independent Multicast', { 'ip.proto': [103] })
  .specified('RFC 7761')
  .fields({ version: bits(4, 'pim.version', 'Version'), type: bits(4, 'pim.type', 'Type', { names: types }) })
  .choice('type', {
    10: {
      election:     bits(4, 'pim.df_elect.subtype', 'DF Subtype', { names: elections }),
      reservedBits: bits(4, 'pim.df_elect.rsvd', 'DF reserved'),
    },
  }, { reserved: bytes('pim.res_bytes', 'Reserved', 1) })
  .fields({ checksum: u16('pim.cksum', 'Checksum', { base: 16 }) })
  .length((pim) => (pim.type === register ? 8 : pim.end - pim.start))
  .choice('type', {
    0:          { options: list('pim.option', 'Options', option) },
    [register]: { registerFlags: group('pim.register_flag', 'Flags', {
      isBorder: flag('pim.register_flag.border', 'Border'), isNull: flag('pim.register_flag.null_register', 'Null-Register'),
      reserved: bits(30, '', 'Reserved'),
    }) },
    2:          { group: ofGroup, source: ofSource },
    3:          joinPrune,
    4:          {
      fragmentTag:   u16('pim.fragment_tag', 'Fragment tag', { base: 16 }),
      hashLength:    u8('pim.hash_mask_len', 'Hash mask len', { unit: 'bits' }),
      priority:      u8('pim.bsr_priority', 'BSR priority'),
      router:        list('', 'BSR', unicast('bsr', 'BSR'), one),
      groups:        list('', 'Groups', bootstrapGroup),
    },
    5:          { group: ofGroup, source: ofSource, ...metrics },
    6:          joinPrune,
    7:          joinPrune,
    8:          {
      prefixCount:   u8('pim.prefix_count', 'Prefix-count'),
      priority:      u8('pim.priority', 'Priority'),
      holdTime,
      rendezvousPoint,
      announced:     list('', 'Groups', groupAddress, { count: 'prefixCount' }),
    },
    9:          {
      group: ofGroup, source: ofSource,
      originator:    list('', 'Originator', unicast('originator', 'Originator'), one),
      ...metrics,
      maskLength:    u8('pim.mask_len', 'Masklen', { unit: 'bits' }),
      timeToLive:    u8('pim.ttl', 'TTL'),
      isPruned:      flag('pim.prune_indicator', 'Prune indicator'),
      prunesNow:     flag('pim.prune_now', 'Prune now'),
      overrides:     flag('pim.assert_override', 'Assert override'),
      reservedFlags: bits(5, '', 'Reserved'),
      interval:      u8('pim.interval', 'Interval', { unit: 's' }),
    },
    10:         {
      rendezvousPoint,
      offeredPreference: u32('pim.metric_pref', 'Metric Preference'),
      offeredMetric:     u32('pim.metric', 'Metric'),
    },
  })
  .choice('election', {
    3: { ...winner, offeringInterval: u16('pim.bidir_offering_interval', 'Offering interval', { unit: 'ms' }) },
    4: winner,
  })
  .fields({ message: rest('', 'Message') })
  // RFC 7761, section 4.9: of a register only the header, and a pseudo-header only in IPv6.
  .checksummed('checksum', { covers: 'message', headerWhen: { type: register }, pseudo: 103, pseudoOver: 'ipv6' })
  .defaults({ version: 2 })
  .payload({ tables: [['ip.version', peek(4)]] })
  .colored('routing')
  .summarized((pim) => {
    const { type, options, upstream: neighbor, groupSets, group: groups, source, election, rendezvousPoint: points, router } = pim
    const words = [nameIn(types, type) ?? `type ${type}`]
    const addressOf = (list: readonly Encoded[] | undefined) => list?.[0]?.address ?? '?'
    const told = options?.slice(0, mostShown).flatMap(({ holdTime: hold, priority }) => [
      ...(hold === undefined ? [] : [`holdtime ${hold} s`]), ...(priority === undefined ? [] : [`DR priority ${priority}`]),
    ])
    words.push(...(told ?? []))
    if (neighbor !== undefined) words.push(`to ${addressOf(neighbor)}`)
    if (election !== undefined) words.push(nameIn(elections, election) ?? `subtype ${election}`)
    if (points !== undefined) words.push(`RP ${addressOf(points)}`)
    if (router !== undefined) words.push(`BSR ${addressOf(router)}, priority ${pim.priority ?? 0}`)
    if (groups !== undefined) words.push(`(${addressOf(source)}, ${addressOf(groups)})`)
    for (const { group: of, joins, prunes } of groupSets?.slice(0, mostShown) ?? [])
      for (const [way, list] of [['join', joins], ['prune', prunes]] as const)
        for (const { address, flags } of list.slice(0, mostShown))
          words.push(`${way} (${flags.isWildCard ? '*' : address ?? '?'}, ${addressOf(of)})`)
    return words.join(', ')
  })
const mostShown = 4

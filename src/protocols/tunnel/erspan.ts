import { bits, flag, otherwise, protocol, u16, u32, type Field } from '../../schema/index.ts'

const classOfService: Field<number, unknown> = bits(3, 'erspan.cos', 'Class of Service')
const truncated: Field<number, unknown> = bits(1, 'erspan.truncated', 'Truncated')
const session: Field<number, unknown> = bits(10, 'erspan.spanid', 'Session')

const third = 2
const carried: Readonly<Record<number, number>> = { 0: 0x6558, 2: 0x0800 }

/** Encapsulated Remote Switched Port Analyzer, types II and III: draft-foschiano-erspan, sections 4.2 and 4.3. */
export const erspan = protocol('erspan', 'Encapsulated Remote SPAN', { 'gre.proto': [0x88be, 0x22eb] })
  .specified('draft-foschiano-erspan-03')
  .fields({
    version:     bits(4, 'erspan.version', 'Version', { names: { 0: 'Type I', 1: 'Type II', 2: 'Type III' } }),
    vlan:        bits(12, 'erspan.vlan', 'VLAN'),
  })
  .either((erspan) => erspan.version === third, {
    classOfService,
    integrity:   bits(2, 'erspan.bso', 'Bad, Short or Oversized', { names: { 0: 'Good', 1: 'Short', 2: 'Oversized', 3: 'Bad' } }),
    truncated,
    session,
  }, {
    classOfService,
    encapsulation: bits(2, 'erspan.encap', 'Encapsulation', { names: { 0: 'Untagged', 1: 'ISL', 2: '802.1Q', 3: 'Tag kept' } }),
    truncated,
    session,
  })
  .cases(
    [{ version: third }, {
      timestamp:       u32('erspan.timestamp', 'Timestamp'),
      securityGroup:   u16('erspan.sgt', 'Security Group Tag'),
      hasEthernet:     bits(1, 'erspan.p', 'Has Ethernet PDU'),
      frameType:       bits(5, 'erspan.ft', 'Frame Type'),
      hardware:        bits(6, 'erspan.hw', 'Hardware ID'),
      direction:       flag('erspan.direction', 'Direction'),
      granularity:     bits(2, 'erspan.gra', 'Timestamp Granularity'),
      platformPresent: bits(1, 'erspan.o', 'Optional Subheader'),
    }],
    [otherwise, {
      reserved:        bits(12, 'erspan.reserved', 'Reserved'),
      index:           bits(20, 'erspan.index', 'Index'),
    }],
  )
  .cases([{ platformPresent: 1 }, {
    platform:          bits(6, 'erspan.platid', 'Platform ID'),
    platformInfo:      bits(26, '', 'Platform Information', { base: 16 }),
    morePlatformInfo:  u32('', 'Platform Information', { base: 16 }),
  }])
  .defaults({ version: 1 })
  // As an EtherType: the third version may carry IP without Ethernet, and what has no number.
  .payload({ tables: [['ethertype', ({ frameType = 0 }) => carried[frameType] ?? -1]] })
  .summarized((erspan) => `ERSPAN session ${erspan.session}, VLAN ${erspan.vlan}`)

/** Type I, section 4.1: a header of no bytes, which GRE without a sequence number tells. */
export const erspanFirst = protocol('erspan', 'Encapsulated Remote SPAN, Type I', { 'gre.proto': [0x188be] })
  .specified('draft-foschiano-erspan-03')
  .fields({})
  .payload({ tables: [['ethertype', () => carried[0]!]] })
  .summarized(() => 'ERSPAN type I')

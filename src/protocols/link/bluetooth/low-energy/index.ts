/** The link layer of Bluetooth Low Energy: Core Specification 5.3, volume 6, part B, section 2. */
import {
  ahead, atEnd, bits, converted, fact, flag, group, nameIn, otherwise, protocol, u24, u32, u8, when, type View,
} from '../../../../schema/index.ts'
import { errors, hexadecimal, little, named } from '../common.ts'
import { nameTold } from '../advertising.ts'
import { wayOf, type Way } from '../memory.ts'
import { advertisingBodies, advertisingHeader, advertisingTypes } from './advertising-packets.ts'
import { controlBodies, controlNames } from './control.ts'

/** Section 2.1.2. */
const advertisingAccess = 0x8e89bed6
const [continuation, start, control] = [1, 2, 3]
const kinds = { 0: 'Reserved', 1: 'Continuation fragment of an L2CAP message', 2: 'Start of an L2CAP message', 3: 'Control PDU' }
/** Before what a data packet carries: the access address and the header. */
const before = 6

const isAdvertising = ({ access }: { readonly access: number }) => access === advertisingAccess
const dataHeader = group('', 'Data Header', {
  kind:     bits(2, 'btle.data_header.llid', 'LLID', { base: 16, names: kinds }),
  expected: bits(1, 'btle.data_header.next_expected_sequence_number', 'Next Expected Sequence Number'),
  sequence: bits(1, 'btle.data_header.sequence_number', 'Sequence Number'),
  more:     flag('btle.data_header.more_data', 'More Data'),
  cte:      flag('btle.data_header.cte_info_present', 'CTE Info'),
  reserved: bits(2, 'btle.data_header.rfu', 'RFU'),
  length:   bits(8, 'btle.data_header.length', 'Length', { unit: 'bytes' }),
}, little)

/** It is sent with its highest bits first, other fields with their lowest: section 1.2. */
const mirrored = (check: number): number => {
  let result = 0
  for (let bit = 0; bit < 24; bit++) if (check & (1 << bit)) result |= 1 << ((bit & ~7) | (7 - (bit & 7)))
  return result
}
interface Ends { readonly central: string; readonly peripheral: string }
interface Told { readonly whole?: Uint8Array }
interface Headed extends View {
  readonly access: number
  readonly header?: { readonly length: number } | undefined
  readonly connection?: readonly { readonly access: number }[] | undefined
  readonly initiator?: string | undefined
  readonly advertiser?: string | undefined
  readonly dataHeader?: { readonly length: number; readonly kind: number } | undefined
}
/** Who talks to whom, which the request for the connection said. */
function endsOf(layer: Headed, way: Way): Ends | undefined {
  const { connection, initiator, advertiser } = layer
  const [agreed] = connection ?? []
  if (agreed === undefined) return way.get<Ends>(`link ${layer.access}`)
  way.set(`link ${agreed.access}`, { central: initiator!, peripheral: advertiser! } satisfies Ends)
  return undefined
}

export const lowEnergy = protocol('btle', 'Bluetooth Low Energy Link Layer', { linktype: [251], 'btle_rf.payload': [1] })
  .specified('Bluetooth Core Specification 5.4, volume 6, part B')
  .borrows('btcommon')
  .facts({
    central:    fact.text('btle.master_bd_addr', 'Central Address'),
    peripheral: fact.text('btle.slave_bd_addr', 'Peripheral Address'),
  })
  .fields({ access: u32('btle.access_address', 'Access Address', hexadecimal) })
  .cases([isAdvertising, { header: advertisingHeader }], [otherwise, { dataHeader }])
  // What data packets carry is a layer of its own.
  .followedBy((({ header, dataHeader: data }: Headed) => header?.length ?? (data?.kind === control ? data.length : 0)) as never)
  .fields({
    opcode: when(({ dataHeader: data }) => data?.kind === control && data.length > 0, u8('btle.control_opcode', 'Control Opcode',
      { base: 16,
      names: controlNames })),
    inner:  ahead(16, little),
  })
  .choice((({ header }: { readonly header?: { readonly type: number } }) => header?.type ?? -1) as never, advertisingBodies as never)
  .choice('opcode', controlBodies as never)
  .fields({ check: atEnd(converted(u24('btle.crc', 'CRC', { base: 16 }), mirrored, 'number', mirrored)) })
  .remembers(((layer: Headed & { readonly inner: number }, memory: never) => {
    const { access, dataHeader: data, inner, bytes: octets, start: from, limit } = layer
    const way = wayOf(memory)
    way.adapter = 0
    way.handle = access
    const ends = endsOf(layer, way)
    if (data === undefined || data.kind === control || data.length === 0) return ends
    if (data.kind !== start && data.kind !== continuation) return ends
    const part = octets.subarray(from + before, Math.min(limit, from + before + data.length))
    const isFirst = data.kind === start
    // One that is whole, or whose length is not there, ends what came before it.
    const isAlone = isFirst && !(inner + 4 > data.length)
    const whole = way.messageWith(part, isAlone || part.length < data.length, isFirst ? inner + 4 : undefined)
    return whole === undefined ? ends : { ...ends, whole }
  }) as never, { isAlone: true })
  .derives(['btle.payload'], ({ facts }) => {
    const { whole: joined } = (facts ?? {}) as Told
    return joined === undefined ? [] : [{ speaks: [['btle.payload', 1]], bytes: joined, isCut: false, isOfFacts: true,
      label: 'Reassembled L2CAP' }]
  })
  .payload({
    tables: [['btle.payload', ({ dataHeader: data, inner }) => (data?.kind === start && inner + 4 <= data.length ? 1 : -1)]],
    length: ({ dataHeader: data }) => (data === undefined || data.kind === control ? 0 : data.length),
  })
  .summarized((layer) => {
    const { header, dataHeader: data, opcode } = layer
    const told = layer as unknown as Readonly<Record<string, unknown>>
    if (header !== undefined) {
      const failed = told['initiator'] ?? told['scanner']
      const name = nameTold(told['advertising'] ?? told['response'] ?? told['extendedData'])
      const inner = (told['extended'] as readonly { readonly advertiser?: string }[] | undefined)?.[0]?.advertiser
      const from = (told['advertiser'] as string | undefined) ?? inner
      return [named(advertisingTypes, header.type, 'type'), failed === undefined ? from : `${failed as string} > ${from}`,
        told['target'] === undefined ? undefined : `to ${told['target'] as string}`,
        name].filter((part) => part !== undefined && part !== '').join(', ')
    }
    if (opcode !== undefined) {
      const failure = told['failure'] as number | undefined
      return `${named(controlNames, opcode, 'control')}${failure === undefined ? '' : `, ${nameIn(errors, failure) ?? failure}`}`
    }
    return data?.length === 0 ? 'empty PDU' : `${data?.kind === continuation ? 'L2CAP fragment' : 'L2CAP'}, ${data?.length ?? 0} bytes`
  })

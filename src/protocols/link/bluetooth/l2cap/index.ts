/** The logical link control and adaptation protocol: Core Specification 5.3, volume 3, part A. */
import {
  ahead, bits, bytes, fact, group, lineOf, list, nameIn, protocol, u16, when, type StreamMemory, type View,
} from '../../../../schema/index.ts'
import { hexadecimal, little, named } from '../common.ts'
import { wayOf, type Channel, type Way } from '../memory.ts'
import { command, commandNames, configurationResults, creditResults, results, serviceNames } from './signaling.ts'

/** Section 2.1. */
const channels = {
  1: 'L2CAP Signaling Channel', 2: 'Connectionless Channel', 3: 'AMP Manager Protocol', 4: 'Attribute Protocol',
  5: 'Low Energy L2CAP Signaling Channel', 6: 'Security Manager Protocol', 7: 'BR/EDR Security Manager', 0x3f: 'AMP Test Manager',
}
const [signaling, connectionless, lowEnergySignaling, firstDynamic] = [1, 2, 5, 0x40]

type Command = ReturnType<typeof command.part>
interface Opened { readonly service: number; readonly sources: readonly number[]; readonly isCredited: boolean }
const isEnhanced = (mode: number | undefined) => mode !== undefined && mode >= 3

/** Takes note of what a command says of channels. */
function agree(way: Way, each: Command): void {
  const { code, identifier, service, source, destination, result, creditResult, sources, destinations, options } = each
  if (service !== undefined) {
    const all = source === undefined ? (sources ?? []).map(({ source: one }) => one) : [source]
    way.set(way.key('opens', identifier), { service, sources: all, isCredited: code >= 0x14 } satisfies Opened)
    return
  }
  if (code === 0x03 || code === 0x0d || code === 0x15 || code === 0x18) {
    const opened = way.get<Opened>(way.key('opens', identifier, true))
    if (opened === undefined || (result ?? creditResult) !== 0) return
    const answers = destination === undefined ? (destinations ?? []).map(({ destination: one }) => one) : [destination]
    for (const [index, own] of opened.sources.entries()) {
      const channel: Channel = { service: opened.service, isCredited: opened.isCredited, isControlled: false, left: 0 }
      // Frames go to the channel that the other end has chosen.
      way.set(way.key('channel', own), channel)
      if (answers[index] !== undefined) way.set(way.key('channel', answers[index]!, true), { ...channel })
    }
    return
  }
  if (code === 0x04 && destination !== undefined && options?.some(({ mode }) => isEnhanced(mode))) {
    const channel = way.get<Channel>(way.key('channel', destination))
    if (channel !== undefined) channel.isControlled = true
  }
}

/** Section 3.4.3: the first frame of several says how long all are. */
function isFirst(channel: Channel, length: number, whole: number): boolean {
  const { left } = channel
  channel.left = left > 0 ? left - length : whole - (length - 2)
  return left <= 0
}

interface Known extends Channel { readonly isFirst: boolean }
interface Frame extends View {
  readonly length: number
  readonly sduAhead: number
  readonly cid: number
  readonly commands?: readonly Command[] | undefined
}
function remember({ cid, length, sduAhead, commands = [] }: Frame, memory: StreamMemory): Known | undefined {
  const way = wayOf(memory)
  for (const each of commands) agree(way, each)
  const channel = cid < firstDynamic ? undefined : way.get<Channel>(way.key('channel', cid))
  return channel && { ...channel, isFirst: channel.isCredited && isFirst(channel, length, sduAhead) }
}
const channelOf = ({ facts }: View) => facts as unknown as Known | undefined
const isControlled = (view: View) => channelOf(view)?.isControlled === true
const isDynamic = ({ cid }: { readonly cid: number }) => cid >= firstDynamic
const [isSupervisory, firstOfSeveral] = [1, 1]

function commandLine(each: Command): string {
  const { code, service, source, destination, result, creditResult, configured, channel, more } = each
  const cid = (label: string, value: number | undefined) =>
    (value === undefined ? undefined : `${label} 0x${value.toString(16).padStart(4, '0')}`)
  return lineOf([
    named(commandNames, code, 'command'), service === undefined ? undefined : named(serviceNames, service, 'PSM'),
    cid('SCID', source), cid('DCID', destination), cid('CID', channel), more === undefined ? undefined : `${more} credits`,
    result === undefined ? undefined : named(results, result, 'result'),
    creditResult === undefined ? undefined : named(creditResults, creditResult, 'result'),
    configured === undefined ? undefined : named(configurationResults, configured, 'result'),
  ])
}

export const bluetoothL2cap = protocol('btl2cap', 'Bluetooth L2CAP Protocol', { 'bthci_acl.payload': [1], 'btle.payload': [1] })
  .specified('Bluetooth Core Specification 5.4, volume 3, part A')
  .fields({
    length: u16('btl2cap.length', 'Length', { ...little, unit: 'bytes' }),
    cid:    u16('btl2cap.cid', 'CID', { ...hexadecimal, names: channels }),
    sduAhead: ahead(16, little),
  })
  .cases(
    [{ cid: [signaling, lowEnergySignaling] }, { commands: list('', 'Commands', command, { length: 'length' }) }],
    [{ cid: connectionless }, { connectionless: u16('btl2cap.psm', 'PSM', { ...hexadecimal, names: serviceNames }) }],
    [isDynamic, {
      control: when(isControlled, group('', 'Control', {
        type:        bits(1, 'btl2cap.control_type', 'Frame Type', { base: 16, names: { 0: 'I-frame', 1: 'S-frame' } }),
        txSequence:  bits(6, 'btl2cap.control_txseq', 'TxSeq'),
        disable:     bits(1, 'btl2cap.control_retransmissiondisable', 'Final', { base: 16 }),
        reqSequence: bits(6, 'btl2cap.control_reqseq', 'ReqSeq'),
        segment:     bits(2, 'btl2cap.control_sar', 'Segmentation and Reassembly', { base: 16 }),
      }, little)),
    }],
  )
  .fields({
    sduLength: when(({ control }) => control !== undefined && control.type !== isSupervisory && control.segment === firstOfSeveral,
      u16('btl2cap.sdulength', 'SDU Length', little)),
    leLength:  when((view) => isDynamic(view) && channelOf(view)?.isFirst === true, u16('btl2cap.le_sdu_length', 'SDU Length', little)),
  })
  .fields({
    data:      when((view) => isDynamic(view), bytes('btl2cap.payload', 'Payload', ({ length, control, sduLength, leLength }) =>
      Math.max(0, length - (control === undefined ? 0 : 2) - (sduLength === undefined ? 0 : 2) - (leLength === undefined ? 0 : 2)))),
  })
  .facts({ service: fact.number('btl2cap.psm', 'PSM', { base: 16, names: serviceNames }) })
  .remembers(remember as never, { isAlone: true })
  .derives(['btl2cap.psm'], (view) => {
    const { data } = view
    const channel = channelOf(view)
    if (channel === undefined || data === undefined || data.length === 0 || view.control?.type === isSupervisory) return []
    // Larger messages are not put together.
    if (channel.isCredited && view.leLength !== data.length) return []
    const payload = channel.isControlled ? data.subarray(0, -2) : data
    return [{ speaks: [['btl2cap.psm', channel.service]], bytes: payload, isCut: Boolean(view.cut), label: 'Channel' }]
  }, { isAlone: true })
  .payload({
    tables: [['btl2cap.cid', 'cid']],
    length: ({ cid, length }) =>
      (isDynamic({ cid }) || cid === signaling || cid === lowEnergySignaling ? 0 : cid === connectionless ? length - 2 : length),
  })
  .summarized((view) => {
    const { cid, commands, length } = view
    if (commands !== undefined && commands.length > 0) return commands.map(commandLine).join('; ')
    const service = channelOf(view)?.service
    const name = nameIn(channels, cid) ?? `CID 0x${cid.toString(16).padStart(4, '0')}`
    return lineOf([name, service === undefined ? undefined : named(serviceNames, service, 'PSM'), `${length} bytes`])
  })

/** Skinny Client Control Protocol of Cisco: telephones and their call manager. No specification is published; names are Wireshark's. */
import {
  bytes, fact, flag, group, holding, ipv4Address, ipv6Address, list, mac, nameIn, optional, protocol, range, record, rest, text, u16, u32,
  u8, unfinished, when, type View,
} from '../../../../schema/index.ts'
import { callStates, deviceTypes, messages, payloads, softKeys, stimuli, tones } from './names.ts'

const little = { order: 'little' } as const
const number = (name: string, names?: Readonly<Record<number, string>>) =>
  u32(`skinny.${name}`, name, names === undefined ? little : { ...little, names })
const later = (name: string) => optional(number(name))
const words = (name: string, size: number) => text(`skinny.${name}`, name, size, { padding: 'zero' })
const digits = (name: string, size: number) => holding(words(name, size), 'digits')
const yes = (name: string, label: string) => flag(`skinny.PhoneFeatures.${name}`, label)
const features = group('', 'phoneFeatures', {
  bit1: yes('Bit1', 'Bit1'), bit2: yes('Bit2', 'Bit2'), bit3: yes('Bit3', 'Bit3'), bit4: yes('Bit4', 'Bit4'), utf8: yes('UTF8', 'UTF8Bit5'),
  bit6: yes('Bit6', 'Bit6'), bit7: yes('Bit7', 'Bit7'), dynamic: yes('DynamicMessages', 'DynamicMessages'), bit9: yes('Bit9', 'Bit9'),
  rfc2833: yes('RFC2833', 'RFC2833'), bit11: yes('Bit11', 'Bit11'), bit12: yes('Bit12', 'Bit12'), bit13: yes('Bit13', 'Bit13'),
  bit14: yes('Bit14', 'Bit14'), bit15: yes('Bit15', 'Bit15'), abbreviated: yes('Abbreviated.Dial', 'AbbrevDial'),
}, little)
const station = {
  name:     words('DeviceName', 16),
  reserved: u32('skinny.reserved.for.future.use', 'reserved_for_future_use', little),
  instance: number('instance'),
}
const device = { type: u32('skinny.deviceType', 'Device Type', { ...little, base: 16, names: deviceTypes }) }
const version = (name: string, label: string) => ({
  protocolVersion: optional(u8(`skinny.${name}`, label)), unknown: optional(u8('skinny.unknown', 'unknown')), features: optional(features),
})
const line = { line: number('lineInstance') }
const call = { line: number('lineInstance'), reference: later('callReference') }
const conference = { conference: number('conferenceId'), party: number('passThroughPartyId') }
const codec = {
  milliseconds: number('milliSecondPacketSize'),
  codec:        u32('skinny.payloadCapability', 'payloadCapability', { ...little, base: 16, names: payloads }),
}
const capability = record('Capability', {
  codec: u32('skinny.payloadCapability', 'payloadCapability', { ...little, base: 16, names: payloads }),
  frames: number('maxFramesPerPacket'),
  mode: u8('skinny.codecMode', 'codecMode'), dynamic: u8('skinny.dynamicPayload', 'dynamicPayload'),
  parameter1: u8('skinny.codecParam1', 'codecParam1'), parameter2: u8('skinny.codecParam2', 'codecParam2'), unused: bytes('', 'Unused', 4),
})
const button = record('Button', {
  instance: u8('skinny.instanceNumber', 'instanceNumber'), definition: u8('skinny.buttonDefinition', 'buttonDefinition', { base: 16 }),
})
const softKey = record('Soft key', {
  label: words('softKeyLabel', 16), event: number('softKeyEvent', softKeys),
})
/** From version 17 on, an address says of which kind it is, and takes 16 bytes. */
const versionAt = record('Header', { length: u32('', 'Length', little), version: u32('', 'Version', little) }).reader('version')
const isLong = ({ message, bytes: octets, start }: View & { readonly message: number }) =>
  (message === 0x022 || message === 0x08a) && versionAt(octets, start) >= 17
const short = (name: string) => ({ remote: ipv4Address(`skinny.${name}.ipv4`, `${name} IPv4 Address`) })
const long = (name: string) => ({
  kind:    number('ipv4or6', { 0: 'IPv4', 1: 'IPv6' }),
  remote:  when({ kind: 0 }, ipv4Address(`skinny.${name}.ipv4`, `${name} IPv4 Address`)),
  unusedAddress: when({ kind: 0 }, bytes('', 'Unused', 12)),
  remote6: when({ kind: [range(1)] }, ipv6Address(`skinny.${name}.ipv6`, `${name} IPv6 Address`)),
})
const reception = number('mediaReceptionStatus', { 0: 'Ok', 1: 'Error' })
const opened = { port: number('portNumber'), party: number('passThroughPartyId'), reference: later('callReference') }
const started = {
  port: number('remotePortNumber'), ...codec, precedence: number('precedenceValue'),
  suppression: u32('skinny.ssValue', 'ssValue', little), frames: u16('skinny.maxFramesPerPacket', 'maxFramesPerPacket', little),
  unusedFrames: u16('', 'Unused', little), bitRate: u32('skinny.g723BitRate', 'g723BitRate', little), reference: later('callReference'),
}
const keypad = { 10: 'A', 11: 'B', 12: 'C', 13: 'D', 14: 'Star', 15: 'Pound', 16: 'Plus' }

const clock = {
  year: number('wYear'), month: number('wMonth'), weekDay: number('wDayOfWeek'), day: number('wDay'), hour: number('wHour'),
  minute: number('wMinute'), second: number('wSecond'), millisecond: number('wMilliseconds'), time: number('systemTime'),
}
const header = record('Header', {
  length: u32('skinny.data_length', 'Data length', little), version: u32('skinny.hdr_version', 'Header version', little),
  message: u32('skinny.messageId', 'Message ID', little),
})
const begins = header.recognizer({ length: range(4, 4096), version: [0, range(0x0a, 0x16)], message: [range(0, 0x160), range(0x8000,
  0x8101)] })
const lengthAt = header.reader('length')

/** What a request is answered by. */
const answers: Readonly<Record<number, number>> = {
  0x001: 0x081, 0x00b: 0x092, 0x00c: 0x093, 0x00d: 0x094, 0x00e: 0x097, 0x00f: 0x098, 0x012: 0x09e, 0x025: 0x109, 0x027: 0x118,
  0x028: 0x108,
  0x029: 0x11a, 0x009: 0x090, 0x00a: 0x091, 0x000: 0x100, 0x033: 0x12f, 0x034: 0x11f, 0x105: 0x022, 0x107: 0x023, 0x09b: 0x010,
}
const questions = new Map(Object.entries(answers).map(([question, answer]) => [answer, Number(question)]))

export const skinny = protocol('skinny', 'Skinny Client Control Protocol', { 'tcp.port': [2000], 'tls.port': [2443], 'skinny.next': [1] })
  .facts({
    answeredIn: fact.frame('skinny.response_in', 'Response In'),
    answers:    fact.frame('skinny.response_to', 'Request In'),
    time:       fact.duration('skinny.response_time', 'Response Time'),
  })
  .fields({
    length:  u32('skinny.data_length', 'Data length', { ...little, unit: 'bytes' }),
    version: u32('skinny.hdr_version', 'Header version', { ...little, base: 16 }),
    message: u32('skinny.messageId', 'Message ID', { ...little, names: messages }),
  })
  .length({ length: 'length', plus: 8 })
  .choice((view) => view.message + (isLong(view as never) ? 0x10000 : 0), {
    0x001: {
      ...station, address: ipv4Address('skinny.stationIpAddr', 'stationIpAddr'), ...device,
      streams: optional(u32('skinny.maxStreams', 'Maximum Number of Concurrent RTP Streams', little)),
      activeStreams: optional(u32('skinny.activeStreams', 'Active RTP Streams', little)), ...version('protocolVer', 'Protocol Version'),
      conferences: optional(u32('skinny.maxConferences', 'Maximum Number of Concurrent Conferences', little)),
      activeConferences: optional(u32('skinny.activeConferences', 'Active Conferences', little)),
      hardware: optional(mac('skinny.macAddress', 'Mac Address')), unusedHardware: optional(bytes('', 'Unused', 6)),
      scope4: later('ipV4AddressScope'), lines: later('maxNumberOfLines'),
      address6: optional(ipv6Address('skinny.stationIpV6Addr', 'stationIpV6Addr')), scope6: later('ipV6AddressScope'),
      firmware: optional(words('firmwareLoadName', 32)), configuration: optional(words('configVersionStamp', 48)),
    },
    0x002: { mediaPort: number('rtpMediaPort') },
    0x003: { button: number('kpButton', keypad), line: later('lineInstance'), reference: later('callReference') },
    0x004: { called: digits('calledParty', 24), line: later('lineInstance') },
    0x005: { stimulus: number('stimulus', stimuli), line: number('lineInstance'), stimulusStatus: later('stimulusStatus') },
    0x006: { line: later('lineInstance'), reference: later('callReference') },
    0x007: { line: later('lineInstance'), reference: later('callReference') },
    0x009: { line: number('lineNumber') },
    0x00a: { speedDial: number('speedDialNumber') },
    0x00b: { line: number('lineNumber') },
    0x010: { count: number('capCount'), capabilities: list('', 'Capabilities', capability, { count: 'count' }) },
    0x020: {
      severity: number('alarmSeverity', { 0: 'Critical', 1: 'Warning', 2: 'Informational', 4: 'Unknown', 7: 'Major', 8: 'Minor',
        10: 'Marginal', 20: 'TraceInfo' }),
      words: text('skinny.text', 'text', 80, { padding: 'zero' }), parameter1: later('parm1'), parameter2: later('parm2'),
    },
    0x024: { calling: digits('callingPartyNumber', 24), line: later('lineInstance') },
    0x026: { event: number('softKeyEvent', softKeys), line: number('lineInstance'), reference: number('callReference') },
    0x027: {},
    0x029: { ...station, address: ipv4Address('skinny.stationIpAddr', 'stationIpAddr'), ...device },
    0x02b: { headset: number('headsetStatus', { 1: 'On', 2: 'Off' }) },
    0x02c: {
      ...device, inService: number('numberOfInServiceStreams'), perConference: number('maxStreamsPerConf'),
      outOfService: number('numberOfOutOfServiceStreams'),
    },
    0x02d: { lines: number('maxNumOfAvailLines') },
    0x033: { url: number('serviceURLIndex') },
    0x034: { feature: number('featureIndex'), capabilities2: later('featureCapabilities') },
    0x081: {
      interval: number('keepAliveInterval'), template: words('dateTemplate', 6), padding: u16('skinny.alignmentPadding',
        'alignmentPadding', little),
      secondInterval: number('secondaryKeepAliveInterval'), ...version('maxProtocolVer', 'maxProtocolVer'),
    },
    0x082: { tone: number('tone', tones), direction: later('tone_output_direction'), line: later('lineInstance'),
      reference: later('callReference') },
    0x083: call,
    0x085: {
      ring: number('ringMode', { 1: 'RingOff', 2: 'InsideRing', 3: 'OutsideRing', 4: 'FeatureRing', 5: 'FlashOnly', 6: 'PrecedenceRing' }),
      duration: number('ringDuration', { 1: 'NormalRing', 2: 'SingleRing' }), line: later('lineInstance'),
      reference: later('callReference'),
    },
    0x086: {
      stimulus: number('stimulus', stimuli), stimulusInstance: number('stimulusInstance'),
      lamp: number('lampMode', { 1: 'Off', 2: 'On', 3: 'Wink', 4: 'Flash', 5: 'Blink' }),
    },
    0x088: { speaker: number('speakerMode', { 1: 'On', 2: 'Off' }) },
    0x089: { microphone: number('micMode', { 1: 'On', 2: 'Off' }) },
    0x08b: conference,
    0x08f: {
      callingName: words('callingPartyName', 40), calling: digits('callingParty', 24), calledName: words('calledPartyName', 40),
      called: digits('calledParty', 24), ...line, reference: number('callReference'),
      callType: number('callType', { 1: 'InBoundCall', 2: 'OutBoundCall', 3: 'ForwardCall' }),
      originalName: optional(words('originalCalledPartyName', 40)), original: optional(digits('originalCalledParty', 24)),
    },
    0x090: {
      activeForward: number('activeForward'), line: number('lineNumber'), allActive: number('forwardAllActive'),
      allNumber: digits('forwardAllDirnum', 24), busyActive: number('forwardBusyActive'), busyNumber: digits('forwardBusyDirnum', 24),
      noAnswerActive: number('forwardNoAnswerActive'), noAnswerNumber: digits('forwardNoAnswerlDirnum', 24),
    },
    0x091: {
      speedDial: number('speedDialNumber'), dialNumber: digits('speedDialDirNumber', 24), dialName: words('speedDialDisplayName', 40),
    },
    0x092: {
      line: number('lineNumber'), lineDirectory: digits('lineDirNumber', 24), lineName: words('lineFullyQualifiedDisplayName', 40),
      lineLabel: optional(words('lineTextLabel', 40)), options: later('lineDisplayOptions'),
    },
    0x093: {
      ...station, userName: words('userName', 40), server: words('serverName', 40), lines: number('numberOfLines'),
      speedDials: number('numberOfSpeedDials'),
    },
    0x094: clock,
    0x097: {
      offset: number('buttonOffset'), count: number('buttonCount'), total: number('totalButtonCount'),
      buttons: list('', 'Buttons', button, { count: 'count' }),
    },
    0x098: { firmware: words('versionStr', 16) },
    0x099: { words: text('skinny.text', 'text', 32, { padding: 'zero' }) },
    0x09d: { words: text('skinny.text', 'text', undefined, { padding: 'zero' }) },
    0x09f: { reset: number('resetType', { 1: 'RESET', 2: 'RESTART', 3: 'APPLY_CONFIG' }) },
    0x105: { ...conference, ...codec },
    0x106: conference,
    0x107: {
      directory: digits('directoryNum', 24), reference: number('callReference'), processing: number('callStatsProcessingMode'),
    },
    0x108: {
      offset: number('softKeyOffset'), count: number('softKeyCount'), total: number('totalSoftKeyCount'),
      softKeys: list('', 'Soft keys', softKey, { count: 'count' }),
    },
    0x110: { ...call, softKeySet: number('softKeySetIndex'), mask: u32('', 'validKeyMask', { ...little, base: 16 }) },
    0x111: {
      state: number('callState', callStates), line: number('lineInstance'), reference: number('callReference'), privacy: later('privacy'),
      precedence: later('precedenceLevel'), domain: later('precedenceDomain'),
    },
    0x112: { timeout: number('timeOutValue'), prompt: words('promptStatus', 32), line: number('lineInstance'),
      reference: number('callReference') },
    0x113: call,
    0x114: { timeout: number('timeOutValue'), notice: words('notify', 32) },
    0x116: line,
    0x118: { unregistered: number('status', { 0: 'Ok', 1: 'Error', 2: 'NAK' }) },
    0x11a: {},
    0x11b: { wait: number('waitTimeBeforeNextReq') },
    0x11d: { dialed: digits('dialedNumber', 24), line: number('lineInstance'), reference: number('callReference') },
    0x11f: {
      feature: number('featureIndex'), featureId: number('featureID', stimuli), featureLabel: words('featureTextLabel', 40),
      featureStatus: number('featureStatus'),
    },
    0x120: { timeout: number('timeOutValue'), priority: number('priority'), notice: words('notify', 32) },
    0x121: { priority: number('priority') },
    0x12f: { url: number('serviceURLIndex'), service: words('serviceURL', 256), serviceName: words('serviceURLDisplayName', 40) },
    0x022: { reception, ...short('ipAddr'), ...opened }, 0x10022: { reception, ...long('ipAddr'), ...opened },
    0x08a: { ...conference, ...short('remoteIpAddr'), ...started }, 0x1008a: { ...conference, ...long('remoteIpAddr'), ...started },
  })
  .fields({ more: rest('', 'Data') })
  .accepts(begins)
  .streamed((octets, start, end) => (end - start < 12 ? unfinished : begins(octets, start, end) ? lengthAt(octets, start) + 8 : 0))
  .payload({ tables: [['skinny.next', () => 1]] })
  .exchanged({
    part: ({ message }) => (answers[message] !== undefined ? 'question' : questions.has(message) ? 'answer' : undefined),
    key: ({ message }) => `${questions.get(message) ?? message}`,
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .announces(['announced'], ({ remote, port }) =>
    (remote === undefined || port === undefined || port === 0 ? []
      : [{ transport: 'udp', address: remote, port, speaks: [['announced', 'rtp']] }]))
  .colored('messages', ({ message }) => (message === 0x09d || message === 0x11b ? 'warning' : undefined))
  .summarized((layer) => {
    const { message, name, stimulus, button, event, state, called, calling, dialed, prompt, notice, tone, remote, port } = layer
    const about = [
      name, stimulus === undefined ? undefined : nameIn(stimuli, stimulus), button === undefined ? undefined : `key ${button}`,
      event === undefined ? undefined : nameIn(softKeys, event), state === undefined ? undefined : nameIn(callStates, state),
      calling === undefined ? undefined : `from ${calling}`, called === undefined ? undefined : `to ${called}`, dialed, prompt, notice,
      tone === undefined ? undefined : nameIn(tones, tone), remote === undefined ? undefined : `${remote}:${port}`,
    ].filter((part) => part !== undefined && part !== '')
    return [nameIn(messages, message) ?? `message ${message}`, ...about].join(' ')
  }, { all: true })

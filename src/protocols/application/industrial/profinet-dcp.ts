/** PROFINET Discovery and basic Configuration Protocol: IEC 61158-6-10, section 4.3; it names stations and gives them addresses. */
import {
  fact, ipv4Address, lineOf, list, mac, nameIn, otherwise, protocol, range, record, rest, text, u16, u32, u8, type Names,
} from '../../../schema/index.ts'

/** Section 4.3.1.4: frames of real-time classes, by their number. */
const frames = { 0xfefc: 'Hello', 0xfefd: 'Get/Set', 0xfefe: 'Identify, request', 0xfeff: 'Identify, response' } satisfies Names
const services = { 3: 'Get', 4: 'Set', 5: 'Identify', 6: 'Hello' } satisfies Names
const kinds = { 0: 'Request', 1: 'Response Success', 5: 'Response - Request not supported' } satisfies Names
const options = {
  1: 'IP', 2: 'Device properties', 3: 'DHCP', 4: 'Reserved', 5: 'Control', 6: 'Device Initiative', 7: 'TSN Domain',
  0x80: 'Manufacturer specific', 0xff: 'All Selector',
} satisfies Names
const ip = { 1: 'MAC address', 2: 'IP parameter', 3: 'Full IP suite' } satisfies Names
const properties = {
  1: 'DeviceVendorValue', 2: 'NameOfStation', 3: 'DeviceID', 4: 'DeviceRole', 5: 'DeviceOptions', 6: 'AliasName', 7: 'DeviceInstance',
  8: 'OEMDeviceID', 9: 'StandardGateway', 10: 'RSI properties',
} satisfies Names
const controls = { 1: 'Start Transaction', 2: 'End Transaction', 3: 'Signal', 4: 'Response', 5: 'Reset Factory Settings',
  6: 'Reset to Factory' } satisfies Names
const errors = {
  0: 'Ok', 1: 'Option unsupp.', 2: 'Suboption unsupp. or no DataSet avail.', 3: 'Suboption not set', 4: 'Resource Error',
  5: 'SET not possible by local reasons', 6: 'In operation, SET not possible',
} satisfies Names

const option = u8('pn_dcp.option', 'Option', { names: options })
const suboptions = {
  1: { suboption: u8('pn_dcp.suboption_ip', 'Suboption', { names: ip }) },
  2: { suboption: u8('pn_dcp.suboption_device', 'Suboption', { names: properties }) },
  3: { suboption: u8('pn_dcp.suboption_dhcp', 'Suboption') },
  5: { suboption: u8('pn_dcp.suboption_control', 'Suboption', { names: controls }) },
  6: { suboption: u8('pn_dcp.suboption_deviceinitiative', 'Suboption') },
  7: { suboption: u8('pn_dcp.suboption_tsn', 'Suboption') },
  255: { suboption: u8('pn_dcp.suboption_all', 'Suboption') },
}
const otherSuboption = { suboption: u8('pn_dcp.suboption_manuf', 'Suboption') }
const offered = record('Option', { option }).choice('option', suboptions, otherSuboption)
const answered = record('Option', { option: u8('pn_dcp.suboption_control_option', 'Option', { names: options }) })
  .choice('option', suboptions, otherSuboption)
const qualifiers = { 0: 'Use the value temporary', 1: 'Save the value permanent' } satisfies Names
/** What stands in front of a value: information in answers, a qualifier where something is set, nothing in a search. */
type Lead = 'info' | 'qualifier' | 'none'
const leads = {
  info: {
    ip: { info: u16('pn_dcp.suboption_ip_block_info', 'BlockInfo', { names: { 0: 'IP not set', 1: 'IP set', 2: 'IP set by DHCP',
      0x80: 'IP not set (address conflict detected)', 0x81: 'IP set (address conflict detected)' } }) },
    reset: { info: u16('pn_dcp.block_info', 'BlockInfo') }, control: {}, other: { info: u16('pn_dcp.block_info', 'BlockInfo') },
  },
  qualifier: {
    ip: { qualifier: u16('pn_dcp.block_qualifier', 'BlockQualifier', { names: qualifiers }) },
    reset: { qualifier: u16('pn_dcp.block_qualifier_reset', 'BlockQualifier: ResettoFactory') },
    control: { qualifier: u16('pn_dcp.block_qualifier', 'BlockQualifier', { names: qualifiers }) },
    other: { qualifier: u16('pn_dcp.block_qualifier', 'BlockQualifier', { names: qualifiers }) },
  },
  none: { ip: {}, reset: {}, control: {}, other: {} },
}
const blockIn = (lead: Lead) => record('Block', { option })
  .choice('option', suboptions, otherSuboption)
  .fields({ length: u16('pn_dcp.block_length', 'DCPBlockLength', { unit: 'bytes' }) })
  .followedBy('length')
  .cases(
    [{ option: 1 }, leads[lead].ip as typeof leads.info.ip],
    [{ option: 5, suboption: 6 }, leads[lead].reset as typeof leads.info.reset],
    [{ option: 5 }, leads[lead].control],
    [otherwise, leads[lead].other as typeof leads.info.other],
  )
  .cases(
    [{ option: 1, suboption: 1 }, { hardware: mac('pn_dcp.suboption_ip_mac_address', 'MAC Address') }],
    [{ option: 1, suboption: [2, 3], length: range(12) }, {
      address: ipv4Address('pn_dcp.suboption_ip_ip', 'IPaddress'), subnet: ipv4Address('pn_dcp.suboption_ip_subnetmask', 'Subnetmask'),
      gateway: ipv4Address('pn_dcp.suboption_ip_standard_gateway', 'StandardGateway'),
    }],
    [{ option: 2, suboption: 1 }, { vendor: text('pn_dcp.suboption_device_devicevendorvalue', 'DeviceVendorValue', undefined,
      { padding: 'space' }) }],
    [{ option: 2, suboption: 2 }, { name: text('pn_dcp.suboption_device_nameofstation', 'NameOfStation') }],
    [{ option: 2, suboption: 3, length: range(4) }, {
      vendorId: u16('pn_dcp.suboption_vendor_id', 'VendorID', { base: 16 }), deviceId: u16('pn_dcp.suboption_device_id', 'DeviceID',
        { base: 16 }),
    }],
    [{ option: 2, suboption: 4, length: range(2) }, {
      role: u8('pn_dcp.suboption_device_role', 'DeviceRoleDetails', { base: 16 }), reservedRole: u8('pn_dcp.reserved8', 'Reserved'),
    }],
    [{ option: 2, suboption: 5 }, { offered: list('', 'DeviceOptions', offered) }],
    [{ option: 2, suboption: 6 }, { alias: text('pn_dcp.suboption_device_aliasname', 'AliasName') }],
    [{ option: 2, suboption: 7, length: range(2) }, {
      instanceHigh: u8('pn_dcp.suboption_device_instance', 'DeviceInstanceHigh'), instanceLow: u8('pn_dcp.suboption_device_instance',
        'DeviceInstanceLow'),
    }],
    [{ option: 2, suboption: 8, length: range(4) }, {
      vendorId: u16('pn_dcp.suboption_device_oem_ven_id', 'OEMVendorID', { base: 16 }),
      deviceId: u16('pn_dcp.suboption_device_oem_dev_id', 'OEMDeviceID', { base: 16 }),
    }],
    [{ option: 5, suboption: 3 }, { signal: u16('pn_dcp.suboption_control_signal_value', 'SignalValue', { base: 16 }) }],
    [{ option: 5, suboption: 4 }, {
      of: list('', 'Of', answered, { count: 1 }),
      error: u8('pn_dcp.block_error', 'BlockError', { names: errors }),
    }],
    [{ option: 6 }, { initiative: u16('pn_dcp.deviceinitiative_value', 'DeviceInitiativeValue') }],
  )
  .fields({ more: rest('', 'Data') })
  .aligned(2)
  .summarized(({ option: of, suboption, name, vendor, address, alias }) =>
    lineOf([nameIn(options, of) ?? of, of === 2 ? nameIn(properties, suboption ?? 0) : of === 1 ? nameIn(ip, suboption ?? 0) : suboption,
      name ?? vendor ?? address ?? alias], ' '))

interface Head { readonly service: number, readonly kind: number }
const leadOf = ({ service, kind }: Head): Lead | 'options' => {
  if (service === 6) return 'info'
  if (kind !== 0) return service === 4 ? 'none' : 'info'
  return service === 3 ? 'options' : service === 4 ? 'qualifier' : 'none'
}
const blocks = (lead: Lead) => ({ blocks: list('', 'Blocks', blockIn(lead)) })
const begins = record('Header', { service: u8('', 'Service'), kind: u8('', 'Type') }).recognizer({ service: range(3, 6), kind: [0, 1, 5] })

export const profinetDcp = protocol('pn_dcp', 'PROFINET DCP', { 'pn_rt.frame_id': [0xfefc, 0xfefd, 0xfefe, 0xfeff] })
  .specified('IEC 61158-6-10')
  .facts({
    answeredIn: fact.frame('', 'Response in frame'),
    answers:    fact.frame('', 'Request in frame'),
    time:       fact.duration('', 'Time since the request'),
  })
  .fields({
    service: u8('pn_dcp.service_id', 'ServiceID', { names: services }),
    kind:    u8('pn_dcp.service_type', 'ServiceType', { names: kinds }),
    xid:     u32('pn_dcp.xid', 'Xid', { base: 16 }),
  })
  .either({ service: 5, kind: 0 }, { delay: u16('pn_dcp.response_delay', 'ResponseDelay') }, { reserved: u16('pn_dcp.reserved16',
    'Reserved') })
  .fields({ length: u16('pn_dcp.data_length', 'DCPDataLength', { unit: 'bytes' }) })
  .followedBy('length')
  .choice(leadOf as never, {
    info: blocks('info'), qualifier: blocks('qualifier'), none: blocks('none'), options: { options: list('', 'Options', offered) },
  })
  .fields({ more: rest('', 'Data') })
  .accepts(begins)
  .exchanged({
    part: ({ kind, service }) => (service === 6 ? undefined : kind === 0 ? 'question' : 'answer'),
    key: ({ xid }) => `${xid}`,
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .colored('names', ({ kind }) => (kind === 5 ? 'error' : undefined))
  .summarized(({ service, kind, xid, blocks: given }) =>
    lineOf([
      nameIn(services, service) ?? `service ${service}`, kind === 0 ? 'Req' : kind === 1 ? 'Ok' : 'Unsupported',
      `Xid:0x${xid.toString(16)}`,
      lineOf((given ?? []).map(({ name, address, alias }) => (name === undefined ? alias ?? address : `"${name}"`))),
    ]))

/** Frames of real-time classes: IEC 61158-6-10, section 4.7; the last bytes of cyclic ones say in which state their data are. */
export const profinetRealTime = protocol('pn_rt', 'PROFINET Real-Time Protocol', { ethertype: [0x8892] })
  .specified('IEC 61158-6-10')
  .fields({ frame: u16('pn_rt.frame_id', 'FrameID', { base: 16, names: frames }) })
  .payload({ tables: [['pn_rt.frame_id', 'frame']] })
  .colored('messages')
  .summarized(({ frame }) => nameIn(frames, frame) ?? `frame 0x${frame.toString(16)}`)

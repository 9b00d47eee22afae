/** Common External Message Interface, KNX Standard 03_06_03, section 4.1: telegrams of the bus, and properties of interfaces. */
import {
  ahead, bits, computed, lineOf, list, nameIn, only, protocol, range, record, rest, u16, u8, type Names,
} from '../../../../schema/index.ts'

/** Section 4.1.3. */
const codes = {
  0x10: 'L_Raw.req', 0x11: 'L_Data.req', 0x13: 'L_PollData.req', 0x25: 'L_PollData.con', 0x29: 'L_Data.ind', 0x2b: 'L_Busmon.ind',
  0x2d: 'L_Raw.ind', 0x2e: 'L_Data.con', 0x2f: 'L_Raw.con', 0x41: 'T_DataConnected.req', 0x4a: 'T_DataIndividual.req',
  0x89: 'T_DataConnected.ind', 0x94: 'T_DataIndividual.ind', 0xf0: 'M_Reset.ind', 0xf1: 'M_Reset.req', 0xf5: 'M_PropWrite.con',
  0xf6: 'M_PropWrite.req', 0xf7: 'M_PropInfo.ind', 0xf8: 'M_FuncPropCmd.req', 0xf9: 'M_FuncPropRead.req', 0xfa: 'M_FuncProp.con',
  0xfb: 'M_PropRead.con', 0xfc: 'M_PropRead.req',
} satisfies Names
/** KNX Standard 03_03_07, section 3.1: those of four bits, and above them those of ten. */
const services = {
  0x0: 'GroupValueRead', 0x1: 'GroupValueResp', 0x2: 'GroupValueWrite', 0x3: 'IndAddrWrite', 0x4: 'IndAddrRead', 0x5: 'IndAddrResp',
  0x6: 'AdcRead', 0x7: 'AdcResp', 0x8: 'MemRead', 0x9: 'MemResp', 0xa: 'MemWrite', 0xc: 'DevDescrRead', 0xd: 'DevDescrResp', 0xe: 'Restart',
  0x1c8: 'SysNwkParamRead', 0x1c9: 'SysNwkParamResp', 0x1ca: 'SysNwkParamWrite', 0x1cc: 'PropExtValueRead', 0x1cd: 'PropExtValueResp',
  0x2c0: 'UserMemRead', 0x2c1: 'UserMemResp', 0x2c2: 'UserMemWrite', 0x2c5: 'UserMfrInfoRead', 0x2c6: 'UserMfrInfoResp',
  0x2c7: 'FuncPropCmd', 0x2c8: 'FuncPropStateRead', 0x2c9: 'FuncPropStateResp', 0x3d1: 'AuthReq', 0x3d2: 'AuthResp', 0x3d3: 'KeyWrite',
  0x3d4: 'KeyResp', 0x3d5: 'PropValueRead', 0x3d6: 'PropValueResp', 0x3d7: 'PropValueWrite', 0x3d8: 'PropDescrRead', 0x3d9: 'PropDescrResp',
  0x3da: 'NwkParamRead', 0x3db: 'NwkParamResp', 0x3dc: 'IndAddrSerNumRead', 0x3dd: 'IndAddrSerNumResp', 0x3de: 'IndAddrSerNumWrite',
  0x3e0: 'DomAddrWrite', 0x3e1: 'DomAddrRead', 0x3e2: 'DomAddrResp', 0x3e4: 'NwkParamWrite', 0x3f1: 'Secure',
} satisfies Names
const controls = { 0: 'Connect', 1: 'Disconnect', 2: 'Ack', 3: 'Nack' } satisfies Names
const priorities = { 0: 'System', 1: 'Normal', 2: 'Urgent', 3: 'Low' } satisfies Names

interface Service { readonly apci: number }
const serviceOf = ({ apci }: Service) => {
  const four = apci >> 6
  return four === 0xb || four === 0xf || (four === 0x7 && apci >= 0x1c8) ? apci : four
}
const serviceIf = (isLong: boolean) => ((message: Service) => {
  const service = serviceOf(message)
  return service > 15 === isLong ? service : Number.NaN
}) as never
const element = record('Element', {
  type: u8('cemi.ait.n', 'Additional Information Element Type', { base: 16 }), size: u8('cemi.aie.n',
    'Additional Information Element Length'),
}).followedBy('size').fields({ data: rest('cemi.data', 'Data') })
const property = {
  count: bits(4, 'cemi.n', 'Count'),
  index: bits(12, 'cemi.x', 'Index'),
}
const dataCodes = [0x10, 0x11, 0x13, 0x29, 0x2d, 0x2e, 0x2f]

export const cemi = protocol('cemi', 'Common External Message Interface', { 'kip.carries': [1] })
  .specified('KNX Standard 03_06_03')
  .fields({ code: u8('cemi.mc', 'Message Code', { base: 16, names: codes }) })
  .cases(
    [{ code: dataCodes }, {
      additional:  u8('cemi.ai.n', 'Additional Information Length', { unit: 'bytes' }),
      elements:    list('', 'Additional Information', element, { length: 'additional' }),
      frameType:   bits(1, 'cemi.ft', 'Frame Type', { names: { 0: 'Extended', 1: 'Standard' } }),
      unused:      bits(1, '', 'Reserved'),
      repeat:      bits(1, 'cemi.rep', 'Repeat On Error', { names: { 0: 'Yes', 1: 'No' } }),
      broadcast:   bits(1, 'cemi.bt', 'Broadcast Type', { names: { 0: 'System', 1: 'Domain' } }),
      priority:    bits(2, 'cemi.prio', 'Priority', { names: priorities }),
      acknowledge: bits(1, 'cemi.ack', 'Ack Wanted', { names: { 0: 'No', 1: 'Yes' } }),
      error:       bits(1, 'cemi.ce', 'Confirmation Error', { names: { 0: 'No', 1: 'Yes' } }),
      addressType: bits(1, 'cemi.at', 'Address Type', { names: { 0: 'Individual', 1: 'Group' } }),
      hops:        bits(3, 'cemi.hc', 'Hop Count'),
      extended:    bits(4, 'cemi.eff', 'Extended Frame Format', { base: 16 }),
      source:      u16('cemi.sa', 'Source', { base: 16 }),
      destination: u16('cemi.da', 'Destination', { base: 16 }),
      size:        u8('cemi.len', 'Length'),
      packetType:  ahead(1),
    }],
    [{ code: [range(0xf5, 0xfc)] }, {
      objectType: u16('cemi.ot', 'Object Type'), instance: u8('cemi.oi', 'Object Instance'), propertyId: u8('cemi.pid', 'Property ID'),
    }],
  )
  .cases(
    [{ code: dataCodes, packetType: 1 }, {
      isControl: bits(1, 'cemi.tpt', 'Packet Type', { names: { 0: 'Data', 1: 'Control' } }),
      numbered:  bits(1, 'cemi.st', 'Sequence Type', { names: { 0: 'Unnumbered', 1: 'Numbered' } }),
      number:    only({ numbered: 1 }, bits(4, 'cemi.num', 'Sequence Number')),
      control:   bits(2, 'cemi.tc', 'Service', { names: controls }),
    }],
    [{ code: dataCodes, size: range(1) }, {
      isControl: bits(1, 'cemi.tpt', 'Packet Type', { names: { 0: 'Data', 1: 'Control' } }),
      numbered:  bits(1, 'cemi.st', 'Sequence Type', { names: { 0: 'Unnumbered', 1: 'Numbered' } }),
      number:    only({ numbered: 1 }, bits(4, 'cemi.num', 'Sequence Number')),
      apci:      bits(10, '', 'APCI', { base: 16 }),
      service:   computed('', 'Service', serviceOf as never, { base: 16, names: services }),
      shortService: computed('cemi.ac', 'Service', serviceIf(false), { base: 16, names: services }),
      longService: computed('cemi.ax', 'Service', serviceIf(true), { base: 16, names: services }),
    }],
    [{ code: [0xf5, 0xf6, 0xf7, 0xfb, 0xfc] }, property],
  )
  .cases(
    [{ service: [0x3d5, 0x3d6, 0x3d7] }, {
      objectIndex: u8('cemi.ox', 'Object Index'), propertyId2: u8('cemi.pid', 'Property ID'),
      count2: bits(4, 'cemi.n', 'Count'), index2: bits(12, 'cemi.x', 'Index'),
    }],
  )
  .fields({
    small: computed('cemi.ad', 'Data', ({ service, size, apci = 0 }) =>
      (service !== undefined && service < 3 && size === 1 ? apci & 63 : Number.NaN), { base: 16 }),
    data:  rest('cemi.data', 'Data'),
  })
  .payload({ tables: [['kip.next', () => 1]] })
  .colored('messages', ({ error = 0 }) => (error > 0 ? 'warning' : undefined))
  .summarized((layer) => {
    const { code, source, destination, addressType, service, control, small, data, objectType, propertyId, propertyId2,
      objectIndex } = layer
    return lineOf([
      nameIn(codes, code) ?? `code 0x${code.toString(16)}`,
      source === undefined || destination === undefined ? undefined
        : `${individual(source)}->${addressType === 1 ? groupAddress(destination) : individual(destination)}`,
      control === undefined ? undefined : nameIn(controls, control),
      service === undefined ? undefined : nameIn(services, service) ?? `service 0x${service.toString(16)}`,
      objectType === undefined ? undefined : `object ${objectType} property ${propertyId}`,
      objectIndex === undefined ? undefined : `object ${objectIndex} property ${propertyId2}`,
      small !== undefined && !Number.isNaN(small) && service !== 0
        ? `$${hexOf(small)}` : data.length > 0 ? `$${[...data.subarray(0, 16)].map(hexOf).join('')}` : undefined,
    ], ' ')
  })

const hexOf = (octet: number) => octet.toString(16).toUpperCase().padStart(2, '0')
const individual = (address: number) => `${address >> 12}.${(address >> 8) & 15}.${address & 255}`
const groupAddress = (address: number) => `${address >> 11}/${(address >> 8) & 7}/${address & 255}`

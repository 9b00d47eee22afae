/** Elements of management frames: IEEE 802.11-2020, section 9.4.2. */
import {
  ahead, alias, bits, bytes, flag, group, list, nameIn, optional, otherwise, range, record, rest, text, tlv, u16, u24, u32, u8,
} from '../../../schema/index.ts'
import { extendedCapabilities } from './extended-capabilities.ts'
import { ciphers, elementNames, keyManagements } from './names.ts'
import { highThroughput, highThroughputOperation, veryHighThroughput, veryHighThroughputOperation } from './throughput.ts'
import { aironetTypes, microsoftElement } from './vendor.ts'
import { keyEncapsulation } from './key-data.ts'

/** In units of 500 kb/s; the first bit says that a station must support it (9.4.2.3). */
const rates = (name: string, label: string) =>
  list(`wlan.${name}.list`, label, record(label, { rate: u8(`wlan.${name}`, label, { base: 16 }) }))

/** Section 9.4.2.8: subbands, and from 201 on operating classes. */
const subband = record('Country Info', { first: ahead(8) }).cases(
  [{ first: range(201, 255) }, {
    extension:     u8('wlan.country_info.rrc.oei', 'Operating Extension Identifier'),
    operatingClass: u8('wlan.country_info.rrc.oc', 'Operating Class'),
    coverageClass: u8('wlan.country_info.rrc.cc', 'Coverage Class'),
  }],
  [otherwise, {
    firstChannel:  u8('wlan.country_info.fnm.fcn', 'First Channel Number'),
    channelCount:  u8('wlan.country_info.fnm.nc', 'Number of Channels'),
    mostPower:     u8('wlan.country_info.fnm.mtpl', 'Maximum Transmit Power Level', { unit: 'dBm', signed: true }),
  }],
)

/** Section 9.4.2.24.2: who defines a suite, and its number. */
const suiteOf = (name: string, label: string, names: Readonly<Record<number, string>>) => ({
  oui:               ouiOf(name, label),
  type:              u8(`wlan.rsn.${name}.type`, `${label} type`, { names }),
})
const ouiOf = (name: string, label: string) =>
  alias(u24(`wlan.rsn.${name}.oui`, `${label} OUI`, { base: 16 }), { bit: 0, field: u32(`wlan.rsn.${name}`, label, { base: 16 }) })
const pairwiseCipher = record('Pairwise Cipher Suite', suiteOf('pcs', 'Pairwise Cipher Suite', ciphers))
const keyManagement = record('Auth Key Management (AKM) Suite', suiteOf('akms', 'Auth Key Management (AKM)', keyManagements))
const keyIdentifier = record('PMKID', { identifier: bytes('wlan.pmkid.akms', 'PMKID', 16) })

/** Section 9.4.2.24: what follows the version may be left out from any field on. */
const robustSecurity = {
  version:           u16('wlan.rsn.version', 'RSN Version', { order: 'little' }),
  groupCipherOui:    optional(ouiOf('gcs', 'Group Cipher Suite')),
  groupCipher:       optional(u8('wlan.rsn.gcs.type', 'Group Cipher Suite type', { names: ciphers })),
  pairwiseCount:     optional(u16('wlan.rsn.pcs.count', 'Pairwise Cipher Suite Count', { order: 'little' })),
  pairwiseCiphers:   list('wlan.rsn.pcs.list', 'Pairwise Cipher Suite List', pairwiseCipher, { count: 'pairwiseCount' }),
  keyManagementCount: optional(u16('wlan.rsn.akms.count', 'Auth Key Management (AKM) Suite Count', { order: 'little' })),
  keyManagements:    list('wlan.rsn.akms.list', 'Auth Key Management (AKM) List', keyManagement, { count: 'keyManagementCount' }),
  securityCapabilities: optional(group('wlan.rsn.capabilities', 'RSN Capabilities', {
    preauthentication: flag('wlan.rsn.capabilities.preauth', 'RSN Pre-Auth capabilities'),
    noPairwise:      flag('wlan.rsn.capabilities.no_pairwise', 'RSN No Pairwise capabilities'),
    pairwiseReplay:  bits(2, 'wlan.rsn.capabilities.ptksa_replay_counter', 'RSN PTKSA Replay Counter capabilities'),
    groupReplay:     bits(2, 'wlan.rsn.capabilities.gtksa_replay_counter', 'RSN GTKSA Replay Counter capabilities'),
    protectionRequired: flag('wlan.rsn.capabilities.mfpr', 'Management Frame Protection Required'),
    protectionCapable: flag('wlan.rsn.capabilities.mfpc', 'Management Frame Protection Capable'),
    jointMultiBand:  flag('wlan.rsn.capabilities.jmr', 'Joint Multi-band RSNA'),
    peerKey:         flag('wlan.rsn.capabilities.peerkey', 'PeerKey Enabled'),
    reserved1:       bits(3, 'wlan.rsn.capabilities.reserved', 'Reserved'),
    extendedKeyId:   flag('wlan.rsn.capabilities.extended_key_id_iaf', 'Extended Key ID for Individually Addressed Frames'),
    reserved2:       bits(2, '', 'Reserved'),
  }, { order: 'little' })),
  keyIdentifierCount: optional(u16('wlan.rsn.pmkid.count', 'PMKID Count', { order: 'little' })),
  keyIdentifiers:    list('wlan.rsn.pmkid.list', 'PMKID List', keyIdentifier, { count: 'keyIdentifierCount' }),
  managementCipherOui: optional(ouiOf('gmcs', 'Group Management Cipher Suite')),
  managementCipher:  optional(u8('wlan.rsn.gmcs.type', 'Group Management Cipher Suite type', { names: ciphers })),
}

const protection = {
  protection:        group('wlan.erp_info', 'ERP Information', {
    nonErpPresent:   flag('wlan.erp_info.erp_present', 'Non ERP Present'),
    useProtection:   flag('wlan.erp_info.use_protection', 'Use Protection'),
    barkerPreamble:  flag('wlan.erp_info.barker_preamble_mode', 'Barker Preamble Mode'),
    reserved:        bits(5, 'wlan.erp_info.reserved', 'Reserved'),
  }, { order: 'little' }),
}

export const element = tlv('Tag', {
  number: u8('wlan.tag.number', 'Tag Number', { names: elementNames }),
  length: u8('wlan.tag.length', 'Tag length', { unit: 'bytes' }),
})
  .choice('number', {
    0:   { ssid: text('wlan.ssid', 'SSID') },
    1:   { rates: rates('supported_rates', 'Supported Rates') },
    3:   { channel: u8('wlan.ds.current_channel', 'Current Channel') },
    5:   {
      deliveryCount:  u8('wlan.tim.dtim_count', 'DTIM count'),
      deliveryPeriod: u8('wlan.tim.dtim_period', 'DTIM period'),
      bitmapControl:  group('wlan.tim.bmapctl', 'Bitmap control', {
        multicast:    flag('wlan.tim.bmapctl.multicast', 'Multicast'),
        offset:       bits(7, 'wlan.tim.bmapctl.offset', 'Bitmap Offset', { base: 16 }),
      }, { order: 'little' }),
      bitmap:         rest('wlan.tim.partial_virtual_bitmap', 'Partial Virtual Bitmap'),
    },
    7:   {
      country:        text('wlan.country_info.code', 'Code', 2),
      environment:    u8('wlan.country_info.environment', 'Environment'),
      subbands:       list('wlan.country_info.fnm', 'Country Info', subband),
    },
    11:  {
      stations:       u16('wlan.qbss.scount', 'Station Count', { order: 'little' }),
      utilization:    u8('wlan.qbss.cu', 'Channel Utilization'),
      admission:      optional(u16('wlan.qbss.adc', 'Available Admission Capacity', { order: 'little' })),
    },
    33:  {
      leastTransmitPower: u8('wlan.powercap.min', 'Minimum Transmit Power', { signed: true, unit: 'dBm' }),
      mostTransmitPower: u8('wlan.powercap.max', 'Maximum Transmit Power', { signed: true, unit: 'dBm' }),
    },
    37:  {
      switchMode:     u8('wlan.csa.channel_switch_mode', 'Channel Switch Mode'),
      newChannel:     u8('wlan.csa.new_channel_number', 'New Channel Number'),
      switchCount:    u8('wlan.csa.channel_switch.count', 'Channel Switch Count'),
    },
    42:  protection,
    45:  highThroughput,
    47:  protection,
    48:  robustSecurity,
    50:  { extendedRates: rates('extended_supported_rates', 'Extended Supported Rates') },
    54:  {
      mobilityDomain: u16('wlan.mobility_domain.mdid', 'Mobility Domain Identifier', { base: 16, order: 'little' }),
      transition:     group('wlan.mobility_domain.ft_capab', 'FT Capability and Policy', {
        overDs:       flag('wlan.mobility_domain.ft_capab.ft_over_ds', 'Fast BSS Transition over DS'),
        resources:    flag('wlan.mobility_domain.ft_capab.resource_req', 'Resource Request Protocol Capability'),
        reserved:     bits(6, 'wlan.mobility_domain.ft_capab.reserved', 'Reserved', { base: 16 }),
      }, { order: 'little' }),
    },
    61:  highThroughputOperation,
    127: extendedCapabilities,
    191: veryHighThroughput,
    192: veryHighThroughputOperation,
    221: { oui: u24('wlan.tag.oui', 'OUI', { base: 16 }) },
    255: {
      extension:      u8('wlan.ext_tag.number', 'Ext Tag Number'),
      extensionData:  rest('wlan.ext_tag.data', 'Ext Tag Data'),
    },
  })
  .cases(
    [{ number: 221, oui: 0x0050f2 }, { microsoft: list('', 'WFA', microsoftElement) }],
    [{ number: 221, oui: 0x004096 }, {
      aironetType:    u8('wlan.aironet.type', 'Aironet IE type', { also: 'wlan.tag.vendor.oui.type', names: aironetTypes }),
      aironetData:    rest('wlan.aironet.data', 'Aironet IE data'),
    }],
    [{ number: 221, oui: 0x000fac }, { encapsulation: list('', 'RSN', keyEncapsulation) }],
    [{ number: 221 }, {
      vendorType:     optional(u8('wlan.tag.vendor.oui.type', 'Vendor Specific OUI Type')),
      vendorData:     rest('wlan.tag.vendor.data', 'Vendor Specific Data'),
    }],
  )
  .fields({ data: rest('wlan.tag.data', 'Tag Data') })
  .summarized((element) => {
    const name = nameIn(elementNames, element.number) ?? `Element ${element.number}`
    const words = wordsOf(element)
    return words === '' ? name : `${name} ${words}`
  })

interface Told {
  readonly ssid: string | undefined
  readonly rates: readonly { readonly rate: number }[] | undefined
  readonly extendedRates: readonly { readonly rate: number }[] | undefined
  readonly channel: number | undefined
  readonly primaryChannel: number | undefined
  readonly country: string | undefined
  readonly oui: number | undefined
  readonly pairwiseCiphers: readonly { readonly type: number }[] | undefined
  readonly keyManagements: readonly { readonly type: number }[] | undefined
}

/** What an element says, as far as there is a short way to put it. */
function wordsOf(element: Told): string {
  const { ssid, channel = element.primaryChannel, country, oui, rates = element.extendedRates } = element
  if (ssid !== undefined) return `"${ssid}"`
  if (channel !== undefined) return `channel ${channel}`
  if (country !== undefined) return country
  if (oui !== undefined) return oui.toString(16).padStart(6, '0').replace(/..(?=.)/g, '$&:')
  if (rates !== undefined) return `${rates.map(({ rate }) => `${(rate & 0x7f) / 2}${rate & 0x80 ? '*' : ''}`).join(' ')} Mb/s`
  const { pairwiseCiphers = [], keyManagements: managements = [] } = element
  return [
    ...managements.map(({ type }) => nameIn(keyManagements, type) ?? `AKM ${type}`),
    ...pairwiseCiphers.map(({ type }) => nameIn(ciphers, type) ?? `cipher ${type}`),
  ].join(' ')
}

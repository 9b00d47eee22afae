/** Elements of Microsoft's OUI: WPA and WMM, which the Wi-Fi Alliance took over ("WMM Specification", version 1.2). */
import { ahead, bits, flag, group, list, optional, record, rest, u16, u24, u8 } from '../../../schema/index.ts'
import { ciphers, keyManagements } from './names.ts'

const suiteOf = (name: string, label: string, names: Readonly<Record<number, string>>) => ({
  oui:               u24(`wlan.wfa.ie.wpa.${name}.oui`, `${label} OUI`, { base: 16 }),
  type:              u8(`wlan.wfa.ie.wpa.${name}.type`, `${label} type`, { names }),
})
const unicastCipher = record('Unicast Cipher Suite', suiteOf('ucs', 'Unicast Cipher Suite', ciphers))
const keyManagement = record('Auth Key Management (AKM) Suite', suiteOf('akms', 'Auth Key Management (AKM)', keyManagements))

const protectedAccess = {
  wpaVersion:        u16('wlan.wfa.ie.wpa.version', 'WPA Version', { order: 'little' }),
  multicastOui:      optional(u24('wlan.wfa.ie.wpa.mcs.oui', 'Multicast Cipher Suite OUI', { base: 16 })),
  multicastCipher:   optional(u8('wlan.wfa.ie.wpa.mcs.type', 'Multicast Cipher Suite type', { names: ciphers })),
  unicastCount:      optional(u16('wlan.wfa.ie.wpa.ucs.count', 'Unicast Cipher Suite Count', { order: 'little' })),
  unicastCiphers:    list('wlan.wfa.ie.wpa.ucs.list', 'Unicast Cipher Suite List', unicastCipher, { count: 'unicastCount' }),
  wpaManagementCount: optional(u16('wlan.wfa.ie.wpa.akms.count', 'Auth Key Management (AKM) Suite Count', { order: 'little' })),
  wpaManagements:    list('wlan.wfa.ie.wpa.akms.list', 'Auth Key Management (AKM) List', keyManagement, { count: 'wpaManagementCount' }),
}

const accessCategories = { 0: 'Best Effort', 1: 'Background', 2: 'Video', 3: 'Voice' }
const parameters = record('Ac Parameters', {
  access:            group('wlan.wfa.ie.wme.acp.aci_aifsn', 'ACI / AIFSN Field', {
    reserved:        bits(1, 'wlan.wfa.ie.wme.acp.reserved', 'Reserved'),
    category:        bits(2, 'wlan.wfa.ie.wme.acp.aci', 'ACI', { names: accessCategories }),
    mandatory:       flag('wlan.wfa.ie.wme.acp.acm', 'Admission Control Mandatory'),
    spaces:          bits(4, 'wlan.wfa.ie.wme.acp.aifsn', 'AIFSN'),
  }),
  contention:        group('wlan.wfa.ie.wme.acp.ecw', 'ECW', {
    most:            bits(4, 'wlan.wfa.ie.wme.acp.ecw.max', 'ECW Max'),
    least:           bits(4, 'wlan.wfa.ie.wme.acp.ecw.min', 'ECW Min'),
  }),
  opportunity:             u16('wlan.wfa.ie.wme.acp.txop_limit', 'TXOP Limit', { order: 'little' }),
})
/** As access points say it; stations say which categories are saved for them. */
const accessPoint = group('wlan.wfa.ie.wme.qos_info', 'WME QoS Info', {
  powerSave:         flag('wlan.wfa.ie.wme.qos_info.ap.u_apsd', 'U-APSD'),
  reserved:          bits(3, 'wlan.wfa.ie.wme.qos_info.ap.reserved', 'Reserved', { base: 16 }),
  count:             bits(4, 'wlan.wfa.ie.wme.qos_info.ap.parameter_set_count', 'Parameter Set Count', { base: 16 }),
})
const wmmSubtypes = { 0: 'Information Element', 1: 'Parameter Element', 2: 'TSPEC Element' }
const multimedia = {
  wmmSubtype:        u8('wlan.wfa.ie.wme.subtype', 'WME Subtype', { names: wmmSubtypes }),
  wmmVersion:        u8('wlan.wfa.ie.wme.version', 'WME Version'),
}

/** What follows the OUI 00:50:f2. */
export const microsoftElement = record('WFA', {
  type: u8('wlan.wfa.ie.type', 'Type', { base: 16, also: 'wlan.tag.vendor.oui.type', names: { 1: 'WPA', 2: 'WMM', 4: 'WPS' } }),
  subtypeAhead: ahead(8),
})
  .cases(
    [{ type: 1 }, protectedAccess],
    [{ type: 2, subtypeAhead: [0, 1, 2] }, multimedia],
  )
  .cases(
    [{ type: 2, subtypeAhead: [0, 1] }, { qosInfo: optional(accessPoint) }],
  )
  .cases([{ type: 2, subtypeAhead: 1 }, {
    reserved:        optional(u8('wlan.wfa.ie.wme.reserved', 'Reserved')),
    parameters:      list('', 'Ac Parameters', parameters, { count: () => 4 }),
  }])
  .fields({ data: rest('wlan.tag.vendor.data', 'Vendor Specific Data') })

/** Of Cisco's Aironet, whose OUI is 00:40:96. */
export const aironetTypes = { 0: 'DTPC', 1: 'Unknown', 3: 'CCX version', 4: 'QoS', 11: 'Unknown', 14: 'QBSS V2 - CCA', 20: 'Client MFP' }

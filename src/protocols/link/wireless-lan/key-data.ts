/** What the key data of EAPOL-Key frames encapsulate, after the OUI 00:0f:ac: IEEE 802.11-2020, section 12.7.2, table 12-9. */
import { bits, bytes, flag, group, mac, record, rest, u16, u32, u48, u8 } from '../../../schema/index.ts'

const types = {
  1: 'GTK KDE', 3: 'MAC Address KDE', 4: 'PMKID KDE', 6: 'Nonce KDE', 7: 'Lifetime KDE', 8: 'Error KDE', 9: 'IGTK KDE', 10: 'Key ID KDE',
  13: 'OCI KDE', 14: 'BIGTK KDE',
}
const little = { order: 'little' } as const

export const keyEncapsulation = record('KDE', { type: u8('wlan.rsn.ie.kde.data_type', 'KDE Data Type', { names: types,
  also: 'wlan.tag.vendor.oui.type' }) })
  .choice('type', {
    1: {
      group:         group('', 'Key ID and Tx', {
        keyId:       bits(2, 'wlan.rsn.ie.gtk_kde.key_id', 'Key ID', { base: 16 }),
        transmits:   flag('wlan.rsn.ie.gtk_kde.tx', 'Tx'),
        reserved:    bits(5, 'wlan.rsn.ie.gtk_kde.res1', 'Reserved', { base: 16 }),
      }, little),
      groupReserved: u8('wlan.rsn.ie.gtk_kde.res2', 'Reserved', { base: 16 }),
      groupKey:      rest('wlan.rsn.ie.gtk_kde.gtk', 'GTK'),
    },
    3: { address: mac('wlan.rsn.ie.mac_address_kde.mac_address', 'MAC Address') },
    4: { masterKeyId: bytes('wlan.rsn.ie.pmkid', 'PMKID', 16) },
    6: { nonce: bytes('wlan.rsn.ie.key_nonce_kde.nonce', 'Key Nonce', 32) },
    7: { lifetime: u32('wlan.rsn.ie.key_lifetime_kde.lifetime', 'Key Lifetime', { unit: 'seconds' }) },
    8: {
      errorReserved: u16('wlan.rsn.ie.error_kde.reserved', 'Reserved', { base: 16 }),
      error:         u16('wlan.rsn.ie.error_kde.error_type', 'Error Type', { base: 16 }),
    },
    9: {
      integrityId:   u16('wlan.rsn.ie.igtk.kde.keyid', 'KeyId', little),
      integrityNumber: u48('wlan.rsn.ie.igtk.kde.ipn', 'IPN', little),
      integrityKey:  rest('wlan.rsn.ie.igtk.kde.igtk', 'IGTK'),
    },
    13: {
      operatingClass: u8('wlan.rsn.ie.oci_kde.operating_class', 'Operating Class'),
      channel:       u8('wlan.rsn.ie.oci_kde.primary_channel_number', 'Primary Channel Number'),
      segment:       u8('wlan.rsn.ie.oci_kde.frequency_segment_1_channel_number', 'Frequency Segment 1 Channel Number'),
    },
    14: {
      beaconId:      u16('wlan.rsn.ie.bigtk_kde.key_id', 'Key ID', little),
      beaconNumber:  u48('wlan.rsn.ie.bigtk_kde.bipn', 'BIPN', little),
      beaconKey:     rest('wlan.rsn.ie.bigtk_kde.bigtk', 'BIGTK'),
    },
  })
  .fields({ unknown: rest('wlan.rsn.ie.unknown', 'RSN Unknown') })

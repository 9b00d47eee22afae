/** EAP over LANs: IEEE 802.1X-2010, section 11; the keys of the four-way handshake: IEEE 802.11-2020, section 12.7.2. */
import {
  bits, bytes, computed, flag, group, list, nameIn, overlay, protocol, rest, u16, u64, u8,
} from '../../../schema/index.ts'
import { element } from '../wireless-lan/elements.ts'

const types = {
  0: 'EAP Packet', 1: 'Start', 2: 'Logoff', 3: 'Key', 4: 'Encapsulated ASF Alert', 5: 'MKA', 6: 'Announcement (Generic)',
  7: 'Announcement (Specific)', 8: 'Announcement Request',
}
const descriptors = { 1: 'RC4 Descriptor', 2: 'EAPOL RSN Key', 254: 'EAPOL WPA Key' }
const [eap, key] = [0, 3]

/** IEEE 802.11-2020, figure 12-34, from the highest bit down. */
const information = group('wlan_rsna_eapol.keydes.key_info', 'Key Information', {
  reserved:  bits(2, 'eapol.reserved', 'Reserved'),
  smk:       flag('wlan_rsna_eapol.keydes.key_info.smk_message', 'SMK Message'),
  encrypted: flag('wlan_rsna_eapol.keydes.key_info.encrypted_key_data', 'Encrypted Key Data'),
  request:   flag('wlan_rsna_eapol.keydes.key_info.request', 'Request'),
  error:     flag('wlan_rsna_eapol.keydes.key_info.error', 'Error'),
  secure:    flag('wlan_rsna_eapol.keydes.key_info.secure', 'Secure'),
  mic:       flag('wlan_rsna_eapol.keydes.key_info.key_mic', 'Key MIC'),
  ack:       flag('wlan_rsna_eapol.keydes.key_info.key_ack', 'Key ACK'),
  install:   flag('wlan_rsna_eapol.keydes.key_info.install', 'Install'),
  index:     bits(2, 'wlan_rsna_eapol.keydes.key_info.key_index', 'Key Index'),
  pairwise:  flag('wlan_rsna_eapol.keydes.key_info.key_type', 'Pairwise Key'),
  version:   bits(3, 'wlan_rsna_eapol.keydes.key_info.keydes_version', 'Key Descriptor Version', {
    names: { 1: 'RC4, HMAC-MD5', 2: 'AES, HMAC-SHA1 MIC', 3: 'AES, AES-128-CMAC MIC' },
  }),
})
const replayCounter = u64('eapol.keydes.replay_counter', 'Replay Counter')
const keyLength = u16('eapol.keydes.key_len', 'Key Length', { unit: 'bytes' })

/** Which message of a four-way handshake (section 12.7.6) or of a group key handshake (section 12.7.7) it is. */
interface Handshake {
  readonly keyInformation?: Readonly<Record<'pairwise' | 'ack' | 'mic' | 'secure', boolean>> | undefined
  readonly keyDataLength?: number | undefined
}
const messageOf = ({ keyInformation, keyDataLength }: Handshake) => {
  if (keyInformation === undefined) return NaN
  const { pairwise, ack, mic, secure } = keyInformation
  if (!pairwise) return ack ? 1 : 2
  if (ack) return mic ? 3 : 1
  return secure || keyDataLength === 0 ? 4 : 2
}

export const eapol = protocol('eapol', '802.1X Authentication', { ethertype: [0x888e, 0x88c7] })
  .specified('IEEE 802.1X-2010')
  .borrows('wlan_rsna_eapol', 'wlan')
  .fields({
    version:    u8('eapol.version', 'Version', { names: { 1: '802.1X-2001', 2: '802.1X-2004', 3: '802.1X-2010' } }),
    type:       u8('eapol.type', 'Type', { names: types }),
    length:     u16('eapol.len', 'Length', { unit: 'bytes' }),
  })
  .length(({ type, length }) => (type === eap ? 4 : 4 + length))
  .cases([{ type: key }, { descriptor: u8('eapol.keydes.type', 'Key Descriptor Type', { names: descriptors }) }])
  .cases(
    [{ descriptor: [2, 254] }, {
      keyInformation: information,
      keyLength,
      replayCounter,
      nonce:      bytes('wlan_rsna_eapol.keydes.nonce', 'WPA Key Nonce', 32),
      initializationVector: bytes('eapol.keydes.key_iv', 'Key IV', 16),
      receiveCounter: bytes('wlan_rsna_eapol.keydes.rsc', 'WPA Key RSC', 8),
      keyId:      bytes('wlan_rsna_eapol.keydes.id', 'WPA Key ID', 8),
      mic:        bytes('wlan_rsna_eapol.keydes.mic', 'WPA Key MIC', 16),
      keyDataLength: u16('wlan_rsna_eapol.keydes.data_len', 'WPA Key Data Length'),
    }],
    [{ descriptor: 1 }, {
      keyLength,
      replayCounter,
      initializationVector: bytes('eapol.keydes.key_iv', 'Key IV', 16),
      keyIndex:   group('eapol.keydes.key_index', 'Key Index', {
        unicast:  flag('eapol.keydes.key_index.type', 'Unicast'),
        number:   bits(7, 'eapol.keydes.key_index.number', 'Number'),
      }),
      signature:  bytes('eapol.keydes.key_signature', 'Key Signature', 16),
      key:        rest('eapol.keydes.key', 'Key'),
    }],
    [{ type: key }, { keyBody: rest('eapol.keydes.body', 'Key Descriptor Body') }],
  )
  // Keys of groups are encrypted, with WPA even where the flag does not say so.
  .cases(
    [({ keyInformation }) => keyInformation?.pairwise === true && !keyInformation.encrypted, {
      keyData:    overlay(bytes('wlan_rsna_eapol.keydes.data', 'WPA Key Data', 'keyDataLength')),
      elements:   list('wlan.tag', 'Tag', element, { length: 'keyDataLength' }),
    }],
    [{ descriptor: [2, 254] }, { keyData: bytes('wlan_rsna_eapol.keydes.data', 'WPA Key Data', 'keyDataLength') }],
  )
  .fields({ message: computed('wlan_rsna_eapol.keydes.msgnr', 'Message Number', messageOf as never) })
  .fields({ body: rest('eapol.body', 'Body') })
  .payload({ tables: [['eapol.type', 'type']], length: { length: 'length', when: { type: eap } } })
  .defaults({ version: 1, type: 1 })
  .colored('security', ({ type }) => (type === 2 ? 'warning' : undefined))
  .summarized(({ type, keyInformation, message, descriptor }) => {
    const kind = descriptor === undefined ? '' : `, ${nameIn(descriptors, descriptor)}`
    if (keyInformation === undefined || message === undefined) return `${nameIn(types, type) ?? `type ${type}`}${kind}`
    return `Key, message ${message} of ${keyInformation.pairwise ? 'the four-way' : 'a group key'} handshake`
  })

/** The security manager: Core Specification 5.3, volume 3, part H, section 3. Keys are shown as they are on the wire. */
import { bytes, lineOf, nameIn, protocol, rest, u16, u8 } from '../../../schema/index.ts'
import { deviceAddress, flags, hexadecimal, named } from './common.ts'

const commands = {
  1: 'Pairing Request', 2: 'Pairing Response', 3: 'Pairing Confirm', 4: 'Pairing Random', 5: 'Pairing Failed', 6: 'Encryption Information',
  7: 'Central Identification', 8: 'Identity Information', 9: 'Identity Address Information', 10: 'Signing Information',
  11: 'Security Request', 12: 'Pairing Public Key', 13: 'Pairing DHKey Check', 14: 'Pairing Keypress Notification',
}
const capabilities = { 0: 'Display Only', 1: 'Display Yes/No', 2: 'Keyboard Only', 3: 'No Input, No Output', 4: 'Keyboard, Display' }
const reasons = {
  1: 'Passkey Entry Failed', 2: 'OOB Not Available', 3: 'Authentication Requirements', 4: 'Confirm Value Failed',
  5: 'Pairing Not Supported', 6: 'Encryption Key Size', 7: 'Command Not Supported', 8: 'Unspecified Reason', 9: 'Repeated Attempts',
  10: 'Invalid Parameters', 11: 'DHKey Check Failed', 12: 'Numeric Comparison Failed', 13: 'BR/EDR Pairing In Progress',
  14: 'Cross-transport Key Derivation Not Allowed', 15: 'Key Rejected',
}
const requirements = flags('btsmp.authreq', 'AuthReq', 8,
  'bonding_flags:2 Bonding Flags | mitm_flag MITM Flag | sc_flag Secure Connection Flag'
  + ' | keypress_flag Keypress Flag | reserved_flags:3 Reserved', 'btsmp.')
const distribution = (name: string, label: string) => flags(`btsmp.${name}`, label, 8, 'key_dist_enc Encryption Key (LTK)'
  + ' | key_dist_id Id Key (IRK) | key_dist_sign Signature Key (CSRK) | key_dist_linkkey Link Key | key_dist_reserved:4 Reserved',
  'btsmp.')
const pairing = {
  capability: u8('btsmp.io_capability', 'IO Capability', { base: 16, names: capabilities }),
  outOfBand:  u8('btsmp.oob_data_flags', 'OOB Data Flags', { base: 16, names: { 0: 'not present', 1: 'present' } }),
  requirements,
  keySize:    u8('btsmp.max_enc_key_size', 'Max Encryption Key Size'),
  initiator:  distribution('initiator_key_distribution', 'Initiator Key Distribution'),
  responder:  distribution('responder_key_distribution', 'Responder Key Distribution'),
}

export const bluetoothSecurity = protocol('btsmp', 'Bluetooth Security Manager Protocol', { 'btl2cap.cid': [6, 7] })
  .specified('Bluetooth Core Specification 5.4, volume 3, part H')
  .fields({ command: u8('btsmp.opcode', 'Opcode', { base: 16, names: commands }) })
  .choice('command', {
    1: pairing, 2: pairing,
    3: { confirm: bytes('btsmp.cfm_value', 'Confirm Value', 16) },
    4: { random: bytes('btsmp.random_value', 'Random Value', 16) },
    5: { reason: u8('btsmp.reason', 'Reason', { base: 16, names: reasons }) },
    6: { longTermKey: bytes('btsmp.long_term_key', 'Long Term Key', 16) },
    7: { diversifier: u16('btsmp.ediv', 'Encrypted Diversifier (EDIV)', hexadecimal), random: bytes('btsmp.random_value',
      'Random Value', 8) },
    8: { identityKey: bytes('btsmp.id_resolving_key', 'Identity Resolving Key', 16) },
    9: {
      addressType: u8('btsmp.address_type', 'Address Type', { base: 16, names: { 0: 'Public', 1: 'Random' } }),
      address:     deviceAddress('btsmp.bd_addr', 'BD_ADDR'),
    },
    10: { signatureKey: bytes('btsmp.signature_key', 'Signature Key', 16) },
    11: { requirements },
    12: { publicX: bytes('btsmp.public_key_x', 'Public Key X', 32), publicY: bytes('btsmp.public_key_y', 'Public Key Y', 32) },
    13: { check: bytes('btsmp.dhkey_check', 'DHKey Check', 16) },
    14: { notification: u8('btsmp.notification_type', 'Notification Type', { base: 16, names: { 0: 'Passkey Entry Started',
      1: 'Passkey Digit Entered', 2: 'Passkey Digit Erased', 3: 'Passkey Cleared', 4: 'Passkey Entry Completed' } }) },
  })
  .fields({ more: rest('', 'Data') })
  .colored('security', ({ reason }) => (reason === undefined ? undefined : 'error'))
  .summarized(({ command, capability, reason, address }) => lineOf([
    named(commands, command, 'command'), capability === undefined ? undefined : nameIn(capabilities, capability),
    reason === undefined ? undefined : named(reasons, reason, 'reason'), address,
  ]))

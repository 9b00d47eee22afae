/** What logs of certificates have signed: RFC 6962, sections 3.2 and 3.3. */
import { bytes, list, record, rest, time, u16, u8, vector } from '../../../../schema/index.ts'
import { signatureScheme } from '../tls/signatures.ts'

const timestamp = record('Serialized SCT', { length: u16('tls.sct.sct_length', 'Serialized SCT Length') })
  .followedBy('length')
  .fields({
    version:    u8('tls.sct.sct_version', 'SCT Version', { names: { 0: 'v1' } }),
    logId:      bytes('tls.sct.sct_logid', 'Log ID', 32),
    timestamp:  time('tls.sct.sct_timestamp', 'Timestamp', 'unix-ms'),
    extensions: vector(u16('tls.sct.sct_extensions_length', 'Extensions length'), rest('tls.sct.sct_extensions', 'Extensions')),
    ...signatureScheme('tls'),
    signed:     vector(u16('tls.sct.sct_signature_length', 'Signature Length'), bytes('tls.sct.sct_signature', 'Signature')),
  })

/** Empty where a client asks for them. */
export const timestamps = {
  timestamps: vector(u16('tls.sct.scts_length', 'Serialized SCT List Length'), list('', 'Signed Certificate Timestamps', timestamp)),
}

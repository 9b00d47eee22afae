/** Secrets of encrypted conversations: where they come from. */
export { KeyLog, readKeyLog } from './key-log.ts'
export { Keyring } from './keyring.ts'
export { rsaKey } from './rsa-key.ts'

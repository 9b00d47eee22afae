/** What takes the place of the portable cryptography in the bundle of the command, which then need not load that. */
export { nodeCryptography as portable } from './node-cryptography.ts'

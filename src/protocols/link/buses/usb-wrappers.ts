/** What mass storage over USB is known by: "Bulk-Only Transport", revision 1.0, sections 5 and 6. */
import { record, u32 } from '../../../schema/index.ts'

/** `USBC` and `USBS`. */
const [commandSignature, statusSignature] = [0x43425355, 0x53425355]
const [commandSize, statusSize] = [31, 13]

const shape = record('Wrapper', { signature: u32('usbms.dCBWSignature', 'Signature', { order: 'little' }) })
export const isCommand = shape.recognizer({ signature: commandSignature })
const isStatus = shape.recognizer({ signature: statusSignature })
/** Sections 6.2.1 and 6.3.1: a wrapper has its signature and exactly its size. */
export const isWrapper = (memory: Uint8Array, start: number, end: number): boolean =>
  (end - start === commandSize && isCommand(memory, start, end)) || (end - start === statusSize && isStatus(memory, start, end))

/** What a token of authentication says in a few words, for the lines of protocols that carry it: [MS-NLMP], section 2.2.1. */
import { asciiText, octets, positionOf, record, u16, u32 } from '../../../schema/index.ts'

const signature = octets('NTLMSSP\0')
const little = { order: 'little' } as const
const names: Readonly<Record<number, string>> = { 1: 'NTLMSSP_NEGOTIATE', 2: 'NTLMSSP_CHALLENGE', 3: 'NTLMSSP_AUTH' }
const typeAt = record('Type', { type: u32('', 'Type', little) }).reader('type')
const place = record('Place', { length: u16('', 'Length', little), most: u16('', 'Most', little), offset: u32('', 'Offset', little) })
const [lengthAt, offsetAt] = [place.reader('length'), place.reader('offset')]
/** How many bytes SPNEGO may put before it. */
const farthest = 256

/** The message of NTLM in a token, with the user that it names. */
export function tokenWords(token: Uint8Array | undefined): string | undefined {
  if (token === undefined) return undefined
  const at = startOf(token)
  if (at === undefined) return undefined
  const type = typeAt(token, at + 8)
  if (type !== 3 || token.length < at + 64) return names[type]
  const isUnicode = (typeAt(token, at + 60) & 1) !== 0
  const textAt = (where: number) => {
    const from = at + offsetAt(token, at + where)
    const text = asciiText(token, Math.min(from, token.length), Math.min(from + lengthAt(token, at + where), token.length))
    return isUnicode ? text.replaceAll('\0', '') : text
  }
  return `${names[type]}, user ${textAt(28)}\\${textAt(36)}`
}

function startOf(token: Uint8Array): number | undefined {
  const end = Math.min(token.length, farthest)
  for (let at = positionOf(0x4e, token, 0, end); at < end && at + 12 <= token.length; at = positionOf(0x4e, token, at + 1, end))
    if (signature.every((byte, index) => token[at + index] === byte)) return at
  return undefined
}

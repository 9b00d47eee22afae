/** What commands of SMB carry for other protocols: messages to mailslots, named pipes, and tokens of authentication. */
import type { Derived, TableKey, View } from '../../../../schema/index.ts'

/** The fields of a command that it needs. */
interface Command {
  readonly name?: string | undefined
  readonly nameOem?: string | undefined
  readonly opcode?: number | undefined
  readonly function?: number | undefined
  readonly dataOffset?: number | undefined
  readonly dataCount?: number | undefined
  readonly setupCount?: number | undefined
  readonly blob?: Uint8Array | undefined
}

const mailslot = '\\MAILSLOT\\'

export function carriedIn({ bytes, start, end, isShort }: View, command: Command, isResponse: boolean): readonly Derived[] {
  const { blob, dataOffset, dataCount = 0, setupCount } = command
  if (blob !== undefined && blob.length > 0)
    return [{ speaks: [['security.token', 'gss-api']], bytes: blob, isCut: isShort, label: 'Security Blob' }]
  if (dataOffset === undefined || dataCount === 0 || setupCount === undefined) return []
  const from = start + dataOffset
  if (from >= end) return []
  const data = bytes.subarray(from, Math.min(end, from + dataCount))
  const name = command.name ?? command.nameOem ?? ''
  const speaks: readonly TableKey[] = name.toUpperCase().startsWith(mailslot)
    ? [['smb.mailslot', name.slice(mailslot.length).toUpperCase()]]
    : command.function !== undefined || isResponse ? [['smb.pipe', 'message']] : []
  return speaks.length === 0 ? [] : [{ speaks, bytes: data, isCut: data.length < dataCount, label: 'Data' }]
}

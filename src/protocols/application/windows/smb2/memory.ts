/** What messages of SMB 2 leave for those after them: what was asked, and the names of what is open. */
import type { FactValues, StreamMemory, View } from '../../../../schema/index.ts'
import type { Told } from './parts.ts'

/** The fields of a message that matter. */
export interface Message {
  readonly messageId?: bigint | undefined
  readonly command?: number | undefined
  readonly flags?: { readonly response: boolean } | undefined
  readonly status?: number | undefined
  readonly treeId?: number | undefined
  readonly fileId?: string | undefined
  readonly path?: string | undefined
  readonly name?: string | undefined
  readonly class?: number | undefined
  readonly level?: number | undefined
  readonly shareType?: number | undefined
}

interface Asked extends Told {
  readonly name?: string | undefined
  readonly path?: string | undefined
}
interface Tree {
  readonly openTree: string
  readonly openShare: number
}
interface Kept {
  readonly asked: Map<bigint, Asked>
  readonly files: Map<string, string>
  readonly trees: Map<number, Tree>
}

/** How many of a kind are remembered. */
const most = 1024
function keep<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key)
  map.set(key, value)
  if (map.size > most) for (const [oldest] of map) return void map.delete(oldest)
}

const [treeConnect, create, find] = [3, 5, 14]

export function remember(message: View & Message, { both }: StreamMemory): FactValues | undefined {
  const { messageId, command, flags } = message
  if (messageId === undefined || command === undefined || flags === undefined) return undefined
  const kept = (both.smb2 ??= { asked: new Map(), files: new Map(), trees: new Map() }) as Kept
  return flags.response ? answered(message, messageId, kept) : asked(message, messageId, kept)
}

function asked(message: Message, messageId: bigint, { asked: all, files, trees }: Kept): FactValues {
  const { command, fileId, treeId, name, path, level } = message
  const file = command === create ? undefined : files.get(fileId ?? '')
  const isOfInterest = command === treeConnect || command === create || level !== undefined || file !== undefined
  if (isOfInterest) keep(all, messageId, { class: message.class, level, file, name, path })
  return { file, ...trees.get(treeId ?? -1) }
}

function answered(message: Message, messageId: bigint, { asked: all, files, trees }: Kept): FactValues {
  const { command, status, fileId, treeId, shareType } = message
  const question = all.get(messageId)
  if (status !== pending) all.delete(messageId)
  if (status === 0 && question !== undefined) {
    if (command === treeConnect && treeId !== undefined && question.path !== undefined)
      keep(trees, treeId, { openTree: question.path, openShare: shareType ?? 0 })
    if (command === create && fileId !== undefined && question.name !== undefined) keep(files, fileId, question.name)
  }
  const file = question?.file ?? (command === create ? question?.name : undefined)
  const { class: kind, level } = question ?? {}
  const levels = command === find ? { askedFind: level }
    : { askedClass: kind, askedFile: of(1, kind, level), askedVolume: of(2, kind, level) }
  return { class: kind, level, file, ...levels, ...trees.get(treeId ?? -1) }
}

const of = (wanted: number, kind: number | undefined, level: number | undefined) => (kind === wanted ? level : undefined)

/** An answer that another follows. */
export const pending = 0x103

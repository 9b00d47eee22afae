/** The edits of a plan, in the order in which they are done. What a plan does not need is not loaded. */
import type { Duplicates } from '../../edit/duplicates.ts'
import type { Edit } from '../../edit/edit.ts'
import { select, selectNumbers, selectTimes } from '../../edit/selection.ts'
import { tlsKeyLog } from '../../files/description.ts'
import type { EditsPlan } from '../arguments/plans/edit.ts'
import { UsageError } from '../usage-error.ts'
import type { FramePredicate } from '../sinks/pipeline.ts'

export interface BuiltEdits {
  readonly edits: readonly Edit[]
  readonly duplicates: Duplicates | undefined
}

/** `keeps`: which frames pass the filters. Throws UsageError; rejects with a CaptureError for a key that is no key. */
export async function buildEdits(plan: EditsPlan, keeps: FramePredicate | undefined): Promise<BuiltEdits> {
  const duplicates = plan.duplicates && new (await import('../../edit/duplicates.ts')).Duplicates(plan.duplicates)
  const edits = [
    keeps && select(keeps),
    plan.numbers && selectNumbers(plan.numbers.ranges, plan.numbers.drop),
    plan.times && selectTimes(plan.times),
    duplicates,
    ...(await columnEdits(plan)),
    plan.stripVlan ? (await import('../../edit/vlan.ts')).stripVlan() : undefined,
    plan.stripHeaders === undefined ? undefined : await withoutHeaders(plan.stripHeaders),
    plan.anonymise && (await anonymisation(plan.anonymise)),
    // What is cut off counts in checksums.
    plan.truncate === undefined ? undefined : (await import('../../edit/columns.ts')).truncate(plan.truncate),
    ...(await commentEdits(plan)),
    ...(await secretEdits(plan)),
  ]
  return { edits: edits.filter((edit) => edit !== undefined), duplicates }
}

async function columnEdits({ shift, linkType }: EditsPlan): Promise<readonly Edit[]> {
  if (shift === undefined && linkType === undefined) return []
  const { setLinkType, shiftTimes } = await import('../../edit/columns.ts')
  return [
    ...(shift === undefined ? [] : [shiftTimes(shift)]),
    ...(linkType === undefined ? [] : [setLinkType(linkType)]),
  ]
}

async function commentEdits({ comments, packetComments }: EditsPlan): Promise<readonly Edit[]> {
  if (comments.length === 0 && packetComments.size === 0) return []
  const { commentCapture, commentFrames } = await import('../../edit/comments.ts')
  return [
    ...(comments.length === 0 ? [] : [commentCapture(comments)]),
    ...(packetComments.size === 0 ? [] : [commentFrames(packetComments)]),
  ]
}

async function secretEdits({ secrets: { added, discard } }: EditsPlan): Promise<readonly Edit[]> {
  if (added.length === 0 && !discard) return []
  const [{ addSecrets, discardSecrets }, { readKeyLogFile }] = await Promise.all([
    import('../../edit/secrets.ts'),
    import('../../capture/keys/whole-key-log.ts'),
  ])
  const secrets = added.map((path) => ({ type: tlsKeyLog, bytes: readKeyLogFile(path) }))
  return [...(discard ? [discardSecrets()] : []), ...(added.length === 0 ? [] : [addSecrets(secrets)])]
}

async function anonymisation({ key, saveKey, payload }: NonNullable<EditsPlan['anonymise']>): Promise<Edit> {
  const [{ anonymise }, { chosenKey }] = await Promise.all([
    import('../../edit/anonymise/anonymise.ts'),
    import('./key.ts'),
  ])
  return anonymise({ key: chosenKey(key, saveKey), payload })
}

async function withoutHeaders(protocol: string): Promise<Edit> {
  const { stripTunnel } = await import('../../edit/tunnels.ts')
  try {
    return stripTunnel(protocol)
  } catch (error) {
    throw new UsageError(`--strip-headers: ${(error as TypeError).message}; it takes a name such as vxlan or gre`)
  }
}

/** `onwire export FILE.. -d DIR`: the files that were transferred. */
import { nodeCryptography } from '../../capture/node-cryptography.ts'
import { chooseTargetUser } from '../../capture/privileges/target-user.ts'
import { openFiles } from '../../capture/reading/merged-files.ts'
import { FileOpener } from '../../capture/writing/file-opener.ts'
import { provideCryptography } from '../../cryptography/index.ts'
import { ObjectCollector } from '../../conversations/objects/index.ts'
import { counted } from '../../text/amounts.ts'
import type { Values } from '../arguments/options.ts'
import { exportPlan } from '../arguments/plans/export.ts'
import { exitStatus } from '../exit-status.ts'
import { compileFilters, framePredicate } from '../filters.ts'
import { giveUpRoot } from '../give-up-root.ts'
import { decoders } from '../objects/decoders.ts'
import { ObjectFolder } from '../objects/object-folder.ts'
import { objectList } from '../objects/object-list.ts'
import { say } from '../say.ts'
import { openKeys } from '../sources/keys.ts'
import { print } from '../sinks/printer.ts'

/** Returns the exit status: whether any was found. */
export async function exportObjects(values: Values, operands: readonly string[]): Promise<number> {
  const plan = exportPlan(values, operands)
  provideCryptography(nodeCryptography)
  const filters = await compileFilters(plan.filter)
  const target = chooseTargetUser(plan.user)
  const source = await openFiles(plan.input.paths, { order: plan.input.order, reuseMemory: true })
  try {
    const decryption = await openKeys(plan.conversations.secrets)
    const keeps = await framePredicate(source, filters)
    await giveUpRoot(target, new FileOpener(target.account), { verbose: plan.filter.verbose })
    const folder = ObjectFolder.open(plan.directory, plan.force)
    const collector = new ObjectCollector({ kinds: plan.kinds, decoders, ...(keeps && { keeps }), ...decryption })
    try {
      for await (const batch of source) for (const object of collector.take(batch)) folder.write(object)
      for (const object of collector.finish()) folder.write(object)
    } finally {
      // At damage, what was read before it has been written.
      const { files } = folder
      if (files.length > 0 || plan.format === 'json') await print(await objectList(files, plan.format))
      const cut = files.filter(({ isCut }) => isCut).length
      if (cut > 0) say(`onwire: ${counted(cut, 'file')} cut: not all bytes were captured, or could be decoded\n`)
    }
    if (folder.files.length > 0) return exitStatus.done
    say(`onwire: no files of ${plan.kinds.join(', ')} were found\n`)
    return exitStatus.failed
  } finally {
    source.close()
  }
}

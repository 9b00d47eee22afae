/** `onwire check FILE`: whether the packets of a capture file are as expected. */
import { openFile } from '../../capture/reading/file.ts'
import { Check } from '../../check/expectations/check.ts'
import { withSnapshot } from '../../check/expectations/result.ts'
import { CaptureError } from '../../files/error.ts'
import { checking, reportCheck } from '../checks/report.ts'
import { deliver } from '../sinks/pipeline.ts'
import { expectationsOf } from '../checks/expectations.ts'
import { chosenFilters, passesOf } from '../filters.ts'
import { UsageError } from '../usage-error.ts'
import type { Values } from '../arguments/options.ts'
import { print } from '../sinks/print.ts'
import { chosenSnapshot } from '../checks/snapshot.ts'

/** Returns the exit status. At damage, what was read before it is reported before this rejects. */
export async function check(values: Values, operands: readonly string[]): Promise<number> {
  const [path, ...words] = operands
  if (path === undefined)
    throw new UsageError('check needs a capture file: onwire check FILE --expect FILTER, or - for standard input')
  const expectations = await expectationsOf(values)
  const snapshot = await chosenSnapshot(values)
  if (expectations.length === 0 && snapshot === undefined)
    throw new UsageError(`check needs something to expect: onwire check ${path} --expect 'http.request'`)
  const filters = await chosenFilters(values, words, 'display')
  const check = new Check(expectations)
  const source = await openFile(path, { reuseMemory: true })
  const subject = source.name
  let trouble: CaptureError | undefined
  try {
    await deliver(source, [checking(check), ...(snapshot ? [snapshot] : [])], values, await passesOf(source, filters))
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error
    trouble = error
  } finally {
    source.close()
  }
  const comparison = snapshot?.compare({ trouble: trouble && 'not all packets could be looked at' })
  const result = withSnapshot(check.result(), comparison)
  const status = await reportCheck(result, values, { subject, trouble: trouble?.message }, print)
  if (trouble !== undefined) throw trouble
  return status
}

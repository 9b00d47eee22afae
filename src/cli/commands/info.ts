/** `onwire info FILE..`: what capture files are, as capinfos says it. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { openFile } from '../../capture/reading/file.ts'
import { CaptureError } from '../../files/error.ts'
import { fileColumns, fileRow, fileText, type FileFacts } from '../../reports/statistics/info/capture-info-text.ts'
import { CaptureInfo } from '../../reports/statistics/info/capture-info.ts'
import { statisticsCsv } from '../../reports/statistics/formats.ts'
import { jsonDocument } from '../../text/escape.ts'
import type { Values } from '../arguments/options.ts'
import { infoPlan, type InfoPlan } from '../arguments/plans/info.ts'
import { exitStatus } from '../exit-status.ts'
import { say } from '../say.ts'
import { printFormatted } from '../sinks/printer.ts'
import { palette } from '../terminal/color.ts'

/** Returns the exit status. A file that cannot be read, or is damaged, does not keep the others from being shown. */
export async function info(values: Values, operands: readonly string[]): Promise<number> {
  const plan = infoPlan(values, operands)
  const files: FileFacts[] = []
  let failed = false
  for (const path of plan.paths) {
    const { facts, failure } = await factsOf(path)
    if (facts !== undefined) files.push(facts)
    if (failure === undefined) continue
    failed = true
    say(`onwire: ${failure.message}\n`)
  }
  if (files.length > 0 || plan.format === 'json') await printFormatted(await shown(files, plan))
  return failed ? exitStatus.capture : exitStatus.done
}

async function shown(files: readonly FileFacts[], { format, color }: InfoPlan): Promise<string> {
  if (format === 'json') return `${jsonDocument(files)}\n`
  if (format === 'csv') return statisticsCsv({ columns: fileColumns, rows: files.map(fileRow) })
  const colors = await palette(color)
  return files.map((file) => fileText(file, colors)).join('\n')
}

/** The facts as far as the file could be read, and what ended that. */
async function factsOf(path: string): Promise<{ facts?: FileFacts; failure?: CaptureError }> {
  try {
    const file = await openFile(path, { reuseMemory: true })
    const found = new CaptureInfo()
    let failure: CaptureError | undefined
    try {
      for await (const batch of file) found.take(batch)
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error
      failure = error
    }
    const facts: FileFacts = {
      name: file.name,
      fileSize: file.size,
      compression: file.compression,
      sha256: file.size === undefined || path === '-' ? undefined : await hashOf(path),
      ...found.facts(file),
    }
    return failure === undefined ? { facts } : { facts, failure }
  } catch (error) {
    if (error instanceof CaptureError) return { failure: error }
    throw error
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Uint8Array)
  return hash.digest('hex')
}

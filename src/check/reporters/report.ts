import type { Palette } from '../../output/palette.ts'
import type { CheckResult, ExpectationOutcome, PacketRelation } from '../result.ts'

export interface ReportOptions {
  /** What was checked: a file, a command. */
  readonly subject?: string | undefined
  /** Why the packets that were looked at are not all there were, if so: then nothing is sure. */
  readonly trouble?: string | undefined
  /** Of reports that have colours; none unless given. */
  readonly palette?: Palette | undefined
}

/** What came of expectations, as text that ends with a line end. */
export type Reporter = (result: CheckResult, options?: ReportOptions) => string

export const numberFailed = ({ outcomes }: CheckResult): number => outcomes.filter(({ passed }) => !passed).length

/** `2 of 3 expectations failed`, `3 expectations passed`, and about how many packets that is said. */
export function sumLine(result: CheckResult, { subject }: ReportOptions): string {
  const { outcomes: { length }, packets } = result
  const failed = numberFailed(result)
  const about = `${packets} packet${packets === 1 ? '' : 's'}${subject === undefined ? '' : ` of ${subject}`}`
  const all = `${length} expectation${length === 1 ? '' : 's'}`
  return `${failed === 0 ? `${all} passed` : failed === length ? `${all} failed` : `${failed} of ${all} failed`}: ${about}`
}

/** What stands above the packets of an outcome. */
export const headings: Readonly<Record<PacketRelation, string>> = {
  'nearest': 'nearest', 'offending': 'packets', 'matching': 'packets', 'so far': 'so far',
}

/** A failure without colours: what was expected, what was found, and the packets. Each line is indented by two. */
export function failureLines({ expected, found, remarks, relation, packets }: ExpectationOutcome): string[] {
  const lines = [`  expected  ${expected}`, `  found     ${found}`, ...remarks.map((remark) => `${column}${remark}`)]
  packets.forEach(({ line, reasons }, index) => {
    lines.push(`  ${(index === 0 ? headings[relation] : '').padEnd(10)}${line}`)
    for (const { part, text } of reasons) lines.push(`${column}  ${part === undefined ? '' : `${part}: `}${text}`)
  })
  return lines
}

const column = ' '.repeat(12)

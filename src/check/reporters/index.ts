/** Reporters: render the result of a check for people and for test result collectors. */
import { github } from './github.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import type { ReportName } from './names.ts'
import type { Reporter } from './report.ts'
import { tap } from './tap.ts'
import { text } from './text.ts'

export type { ReportName } from './names.ts'
export type { Reporter, ReportOptions } from './report.ts'

export const reporters = { text, tap, junit, github, json, markdown } as const satisfies Readonly<
  Record<ReportName, Reporter>
>

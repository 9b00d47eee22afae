/** Reporters: render the result of a check for people and for test result collectors. */
import { github } from './github.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import type { Reporter } from './report.ts'
import { tap } from './tap.ts'
import { text } from './text.ts'

export type { Reporter, ReportOptions } from './report.ts'

export const reporters = { text, tap, junit, github, json } as const satisfies Readonly<Record<string, Reporter>>

export type ReportName = keyof typeof reporters

import type { ColorMode } from '../../terminal/color.ts'
import { UsageError } from '../../usage-error.ts'
import { defaultColor } from '../defaults.ts'
import type { Values } from '../options.ts'
import { refuseIgnored } from './parts/output.ts'

/** `onwire info`. */
export interface InfoPlan {
  /** At least one; `-` is standard input. */
  readonly paths: readonly string[]
  readonly format: 'table' | 'json' | 'csv'
  readonly color: ColorMode
}

/** Throws UsageError. */
export function infoPlan(values: Values, operands: readonly string[]): InfoPlan {
  const { format = 'table', color = defaultColor } = values
  if (operands.length === 0)
    throw new UsageError('info needs a capture file: onwire info FILE, or - for standard input')
  if (operands.filter((path) => path === '-').length > 1) throw new UsageError('info reads standard input once')
  refuseIgnored(values)
  return { paths: operands, format: format === 'json' || format === 'csv' ? format : 'table', color }
}

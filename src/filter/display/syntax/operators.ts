/** The words and symbols of the language, and the operators they stand for. */
import type { Operator } from './tree.ts'

export const operators = new Map<string, Operator>([
  ['==', '=='],
  ['eq', '=='],
  ['any_eq', '=='],
  ['!=', '!='],
  ['ne', '!='],
  ['all_ne', '!='],
  ['===', '==='],
  ['all_eq', '==='],
  ['!==', '!=='],
  ['any_ne', '!=='],
  ['~=', '!=='],
  ['>', '>'],
  ['gt', '>'],
  ['>=', '>='],
  ['ge', '>='],
  ['<', '<'],
  ['lt', '<'],
  ['<=', '<='],
  ['le', '<='],
  ['contains', 'contains'],
  ['matches', 'matches'],
  ['~', 'matches'],
])
export const masks = { '&': '&', bitwise_and: '&', bitand: '&' } as const
export const sums = { '+': '+', '-': '-' } as const
export const products = { '*': '*', '/': '/', '%': '%' } as const
export const keywords = new Set([
  ...operators.keys(),
  'and',
  'or',
  'xor',
  'not',
  'in',
  'any',
  'all',
  'bitwise_and',
  'bitand',
])

import type { OutputBytes } from '../output-bytes.ts'
import { padded } from './blocks.ts'

/** Appends options to a block: section 3.5 of the draft. Undefined values are skipped. */

export function appendOption(output: OutputBytes, code: number, value: Uint8Array): void {
  const at = output.extend(4 + padded(value.length))
  output.set16(at, code)
  output.set16(at + 2, value.length)
  output.copy(value, 0, value.length, at + 4)
}

export function appendText(output: OutputBytes, code: number, text: string | undefined): void {
  if (text !== undefined) appendOption(output, code, encoder.encode(text).subarray(0, 0xffff))
}

export function appendTexts(output: OutputBytes, code: number, texts: readonly string[] | undefined): void {
  for (const text of texts ?? []) appendText(output, code, text)
}

export function appendCount(output: OutputBytes, code: number, count: bigint): void {
  const at = output.extend(12)
  output.set16(at, code)
  output.set16(at + 2, 8)
  output.set64(at + 4, count)
}

export function endOptions(output: OutputBytes): void {
  output.extend(4)
}

const encoder = new TextEncoder()

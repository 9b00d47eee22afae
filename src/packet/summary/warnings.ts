/** Warnings about a packet: malformed values and wrong checksums. */
import { verifyChecksums } from '../checksums.ts'
import type { Layers } from '../layers.ts'

export function packetWarnings(
  layers: Layers,
  { verbose, checksums }: { readonly verbose: number; readonly checksums: boolean },
): readonly string[] {
  if (verbose === 0 && !checksums) return none
  const views = layers.views()
  const notes =
    verbose > 0 ? views.flatMap((view) => view.notes().map(({ text }) => `${view.schema.name}: ${text}`)) : []
  const wrong = (checksums ? verifyChecksums(views) : [])
    .filter(({ verdict }) => verdict === 'bad')
    .map(
      ({ layer, found, expected }) =>
        `${layer.schema.name}: checksum 0x${hex16(found)}, should be 0x${hex16(expected)}`,
    )
  return [...notes, ...wrong]
}

const none: readonly string[] = []
const hex16 = (value: number) => value.toString(16).padStart(4, '0')

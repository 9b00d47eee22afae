/** Warnings about a packet: malformed values and wrong checksums. */
import { verifyChecksums } from '../../packet/checksums.ts'
import type { Layers } from '../../packet/layers.ts'
import type { OutputOptions } from '../options.ts'

export function packetWarnings(
  layers: Layers,
  { verbose, checksums }: Pick<OutputOptions, 'verbose' | 'checksums'>,
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

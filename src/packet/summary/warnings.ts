/** Warnings about a packet: more layers than are decoded, malformed values and wrong checksums. */
import { verifyChecksums } from '../checksums.ts'
import { mostLayers, type Layers } from '../layers.ts'

export function packetWarnings(
  layers: Layers,
  { verbose, checksums }: { readonly verbose: number; readonly checksums: boolean },
): readonly string[] {
  if (verbose === 0 && !checksums) return layers.isTooDeep ? tooDeep : none
  const views = layers.views()
  const notes =
    verbose > 0 ? views.flatMap((view) => view.notes().map(({ text }) => `${view.schema.name}: ${text}`)) : []
  const wrong = (checksums ? verifyChecksums(views) : [])
    .filter(({ verdict }) => verdict === 'bad')
    .map(
      ({ layer, found, expected }) =>
        `${layer.schema.name}: checksum 0x${hex16(found)}, should be 0x${hex16(expected)}`,
    )
  return [...(layers.isTooDeep ? tooDeep : none), ...notes, ...wrong]
}

const none: readonly string[] = []
const tooDeep: readonly string[] = [`more than ${mostLayers} layers, the rest is not decoded`]
const hex16 = (value: number) => value.toString(16).padStart(4, '0')

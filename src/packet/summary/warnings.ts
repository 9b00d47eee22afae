/** Warnings about a packet: more layers than are decoded, malformed values and wrong checksums. */
import { checksumHex, verifyChecksums } from '../checksums/index.ts'
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
    .map(({ layer: { schema }, found, expected }) => {
      const [is, should] = [found, expected].map((value) => checksumHex(schema.checksum!, value))
      return `${schema.name || schema.label}: checksum ${is}, should be ${should}`
    })
  return [...(layers.isTooDeep ? tooDeep : none), ...notes, ...wrong]
}

const none: readonly string[] = []
const tooDeep: readonly string[] = [`more than ${mostLayers} layers, the rest is not decoded`]

/** What a resource record holds in words, much as in zone files. */
import { hex, lineOf, View, type Node } from '../../../../schema/index.ts'

/** Bytes are cut after `most`. `told` gives the text of a field as it is shown, or undefined to leave the field out. */
export function recordText(
  resource: View,
  most: number,
  told: (field: Node['field'], text: string) => string | undefined = (_, text) => text,
): string {
  const nodes = resource.nodes(resource.schema.slots.findIndex(({ key }) => key === 'dataLength') + 1)
  const texts = nodes.map((node) => textOf(node, most))
  const shown = nodes.map(({ field }, index) => told(field, texts[index]!))
  const isPlain = shown.every((text, index) => text === texts[index]) && !nodes.some(({ cut }) => cut)
  return (isPlain ? ownWords(resource) : undefined) ?? lineOf(shown, ' ')
}

/** The words of the set of fields that its type chose, where that has some. */
function ownWords(resource: View): string | undefined {
  for (const { key, field } of resource.schema.slots) {
    if (field.parts?.kind !== 'choice') continue
    const set: unknown = Reflect.get(resource, key)
    if (set instanceof View && set.schema.summary !== undefined && set.headed) return set.schema.summary(set as never)
  }
  return undefined
}

function textOf({ field, value, parts, text }: Node, most: number): string {
  if (value instanceof Uint8Array) return hex(value.subarray(0, most))
  if (field.type === 'none') return parts.map((part) => part.text).join(' ')
  return text === '<Root>' ? '.' : text
}

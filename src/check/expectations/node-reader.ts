/** Reads values from the nodes of a YAML document. Problems are added to `places`; an invalid value is undefined. */
import { isAlias, isMap, isScalar, Scalar, type Document, type Node, type YAMLMap } from 'yaml'
import { suggestion } from '../../text/suggestion.ts'
import type { SourcePlaces } from './source-places.ts'

/** The values of a mapping, by their keys. */
export type Fields<K extends string> = Readonly<Partial<Record<K, Node>>>

export class NodeReader {
  constructor(
    protected readonly document: Document,
    protected readonly places: SourcePlaces,
    private readonly mostProblems: number,
  ) {}

  protected text(node: Node | null | undefined, name: string): string | undefined {
    if (node === undefined) return undefined
    const value = isScalar(node) ? node.value : undefined
    if (typeof value === 'string' && value !== '') return value
    return void this.problem(
      typeof value === 'number' || typeof value === 'boolean'
        ? `${name} is text: put it in quotes`
        : `${name} is text, and not empty`,
      node,
    )
  }

  protected mapping<const K extends string>(node: Node, keys: readonly K[], owner: string): Fields<K> {
    if (isMap(node)) return this.fieldsOf(node, keys, owner)
    this.problem(`${owner} is a mapping with the keys ${keys.join(', ')}`, node)
    return {} as Fields<K>
  }

  protected fieldsOf<const K extends string>(map: YAMLMap, keys: readonly K[], owner: string): Fields<K> {
    return Object.fromEntries(
      map.items.flatMap(({ key: keyNode, value }) => {
        const key = isScalar(keyNode) ? keyNode.value : undefined
        if (keys.some((each) => each === key)) return [[key, this.resolved(value) ?? this.nothing(keyNode)]]
        const name = typeof key === 'string' ? JSON.stringify(key) : 'such key'
        this.problem(`${owner} has no ${name}${alike(key, keys) || `: it has ${keys.join(', ')}`}`, keyNode)
        return []
      }),
    ) as Fields<K>
  }

  /** The node that an alias refers to. */
  protected resolved(node: unknown): Node | null {
    if (!isAlias(node)) return (node as Node | null) ?? null // what the library parsed is made of nodes
    const meant = node.resolve(this.document)
    if (meant === undefined) this.problem(`there is no &${node.source} before *${node.source}`, node)
    return meant ?? null
  }

  /** A missing value, at the place of its key. */
  private nothing(key: unknown): Node {
    const scalar = new Scalar(null)
    scalar.range = (key as Node).range ?? null
    return scalar
  }

  protected problem(reason: string, node: unknown): void {
    const [start, end] = (node as Node | null)?.range ?? [0, 0]
    if (this.places.problems.length < this.mostProblems) this.places.add(reason, start, end)
  }
}

/** A hint for a misspelt word; empty if none is similar. */
export function alike(value: unknown, known: readonly string[]): string {
  const meant = typeof value === 'string' ? suggestion(value, known) : undefined
  return meant === undefined ? '' : `; did you mean ${meant}?`
}

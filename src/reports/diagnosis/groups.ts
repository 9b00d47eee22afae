/** Puts together what happened to the same. */
import { Evidence } from './finding.ts'

export class Groups<T> {
  private readonly groups = new Map<string, { readonly of: T; readonly evidence: Evidence }>()

  /** The evidence of a group, which begins with `of`. */
  of(key: string, of: T): Evidence {
    let group = this.groups.get(key)
    if (group === undefined) this.groups.set(key, (group = { of, evidence: new Evidence() }))
    return group.evidence
  }

  /** The groups in the order they began. */
  *[Symbol.iterator](): Generator<readonly [T, Evidence]> {
    for (const { of, evidence } of this.groups.values()) yield [of, evidence]
  }
}

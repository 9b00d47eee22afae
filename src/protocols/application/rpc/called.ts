/** What is known of what calls and replies carry: which procedure was called, of which version of its program. */
import { fact, nameIn, type Fact, type Names, type View } from '../../../schema/index.ts'

export interface Called {
  readonly version: number
  readonly procedure: number
  readonly isReply: boolean
}

/** The same of a layer; undefined where that is not known. */
export const calledIn = ({ facts }: View): Called | undefined => facts as Called | undefined

/** The names of procedures by version. */
export type Versions = Readonly<Record<number, Names>>

/** The facts of a program; `filter` is that of its procedures without a version, such as `nfs.procedure`. */
export const calledFacts = (filter: string, versions: Versions): Readonly<Record<string, Fact<number>>> => ({
  version: fact.number('rpc.programversion', 'Program Version'),
  ...Object.fromEntries(Object.entries(versions).map(([version, names]) => [`procedure${version}`, fact.derived(
    fact.number(`${filter}_v${version}`, 'Procedure', { names }),
    (called: Called) => (called.version === Number(version) ? called.procedure : undefined),
  )])),
})

/** Chooses what a layer holds, such as `call 1` or `reply 1`. */
export function chosen(layer: View): string | undefined {
  const called = calledIn(layer)
  return called && `${called.isReply ? 'reply' : 'call'} ${called.procedure}`
}

/** The same where a reply begins with a status, of which 0 is success: otherwise `error 1`. */
export function chosenByStatus(layer: View & { readonly status: number | undefined }): string | undefined {
  const { status = 0 } = layer
  return status === 0 ? chosen(layer) : `error ${calledIn(layer)?.procedure}`
}

/** What the line of a layer begins with, such as `LOOKUP call`. */
export function nameOfCall(layer: View, versions: Versions): string {
  const called = calledIn(layer)
  if (called === undefined) return 'unknown procedure'
  const { version, procedure, isReply } = called
  return `${nameIn(versions[version] ?? {}, procedure) ?? `procedure ${procedure}`} ${isReply ? 'reply' : 'call'}`
}


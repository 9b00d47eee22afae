/** A dialog in an unknown protocol. The bytes one end sends until the other answers are a turn. */
import { Content, lengthText, type ByteBudget } from './content.ts'
import { mark, prefixed, type Role, type Dialog, type RenderContext } from './dialog.ts'
import { placeholder } from '../masks.ts'

export class OpaqueDialog implements Dialog {
  private readonly turns: Turn[] = []
  /** What each end sent beyond the turns that are kept. */
  private readonly rest: { readonly client: Content; readonly server: Content }

  constructor(
    readonly protocol: string,
    private readonly budget: ByteBudget,
    /** Whether both ends send binary data whenever they like, so that no turn is text, even if one looks like it. */
    private readonly encoded = false,
  ) {
    this.rest = { client: new Content(budget), server: new Content(budget) }
  }

  take(role: Role, bytes: Uint8Array, from: number, to: number): void {
    this.turn(role).add(bytes, from, to)
  }

  gap(role: Role, length: number): void {
    this.turn(role).miss(length)
  }

  get unanswered(): boolean {
    return !this.turns.some(({ role }) => role === 'server')
  }

  lines(context: RenderContext): string[] {
    const { omissions, binary } = context
    if (this.turns.length === 0 || omissions.has('tcp.payload')) return []
    if (omissions.masks('tcp.payload'))
      return roles.filter((role) => this.has(role)).map((role) => prefixed(role, placeholder))
    const told =
      binary === 'length'
        ? summedLines(this.turns, this.encoded, context)
        : this.turns.flatMap((each) => turnLines(each, context))
    const more = roles.flatMap((role) =>
      this.rest[role].lines(context, true).map((line) => `${mark(role)} ... ${line}`),
    )
    return [...told, ...more]
  }

  private has(wanted: Role): boolean {
    return this.turns.some(({ role }) => role === wanted)
  }

  private turn(role: Role): Content {
    const last = this.turns.at(-1)
    if (last?.role === role) return last.content
    if (this.turns.length >= mostTurns) return this.rest[role]
    const content = new Content(this.budget)
    this.turns.push({ role, content })
    return content
  }
}

interface Turn {
  readonly role: Role
  readonly content: Content
}

const roles = ['client', 'server'] as const
const mostTurns = 500

const turnLines = ({ role, content }: Turn, context: RenderContext): string[] =>
  content.lines(context, true).map((line) => prefixed(role, line))

/**
 * The lines of turns; of binary turns in a row only how much each end sent in all of them, since it depends on timing
 * where one ends and the other begins if both ends send at the same time.
 */
function summedLines(turns: readonly Turn[], encoded: boolean, context: RenderContext): string[] {
  const lines: string[] = []
  let sums: Record<Role, number> = { client: 0, server: 0 }
  const flush = () => {
    lines.push(...roles.filter((role) => sums[role] > 0).map((role) => prefixed(role, lengthText(sums[role]))))
    sums = { client: 0, server: 0 }
  }
  for (const turn of turns)
    if (encoded || turn.content.isBinary) sums[turn.role] += turn.content.size
    else {
      flush()
      lines.push(...turnLines(turn, context))
    }
  flush()
  return lines
}

/** A dialog in an unknown protocol. The bytes one end sends until the other answers are a turn. */
import { Content, type ByteBudget } from './content.ts'
import { mark, prefixed, type Role, type Dialog, type RenderContext } from './dialog.ts'

export class OpaqueDialog implements Dialog {
  private readonly turns: { readonly role: Role; readonly content: Content }[] = []
  /** What each end sent beyond the turns that are kept. */
  private readonly rest: { readonly client: Content; readonly server: Content }

  constructor(
    readonly protocol: string,
    private readonly budget: ByteBudget,
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

  lines({ omissions, normalize }: RenderContext): string[] {
    if (omissions.has('tcp.payload')) return []
    const told = this.turns.flatMap(({ role, content }) =>
      content.lines(normalize, true).map((line) => prefixed(role, line)),
    )
    const more = (['client', 'server'] as const).flatMap((role) =>
      this.rest[role].lines(normalize, true).map((line) => `${mark(role)} ... ${line}`),
    )
    return [...told, ...more]
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

const mostTurns = 500

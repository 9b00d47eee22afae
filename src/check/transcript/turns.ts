/** A conversation in a language that nobody here knows: what one end says until the other does is a turn. */
import { Content, type KeepingRoom } from './content.ts'
import { mark, said, type Side, type Speech, type Telling } from './speech.ts'

export class Turns implements Speech {
  private readonly turns: { readonly side: Side; readonly content: Content }[] = []
  /** Beyond those that are kept each by itself: what each end said. */
  private readonly rest: { readonly client: Content; readonly server: Content }

  constructor(
    readonly protocol: string,
    private readonly room: KeepingRoom,
  ) {
    this.rest = { client: new Content(room), server: new Content(room) }
  }

  take(side: Side, bytes: Uint8Array, from: number, to: number): void {
    this.turn(side).add(bytes, from, to)
  }

  gap(side: Side, length: number): void {
    this.turn(side).miss(length)
  }

  get unanswered(): boolean {
    return !this.turns.some(({ side }) => side === 'server')
  }

  lines({ omissions, steady }: Telling): string[] {
    if (omissions.has('tcp.payload')) return []
    const told = this.turns.flatMap(({ side, content }) => content.lines(steady, true).map((line) => said(side, line)))
    const more = (['client', 'server'] as const).flatMap((side) =>
      this.rest[side].lines(steady, true).map((line) => `${mark(side)} ... ${line}`),
    )
    return [...told, ...more]
  }

  private turn(side: Side): Content {
    const last = this.turns.at(-1)
    if (last?.side === side) return last.content
    if (this.turns.length >= mostTurns) return this.rest[side]
    const content = new Content(this.room)
    this.turns.push({ side, content })
    return content
  }
}

const mostTurns = 500

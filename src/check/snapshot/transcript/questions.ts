/** Names asked for and their answers. Each question appears once, however often it was asked. */
import type { View } from '../../../schema/index.ts'
import { printable } from '../../../text/escape.ts'
import {
  isNameService,
  responseName,
  typeName,
  describeName,
  type Message,
  type Resource,
} from '../../../reports/names/names.ts'
import type { ByteBudget } from './content.ts'
import type { RenderContext } from './dialog.ts'
import type { Omissions } from './omissions.ts'
import type { Entry } from './order.ts'

export class Questions {
  readonly asked: Question[] = []
  left = 0
  private readonly open = new Map<string, Question>()
  /** For each address, the name that it last answered. */
  private readonly names = new Map<string, string>()

  /** `budget`: how much text of answers may be kept, shared with the contents of conversations. */
  constructor(
    private readonly omissions: Omissions,
    private readonly budget: ByteBudget,
  ) {}

  /**
   * Takes a message on a connection, identified by its first packet: a repetition there with the same identifier is
   * the same question.
   */
  take(message: Message, protocol: string, connection: number, place: number): void {
    const {
      id,
      flags: { response, opcode, responseCode },
      questions,
      answers,
    } = message
    if (opcode !== 0) return
    for (const { name, type } of questions.slice(0, mostQuestions)) {
      const question = this.question(protocol, name.toLowerCase(), type, `${connection} ${id}`, place)
      if (question === undefined || !response) continue
      question.end = place
      question.answer(responseCode ?? 0, answers)
      this.learn(name, answers)
    }
    this.left += Math.max(0, questions.length - mostQuestions)
    if (questions.length > 0 || !response) return
    // Multicast answers do not repeat the question.
    for (const answer of answers.slice(0, mostQuestions))
      this.question(protocol, answer.name.toLowerCase(), answer.type, `${connection} ${id}`, place)?.answer(0, [answer])
    this.left += Math.max(0, answers.length - mostQuestions)
  }

  /** The name that an address was asked under, in this capture. */
  nameOf(address: string): string | undefined {
    return this.names.get(address)
  }

  private question(
    protocol: string,
    name: string,
    type: number,
    exchange: string,
    place: number,
  ): Question | undefined {
    const key = `${protocol === 'dns' ? exchange : ''} ${type} ${name}`
    const known = this.open.get(key)
    if (known !== undefined) return known
    if (this.asked.length >= mostAsked) {
      this.left++
      return undefined
    }
    const question = new Question(protocol, name, type, place, this.omissions, this.budget)
    this.asked.push(question)
    this.open.set(key, question)
    return question
  }

  private learn(name: string, answers: readonly Resource[]): void {
    for (const { address } of answers)
      if (address !== undefined && (this.names.size < mostNames || this.names.has(address)))
        this.names.set(address, name.toLowerCase())
  }
}

/** Of one message. */
const mostQuestions = 256
const mostAsked = 10_000
const mostNames = 20_000

export class Question {
  end: number
  private code: number | undefined
  /**
   * Distinct answers as text, since views are valid only as long as their batch: aliases in order of arrival, and all
   * others.
   */
  private readonly aliases = new Set<string>()
  private readonly answers = new Set<string>()
  private taken = 0
  private left = 0

  constructor(
    readonly protocol: string,
    private readonly name: string,
    private readonly type: number,
    readonly start: number,
    private readonly omissions: Omissions,
    private readonly budget: ByteBudget,
  ) {
    this.end = start
  }

  answer(code: number, answers: readonly Resource[]): void {
    this.code = code
    for (const answer of answers) this.keep(answer)
  }

  private keep(answer: Resource): void {
    const { omissions, budget } = this
    if (this.taken + this.left >= mostAnswers) return void this.left++
    const text = describeName(answer, this.type, longestAnswer, (field, data) => omissions.fieldText(field, data))
    if (text.length > budget.bytes) return void this.left++
    this.taken++
    const texts = isAlias(answer) ? this.aliases : this.answers
    if (text === '' || texts.has(text)) return
    texts.add(text)
    budget.bytes -= text.length
  }

  entry({ normalize }: RenderContext): Entry {
    const { start, end, protocol, type, name } = this
    return {
      start,
      end,
      heading: '',
      joins: false,
      text: `${printable(normalize(`${protocol} ${typeName(type)} ${name} → ${this.outcome()}`))}\n`,
    }
  }

  private outcome(): string {
    const { code, aliases, answers, taken, left } = this
    if (code === undefined) return 'no answer'
    if (code !== 0) return responseName(code)
    if (taken + left === 0) return 'no data'
    // Servers rotate the order of addresses; the order of aliases says which leads where.
    const texts = [...aliases, ...[...answers].sort()]
    return texts.length === 0 ? 'answered' : `${texts.join(', ')}${left > 0 ? `, and ${left} more` : ''}`
  }
}

const mostAnswers = 64
const longestAnswer = 200
const isAlias = ({ type }: Resource) => type === 5

/** Whether a layer is a message of a name service. */
export const isNameMessage = (view: View): view is View & Message => isNameService(view.schema.name)

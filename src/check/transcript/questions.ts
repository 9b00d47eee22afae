/** Names that were asked for, and what the answers were: each question is told once, however often it was asked. */
import { printable } from '../../output/printable.ts'
import { responseName, typeName, wordsOf, type Message, type Resource } from '../../reports/names.ts'
import type { Omissions } from './omissions.ts'
import type { Told } from './order.ts'

export class Questions {
  readonly asked: Question[] = []
  left = 0
  private readonly open = new Map<string, Question>()
  /** Of each address, the name that it was the last answer for. */
  private readonly names = new Map<string, string>()

  /** Takes a message on a connection, which is meant by the place where it began: whoever asks again there with the same identifier asks the same. */
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
    if (questions.length > 0 || !response) return
    // Multicast answers do not repeat what was asked.
    for (const answer of answers.slice(0, mostQuestions))
      this.question(protocol, answer.name.toLowerCase(), answer.type, `${connection} ${id}`, place)?.answer(0, [answer])
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
    const question = new Question(protocol, name, type, place)
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

const mostQuestions = 16
const mostAsked = 10_000
const mostNames = 20_000

export class Question {
  end: number
  private code: number | undefined
  private readonly answers: Resource[] = []
  private left = 0

  constructor(
    readonly protocol: string,
    private readonly name: string,
    private readonly type: number,
    readonly start: number,
  ) {
    this.end = start
  }

  answer(code: number, answers: readonly Resource[]): void {
    this.code = code
    for (const answer of answers) {
      if (this.answers.length < mostAnswers) this.answers.push(answer)
      else this.left++
    }
  }

  told(omissions: Omissions): Told {
    const { start, end, protocol, type, name } = this
    return {
      start,
      end,
      heading: '',
      joins: false,
      text: `${protocol} ${typeName(type)} ${printable(name)} → ${this.outcome(omissions)}\n`,
    }
  }

  private outcome(omissions: Omissions): string {
    const { code, answers, left, type } = this
    if (code === undefined) return 'no answer'
    if (code !== 0) return responseName(code)
    // Servers answer in turn with another address first; of names that stand for names the order says which leads where.
    const wordsEach = (each: readonly Resource[]) =>
      each.map((answer) => wordsOf(answer, type, longestAnswer, ({ filter, also }) => !omissions.has(filter, ...also)))
    const told = [
      ...wordsEach(answers.filter(isAlias)),
      ...wordsEach(answers.filter((answer) => !isAlias(answer))).sort(),
    ]
    const words = [...new Set(told)].filter((text) => text !== '')
    if (answers.length === 0) return 'no data'
    return words.length === 0 ? 'answered' : `${printable(words.join(', '))}${left > 0 ? `, and ${left} more` : ''}`
  }
}

const mostAnswers = 64
const longestAnswer = 200
const isAlias = ({ type }: Resource) => type === 5

/**
 * Pairs questions with their answers, as their protocol says. Memory is bounded: beyond a number of questions the
 * oldest is forgotten.
 */
import type { Exchange, FactValues, Repeats, View } from '../schema/index.ts'
import type { FollowedFrame } from './followed-frame.ts'

interface Question {
  readonly frame: number
  readonly layer: number
  readonly time: number
  /** What its answer gets of it. */
  readonly told: FactValues | undefined
  /** The frame of its answer; 0 as long as there is none. */
  answer: number
}

export class ExchangesRole {
  private readonly keyed = new Map<string, Question>()
  /** Questions without an answer, in order, by conversation. */
  private readonly waiting = new Map<string, Question[]>()
  private waitingCount = 0
  /** Questions that were forgotten: their answers find none. */
  forgotten = 0

  constructor(private readonly exchange: Exchange) {}

  follow(frame: FollowedFrame, at: number): void {
    if (frame.isQuoted) return
    const view = frame.layers.view(at)
    // What is there of a layer may depend on what is known of it.
    const facts = frame.factsOf(at)
    if (facts !== undefined) view.facts = facts
    if (!view.headed) return
    const { exchange } = this
    const part = exchange.part(view)
    if (part === undefined) return
    if (exchange.key === undefined) this.inOrder(frame, at, part)
    else this.byKey(frame, at, part, `${conversationOf(frame)} ${exchange.key(view as View)}`)
    const { unanswered } = exchange.facts
    // Until an answer takes it back.
    if (part === 'question' && unanswered !== undefined) frame.tellEarlier(frame.number, at, { [unanswered]: true })
  }

  private byKey(frame: FollowedFrame, at: number, part: 'question' | 'answer', key: string): void {
    const { keyed } = this
    const { repeats } = this.exchange
    const question = keyed.get(key)
    if (part === 'answer') {
      const told = question === undefined ? repeats?.unasked : question.answer > 0 && repeats?.answer(question.answer)
      if (told) frame.tell(at, { ...told })
      else if (question !== undefined) this.pair(question, frame, at)
      return
    }
    // One that is asked again waits for the same answer.
    if (question !== undefined && isSame(question, frame, repeats)) {
      if (repeats !== undefined) frame.tell(at, repeats.question(question.frame))
      return
    }
    keyed.delete(key)
    keyed.set(key, this.questionOf(frame, at))
    if (keyed.size > mostQuestions) this.forgetKeyed()
  }

  private inOrder(frame: FollowedFrame, at: number, part: 'question' | 'answer'): void {
    const { waiting } = this
    const { conversation } = frame
    const questions = waiting.get(conversation)
    if (part === 'answer') {
      const question = questions?.shift()
      if (question === undefined) return
      this.waitingCount--
      if (questions!.length === 0) waiting.delete(conversation)
      this.pair(question, frame, at)
      return
    }
    if (questions !== undefined && questions.length >= mostPipelined) {
      this.forgotten++
      return
    }
    if (questions === undefined) waiting.set(conversation, [this.questionOf(frame, at)])
    else questions.push(this.questionOf(frame, at))
    if (++this.waitingCount > mostQuestions) this.forgetOldest()
  }

  private questionOf({ number, time, layers }: FollowedFrame, layer: number): Question {
    const told = this.exchange.tells?.(layers.view(layer))
    return { frame: number, layer, time, told, answer: 0 }
  }

  private forgetKeyed(): void {
    const [oldest] = this.keyed
    if (oldest === undefined) return
    const [key, question] = oldest
    this.keyed.delete(key)
    if (question.answer === 0) this.forgotten++
  }

  private forgetOldest(): void {
    const [first] = this.waiting
    if (first === undefined) return
    const [conversation, questions] = first
    this.waiting.delete(conversation)
    this.waitingCount -= questions.length
    this.forgotten += questions.length
  }

  private pair(question: Question, frame: FollowedFrame, at: number): void {
    const { answeredIn, unanswered, answers, time } = this.exchange.facts
    const took = frame.time - question.time
    frame.tell(at, { ...question.told, [answers]: question.frame, [time]: Number.isNaN(took) ? undefined : took })
    if (question.answer === 0)
      frame.tellEarlier(question.frame, question.layer, {
        [answeredIn]: frame.number,
        ...(unanswered !== undefined && { [unanswered]: undefined }),
      })
    question.answer ||= frame.number
  }
}

/** Whether a question that comes again is the same. */
function isSame({ time, answer }: Question, frame: FollowedFrame, repeats: Repeats | undefined): boolean {
  if (answer > 0 && (repeats === undefined || repeats.untilAnswered)) return false
  return repeats === undefined || frame.time - time < repeats.within
}

/** What questions and their answers are part of: where there are no ports, all between two addresses. */
function conversationOf(frame: FollowedFrame): string {
  const { conversation } = frame
  if (conversation !== '' || frame.address < 0) return conversation
  const [source, destination] = [frame.end('source'), frame.end('destination')]
  return source < destination ? `${source} ${destination}` : `${destination} ${source}`
}

/** Limits of questions that are remembered. */
const mostQuestions = 1 << 16
const mostPipelined = 1024

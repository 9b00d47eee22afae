/** Questions of one line whose answer is text up to the end of the connection: WHOIS (RFC 3912) and Finger (RFC 1288). */
import { fact, line, lineLength, opensWithText, parts, protocol, record, type Framing, type View } from '../../../schema/index.ts'
import { sourcePort } from '../sender.ts'

/** Only the question ends with its line; each segment of the answer is shown by itself. */
const framingFor = (port: number): Framing => (bytes, start, end, memory, progress) => {
  const { own } = memory
  own.isAnswer = sourcePort(memory) === port
  return own.isAnswer === true ? end - start : lineLength(bytes, start, end, progress)
}
/** Alone, several lines are an answer. */
const isAnswer = ({ facts, bytes, start, end }: View) =>
  (facts?.['isAnswer'] as boolean | undefined) ?? bytes.subarray(start, Math.max(start, end - 2)).includes(0x0a)
const kinds = { question: 1, answer: 2 } as const

const query = (name: string, label: string, filters: readonly [question: string, answer: string], port: number, specification: string) =>
  protocol(name, label, { 'tcp.port': [port] })
    .specified(specification)
    .choice((layer: View) => (isAnswer(layer) ? kinds.answer : kinds.question), {
      [kinds.question]: { query: line(filters[0], 'Query') },
      [kinds.answer]: { answers: parts('Answer', record('Line', { text: line(filters[1], 'Answer') })) },
    })
    .facts({
      answeredIn: fact.frame(`${name}.${name === 'whois' ? 'answer_in' : 'response_in'}`, 'Response In'),
      queryIn:    fact.frame(`${name}.${name === 'whois' ? 'answer_to' : 'response_to'}`, 'Query In'),
      time:       fact.duration(`${name}.response_time`, 'Response Time'),
    })
    .streamed(framingFor(port), { opens: opensWithText, tells: ({ own }) => ({ isAnswer: own.isAnswer === true }) })
    .exchanged({
      part: (layer) => (layer.query === undefined ? 'answer' : 'question'),
      facts: { answeredIn: 'answeredIn', answers: 'queryIn', time: 'time' },
    })
    .colored('names')
    .summarized(({ query, answers }) => (query === undefined ? `Answer: ${answers?.[0]?.text ?? ''}` : `Query: ${query}`))

export const whois = query('whois', 'WHOIS', ['whois.query', 'whois.answer'], 43, 'RFC 3912')
export const finger = query('finger', 'Finger', ['finger.query', 'finger.response'], 79, 'RFC 1288')

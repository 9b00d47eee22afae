/**
 * Line Printer Daemon protocol, RFC 1179: a daemon command is an octet and a line, an answer is one octet; files of jobs are
 * between them.
 */
import {
  asciiText, lineStop, nameIn, protocol, range, record, rest, text, u8, unfinished, type FramingProgress, type Names, type StreamMemory,
  type View,
} from '../../../schema/index.ts'

/** Section 5. */
const commands = {
  1: 'Print any waiting jobs', 2: 'Receive a printer job', 3: 'Send queue state (short)', 4: 'Send queue state (long)', 5: 'Remove jobs',
} satisfies Names
/** Section 6, after command 2. */
const jobCommands = { 1: 'Abort job', 2: 'Receive control file', 3: 'Receive data file' } satisfies Names
const responses = { 0: 'Success: accepted, proceed', 1: 'Queue not accepting jobs', 2: 'Queue temporarily full', 3: 'Bad job format' }
const begins = record('Command', { code: u8('', 'Code') }).recognizer({ code: range(1, 5) })
const isAnswer = record('Answer', { code: u8('', 'Code') }).recognizer({ code: range(0, 3) })
/** The longest line that is awaited. */
const longest = 1024
/** Of a file of a job: its length and name (sections 6.2 and 6.3). */
const file = /^[\x02\x03](\d{1,10}) [cd]fA/

interface Memory {
  /** Bytes of a file that follow the answer to its announcement, the zero after them included. */
  fileBytes?: number
}
function lengthIn(bytes: Uint8Array, start: number, end: number, { own }: StreamMemory, progress: FramingProgress): number {
  if (progress.head > 0) return progress.head
  const memory: Memory = own
  const { fileBytes = 0 } = memory
  if (fileBytes > 0) {
    memory.fileBytes = 0
    progress.head = fileBytes
    return fileBytes
  }
  if (isAnswer(bytes, start, end) && end - start === 1) return 1
  if (!begins(bytes, start, end)) return 0
  const stop = lineStop(bytes, start, end)
  if (stop >= end) return end - start < longest ? unfinished : 0
  const [, size] = file.exec(asciiText(bytes, start, Math.min(stop, start + 64))) ?? []
  if (size !== undefined) memory.fileBytes = Number(size) + 1
  return stop + 1 - start
}

/** What bytes are: a line, an answer, or a file. */
function kindOf({ bytes, start, end, originalEnd, isShort }: View): string {
  if (originalEnd - start === 1) return 'answer'
  return begins(bytes, start, end) && (isShort || lineStop(bytes, start, end) === end - 1) ? 'command' : 'file'
}

export const lpd = protocol('lpd', 'Line Printer Daemon Protocol', { 'tcp.port': [515] })
  .specified('RFC 1179')
  .choice(kindOf, {
    command: { code: u8('lpd.client_code', 'Client code', { names: commands }), operands: text('lpd.printer_option', 'Printer/options',
      ({ originalEnd, start }: View) => Math.max(0, originalEnd - start - 2)), newline: u8('', 'Newline', { base: 16 }) },
    answer:  { response: u8('lpd.response_code', 'Response', { names: responses }) },
  }, { data: rest('', 'Data') })
  .streamed(lengthIn)
  .colored('messages', ({ response = 0 }) => (response > 0 ? 'error' : undefined))
  .summarized(({ code, operands = '', response, data }) => {
    if (response !== undefined) return `Response: ${nameIn(responses, response) ?? response}`
    if (code === undefined) return `${data?.length ?? 0} bytes of a file`
    const names = /^\d+ [cd]fA/.test(operands) ? jobCommands : commands
    return `Request: ${nameIn(names, code) ?? `command ${code}`} ${operands}`.trimEnd()
  })

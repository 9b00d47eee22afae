import { printableLines } from '../text/escape.ts'

/**
 * Writes messages and counts to standard error. File names, interfaces, other hosts and the user's own words may be in
 * them: control characters but line feeds and tabs are escaped. Never fails: where the reader has gone or the terminal
 * was closed, the text is lost, without effect on the work and the exit status.
 */
export function say(text: string): void {
  control(printableLines(text))
}

/** The same with control characters for the terminal, such as those that erase a line. */
export function control(text: string): void {
  const { stderr } = process
  // Without a listener an error would end the process.
  if (!listening) stderr.on('error', () => {})
  listening = true
  stderr.write(text)
}

let listening = false

/**
 * Writes messages, counts and progress to standard error. Never fails: where the reader has gone or the terminal was
 * closed, the text is lost, without effect on the work and the exit status.
 */
export function say(text: string): void {
  const { stderr } = process
  // Without a listener an error would end the process.
  if (!listening) stderr.on('error', () => {})
  listening = true
  stderr.write(text)
}

let listening = false

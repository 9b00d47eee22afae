/**
 * Says something on standard error, beside the output: messages, counts, progress. Never fails: where its reader has gone, or its terminal was
 * closed, the text is lost, and the work and the exit status stay what they are.
 */
export function say(text: string): void {
  const { stderr } = process
  // Without a listener the error would end the process.
  if (!listening) stderr.on('error', () => {})
  listening = true
  stderr.write(text)
}

let listening = false

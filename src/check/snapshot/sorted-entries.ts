/** The entries of a transcript in the order of their texts, for comparisons in which their order does not count. */

/** Each conversation, or request of one, with its heading, and each name asked for: the same for every order. */
export function sortedEntries(transcript: string): string {
  const { names, passages, left } = entriesOf(transcript)
  const parts = [names.sort().join(''), ...passages.sort()].filter((part) => part !== '')
  return parts.join('\n') + left.join('')
}

interface Entries {
  readonly names: string[]
  /** With their headings. */
  readonly passages: string[]
  /** Lines about what was not kept. */
  readonly left: string[]
}

function entriesOf(transcript: string): Entries {
  const entries: Entries = { names: [], passages: [], left: [] }
  let heading = ''
  let passage = ''
  const finish = () => {
    if (passage !== '') entries.passages.push(passage)
    passage = ''
  }
  for (const line of transcript.replace(/\n$/, '').split('\n')) {
    if (line === '') finish()
    else if (line.startsWith(' ')) passage = `${passage === '' ? heading : passage}${line}\n`
    else {
      finish()
      if (line.startsWith('client → ')) passage = heading = `${line}\n`
      else (line.startsWith('... ') ? entries.left : entries.names).push(`${line}\n`)
    }
  }
  finish()
  return entries
}

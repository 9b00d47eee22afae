/** The captures of the corpus beside this project, if there is one. */
import { existsSync, readdirSync, statSync } from 'node:fs'

export const corpus = '../shared/captures'

/** Their paths below it, in order; those of `most` bytes and more are left out. */
export const corpusCaptures = (most: number): readonly string[] =>
  existsSync(corpus)
    ? readdirSync(corpus, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(pcap|pcapng|cap)$/.test(name) && statSync(`${corpus}/${name}`).size < most)
        .sort()
    : []

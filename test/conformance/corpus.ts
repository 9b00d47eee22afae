/** The captures of the corpus beside this project, if there is one. */
import { existsSync, readdirSync, statSync } from 'node:fs'

export const corpus = '../shared/captures'

/** Their paths below it, in order; those of `most` bytes and more are left out. The same of another folder. */
export const corpusCaptures = (most: number, folder = corpus): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(pcap|pcapng|cap)$/.test(name) && statSync(`${folder}/${name}`).size < most)
        .sort()
    : []

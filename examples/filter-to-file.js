/** Copies what passes a filter: node filter-to-file.js FILE FILTER FILE */
import { pipe } from 'onwire'

const [, , from, filter, to] = process.argv
console.log(await pipe(from, filter, to), 'packets')

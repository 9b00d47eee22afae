/** What was said in each conversation, in order: node conversations.js FILE */
import { openFile } from 'onwire'
import { Transcriber } from 'onwire/check'

const transcriber = new Transcriber()
for await (const batch of await openFile(process.argv[2])) transcriber.take(batch)
console.log(transcriber.text())

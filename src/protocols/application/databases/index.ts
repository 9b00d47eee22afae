/** Databases: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { drda } from './drda.ts'
import { elasticsearch } from './elasticsearch.ts'
import { mysql } from './mysql/index.ts'
import { postgresql } from './postgresql/index.ts'
import { resp } from './resp.ts'

export const databaseProtocols = {
  postgresql, mysql, resp, elasticsearch, drda,
}

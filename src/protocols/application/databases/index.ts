/** Databases: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { cassandra } from './cassandra.ts'
import { drda } from './drda.ts'
import { elasticsearch } from './elasticsearch.ts'
import { memcache, memcacheDatagram } from './memcache.ts'
import { mongodb } from './mongodb/index.ts'
import { mysql } from './mysql/index.ts'
import { postgresql } from './postgresql/index.ts'
import { resp } from './resp.ts'
import { tds } from './tds/index.ts'
import { tns } from './tns.ts'
import { zookeeper } from './zookeeper.ts'

export const databaseProtocols = {
  postgresql, mysql, resp, elasticsearch, drda, mongodb, cassandra, tds, tns, memcache, memcacheDatagram, zookeeper,
}

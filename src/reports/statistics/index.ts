/** Statistics of captures as tables of plain values. */
export { tableKinds, tablesNamed } from './catalog.ts'
export { conversationTable } from './talkers/conversations.ts'
export { endpointTable } from './talkers/endpoints.ts'
export { statisticsCsv, statisticsJson, statisticsText, type StatisticsLook } from './formats.ts'
export { expertTable } from './expert.ts'
export { flowTable } from './flow.ts'
export { hierarchyTable } from './hierarchy.ts'
export { ioTable, type IoOptions } from './io-statistics.ts'
export { lengthTable } from './packet-lengths.ts'
export { portTable } from './port-statistics.ts'
export { responseTimeTable } from './response-times.ts'
export { Statistics } from './statistics.ts'
export {
  shownTable,
  type LayersNeeded,
  type RowOrder,
  type ShownTable,
  type StatisticsColumn,
  type StatisticsRow,
  type StatisticsTable,
  type StatisticsValue,
  type TableLimits,
} from './table.ts'
export { talkers, type Talker } from './talkers/talkers.ts'
export { dnsTable, httpTable } from './value-counts.ts'

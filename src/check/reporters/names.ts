/** The report formats, apart from the reporters so that naming them loads none. */
export const reportNames = ['text', 'tap', 'junit', 'github', 'json', 'markdown'] as const

export type ReportName = (typeof reportNames)[number]

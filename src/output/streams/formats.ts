/** The formats of a conversation that is followed; all but `raw` are safe for a terminal, whatever the bytes are. */
export const streamFormats = ['text', 'hex', 'raw', 'json', 'yaml'] as const
export type StreamFormat = (typeof streamFormats)[number]

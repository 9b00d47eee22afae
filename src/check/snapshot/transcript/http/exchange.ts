/** A request with its responses, as lines. */
import { prefixed, type RenderContext, type Role } from '../dialog.ts'
import { messageLines, type HttpMessage } from './message.ts'

export interface Exchange {
  /** Undefined if only the response was captured. */
  readonly request: HttpMessage | undefined
  /** The last is the final one. */
  readonly responses: HttpMessage[]
  /** Whether the server asks in place of the client, in a promise. */
  readonly isPromised?: boolean
  readonly start: number
  end: number
}

export const exchangeLines = ({ request, responses, isPromised }: Exchange, context: RenderContext): string[] => [
  ...(request === undefined ? [] : messageLines(isPromised ? 'server' : 'client', request, context)),
  ...responses.flatMap((response) => messageLines('server', response, context)),
]

/** What is said after the exchanges: how many more there are, and what was not captured. */
export const endingLines = (more: number, lost: Readonly<Record<Role, boolean>>): string[] => [
  ...(more > 0 ? [`... and ${more} more request${more === 1 ? '' : 's'}`] : []),
  ...roles.filter((role) => lost[role]).map((role) => prefixed(role, '(from here on not all was captured)')),
]

const roles = ['client', 'server'] as const
/** Exchanges of a connection that are kept, and responses of one. */
export const mostExchanges = 5000
export const mostResponses = 10

/** The first line of a message: RFC 9112, sections 3 and 4. */
import type { Field } from '../../../schema/index.ts'
import { notification, request, response } from './start.ts'
import { line, numberWord, optionalLine, word } from './texts.ts'

/** `request-line = method SP request-target SP HTTP-version` */
const requestLine = {
  method:       word('http.request.method', 'Request Method'),
  target:       word('http.request.uri', 'Request URI'),
  version:      line('http.request.version', 'Request Version'),
}

/** `status-line = HTTP-version SP status-code SP [ reason-phrase ]` */
const statusLine = {
  version:      word('http.response.version', 'Response Version'),
  statusCode:   numberWord('http.response.code', 'Status Code'),
  reasonPhrase: optionalLine('http.response.phrase', 'Response Phrase'),
}

export const startLines = {
  [request]:      { request: present('http.request', 'Request'), ...requestLine },
  [notification]: { notification: present('http.notification', 'Notification'), ...requestLine },
  [response]:     { response: present('http.response', 'Response'), ...statusLine },
}

/** True wherever it is. */
function present(filter: string, label: string): Field<true, unknown> {
  return { filter, label, also: [], type: 'boolean', size: 0, computed: true, bind: () => () => true, show: () => 'True' }
}

/** The first line of a message: RFC 9112, sections 3 and 4. */
import {
  computedText, finding, holding, line, numberWord, optionalLine, record, word, type Fields, type View,
} from '../../../../schema/index.ts'
import { notification, request, response } from './start.ts'

/** What is before or after the question mark of a target; nothing where it has none, or nothing after it, as in Wireshark. */
const split = (filter: string, label: string, side: 0 | 1) =>
  computedText(filter, label, ({ target }: { readonly target: string }) => {
    const mark = target.indexOf('?')
    if (mark < 0 || mark === target.length - 1) return undefined
    return side === 0 ? target.slice(0, mark) : target.slice(mark + 1)
  })

/** What is no version, and no method that is shouted, may be anybody's words. */
const versionOf = (version: string) => (/^(?:HTTP\/\d\.\d|ICY)$/i.test(version) ? 'vocabulary' : undefined)
const methodOf = (method: string) => (/^[A-Z-]{1,20}$/.test(method) ? 'vocabulary' : undefined)

/** `request-line = method SP request-target SP HTTP-version` */
const requestLine = <const F extends Fields<View>>(kind: F) => record<F>('Request line', kind as never)
  .fields({
    method:     holding(word('http.request.method', 'Request Method'), methodOf),
    target:     word('http.request.uri', 'Request URI'),
  })
  .fields({
    path:       split('http.request.uri.path', 'Request URI Path', 0),
    query:      split('http.request.uri.query', 'Request URI Query', 1),
    version:    holding(line('http.request.version', 'Request Version'), versionOf),
  })

/** `status-line = HTTP-version SP status-code SP [ reason-phrase ]` */
const statusLine = {
  version:      holding(word('http.response.version', 'Response Version'), versionOf),
  statusCode:   numberWord('http.response.code', 'Status Code'),
  reasonPhrase: optionalLine('http.response.phrase', 'Response Phrase'),
}

export const startLines = {
  [request]:      requestLine({ request: present('http.request', 'Request') }),
  [notification]: requestLine({ notification: present('http.notification', 'Notification') }),
  [response]:     { response: present('http.response', 'Response'), ...statusLine },
}

/** True wherever it is. */
function present(filter: string, label: string) {
  return finding(filter, label, () => true)
}

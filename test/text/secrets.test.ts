import { expect, test } from 'vitest'
import { shownValue } from '../../src/text/secrets.ts'

test.each([
  ['amqp.method.arguments.response', '00610062', '(hidden)'],
  ['amqp.sasl.initResponse', '00610062', '(hidden)'],
  ['amqp.sasl.mechanism', 'PLAIN', 'PLAIN'],
  ['kafka.sasl_authentication', '00610062', '(hidden)'],
  ['kafka.sasl_mechanism', 'PLAIN', 'PLAIN'],
  ['ajp13.authorization', 'Basic YTpi', '(hidden)'],
  ['ajp13.secret', 'hush', '(hidden)'],
  ['mqtt.passwd', 'x', '(hidden)'],
])('%s', (field, value, shown) => expect(shownValue(field, value)).toBe(shown))

/** When a certificate is valid: RFC 5280, section 4.1.2.5. */
import { ber, converted, record } from '../../../../schema/index.ts'

const utc = ber.text('x509af.utcTime', 'utcTime', { tag: 0x17, optional: true, encoding: 'ascii' })
const generalized = ber.text('x509af.generalizedTime', 'generalizedTime', { tag: 0x18, optional: true, encoding: 'ascii' })

/** Years from 50 on are those of the last century. */
const firstOfLastCentury = 50

/** `YYMMDDhhmmssZ` as `2026-11-22 14:00:50 (UTC)`; what has another form stays. */
function utcText(digits: string | undefined): string {
  const [, year] = /^(\d\d)\d{10}Z$/.exec(digits ?? '') ?? []
  if (year === undefined) return digits ?? ''
  return generalizedText(`${Number(year) < firstOfLastCentury ? '20' : '19'}${digits}`)
}

function generalizedText(digits: string | undefined): string {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits ?? '') ?? []
  return year === undefined ? (digits ?? '') : `${year}-${month}-${day} ${hour}:${minute}:${second} (UTC)`
}

const digitsOf = (text: string) => `${text.replace(' (UTC)', '').replace(/[- :]/g, '')}Z`

/** One of the two forms; both as text. */
export const time = record('Time', {
  utcTime:         converted(utc, utcText, 'text', (text) => digitsOf(text).slice(2)),
  generalizedTime: converted(generalized, generalizedText, 'text', digitsOf),
})

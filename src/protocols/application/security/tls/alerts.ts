/** Alerts, RFC 8446 section 6, in records that were decrypted among others; DTLS has the same under names of its own. */
import { computed, nameIn, when, type View } from '../../../../schema/index.ts'
import { tlsAlerts } from '../../../names/tls.ts'
import { types } from './records.ts'

export const alertLevels = { 1: 'Warning', 2: 'Fatal' } as const

/** Such as `Alert (Warning, Close Notify)`. */
export const alertWords = (level: number, description: number): string =>
  `Alert (${nameIn(alertLevels, level) ?? level}, ${nameIn(tlsAlerts, description) ?? description})`

interface Opened {
  readonly type?: number
  readonly bytes: Uint8Array
}

/** The fields of an alert in a record that was decrypted, of which `openedOf` tells. */
export function openedAlert(name: 'tls' | 'dtls', openedOf: (record: View) => Opened | undefined) {
  const isAlert = (record: View) => openedOf(record)?.type === types.alert
  const byteOf = (place: number) => (record: View) => openedOf(record)?.bytes.at(place) ?? 0
  const filter = `${name}.alert_message`
  return {
    openedAlert:       when(isAlert, { ...computed(filter, 'Alert Message', () => types.alert), type: 'none' }),
    openedLevel:       when(isAlert, computed(`${filter}.level`, 'Level', byteOf(0), { names: alertLevels })),
    openedDescription: when(isAlert, computed(`${filter}.desc`, 'Description', byteOf(1), { names: tlsAlerts })),
  }
}

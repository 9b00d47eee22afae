/** Names of BACnet: ANSI/ASHRAE 135-2020, clause 21. */
import type { Names } from '../../../../schema/index.ts'

const listed = (names: string): Readonly<Record<number, string>> =>
  Object.fromEntries(names.trim().split(/\s+/).map((name, at) => [at, name]).filter(([, name]) => name !== '.'))

/** BACnetObjectType. */
export const objectTypes = listed(`
  analog-input analog-output analog-value binary-input binary-output binary-value calendar command device event-enrollment file group loop
  multi-state-input multi-state-output notification-class program schedule averaging multi-state-value trend-log life-safety-point
  life-safety-zone accumulator pulse-converter event-log global-group trend-log-multiple load-control structured-view access-door timer
  access-credential access-point access-rights access-user access-zone credential-data-input network-security bitstring-value
  characterstring-value datepattern-value date-value datetimepattern-value datetime-value integer-value large-analog-value octetstring-value
  positive-integer-value timepattern-value time-value notification-forwarder alert-enrollment channel lighting-output binary-lighting-output
  network-port elevator-group escalator lift`) satisfies Names

/** BACnetPropertyIdentifier, those of common use. */
export const properties = { ...listed(`
  acked-transitions ack-required action action-text active-text active-vt-sessions alarm-value alarm-values all all-writes-successful
  apdu-segment-timeout apdu-timeout application-software-version archive bias change-of-state-count change-of-state-time notification-class .
  controlled-variable-reference controlled-variable-units controlled-variable-value cov-increment date-list daylight-savings-status deadband
  derivative-constant derivative-constant-units description description-of-halt device-address-binding device-type effective-period
  elapsed-active-time error-limit event-enable event-state event-type exception-schedule fault-values feedback-value file-access-method
  file-size file-type firmware-revision high-limit inactive-text in-process instance-of integral-constant integral-constant-units .
  limit-enable list-of-group-members list-of-object-property-references . local-date local-time location low-limit
  manipulated-variable-reference maximum-output max-apdu-length-accepted max-info-frames max-master max-pres-value minimum-off-time
  minimum-on-time minimum-output min-pres-value model-name modification-date notify-type number-of-apdu-retries number-of-states
  object-identifier object-list object-name object-property-reference object-type optional out-of-service output-units event-parameters
  polarity present-value priority priority-array priority-for-writing process-identifier program-change program-location program-state
  proportional-constant proportional-constant-units . protocol-object-types-supported protocol-services-supported protocol-version
  read-only reason-for-halt . recipient-list reliability relinquish-default required resolution segmentation-supported setpoint
  setpoint-reference state-text status-flags system-status time-delay time-of-active-time-reset time-of-state-count-reset
  time-synchronization-recipients units update-interval utc-offset vendor-identifier vendor-name vt-classes-supported weekly-schedule`),
  139: 'protocol-revision', 155: 'database-revision',
} satisfies Names

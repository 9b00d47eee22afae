import { describe, expect, test } from 'vitest'
import { expectGolden, packetOf, summariesOf, valuesOf } from '../../../support/packets.ts'

/** LDAP between the clients of OpenLDAP and slapd, captures/scenes/accounts.sh. */
const packets = [
  ['ldap', 6, 'ldap', 'captured-ldap-bind'],
  ['ldap', 12, 'ldap', 'captured-ldap-add'],
  ['ldap', 25, 'ldap', 'captured-ldap-search'],
  ['ldap', 26, 'ldap', 'captured-ldap-entry'],
  ['ldap', 40, 'ldap', 'captured-ldap-modify'],
  ['ldap', 54, 'ldap', 'captured-ldap-delete-response'],
] as const

describe('recorded packets', () => {
  test.each(packets)('tree of %s.pcapng, packet %i', (file, number, layer, golden) =>
    expectGolden(packetOf(`${file}.pcapng`, number), golden, layer),
  )

  test.each([
    [6, 'bindRequest 1 "cn=admin,dc=example,dc=test" simple'],
    [12, 'addRequest 3 cn=Alice,dc=example,dc=test'],
    [14, 'unbindRequest 4'],
    [25, 'searchRequest 2 "dc=example,dc=test" wholeSubtree (&(objectClass=inetOrgPerson)(|(cn=Al*)(mail=*)))'],
    [27, 'searchResDone 2 success'],
    [54, 'delResponse 2 noSuchObject'],
  ] as const)('ldap.pcapng, packet %i', (number, line) =>
    expect(summariesOf(packetOf('ldap.pcapng', number), 'ldap')).toEqual([line]),
  )

  test('entries and their attributes', () => {
    expect(valuesOf(packetOf('ldap.pcapng', 26), 'ldap.objectName')).toEqual(['cn=Alice,dc=example,dc=test'])
    expect(valuesOf(packetOf('ldap.pcapng', 26), 'ldap.AttributeValue')).toEqual(['Alice', 'alice@example.test'])
    expect(valuesOf(packetOf('ldap.pcapng', 40), 'ldap.operation')).toEqual([2])
    expect(valuesOf(packetOf('ldap.pcapng', 54), 'ldap.matchedDN')).toEqual(['dc=example,dc=test'])
  })
})

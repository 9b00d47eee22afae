import { describe, expect, test } from 'vitest'
import { followedPacketsOf } from '../../../support/followed-packets.ts'
import { expectGolden, summariesOf, valuesOf } from '../../../support/packets.ts'

/** MySQL between the client and the server of MariaDB, captures/scenes/more-services.sh. */
const packets = followedPacketsOf('mysql.pcapng')
const packet = (number: number) => packets[number - 1]!

describe('mysql.pcapng', () => {
  test.each([
    [6, 'greeting'],
    [8, 'login'],
    [10, 'error'],
    [33, 'rows'],
  ] as const)('tree of packet %i', (number, golden) =>
    expectGolden(packet(number), `captured-mysql-${golden}`, 'mysql'),
  )

  test.each([
    [6, ['Server Greeting version=5.5.5-10.11.19-MariaDB-0+deb12u1']],
    [8, ['Login Request user=alice']],
    [10, ["Response Error 1045: Access denied for user 'alice'@'192.0.2.1' (using password: YES)"]],
    [22, ['Request Query CREATE DATABASE shop']],
    [26, ['Request Use Database shop']],
    [31, ['Response OK, 2 rows affected']],
    [35, ["Response Error 1146: Table 'shop.nowhere' doesn't exist"]],
    [38, ['Request Quit']],
  ] as const)('lines of packet %i', (number, lines) => expect(summariesOf(packet(number), 'mysql')).toEqual(lines))

  test('a login and what came of it', () => {
    expect(valuesOf(packet(8), 'mysql.user')).toEqual(['alice'])
    expect(valuesOf(packet(31), 'mysql.affected_rows')).toEqual([2])
  })
})

import { describe, expect, test } from 'vitest'
import { requestedTargetUser } from '../../../src/capture/privileges/target-user.ts'

const bySudo = { SUDO_UID: '1000', SUDO_GID: '1001', SUDO_USER: 'alice' }
const alice = { uid: 1000, gid: 1001, name: 'alice' }

describe('whom root becomes', () => {
  test.each([
    [
      { uid: 0, environment: bySudo },
      { account: alice, reason: 'who invoked sudo' },
    ],
    [
      { uid: 0, environment: { SUDO_UID: '1000', SUDO_GID: '1001' } },
      { account: { uid: 1000, gid: 1001, name: undefined }, reason: 'who invoked sudo' },
    ],
    [
      { uid: 0, environment: { SUDO_UID: '1000' } },
      { user: 1000, reason: 'who invoked sudo' },
    ],
    [
      { uid: 0, user: 'bob', environment: bySudo },
      { user: 'bob', reason: 'as asked' },
    ],
    [
      { uid: 0, user: '1002', environment: {} },
      { user: 1002, reason: 'as asked' },
    ],
  ])('%j: %j', (circumstances, successor) => {
    expect(requestedTargetUser(circumstances)).toEqual(successor)
  })

  test.each([
    [{ uid: 0, environment: {} }, /not started by sudo/],
    [{ uid: 0, environment: { SUDO_UID: '0', SUDO_GID: '0', SUDO_USER: 'root' } }, /sudo was invoked by root/],
    [{ uid: 0, user: 'root', environment: bySudo }, /as asked/],
    [{ uid: 0, user: '0', environment: bySudo }, /as asked/],
    [{ uid: 1000, user: 'bob', environment: bySudo }, /not running as root/],
    [{ uid: undefined, user: 'bob', environment: {} }, /does not support it/],
  ])('%j: nobody', (circumstances, reason) => {
    expect(requestedTargetUser(circumstances)).toEqual({ account: undefined, reason: expect.stringMatching(reason) })
  })

  test('what sudo would never say is looked up, and not found', () => {
    for (const SUDO_UID of ['', '-1', '1e3', 'alice;'])
      expect(requestedTargetUser({ uid: 0, environment: { ...bySudo, SUDO_UID } })).toMatchObject({ user: SUDO_UID })
  })
})

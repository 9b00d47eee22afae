/** The services of AFS by their ports, and the names of their calls by number, as tcpdump and Wireshark have them. */

/** From a number on, one name after another, `-` where there is none; several runs. */
const runs: Readonly<Record<number, readonly (readonly [first: number, names: string])[]>> = {
  7000: [
    [130, 'fetch-data fetch-acl fetch-status store-data store-acl store-status remove-file create-file rename symlink link makedir rmdir '
      + 'old-set-lock old-extend-lock old-release-lock get-stats give-up-callbacks get-volume-info get-volume-status set-volume-status '
      + 'get-root-volume check-token get-time nget-volume-info bulk-status set-lock extend-lock release-lock xstats-version get-xstats '
      + 'dfs-lookup dfs-flushcps dfs-symlink'],
    [220, 'residency'],
    [65536, 'inline-bulk-status fetch-data-64 store-data-64 give-up-all-callbacks get-capabilities call-back-rxconn-addr '
      + 'get-statistics-64'],
  ],
  7001: [
    [204, 'callback init-callback-state probe get-lock get-ce xstats-version get-xstats init-callback-state2 who-are-you '
      + 'init-callback-state3 probeuuid get-server-prefs get-cellservdb get-local-cell get-cache-config'],
    [65536, 'get-ce-64 get-cell-by-num get-capabilities'],
  ],
  7002: [
    [500, 'new-user where-is-it dump-entry add-to-group name-to-id id-to-name delete remove-from-group get-cps new-entry list-max set-max '
      + 'list-entry change-entry list-elements is-member-of set-fld-sentry list-owned get-cps2 get-host-cps update-entry list-entries'],
    [530, 'list-supergroups'],
  ],
  7003: [[501, 'create-entry delete-entry get-entry-by-id get-entry-by-name get-new-volume-id replace-entry update-entry set-lock '
    + 'release-lock list-entry list-attributes linked-list get-stats probe get-addrs change-addr create-entry-n get-entry-by-id-n '
    + 'get-entry-by-name-n replace-entry-n list-entry-n list-attrib-n linked-list-n update-entry-by-name create-entry-u get-entry-by-id-u '
    + 'get-entry-by-name-u replace-entry-u list-entry-u list-attrib-u linked-list-u regaddr get-addrs-u list-attrib-n2']],
  7004: [
    [1, 'auth-old change-pw get-ticket-old set-pw set-fields create-user delete-user get-entry list-entry get-stats debug get-pw '
      + 'get-random-key unlock lock-status'],
    [21, 'authenticate authenticate-v2 get-ticket'],
  ],
  7005: [
    [100, 'create-volume delete-volume restore forward end-trans clone set-flags get-flags trans-create dump get-nth-volume set-forwarding '
      + 'get-name get-status sig-restore list-partitions list-volumes set-id-types monitor partition-info reclone list-one-volume nuke '
      + 'set-date x-list-volumes x-list-one-volume set-info x-list-partitions forward-multiple'],
    [65536, 'convert-ro getsize dump-v2 partition-info-64'],
  ],
  7007: [[80, 'create-bnode delete-bnode set-status get-status enumerate-instance get-instance-info get-instance-parm add-superuser '
    + 'delete-superuser list-superusers list-keys add-key delete-key set-cell-name get-cell-name get-cell-host add-cell-host '
    + 'delete-cell-host set-t-status shutdown-all restart-all startup-all set-noauth-flag re-bozo restart install uninstall get-dates exec '
    + 'prune set-restart-time get-restart-time get-log wait-all get-instance-strings get-restricted set-restricted']],
  7008: [[1, 'fetch-file fetch-info']],
  7009: [[1, 'setpag pioctl']],
  7021: [[0, 'add-volume create-dump delete-dump delete-tape delete-vdp find-clone find-dump find-latest-dump make-dump-appended '
    + 'find-last-tape finish-dump finish-tape get-dumps get-tapes get-volumes use-tape get-text get-text-version save-text free-all-locks '
    + 'free-lock get-instance-id get-lock db-verify dump-db restore-db-header t-get-version t-dump-hash-table t-dump-database add-volumes '
    + 'list-dumps']],
}

/** Names of filters and of people, by port. */
export const services = {
  7000: ['fs', 'File Server'], 7001: ['cb', 'Callback'], 7002: ['prot', 'Protection'], 7003: ['vldb', 'VLDB'], 7004: ['kauth', 'KAuth'],
  7005: ['vol', 'Volume Server'], 7007: ['bos', 'BOS'], 7008: ['update', 'Update'], 7009: ['rmtsys', 'Rmtsys'], 7021: ['backup', 'Backup'],
} as const

/** The names of the calls of a service, by number. */
export function callsOf(port: number): Readonly<Record<number, string>> {
  const names: Record<number, string> = {}
  for (const [first, words] of runs[port] ?? [])
    for (const [at, name] of words.split(' ').entries()) names[first + at] = name
  return names
}

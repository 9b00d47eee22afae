/** Messages of groups, of authentication and of administration: kafka.apache.org/protocol, "The Messages", 2026-11. */
import {
  array, arrayOf, data, error, i16, i32, i64, i8, merged, since, string, struct, tags, truth, uuid, type Parts,
} from './kinds.ts'

const throttle = (first: number): Parts => ({ throttle: since([first], i32('throttle_time', 'Throttle time')) })
const topic = string('topic', 'topic_name', 'Topic Name')
const partition: Parts = { partition: i32('partition_id', 'Partition ID') }
const failed: Parts = { error }
const group = string('group', 'consumer_group', 'Consumer Group')
const member = string('member', 'member_id', 'Consumer Group Member ID')
const instance = (first: number) => string('instance', 'consumer_group_instance', 'Consumer Group Instance', [first])
const generation: Parts = { generation: i32('generation_id', 'Generation ID') }
const reason = (first: number) => string('reason', 'reason', 'Reason', [first])
const message = (first: number) => string('message', 'error_message', 'Error Message', [first])
const whole = (...parts: readonly Parts[]) => merged(...parts, tags)
const producer: Parts = { producerId: i64('producer_id', 'Producer ID'), epoch: i16('producer_epoch', 'Producer Epoch') }
const transaction = string('transaction', 'transactional_id', 'Transactional ID')
const protocolType = (first: number) => string('protocolType', 'protocol_type', 'Protocol Type', [first], true)
const protocolName = (first: number) => string('protocolName', 'protocol_name', 'Protocol Name', [first], true)
const config = [string('key', 'config_key', 'Key'), string('value', 'config_value', 'Value')] as const
const coordinators = struct('Coordinator', string('key', 'coordinator_key', 'Coordinator Key'), {
brokerId: i32('node_id', 'Node ID') }, string('host', 'host', 'Host'), { port: i32('port', 'Port') }, failed, message(0))
const offsetTopics = (...last: readonly Parts[]) => struct('Topic', topic, array('partitions', 'Partitions',
  struct('Partition', partition, { offset: i64('offset', 'Offset'), leaderEpoch: since([5], i32('leader_epoch', 'Leader Epoch')) },
    string('metadata', 'metadata', 'Metadata'), failed)), ...last)
const partitionNumbers = struct('Topic', topic, arrayOf('partitions', 'Partitions', partition))

export const groupRequests: Readonly<Record<number, Parts>> = {
  8:  whole(group, { generation: since([1], generation['generation']!) }, string('member', 'member_id', 'Consumer Group Member ID', [1]),
    instance(7), { retention: since([2, 4], i64('retention_time', 'Retention Time')) }, array('topics', 'Topics', struct('Topic', topic,
      array('partitions', 'Partitions', struct('Partition', partition, {
        offset: i64('offset', 'Offset'), leaderEpoch: since([6], i32('leader_epoch', 'Leader Epoch')),
        committed: since([1, 1], i64('commit_time', 'Timestamp')),
      }, string('metadata', 'metadata', 'Metadata')))))),
  9:  whole(string('group', 'consumer_group', 'Consumer Group', [0, 7]), array('topics', 'Topics', partitionNumbers, [0, 7]),
    array('groups', 'Groups', struct('Group', group, string('member', 'member_id', 'Consumer Group Member ID', [9]),
      { memberEpoch: since([9], i32('member_epoch', 'Member Epoch')) }, array('topics', 'Topics', partitionNumbers)), [8]),
    { stable: since([7], truth('require_stable_offset', 'Require Stable Offset')) }),
  10: whole(string('group', 'consumer_group', 'Consumer Group', [0, 0]), string('key', 'coordinator_key', 'Coordinator Key', [1, 3]),
    { keyType: since([1], i8('coordinator_type', 'Coordinator Type',
    { 0: 'Group', 1: 'Transaction', 2: 'Share' })) }, arrayOf('keys', 'Keys', string('key', 'coordinator_key', 'Coordinator Key'), [4])),
  11: whole(group, { session: i32('session_timeout', 'Session Timeout'),
    rebalance: since([1], i32('rebalance_timeout', 'Rebalance Timeout')) },
    member, instance(5), protocolType(0), array('protocols', 'Protocols', struct('Protocol', protocolName(0),
      data('metadata', 'protocol_metadata', 'Protocol Metadata'))), reason(8)),
  12: whole(group, generation, member, instance(3)),
  13: whole(group, string('member', 'member_id', 'Consumer Group Member ID', [0, 2]),
    array('members', 'Members', struct('Member', member, instance(3), reason(5)), [3])),
  14: whole(group, generation, member, instance(3), protocolType(5), protocolName(5), array('assignments', 'Assignments',
    struct('Assignment', member, data('assignment', 'member_assignment', 'Member Assignment')))),
  15: whole(arrayOf('groups', 'Groups', group), { include: since([3],
    truth('include_group_authorized_ops', 'Include Group Authorized Operations')) }),
  16: whole(arrayOf('states', 'States', string('state', 'group_state', 'State'), [4])),
  17: whole(string('mechanism', 'sasl_mechanism', 'SASL Mechanism', [0], true)),
  18: whole(string('software', 'client_software_name', 'Client Software Name', [3]),
    string('softwareVersion', 'client_software_version', 'Client Software Version', [3])),
  19: whole(array('topics', 'Topics', struct('Topic', topic, {
    partitionCount: i32('num_partitions', 'Number of Partitions'), replication: i16('replication_factor', 'Replication Factor'),
  }, array('replicas', 'Replica Assignments', struct('Assignment', partition,
    arrayOf('nodes', 'Nodes', { brokerId: i32('replica_id', 'Replica ID') }))),
  array('configs', 'Configs', struct('Config', ...config)))), {
    timeout: i32('timeout', 'Timeout'), validate: since([1], truth('validate_only', 'Only Validate the Request')),
  }),
  20: whole(array('topics', 'Topics', struct('Topic', topic, { topicId: uuid('topic_id', 'Topic ID') }), [6]),
    arrayOf('names', 'Topics', topic, [0, 5]), { timeout: i32('timeout', 'Timeout') }),
  22: whole(transaction, { timeout: i32('transaction_timeout', 'Transaction Timeout'),
    producerId: since([3], producer['producerId']!), epoch: since([3], producer['epoch']!) }),
  24: whole(string('transaction', 'transactional_id', 'Transactional ID', [0, 3]), {
    producerId: since([0, 3], producer['producerId']!), epoch: since([0, 3], producer['epoch']!),
  }, array('topics', 'Topics', partitionNumbers, [0, 3])),
  25: whole(transaction, producer, group),
  26: whole(transaction, producer, { result: i8('transaction_result', 'Transaction Result', { 0: 'Abort', 1: 'Commit' }) }),
  36: whole(data('authentication', 'sasl_authentication', 'SASL Authentication Bytes')),
}
const errorTopics = array('topics', 'Topics', struct('Topic', topic,
  array('partitions', 'Partitions', struct('Partition', partition, failed))))

export const groupResponses: Readonly<Record<number, Parts>> = {
  8:  whole(throttle(3), errorTopics),
  9:  whole(throttle(3), array('topics', 'Topics', offsetTopics(), [0, 7]), { error: since([2, 7], error) },
    array('groups', 'Groups', struct('Group', group, array('topics', 'Topics', offsetTopics()), failed), [8])),
  10: whole(throttle(1), { error: since([0, 3], error) }, string('message', 'error_message', 'Error Message', [1, 3]),
    { brokerId: since([0, 3], i32('node_id', 'Node ID')) }, string('host', 'host', 'Host', [0, 3]),
    { port: since([0, 3], i32('port', 'Port')) },
    array('coordinators', 'Coordinators', coordinators, [4])),
  11: whole(throttle(2), failed, generation, protocolType(7), protocolName(0), string('leader', 'group_leader_id', 'Leader ID'),
    { skip: since([9], truth('skip_assignment', 'Skip Assignment')) }, member,
    array('members', 'Members', struct('Member', member, instance(5),
      data('metadata', 'member_metadata', 'Member Metadata')))),
  12: whole(throttle(1), failed),
  13: whole(throttle(1), failed, array('members', 'Members', struct('Member', member, instance(3), failed), [3])),
  14: whole(throttle(1), failed, protocolType(5), protocolName(5), data('assignment', 'member_assignment', 'Member Assignment')),
  15: whole(throttle(1), array('groups', 'Groups', struct('Group', failed, group, string('state', 'group_state', 'State', [0], true),
    protocolType(0), protocolName(0), array('members', 'Members',
      struct('Member', member, instance(4), string('client', 'client_id', 'Client ID'),
      string('clientHost', 'client_host', 'Client Host'), data('metadata', 'member_metadata', 'Member Metadata'),
      data('assignment', 'member_assignment', 'Member Assignment'))), {
      operations: since([3], i32('group_authorized_ops', 'Group Authorized Operations')),
    }))),
  16: whole(throttle(1), failed, array('groups', 'Groups', struct('Group', group, protocolType(0),
    string('state', 'group_state', 'State', [4], true)))),
  17: whole(failed, arrayOf('mechanisms', 'Mechanisms', string('mechanism', 'sasl_mechanism', 'SASL Mechanism', [0], true))),
  18: whole(failed, array('keys', 'API Keys', struct('API', {
    key: i16('api_versions.api_key', 'API Key'), least: i16('api_versions.min_version', 'Min Version'),
    most: i16('api_versions.max_version', 'Max Version'),
  })), throttle(1)),
  19: whole(throttle(2), array('topics', 'Topics', struct('Topic', topic, { topicId: since([7], uuid('topic_id', 'Topic ID')) }, failed,
    message(1), {
    partitionCount: since([5], i32('num_partitions', 'Number of Partitions')),
    replication: since([5], i16('replication_factor', 'Replication Factor')),
  }, array('configs', 'Configs', struct('Config', ...config, {
    readOnly: truth('config_readonly', 'Readonly'), source: i8('config_source', 'Source'),
    sensitive: truth('config_sensitive', 'Sensitive'),
  }), [5])))),
  20: whole(throttle(1), array('topics', 'Topics', struct('Topic', topic, { topicId: since([6], uuid('topic_id', 'Topic ID')) }, failed,
    message(5)))),
  22: whole(throttle(0), failed, producer),
  24: whole(throttle(0), errorTopics),
  25: whole(throttle(0), failed),
  26: whole(throttle(0), failed),
  36: whole(failed, message(0), data('authentication', 'sasl_authentication', 'SASL Authentication Bytes'),
    { lifetime: since([1], i64('session_lifetime_ms', 'Session Lifetime (ms)')) }),
}

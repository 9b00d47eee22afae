/** Messages that produce, fetch and find records: kafka.apache.org/protocol, "The Messages", 2026-11. */
import {
  array, arrayOf, error, i16, i32, i64, i8, merged, records, since, string, struct, tags, truth, uuid, type Parts, type Versions,
} from './kinds.ts'
import { recordBatch } from './records.ts'

const throttle = (first: number): Parts => ({ throttle: since([first], i32('throttle_time', 'Throttle time')) })
const whole = (...parts: readonly Parts[]) => merged(...parts, tags)
/** Newer versions have identifiers in place of names. */
const topicBy = (first: number): Parts =>
  merged(string('topic', 'topic_name', 'Topic Name', [0, first - 1]), { topicId: since([first], uuid('topic_id', 'Topic ID')) })
const topic = string('topic', 'topic_name', 'Topic Name')
const partition: Parts = { partition: i32('partition_id', 'Partition ID') }
const failed: Parts = { error }
const numbers = (name: string, filter: string, label: string, versions: Versions = [0]) =>
  arrayOf(name, label, { brokerId: i32(filter, label) }, versions)
const isolation = (first: number): Parts => ({
  isolation: since([first], i8('isolation_level', 'Isolation Level', { 0: 'Read Uncommitted', 1: 'Read Committed' })),
})
const currentEpoch = (first: number): Parts => ({ currentEpoch: since([first], i32('leader_epoch', 'Leader Epoch')) })
const forgotten = struct('Topic', string('topic', 'forgotten_topic_name', 'Forgotten Topic Name', [0, 12]),
  { topicId: since([13], uuid('topic_id', 'Topic ID')) }, arrayOf('partitions', 'Partitions', {
    partition: i32('forgotten_topic_partition', 'Forgotten Topic Partition'),
  }))

export const topicRequests: Readonly<Record<number, Parts>> = {
  0: whole(string('transaction', 'transactional_id', 'Transactional ID', [3]), {
    acks: i16('required_acks', 'Required Acks'), timeout: i32('timeout', 'Timeout'),
  }, array('topics', 'Topics', struct('Topic', topicBy(13), array('partitions', 'Partitions', struct('Partition', partition,
    records('batches', 'Records', recordBatch)))))),
  1: whole({ replica: since([0, 14], i32('replica_id', 'Replica ID')) }, {
    wait: i32('max_wait_time', 'Max Wait Time'), least: i32('min_bytes', 'Min Bytes'), most: since([3], i32('max_bytes', 'Max Bytes')),
  }, isolation(4), {
    sessionId: since([7], i32('fetch_session_id', 'Fetch Session ID')),
    sessionEpoch: since([7], i32('fetch_session_epoch', 'Fetch Session Epoch')),
  }, array('topics', 'Topics', struct('Topic', topicBy(13), array('partitions', 'Partitions',
    struct('Partition', partition, currentEpoch(9), {
    offset: i64('offset', 'Offset'), fetchedEpoch: since([12], i32('last_fetched_epoch', 'Last Fetched Epoch')),
    logStart: since([5], i64('log_start_offset', 'Log Start Offset')), most: i32('max_bytes', 'Max Bytes'),
  })))), array('forgotten', 'Forgotten Topics', forgotten, [7]), string('rack', 'rack', 'Rack', [11])),
  2: whole({ replica: i32('replica_id', 'Replica ID') }, isolation(2), array('topics', 'Topics', struct('Topic', topic,
    array('partitions', 'Partitions', struct('Partition', partition, currentEpoch(4), {
      time: i64('offset_time', 'Time'), most: since([0, 0], i32('max_offsets', 'Max Offsets')),
    }))))),
  3: whole(array('topics', 'Topics', struct('Topic', { topicId: since([10], uuid('topic_id', 'Topic ID')) }, topic)), {
    creates: since([4], truth('allow_auto_topic_creation', 'Allow Auto Topic Creation')),
    clusterOperations: since([8, 10], truth('include_cluster_authorized_ops', 'Include Cluster Authorized Operations')),
    topicOperations: since([8], truth('include_topic_authorized_ops', 'Include Topic Authorized Operations')),
  }),
}
const aborted = struct('Transaction', { producerId: i64('producer_id', 'Producer ID'), first: i64('first_offset', 'First Offset') })
const problem = struct('Problem', { index: i32('batch_index', 'Batch Index') },
  string('message', 'batch_index_error_message', 'Batch Index Error Message'))

export const topicResponses: Readonly<Record<number, Parts>> = {
  0: whole(array('topics', 'Topics', struct('Topic', topicBy(13), array('partitions', 'Partitions', struct('Partition', partition, failed, {
    offset: i64('offset', 'Offset'), time: since([2], i64('offset_time', 'Time')),
    logStart: since([5], i64('log_start_offset', 'Log Start Offset')),
  }, array('problems', 'Record Errors', problem, [8]), string('message', 'error_message', 'Error Message', [8]))))), throttle(1)),
  1: whole(throttle(1), { error: since([7], error), sessionId: since([7], i32('fetch_session_id', 'Fetch Session ID')) },
    array('topics', 'Topics', struct('Topic', topicBy(13), array('partitions', 'Partitions', struct('Partition', partition, failed, {
      offset: i64('offset', 'Offset'), stable: since([4], i64('last_stable_offset', 'Last Stable Offset')),
      logStart: since([5], i64('log_start_offset', 'Log Start Offset')),
    }, array('aborted', 'Aborted Transactions', aborted, [4]), { replica: since([11], i32('replica_id', 'Preferred Read Replica')) },
    records('batches', 'Records', recordBatch)))))),
  2: whole(throttle(2), array('topics', 'Topics', struct('Topic', topic,
    array('partitions', 'Partitions', struct('Partition', partition, failed,
    arrayOf('oldOffsets', 'Offsets', { offset: i64('offset', 'Offset') }, [0, 0]), {
      time: since([1], i64('offset_time', 'Time')), offset: since([1], i64('offset', 'Offset')),
      leaderEpoch: since([4], i32('leader_epoch', 'Leader Epoch')),
    }))))),
  3: whole(throttle(3), array('brokers', 'Brokers', struct('Broker', { brokerId: i32('node_id', 'Node ID') },
    string('host', 'host', 'Host'),
    { port: i32('port', 'Port') }, string('rack', 'rack', 'Rack', [1]))), string('cluster', 'cluster_id', 'Cluster ID', [2]),
  { controller: since([1], i32('node_id', 'Controller ID')) }, array('topics', 'Topics', struct('Topic', failed, topic, {
    topicId: since([10], uuid('topic_id', 'Topic ID')), internal: since([1], truth('is_internal', 'Is Internal')),
  }, array('partitions', 'Partitions', struct('Partition', failed, partition, {
    leader: i32('leader_id', 'Leader ID'), leaderEpoch: since([7], i32('leader_epoch', 'Leader Epoch')),
  }, numbers('replicas', 'replica_id', 'Replica ID'), numbers('inSync', 'isr_id', 'Caught-Up Replica ID'),
  numbers('offline', 'offline_id', 'Offline Replica ID', [5]))), {
    operations: since([8], i32('topic_authorized_ops', 'Topic Authorized Operations')),
  })), { clusterOperations: since([8, 10], i32('cluster_authorized_ops', 'Cluster Authorized Operations')) }),
}

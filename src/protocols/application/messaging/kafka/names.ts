/** Names of Kafka's protocol: kafka.apache.org/protocol, "API Keys" and "Error Codes", 2026-11. */

export const keys: Readonly<Record<number, string>> = {
  0: 'Produce', 1: 'Fetch', 2: 'Offsets', 3: 'Metadata', 4: 'LeaderAndIsr', 5: 'StopReplica', 6: 'UpdateMetadata',
  7: 'ControlledShutdown', 8: 'OffsetCommit', 9: 'OffsetFetch', 10: 'FindCoordinator', 11: 'JoinGroup', 12: 'Heartbeat', 13: 'LeaveGroup',
  14: 'SyncGroup', 15: 'DescribeGroups', 16: 'ListGroups', 17: 'SaslHandshake', 18: 'ApiVersions', 19: 'CreateTopics', 20: 'DeleteTopics',
  21: 'DeleteRecords', 22: 'InitProducerId', 23: 'OffsetForLeaderEpoch', 24: 'AddPartitionsToTxn', 25: 'AddOffsetsToTxn', 26: 'EndTxn',
  27: 'WriteTxnMarkers', 28: 'TxnOffsetCommit', 29: 'DescribeAcls', 30: 'CreateAcls', 31: 'DeleteAcls', 32: 'DescribeConfigs',
  33: 'AlterConfigs', 34: 'AlterReplicaLogDirs', 35: 'DescribeLogDirs', 36: 'SaslAuthenticate', 37: 'CreatePartitions',
  38: 'CreateDelegationToken', 39: 'RenewDelegationToken', 40: 'ExpireDelegationToken', 41: 'DescribeDelegationToken', 42: 'DeleteGroups',
  43: 'ElectLeaders', 44: 'IncrementalAlterConfigs', 45: 'AlterPartitionReassignments', 46: 'ListPartitionReassignments',
  47: 'OffsetDelete', 48: 'DescribeClientQuotas', 49: 'AlterClientQuotas', 50: 'DescribeUserScramCredentials',
  51: 'AlterUserScramCredentials', 52: 'Vote', 53: 'BeginQuorumEpoch', 54: 'EndQuorumEpoch', 55: 'DescribeQuorum', 56: 'AlterPartition',
  57: 'UpdateFeatures', 58: 'Envelope', 59: 'FetchSnapshot', 60: 'DescribeCluster', 61: 'DescribeProducers', 62: 'BrokerRegistration',
  63: 'BrokerHeartbeat', 64: 'UnregisterBroker', 65: 'DescribeTransactions', 66: 'ListTransactions', 67: 'AllocateProducerIds',
  68: 'ConsumerGroupHeartbeat', 69: 'ConsumerGroupDescribe', 70: 'ControllerRegistration', 71: 'GetTelemetrySubscriptions',
  72: 'PushTelemetry', 73: 'AssignReplicasToDirs', 74: 'ListConfigResources', 75: 'DescribeTopicPartitions', 76: 'ShareGroupHeartbeat',
  77: 'ShareGroupDescribe', 78: 'ShareFetch', 79: 'ShareAcknowledge',
}

/** KIP-482: the first version with compact lengths and tagged fields; of later keys all versions have them. */
const flexibleFrom: Readonly<Record<number, number>> = {
  0: 9, 1: 12, 2: 6, 3: 9, 4: 4, 5: 2, 6: 6, 7: 3, 8: 8, 9: 6, 10: 3, 11: 6, 12: 4, 13: 4, 14: 4, 15: 5, 16: 3, 17: Infinity, 18: 3, 19: 5,
  20: 4, 21: 2, 22: 2, 23: 4, 24: 3, 25: 3, 26: 3, 27: 1, 28: 3, 29: 2, 30: 2, 31: 2, 32: 4, 33: 2, 34: 2, 35: 2, 36: 2, 37: 2, 38: 2,
  39: 2,
  40: 2, 41: 2, 42: 2, 43: 2, 44: 1, 47: Infinity, 48: 1, 49: 1,
}
export const isFlexible = (key: number, version: number): boolean => version >= (flexibleFrom[key] ?? 0)

export const errors: Readonly<Record<number, string>> = {
  [-1]: 'Unknown server error', 0: 'No Error', 1: 'Offset out of range', 2: 'Corrupt message', 3: 'Unknown topic or partition',
  4: 'Invalid fetch size', 5: 'Leader not available', 6: 'Not leader or follower', 7: 'Request timed out', 8: 'Broker not available',
  9: 'Replica not available', 10: 'Message too large', 11: 'Stale controller epoch', 12: 'Offset metadata too large',
  13: 'Network exception', 14: 'Coordinator load in progress', 15: 'Coordinator not available', 16: 'Not coordinator',
  17: 'Invalid topic', 18: 'Record list too large', 19: 'Not enough replicas', 20: 'Not enough replicas after append',
  21: 'Invalid required acks', 22: 'Illegal generation', 23: 'Inconsistent group protocol', 24: 'Invalid group ID',
  25: 'Unknown member ID', 26: 'Invalid session timeout', 27: 'Rebalance in progress', 28: 'Invalid commit offset size',
  29: 'Topic authorization failed', 30: 'Group authorization failed', 31: 'Cluster authorization failed', 32: 'Invalid timestamp',
  33: 'Unsupported SASL mechanism', 34: 'Illegal SASL state', 35: 'Unsupported version', 36: 'Topic already exists',
  37: 'Invalid partitions', 38: 'Invalid replication factor', 39: 'Invalid replica assignment', 40: 'Invalid config',
  41: 'Not controller', 42: 'Invalid request', 43: 'Unsupported for message format', 44: 'Policy violation',
  45: 'Out of order sequence number', 46: 'Duplicate sequence number', 47: 'Invalid producer epoch', 48: 'Invalid transaction state',
  49: 'Invalid producer ID mapping', 50: 'Invalid transaction timeout', 51: 'Concurrent transactions',
  52: 'Transaction coordinator fenced', 53: 'Transactional ID authorization failed', 54: 'Security disabled',
  55: 'Operation not attempted', 56: 'Kafka storage error', 57: 'Log directory not found', 58: 'SASL authentication failed',
  59: 'Unknown producer ID', 60: 'Reassignment in progress', 61: 'Delegation token authentication disabled',
  62: 'Delegation token not found', 63: 'Delegation token owner mismatch', 64: 'Delegation token request not allowed',
  65: 'Delegation token authorization failed', 66: 'Delegation token expired', 67: 'Invalid principal type', 68: 'Non-empty group',
  69: 'Group ID not found', 70: 'Fetch session ID not found', 71: 'Invalid fetch session epoch', 72: 'Listener not found',
  73: 'Topic deletion disabled', 74: 'Fenced leader epoch', 75: 'Unknown leader epoch', 76: 'Unsupported compression type',
  77: 'Stale broker epoch', 78: 'Offset not available', 79: 'Member ID required', 80: 'Preferred leader not available',
  81: 'Group max size reached', 82: 'Fenced instance ID', 83: 'Eligible leaders not available', 84: 'Election not needed',
  85: 'No reassignment in progress', 86: 'Group subscribed to topic', 87: 'Invalid record', 88: 'Unstable offset commit',
  89: 'Throttling quota exceeded', 90: 'Producer fenced', 91: 'Resource not found', 92: 'Duplicate resource',
  93: 'Unacceptable credential', 94: 'Inconsistent voter set', 95: 'Invalid update version', 96: 'Feature update failed',
  100: 'Unknown topic ID', 103: 'Inconsistent topic ID', 110: 'Fenced member epoch', 111: 'Unreleased instance ID',
}

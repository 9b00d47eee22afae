/** Numbers of OPC UA: services by the identifiers of their binary encodings (OPC 10000-6, annex A), and status codes. */
import type { Names } from '../../../../schema/index.ts'

export const services = {
  397: 'ServiceFault', 422: 'FindServersRequest', 425: 'FindServersResponse', 428: 'GetEndpointsRequest', 431: 'GetEndpointsResponse',
  437: 'RegisterServerRequest', 440: 'RegisterServerResponse', 446: 'OpenSecureChannelRequest', 449: 'OpenSecureChannelResponse',
  452: 'CloseSecureChannelRequest', 455: 'CloseSecureChannelResponse', 461: 'CreateSessionRequest', 464: 'CreateSessionResponse',
  467: 'ActivateSessionRequest', 470: 'ActivateSessionResponse', 473: 'CloseSessionRequest', 476: 'CloseSessionResponse',
  479: 'CancelRequest', 482: 'CancelResponse', 488: 'AddNodesRequest', 491: 'AddNodesResponse', 494: 'AddReferencesRequest',
  497: 'AddReferencesResponse', 500: 'DeleteNodesRequest', 503: 'DeleteNodesResponse', 506: 'DeleteReferencesRequest',
  509: 'DeleteReferencesResponse', 527: 'BrowseRequest', 530: 'BrowseResponse', 533: 'BrowseNextRequest', 536: 'BrowseNextResponse',
  554: 'TranslateBrowsePathsToNodeIdsRequest', 557: 'TranslateBrowsePathsToNodeIdsResponse', 560: 'RegisterNodesRequest',
  563: 'RegisterNodesResponse', 566: 'UnregisterNodesRequest', 569: 'UnregisterNodesResponse', 615: 'QueryFirstRequest',
  618: 'QueryFirstResponse', 621: 'QueryNextRequest', 624: 'QueryNextResponse', 631: 'ReadRequest', 634: 'ReadResponse',
  664: 'HistoryReadRequest', 667: 'HistoryReadResponse', 673: 'WriteRequest', 676: 'WriteResponse', 700: 'HistoryUpdateRequest',
  703: 'HistoryUpdateResponse', 712: 'CallRequest', 715: 'CallResponse', 751: 'CreateMonitoredItemsRequest',
  754: 'CreateMonitoredItemsResponse', 763: 'ModifyMonitoredItemsRequest', 766: 'ModifyMonitoredItemsResponse',
  769: 'SetMonitoringModeRequest', 772: 'SetMonitoringModeResponse', 775: 'SetTriggeringRequest', 778: 'SetTriggeringResponse',
  781: 'DeleteMonitoredItemsRequest', 784: 'DeleteMonitoredItemsResponse', 787: 'CreateSubscriptionRequest',
  790: 'CreateSubscriptionResponse', 793: 'ModifySubscriptionRequest', 796: 'ModifySubscriptionResponse', 799: 'SetPublishingModeRequest',
  802: 'SetPublishingModeResponse', 826: 'PublishRequest', 829: 'PublishResponse', 832: 'RepublishRequest', 835: 'RepublishResponse',
  841: 'TransferSubscriptionsRequest', 844: 'TransferSubscriptionsResponse', 847: 'DeleteSubscriptionsRequest',
  850: 'DeleteSubscriptionsResponse', 12208: 'FindServersOnNetworkRequest', 12209: 'FindServersOnNetworkResponse',
  12211: 'RegisterServer2Request', 12212: 'RegisterServer2Response',
} satisfies Names

/** OPC 10000-4, section 7.39, and the list of the OPC Foundation, 2026-11: those that people meet. */
export const statuses = {
  0x00000000: 'Good', 0x80010000: 'BadUnexpectedError', 0x80020000: 'BadInternalError', 0x80030000: 'BadOutOfMemory',
  0x80040000: 'BadResourceUnavailable', 0x80050000: 'BadCommunicationError', 0x80060000: 'BadEncodingError',
  0x80070000: 'BadDecodingError', 0x80080000: 'BadEncodingLimitsExceeded', 0x80090000: 'BadUnknownResponse', 0x800a0000: 'BadTimeout',
  0x800b0000: 'BadServiceUnsupported', 0x800c0000: 'BadShutdown', 0x800d0000: 'BadServerNotConnected', 0x800e0000: 'BadServerHalted',
  0x800f0000: 'BadNothingToDo', 0x80100000: 'BadTooManyOperations', 0x80120000: 'BadCertificateInvalid',
  0x80130000: 'BadSecurityChecksFailed', 0x80140000: 'BadCertificateTimeInvalid', 0x801a0000: 'BadCertificateUntrusted',
  0x801f0000: 'BadUserAccessDenied', 0x80200000: 'BadIdentityTokenInvalid', 0x80210000: 'BadIdentityTokenRejected',
  0x80220000: 'BadSecureChannelIdInvalid', 0x80250000: 'BadSessionIdInvalid', 0x80260000: 'BadSessionClosed',
  0x80270000: 'BadSessionNotActivated', 0x80280000: 'BadSubscriptionIdInvalid', 0x80330000: 'BadNodeIdInvalid',
  0x80340000: 'BadNodeIdUnknown', 0x80350000: 'BadAttributeIdInvalid', 0x803a0000: 'BadNotReadable', 0x803b0000: 'BadNotWritable',
  0x80540000: 'BadSecurityModeRejected', 0x80550000: 'BadSecurityPolicyRejected', 0x80560000: 'BadTooManySessions',
  0x80740000: 'BadTypeMismatch', 0x80790000: 'BadNoSubscription', 0x807d0000: 'BadTcpServerTooBusy',
  0x807e0000: 'BadTcpMessageTypeInvalid', 0x807f0000: 'BadTcpSecureChannelUnknown', 0x80800000: 'BadTcpMessageTooLarge',
  0x80810000: 'BadTcpNotEnoughResources', 0x80820000: 'BadTcpInternalError', 0x80830000: 'BadTcpEndpointUrlInvalid',
  0x80ab0000: 'BadInvalidArgument', 0x80ac0000: 'BadConnectionRejected', 0x80ae0000: 'BadConnectionClosed',
} satisfies Names

/** Tags of FIX that have a filter name: FIX 5.0 SP2, "Fields by tag" (FIX Trading Community, 2026-11), those of sessions and orders. */
export const tags: ReadonlyMap<number, string> = new Map(`
  1 Account  2 AdvId  3 AdvRefID  4 AdvSide  5 AdvTransType  6 AvgPx  7 BeginSeqNo  8 BeginString  9 BodyLength  10 CheckSum
  11 ClOrdID  12 Commission  13 CommType  14 CumQty  15 Currency  16 EndSeqNo  17 ExecID  18 ExecInst  19 ExecRefID
  20 ExecTransType  21 HandlInst  22 SecurityIDSource  23 IOIID  24 IOIOthSvc  25 IOIQltyInd  26 IOIRefID  27 IOIQty
  28 IOITransType  29 LastCapacity  30 LastMkt  31 LastPx  32 LastQty  33 NoLinesOfText  34 MsgSeqNum  35 MsgType  36 NewSeqNo
  37 OrderID  38 OrderQty  39 OrdStatus  40 OrdType  41 OrigClOrdID  42 OrigTime  43 PossDupFlag  44 Price  45 RefSeqNum
  46 RelatdSym  47 Rule80A  48 SecurityID  49 SenderCompID  50 SenderSubID  51 SendingDate  52 SendingTime  53 Quantity  54 Side
  55 Symbol  56 TargetCompID  57 TargetSubID  58 Text  59 TimeInForce  60 TransactTime  61 Urgency  62 ValidUntilTime
  63 SettlType  64 SettlDate  65 SymbolSfx  66 ListID  67 ListSeqNo  68 TotNoOrders  69 ListExecInst  70 AllocID
  71 AllocTransType  72 RefAllocID  73 NoOrders  74 AvgPxPrecision  75 TradeDate  76 ExecBroker  77 PositionEffect  78 NoAllocs
  79 AllocAccount  80 AllocQty  81 ProcessCode  82 NoRpts  83 RptSeq  84 CxlQty  85 NoDlvyInst  86 DlvyInst  87 AllocStatus
  88 AllocRejCode  89 Signature  90 SecureDataLen  91 SecureData  92 BrokerOfCredit  93 SignatureLength  94 EmailType
  95 RawDataLength  96 RawData  97 PossResend  98 EncryptMethod  99 StopPx  100 ExDestination  102 CxlRejReason  103 OrdRejReason
  104 IOIQualifier  105 WaveNo  106 Issuer  107 SecurityDesc  108 HeartBtInt  109 ClientID  110 MinQty  111 MaxFloor
  112 TestReqID  113 ReportToExch  114 LocateReqd  115 OnBehalfOfCompID  116 OnBehalfOfSubID  117 QuoteID  118 NetMoney
  119 SettlCurrAmt  120 SettlCurrency  121 ForexReq  122 OrigSendingTime  123 GapFillFlag  124 NoExecs  125 CxlType
  126 ExpireTime  127 DKReason  128 DeliverToCompID  129 DeliverToSubID  130 IOINaturalFlag  131 QuoteReqID  132 BidPx
  133 OfferPx  134 BidSize  135 OfferSize  136 NoMiscFees  137 MiscFeeAmt  138 MiscFeeCurr  139 MiscFeeType  140 PrevClosePx
  141 ResetSeqNumFlag  142 SenderLocationID  143 TargetLocationID  144 OnBehalfOfLocationID  145 DeliverToLocationID
  146 NoRelatedSym  167 SecurityType  200 MaturityMonthYear  207 SecurityExchange  262 MDReqID  263 SubscriptionRequestType
  264 MarketDepth  265 MDUpdateType  267 NoMDEntryTypes  268 NoMDEntries  269 MDEntryType  270 MDEntryPx  271 MDEntrySize
  272 MDEntryDate  273 MDEntryTime  336 TradingSessionID  354 EncodedTextLen  371 RefTagID  372 RefMsgType
  373 SessionRejectReason  379 BusinessRejectRefID  380 BusinessRejectReason  382 NoContraBrokers  383 MaxMessageSize
  384 NoMsgTypes  385 MsgDirection  393 TotNoRelatedSym  447 PartyIDSource  448 PartyID  452 PartyRole  453 NoPartyIDs
  461 CFICode  464 TestMessageIndicator  526 SecondaryClOrdID  527 SecondaryExecID  528 OrderCapacity  529 OrderRestrictions
  553 Username  554 Password  559 SecurityListRequestType  560 SecurityRequestResult  571 TradeReportID  575 OddLot
  578 TradeInputSource  581 AccountType  582 CustOrderCapacity  584 MassStatusReqID  625 TradingSessionSubID
  715 ClearingBusinessDate  789 NextExpectedMsgSeqNum  790 OrdStatusReqID  828 TrdType  851 LastLiquidityInd  880 TrdMatchID
  893 LastFragment  911 TotNumReports  912 LastRptRequested  923 UserRequestID  924 UserRequestType  925 NewPassword
  926 UserStatus  927 UserStatusText  928 StatusValue  929 StatusText  930 RefCompID  931 RefSubID  932 NetworkResponseID
  933 NetworkRequestID  934 LastNetworkResponseID  935 NetworkRequestType  936 NoCompIDs  937 NetworkStatusResponseType
  1128 ApplVerID  1129 CstmApplVerID  1130 RefApplVerID  1137 DefaultApplVerID  1156 ApplExtID  1180 ApplID  1181 ApplSeqNum
  1182 ApplBegSeqNum  1183 ApplEndSeqNum  1407 DefaultApplExtID  1408 DefaultCstmApplVerID
`.trim().split(/\s{2,}/).map((entry) => {
  const [tag = '', name = ''] = entry.split(' ')
  return [Number(tag), name]
}))

/** MsgType (35). */
export const messageTypes: Readonly<Record<string, string>> = {
  0: 'Heartbeat', 1: 'TestRequest', 2: 'ResendRequest', 3: 'Reject', 4: 'SequenceReset', 5: 'Logout', 6: 'IOI', 7: 'Advertisement',
  8: 'ExecutionReport', 9: 'OrderCancelReject', A: 'Logon', B: 'News', C: 'Email', D: 'NewOrderSingle', E: 'NewOrderList',
  F: 'OrderCancelRequest', G: 'OrderCancelReplaceRequest', H: 'OrderStatusRequest', J: 'AllocationInstruction', K: 'ListCancelRequest',
  L: 'ListExecute', M: 'ListStatusRequest', N: 'ListStatus', P: 'AllocationInstructionAck', Q: 'DontKnowTrade', R: 'QuoteRequest',
  S: 'Quote', T: 'SettlementInstructions', V: 'MarketDataRequest', W: 'MarketDataSnapshotFullRefresh', X: 'MarketDataIncrementalRefresh',
  Y: 'MarketDataRequestReject', Z: 'QuoteCancel', a: 'QuoteStatusRequest', b: 'MassQuoteAcknowledgement', c: 'SecurityDefinitionRequest',
  d: 'SecurityDefinition', e: 'SecurityStatusRequest', f: 'SecurityStatus', g: 'TradingSessionStatusRequest', h: 'TradingSessionStatus',
  i: 'MassQuote', j: 'BusinessMessageReject', k: 'BidRequest', l: 'BidResponse', m: 'ListStrikePrice', n: 'XMLnonFIX',
  o: 'RegistrationInstructions', p: 'RegistrationInstructionsResponse', q: 'OrderMassCancelRequest', r: 'OrderMassCancelReport',
  s: 'NewOrderCross', t: 'CrossOrderCancelReplaceRequest', u: 'CrossOrderCancelRequest', v: 'SecurityTypeRequest', w: 'SecurityTypes',
  x: 'SecurityListRequest', y: 'SecurityList', z: 'DerivativeSecurityListRequest', AE: 'TradeCaptureReport', AN: 'RequestForPositions',
  AP: 'PositionReport', BC: 'NetworkCounterpartySystemStatusRequest', BD: 'NetworkCounterpartySystemStatusResponse', BE: 'UserRequest',
  BF: 'UserResponse',
}

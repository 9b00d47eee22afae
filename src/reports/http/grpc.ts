/** How a call of gRPC ended, in words. */
import { grpcStatusNames } from '../../protocols/index.ts'
import { nameIn } from '../../schema/index.ts'

/** `gRPC 5 NOT_FOUND`. */
export const grpcText = (status: number): string => `gRPC ${status} ${nameIn(grpcStatusNames, status) ?? ''}`.trimEnd()

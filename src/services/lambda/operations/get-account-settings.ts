import { readUsage, unreservedConcurrency } from '../account.ts';
import type { Operation } from '../api.ts';
import { ACCOUNT_CONCURRENCY, MAX_UNZIPPED_BYTES, MAX_ZIP_BYTES, TOTAL_CODE_BYTES } from '../limits.ts';

export const getAccountSettings: Operation<'GetAccountSettings'> = (ctx) =>
  ctx.read(async (snapshot) => {
    const usage = await readUsage(snapshot, ctx.accountId, ctx.region);
    return {
      AccountLimit: {
        TotalCodeSize: TOTAL_CODE_BYTES,
        CodeSizeUnzipped: MAX_UNZIPPED_BYTES,
        CodeSizeZipped: MAX_ZIP_BYTES,
        ConcurrentExecutions: ACCOUNT_CONCURRENCY,
        UnreservedConcurrentExecutions: unreservedConcurrency(usage),
      },
      AccountUsage: { TotalCodeSize: usage.totalCodeBytes, FunctionCount: usage.functionCount },
    };
  });

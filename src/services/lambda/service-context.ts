import { rootPrincipal } from '../../auth/principal.ts';
import type { Context, Host } from '../../kernel/context.ts';
import type { LambdaState } from './state.ts';

interface Place {
  readonly accountId: string;
  readonly region: string;
}

/** Lambda acting on its own behalf in an account, outside any request. */
export const serviceContext = (host: Host, { accountId, region }: Place): Context<LambdaState> =>
  // The state of this service is what `index.ts` makes of the host: a LambdaState.
  host
    .contextFor('lambda', { accountId, region, principal: rootPrincipal(accountId) })
    .as('lambda.amazonaws.com') as Context<LambdaState>;

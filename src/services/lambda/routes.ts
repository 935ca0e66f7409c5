import type { HttpRoute } from '../../kernel/service.ts';
import type { LambdaState } from './state.ts';

/** What Lambda answers over plain HTTP: the packages that GetFunction links to. */
export const routes: readonly HttpRoute<LambdaState>[] = [
  {
    method: 'GET',
    path: /^\/_cirro\/lambda\/code\/(?<token>[\w-]+)$/,
    answer: (state, { token }) => {
      const body = state.links.find(token!);
      return body && { status: 200, headers: { 'Content-Type': 'application/zip' }, body };
    },
  },
];

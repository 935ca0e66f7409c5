interface Traced {
  readonly middlewareStack: { add(middleware: never, options: { step: 'build' }): void };
}

/** Every call of `client` carries `header`, as one made through an instrumented SDK does. */
export function withTraceHeader<C extends Traced>(client: C, header: string): C {
  const middleware =
    (next: (call: unknown) => unknown) => (call: { readonly request: { headers: Record<string, string> } }) => {
      call.request.headers['X-Amzn-Trace-Id'] = header;
      return next(call);
    };
  client.middlewareStack.add(middleware as never, { step: 'build' });
  return client;
}

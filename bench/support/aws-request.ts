const TARGETS = { dynamodb: 'DynamoDB_20120810', sqs: 'AmazonSQS' } as const;

/** A signed-looking AWS JSON request as one buffer, as a client with an access key that Cirro did not issue sends it. */
export function jsonRequest(
  service: keyof typeof TARGETS,
  operation: string,
  input: unknown,
  extraHeaders = '',
): string {
  const body = typeof input === 'string' ? input : JSON.stringify(input);
  return post(
    '/',
    service,
    'application/x-amz-json-1.0',
    body,
    `X-Amz-Target: ${TARGETS[service]}.${operation}\r\n${extraHeaders}`,
  );
}

export function post(path: string, service: string, contentType: string, body: string, extraHeaders = ''): string {
  return (
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${contentType}\r\n${extraHeaders}` +
    `X-Amz-Date: 20261121T000000Z\r\n` +
    `Authorization: AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/${service}/aws4_request, ` +
    `SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=${'0'.repeat(64)}\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

/** One call over `fetch`, for setting things up. */
export async function call(
  port: number,
  service: keyof typeof TARGETS,
  operation: string,
  input: unknown,
): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    body: JSON.stringify(input),
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `${TARGETS[service]}.${operation}`,
      'x-amz-date': '20261121T000000Z',
      authorization: `AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
    },
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${operation}: ${JSON.stringify(answer)}`);
  return answer;
}

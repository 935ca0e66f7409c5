import type { Host } from '../../../kernel/context.ts';
import { CODE_LINK_MINUTES } from '../limits.ts';

interface Link {
  readonly blobId: string;
  readonly expiresAt: number;
}

const TOKEN_BYTES = 32;

/** Where GetFunction's caller may download a package: links that nobody can guess, good for ten minutes, gone at a restart. */
export class CodeLinks {
  readonly #host: Host;
  /** Oldest first, as all of them live equally long. */
  readonly #links = new Map<string, Link>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** The path of a new link. */
  offer(blobId: string): string {
    this.#forgetExpired();
    const token = Buffer.from(this.#host.random.bytes(TOKEN_BYTES)).toString('base64url');
    this.#links.set(token, { blobId, expiresAt: this.#host.clock.now() + CODE_LINK_MINUTES * 60_000 });
    return `/_cirro/lambda/code/${token}`;
  }

  /** The package, or undefined for a link that is none, or is no longer one. */
  find(token: string): AsyncIterable<Uint8Array> | undefined {
    this.#forgetExpired();
    const link = this.#links.get(token);
    return link && this.#host.blobs.get(link.blobId);
  }

  #forgetExpired(): void {
    for (const [token, { expiresAt }] of this.#links) {
      if (expiresAt > this.#host.clock.now()) return;
      this.#links.delete(token);
    }
  }
}

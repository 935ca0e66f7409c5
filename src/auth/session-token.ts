/** Base64 of `Cirro`: AWS's own tokens never begin like this, so ours are known for ours without a look-up. */
const PREFIX = 'Q2lycm8';

/** From at least 96 random bytes: about as long as AWS's shortest. */
export const toSessionToken = (random: Uint8Array): string => PREFIX + Buffer.from(random).toString('base64');

export const isIssuedSessionToken = (token: string | undefined): boolean => token?.startsWith(PREFIX) === true;

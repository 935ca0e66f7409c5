import { crc32 as zlibCrc32 } from 'node:zlib';

/** CRC-32 of bytes as an unsigned number; `previous` continues a checksum begun before. */
export const crc32 = (bytes: Uint8Array, previous = 0): number => zlibCrc32(bytes, previous);

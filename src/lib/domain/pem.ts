import { toBase64 } from './bytes.ts';

/** Textual encoding of RFC 7468: lines of 64 characters. */
export function toPem(label: string, der: Uint8Array): string {
	const lines = toBase64(der).match(/.{1,64}/g) ?? [];
	return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

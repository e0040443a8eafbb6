import type { KeyCheckValue } from '#lib/domain/key/cmk.ts';

/** @returns the KCV as it is read aloud, `3A 91 F0`; of a pair, which has none, what its public key's hash begins with */
export function formatKcv({ kcv, sha256Prefix }: KeyCheckValue): string {
	return ((kcv ?? sha256Prefix).toUpperCase().match(/../g) ?? []).join(' ');
}

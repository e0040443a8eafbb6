import type { KeyCheckValue } from '#lib/domain/key/cmk.ts';
import type { Language } from '#lib/domain/language.ts';
import { checkValueMessages } from '../messages/check-value.ts';

/** @returns the KCV as it is read aloud, `3A 91 F0`; of a pair, which has none, what its public key's hash begins with */
export function formatKcv({ kcv, sha256Prefix }: KeyCheckValue): string {
	return ((kcv ?? sha256Prefix).toUpperCase().match(/../g) ?? []).join(' ');
}

/** @returns it within a sentence: “check value 3A 91 F0”; of a pair, the fingerprint of its public key */
export function namedCheckValue(checks: KeyCheckValue, language: Language): string {
	const { secret, pair } = checkValueMessages[language];
	return (checks.kcv === null ? pair : secret)(formatKcv(checks));
}

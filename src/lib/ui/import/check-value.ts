import type { KeyCheckValue } from '#lib/domain/key/cmk.ts';

/** @returns the KCV as it is read aloud: `3A 91 F0` */
export function formatKcv({ kcv }: KeyCheckValue): string {
	return (kcv.toUpperCase().match(/../g) ?? []).join(' ');
}

/** From when to when a certificate holds: RFC 5280 §4.1.2.5. */
import { secondMs, type EpochMillis } from '../time.ts';

/** From when to when; both are part of it. */
export interface CertificateValidity {
	notBefore: EpochMillis;
	notAfter: EpochMillis;
}

/** Why a time is refused. */
export type ValidityFault = 'FROM_YEAR_1950_TO_9999' | 'AFTER_NOT_BEFORE';

const earliest = Date.UTC(1950, 0, 1);
const latest = Date.UTC(9999, 11, 31, 23, 59, 59);

/** @returns a time as a certificate has it, without fractions of a second */
export const wholeSecond = (time: EpochMillis): EpochMillis =>
	Math.floor(time / secondMs) * secondMs;

/** @returns which time is wrong, and why; undefined for none */
export function validityFault({
	notBefore,
	notAfter
}: CertificateValidity): { of: keyof CertificateValidity; fault: ValidityFault } | undefined {
	const inYears = (time: EpochMillis) => time >= earliest && time <= latest;
	if (!inYears(notBefore)) return { of: 'notBefore', fault: 'FROM_YEAR_1950_TO_9999' };
	if (!inYears(notAfter)) return { of: 'notAfter', fault: 'FROM_YEAR_1950_TO_9999' };
	return notAfter > notBefore ? undefined : { of: 'notAfter', fault: 'AFTER_NOT_BEFORE' };
}

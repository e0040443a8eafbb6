import { isKmsError } from '#lib/domain/errors.ts';
import type { KeySpec } from '#lib/domain/key/key-spec.ts';
import type { KeyComparison } from '#lib/service/api/wrapping.ts';
import { groupsOfFour } from '../words/format.ts';
import { formatKcv } from '../words/check-value.ts';
import { describeError, lengthCause, lengthTexts } from '../messages/errors.ts';
import { importMessages } from '../messages/import.ts';
import { keySpecNames } from '../messages/key-spec.ts';
import type { Language } from '#lib/domain/language.ts';
import { wrapMessages } from '../messages/wrap.ts';
import { readingMessages } from '../messages/reading.ts';
import { algorithmWords, containerWords } from '../words/reading-words.ts';
import type { WrapFault, WrapFinding } from './material-to-wrap.svelte.ts';

/**
 * The type that key material says by itself.
 *
 * @param found - types that it can be, the most likely first
 * @returns undefined where it can be the type that the user wants, or says nothing: the type of a file that was
 * chosen before does not stay
 */
export function recognisedType(
	found: readonly KeySpec[],
	taken: readonly KeySpec[],
	wanted: KeySpec
): KeySpec | undefined {
	const possible = found.filter((keySpec) => taken.includes(keySpec));
	return possible.includes(wanted) ? undefined : possible[0];
}

/** What can be compared, as terms and their values, in the words of one language. */
export function comparisonFacts(
	comparison: KeyComparison,
	language: Language
): { term: string; value: string }[] {
	const text = wrapMessages[language];
	const hex = (value: string) => groupsOfFour(value).join(' ');
	if (comparison.Kind === 'PRIVATE_KEY')
		return [{ term: text.publicSha256, value: hex(comparison.PublicKeySha256) }];
	const { kcv, sha256Prefix } = comparison.KeyCheckValue;
	return [
		...(kcv === null ? [] : [{ term: text.kcv, value: formatKcv({ kcv, sha256Prefix }) }]),
		{ term: text.sha256, value: hex(sha256Prefix) }
	];
}

/** Commands that make of a file something that is read here. */
export const openingCommand: Readonly<Partial<Record<WrapFault, string>>> = {
	LOCKED: 'openssl pkcs8 -topk8 -nocrypt -in private-key.pem -outform DER -out private-key.der',
	PKCS_12: 'openssl pkcs12 -legacy -in key.p12 -nocerts -nodes -out private-key.pem',
	OPENSSH: "cp id_rsa private-key.pem && ssh-keygen -p -m PKCS8 -N '' -f private-key.pem",
	PUTTY:
		"puttygen key.ppk -O private-openssh -o private-key.pem && ssh-keygen -p -m PKCS8 -N '' -f private-key.pem",
	PRINTED: 'openssl pkey -in private-key.pem -outform DER -out private-key.der'
};

const kindOf = (reading: WrapFinding['reading'], language: Language): string =>
	reading?.content.kind === 'PRIVATE_KEY' && reading.content.algorithm
		? algorithmWords(reading.content.algorithm, language)
		: '';

/** Whether what was chosen can be wrapped, in words; undefined while it is being found out. */
export function materialVerdict(
	{ fault, error, isLocked, comparison, reading }: WrapFinding,
	keySpec: KeySpec,
	language: Language
): { tone: 'ok' | 'danger' | 'info'; title: string; cause: string } | undefined {
	const text = wrapMessages[language];
	if (fault === 'OTHER_KEY') {
		const title = text.otherKey(kindOf(reading, language));
		return { tone: 'danger', title, cause: text.otherKeyCause };
	}
	if (fault === 'NONE') {
		if (reading?.content.kind === 'CONTAINER')
			return { tone: 'danger', ...containerWords(reading.content, language) };
		const content = reading?.content;
		const cause =
			content?.kind === 'REFUSED'
				? readingMessages[language].refused[content.reason]
				: text.fileHint;
		return { tone: 'danger', title: text.noMaterial, cause };
	}
	if (fault) return { tone: 'danger', ...text.faults[fault] };
	if (isLocked && !error && !comparison) {
		const { lockedKeyTitle, lockedKeyCause } = importMessages[language];
		return { tone: 'info', title: lockedKeyTitle, cause: lockedKeyCause };
	}
	if (error && isKmsError(error, 'InvalidKeyMaterialLength')) {
		const { actualBytes, expectedBytes } = error.details;
		const type = keySpecNames[language][keySpec];
		return {
			tone: 'danger',
			title: text.needsBytes(type, actualBytes, expectedBytes),
			cause: lengthTexts[language][lengthCause(actualBytes, expectedBytes)]
		};
	}
	if (error) {
		const { title, cause, next } = describeError(error, language);
		return { tone: 'danger', title, cause: [cause, next].filter(Boolean).join(' ') };
	}
	if (!comparison) return undefined;
	const facts = comparisonFacts(comparison, language);
	const cause = facts.map(({ term, value }) => `${term} ${value}`).join(' · ');
	return { tone: 'ok', title: text.usable, cause };
}

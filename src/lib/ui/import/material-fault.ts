import type { KeyCheckValue } from '#lib/domain/key/cmk.ts';
import type { FileContent } from '#lib/domain/reading/content.ts';
import { isPair, type CmkSpec } from '#lib/domain/key/kinds.ts';
import { describeError, type ErrorWords } from '../messages/errors.ts';
import { importMessages } from '../messages/import.ts';
import type { Language } from '#lib/domain/language.ts';
import { readingMessages } from '../messages/reading.ts';
import { algorithmWords, containerWords } from '../words/reading-words.ts';
import { namedCheckValue } from '../words/check-value.ts';
import type { MaterialFinding } from './material-input.svelte.ts';

/** How to get the key out of a .p12 or .pfx file that Airlock does not open: under RC2 or 3DES, as older programs write it. */
export const extractKeyCommand = 'openssl pkcs12 -legacy -in key.p12 -nocerts -out key.pem';

/**
 * @param bound - of the material that the key takes only
 * @returns why what was chosen can't be used as key material; undefined when it can
 */
export function materialFault(
	{ reading, choices, checkValue, error, isLocked }: MaterialFinding,
	bound: KeyCheckValue | null,
	language: Language,
	keySpec: CmkSpec = 'AES_256'
): ErrorWords | undefined {
	const text = importMessages[language];
	// Before what is wrong with it as a key: it holds one.
	if (reading?.content.kind === 'AGE_FILE')
		return {
			title: text.ageTitle,
			cause: bound ? `${text.ageCause} ${text.ageNext}` : text.ageCause,
			next: ''
		};
	if (error) return describeError(error, language);
	if (choices.length > 0 && !checkValue)
		return { title: text.manyKeysTitle(choices.length), cause: text.manyKeysCause, next: '' };
	if (isLocked && !checkValue)
		return { title: text.lockedKeyTitle, cause: text.lockedKeyCause, next: '' };
	const kind = reading && otherKind(reading.content, language, keySpec);
	if (kind) return kind;
	if (bound && checkValue && checkValue.sha256Prefix !== bound.sha256Prefix)
		return {
			title: text.otherMaterialTitle,
			cause: text.otherMaterialSeen(
				namedCheckValue(bound, language),
				namedCheckValue(checkValue, language)
			),
			next: ''
		};
	return undefined;
}

/** Words for what is a key, but none of 32 plain bytes. */
function otherKind(
	content: FileContent,
	language: Language,
	keySpec: CmkSpec
): ErrorWords | undefined {
	const text = importMessages[language];
	const needed = keySpec === 'AES_256' ? text.needsSymmetric : text.needsSecret;
	const say = (title: string, cause: string): ErrorWords => ({ title, cause, next: '' });
	// What is wrong with a private key, the engine's refusal has said.
	if (isPair(keySpec) && !(content.kind === 'PKCS_12' && !content.opens)) return undefined;
	switch (content.kind) {
		case 'PRIVATE_KEY':
			if (content.encrypted) return say(text.lockedKeyTitle, needed);
			return say(
				content.algorithm
					? text.privateMaterialTitle(algorithmWords(content.algorithm, language))
					: text.privateMaterialUnknown,
				needed
			);
		case 'PUBLIC_KEY':
			return say(text.publicTitle, needed);
		case 'PKCS_12':
			return isPair(keySpec)
				? say(text.pkcs12Title, text.pkcs12Cause)
				: say(text.pkcs12OtherTitle, needed);
		case 'IMPORT_TOKEN':
		case 'CLOUD_TOKEN':
			return say(text.isTokenTitle, needed);
		case 'CIPHERTEXT_BLOB':
			return say(text.blobTitle, text.blobCause);
		case 'CONTAINER':
			return { ...containerWords(content, language), next: '' };
		case 'BYOK_FILE':
			return say(text.byokTitle, needed);
		case 'REFUSED':
			return say(text.notReadTitle, readingMessages[language].refused[content.reason]);
		default:
			return undefined;
	}
}

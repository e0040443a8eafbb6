import {
	KmsError,
	type Damage,
	type ImportTokenFault,
	type KmsErrorCode,
	type KmsErrorDetails
} from '#lib/domain/errors.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import type { Language } from '#lib/domain/language.ts';
import { inEachLanguage } from './texts.ts';

/** An error in three parts; a part that has nothing to say is empty, the title never is. */
export interface ErrorWords {
	title: string;
	cause: string;
	next: string;
}

/** The words of each code. `nameOf` gives the name of a key where it is known, else a short id. */
type AllErrorTexts = {
	[Code in KmsErrorCode]: (
		details: KmsErrorDetails[Code],
		nameOf: (keyId: KeyId) => string
	) => ErrorWords;
};

/** What only the uses of an unlocked vault are refused with: these words are not there from the start. */
type UseErrorCode =
	| 'InvalidKeyUsage'
	| 'KeyRetired'
	| 'TagException'
	| 'LimitExceeded'
	| 'InvalidCiphertext'
	| 'IncorrectKey'
	| 'IncorrectKeyMaterial'
	| 'KmsInvalidSignature'
	| 'KmsInvalidMac'
	| 'InvalidPrivateKey'
	| 'DryRunOperation'
	| 'InvalidEncryptedFile'
	| 'InvalidArchive';
export type UseErrorTexts = Pick<AllErrorTexts, UseErrorCode>;
export type ErrorTexts = Omit<AllErrorTexts, UseErrorCode>;

export type TokenTexts = {
	[Reason in ImportTokenFault['reason']]: (
		fault: Extract<ImportTokenFault, { reason: Reason }>,
		nameOf: (keyId: KeyId) => string
	) => ErrorWords;
};

export type ByReason<Reason extends string> = Record<Reason, ErrorWords>;
export type Weakness = KmsErrorDetails['WeakKeyMaterial']['reason'];
export type PlaintextForm = KmsErrorDetails['PlaintextKeyMaterial']['form'];
export type ValidToFault = KmsErrorDetails['InvalidValidTo']['reason'];
export type Resource = KmsErrorDetails['NotFound']['resource'];

export const words = (title: string, cause = '', next = ''): ErrorWords => ({ title, cause, next });

/** The command that opens a private key which is locked with a password of its own. */
export const openPrivateKeyCommand =
	'openssl pkcs8 -topk8 -nocrypt -in private-key.pem -outform DER -out private-key.der';

/** What is wrong with a record, as an end of “records/8c1e…: …”. */
const damageTexts = inEachLanguage('damageTexts');

/** @returns the damage as one sentence per record */
export function describeDamage(damage: readonly Damage[], language: Language): string[] {
	const texts = damageTexts[language];
	const separator = language === 'zh-CN' ? '：' : ': ';
	return damage.map(({ record, problem }) => `${record}${separator}${texts[problem]}`);
}

const tokenTexts = inEachLanguage('tokenTexts');

export type LengthCause = 'LINE_BREAK' | 'TEXT' | 'OTHER';

/** The likely cause of a wrong length, as far as the length tells. */
export function lengthCause(actual: number, expected: number): LengthCause {
	const lineBreak = [1, 2];
	if (lineBreak.includes(actual - expected)) return 'LINE_BREAK';
	const hex = expected * 2;
	const base64 = Math.ceil(expected / 3) * 4;
	const unpadded = Math.ceil((expected * 4) / 3);
	const isText = [hex, base64, unpadded].some((text) => [0, ...lineBreak].includes(actual - text));
	return isText ? 'TEXT' : 'OTHER';
}

export const lengthTexts = inEachLanguage('lengthTexts');

const errorTexts = inEachLanguage('errorTexts');
const useErrorTexts = inEachLanguage('useErrorTexts');

export function tokenWords(
	language: Language,
	fault: ImportTokenFault,
	nameOf: (keyId: KeyId) => string
): ErrorWords {
	const texts: TokenTexts = tokenTexts[language];
	const text = texts[fault.reason] as (
		fault: ImportTokenFault,
		nameOf: (keyId: KeyId) => string
	) => ErrorWords;
	return text(fault, nameOf);
}

function isAnyKmsError(error: unknown): error is KmsError {
	return error instanceof KmsError;
}

function textsOf(code: KmsErrorCode, language: Language): Partial<AllErrorTexts> {
	return code in errorTexts[language] ? errorTexts[language] : useErrorTexts[language];
}

/**
 * The words for anything that was thrown; what is not a {@link KmsError} is a mistake of ours.
 *
 * @param nameOf - the name of a key, where the caller knows it
 */
export function describeError(
	error: unknown,
	language: Language,
	nameOf: (keyId: KeyId) => string | undefined = () => undefined
): ErrorWords {
	const known = isAnyKmsError(error) ? error : new KmsError('InternalError', {});
	const text = textsOf(known.code, language)[known.code] as (
		details: KmsErrorDetails[KmsErrorCode],
		nameOf: (keyId: KeyId) => string
	) => ErrorWords;
	return text(known.details, (keyId) => nameOf(keyId) ?? `${keyId.slice(0, 8)}…`);
}

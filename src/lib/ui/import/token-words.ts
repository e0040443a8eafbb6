import { type KmsError, isKmsError } from '#lib/domain/errors.ts';
import { shortSetId } from '#lib/domain/ids.ts';
import { parseImportToken } from '#lib/domain/import/import-token.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';
import { describeError } from '../messages/errors.ts';
import { importMessages } from '../messages/import.ts';
import type { Language } from '#lib/domain/language.ts';
import { formatDuration } from '../words/format.ts';
import type { FieldFacts, FieldFix, Judgement } from './field-facts.ts';
import { type FieldReading, judgeImportToken } from './import-file.ts';

/** What is to be said of a file that may be an import token. */
export function tokenWords(
	file: FieldReading,
	{ key, parameters, vaultId, now, nameOf }: FieldFacts,
	language: Language
): Judgement {
	const text = importMessages[language];
	const verdict = judgeImportToken(file, key, vaultId, now);
	if (verdict.is === 'WRONG_KIND') throw new TypeError('said before');
	const belongsTo = tokenOwner(file, key, nameOf, language);
	const said = belongsTo === undefined ? {} : { readout: { belongsTo } };
	if (verdict.is === 'RIGHT') {
		const cause = text.tokenReady(
			nameOf(key.KeyId) ?? key.KeyId,
			shortSetId(parameters.ParameterSetId),
			formatDuration(parameters.ParametersValidTo - now, language)
		);
		return { ...said, verdict: { tone: 'ok', title: text.ready, cause } };
	}
	const { title, cause } = describeError(verdict.fault, language, nameOf);
	return {
		...said,
		verdict: { tone: 'danger', title, cause },
		fix: tokenFix(verdict.fault)
	};
}

/** @returns the key and the set that a token names; undefined if the token is not complete */
function tokenOwner(
	{ bytes }: FieldReading,
	key: KeyMetadata,
	nameOf: FieldFacts['nameOf'],
	language: Language
): string | undefined {
	const text = importMessages[language];
	try {
		const { keyId, setId } = parseImportToken(bytes);
		const set = shortSetId(setId);
		if (keyId !== key.KeyId) return text.ofKeyNamed(nameOf(keyId) ?? `${keyId.slice(0, 8)}…`, set);
		return setId === key.ImportParameters?.ParameterSetId ? text.thisSet(set) : text.otherSet(set);
	} catch (error) {
		if (isKmsError(error, 'InvalidImportToken')) return undefined;
		throw error;
	}
}

function tokenFix(fault: KmsError): FieldFix {
	if (!isKmsError(fault, 'InvalidImportToken')) return 'CREATE_PARAMETERS';
	return fault.details.reason === 'OTHER_KEY' ? 'GO_TO_OTHER_KEY' : 'DOWNLOAD_AGAIN';
}

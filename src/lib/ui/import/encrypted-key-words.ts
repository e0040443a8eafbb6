import { shortSetId } from '#lib/domain/ids.ts';
import { encryptedSize } from '#lib/domain/import/encrypted-key-size.ts';
import { oaepHash } from '#lib/domain/import/wrapping.ts';
import { importMessages } from '../messages/import.ts';
import type { Language } from '#lib/domain/language.ts';
import { formatBytes } from '../words/format.ts';
import type { FieldFacts, FieldFix, Judgement } from './field-facts.ts';
import { expectedFile, type FieldReading, judgeEncryptedKey } from './import-file.ts';

/** What is to be said of a file that may be an encrypted key. */
export function encryptedKeyWords(
	file: FieldReading,
	{ parameters, checks }: FieldFacts,
	language: Language
): Judgement {
	const text = importMessages[language];
	const verdict = judgeEncryptedKey(file, parameters);
	const { WrappingAlgorithm, WrappingKeySpec } = parameters;
	const sizeOf = (bytes: number) => encryptedSize(bytes, expectedFile(parameters));
	if (verdict.is === 'RIGHT') {
		const size = formatBytes(file.bytes.length, language);
		const set = shortSetId(parameters.ParameterSetId);
		return checks === undefined
			? {
					readout: { belongsTo: text.belongsAtConfirm },
					verdict: {
						tone: 'ok',
						title: text.ready,
						cause: text.rightSize(size, WrappingKeySpec)
					}
				}
			: {
					readout: { belongsTo: text.thisSet(set) },
					verdict: {
						tone: 'ok',
						title: text.ready,
						cause: `${text.encryptedHere(size, set)} ${text.encryptedHereChecks(checks)}`
					}
				};
	}
	if (verdict.is === 'WRONG_KIND') throw new TypeError('said before');
	const { actual, expected, cause } = verdict;
	const title = text.wrongLengthTitle(formatBytes(actual, language), expected);
	const refuse = (words: string, fix?: FieldFix, otherTitle = title): Judgement => ({
		verdict: { tone: 'danger', title: otherTitle, cause: words },
		...(fix && { fix })
	});
	switch (cause) {
		case 'LINE_BREAK':
			return refuse(text.lineBreak, 'REMOVE_LINE_BREAK');
		case 'OTHER_RSA_SIZE':
			return refuse(
				text.wrongLengthRsa(actual, sizeOf(actual)?.wrappingKeySpec ?? '', WrappingKeySpec)
			);
		case 'FIRST_PART':
			return refuse(text.firstPartCause, undefined, text.firstPartTitle);
		case 'OTHER_ALGORITHM': {
			const hash = oaepHash(WrappingAlgorithm) === 'SHA-1' ? 'SHA_1' : 'SHA_256';
			return {
				...refuse(
					title,
					'CREATE_PARAMETERS_FOR_IT',
					text.wrongAlgorithmTitle(`RSA_AES_KEY_WRAP_${hash}`, WrappingAlgorithm)
				),
				wanted: {
					algorithm: `RSA_AES_KEY_WRAP_${hash}`,
					spec: sizeOf(actual)?.wrappingKeySpec ?? WrappingKeySpec
				}
			};
		}
		case 'SECOND_PART':
			return refuse(text.secondPartCause, undefined, text.secondPartTitle);
		case 'TOO_SHORT':
			return refuse(text.cutOffOrOther);
		case 'TOO_LONG':
			return refuse(text.addedOrOther);
	}
}

import { importTokenBytes } from '#lib/domain/import/import-token.ts';
import { isPair } from '#lib/domain/key/kinds.ts';
import { importMessages } from '../messages/import.ts';
import type { Language } from '#lib/domain/language.ts';
import { readingMessages } from '../messages/reading.ts';
import { formatBytes } from '../words/format.ts';
import { containerWords } from '../words/reading-words.ts';
import type { FieldName } from './field-entry.ts';
import type { FieldFacts, FieldFix, Judgement } from './field-facts.ts';
import { type FieldReading, expectedBytes } from './import-file.ts';

/** @returns what is to be said of a file that belongs into no field, or into the other one; undefined where it may be right */
export function wrongKindWords(
	field: FieldName,
	{ content, byteCount, facts: cloudFacts }: FieldReading,
	{ parameters }: FieldFacts,
	language: Language
): Judgement | undefined {
	const text = importMessages[language];
	const reading = readingMessages[language];
	const forKey = field === 'EncryptedKey';
	const refuse = (title: string, cause: string, fix?: FieldFix): Judgement => ({
		verdict: { tone: 'danger', title, cause },
		...(fix && { fix })
	});
	const encryptNow = forKey ? 'ENCRYPT_IT_NOW' : undefined;
	const expected = forKey ? expectedBytes(parameters) : importTokenBytes;
	const size = (count: number) => formatBytes(count, language);
	switch (content.kind) {
		case 'KEY_MATERIAL': {
			const cause = forKey ? text.plainCause : text.plainTokenCause;
			return refuse(text.plainTitle, cause(size(byteCount), size(expected)), encryptNow);
		}
		case 'PRIVATE_KEY':
		case 'PKCS_12':
			if (isPair(parameters.KeySpec))
				return refuse(
					forKey ? text.privateTitle : text.privateTokenTitle,
					text.notStored,
					encryptNow
				);
			// Nothing here takes one, so nothing offers to encrypt it.
			return refuse(
				forKey ? text.privateTitle : text.privateTokenTitle,
				`${parameters.KeySpec === 'AES_256' ? text.needsSymmetric : text.needsSecret} ${text.notStored}`
			);
		case 'PUBLIC_KEY':
			return refuse(text.publicTitle, forKey ? text.publicCause : text.publicTokenCause);
		case 'CIPHERTEXT_BLOB':
			return refuse(text.blobTitle, text.blobCause, 'DECRYPT');
		case 'AGE_FILE':
			return refuse(text.ageTitle, text.ageCause);
		case 'CONTAINER': {
			const { title, cause } = containerWords(content, language);
			return refuse(title, cause);
		}
		case 'CLOUD_TOKEN': {
			const cloud = reading.clouds[content.cloud];
			const words = refuse(text.cloudTokenTitle(cloud), text.cloudTokenCause(cloud));
			const owner = cloudFacts?.keyId;
			return {
				...words,
				...(owner !== undefined && { readout: { belongsTo: text.ofCloudKey(cloud, owner) } }),
				fix: 'WRAP_FOR_CLOUD',
				cloud: content.cloud
			};
		}
		case 'REFUSED':
			return refuse(text.notReadTitle, reading.refused[content.reason]);
		case 'IMPORT_TOKEN':
			return forKey ? refuse(text.isTokenTitle, text.isTokenCause, 'MOVE') : undefined;
		case 'ENCRYPTED_KEY':
			return forKey
				? undefined
				: refuse(text.isEncryptedKeyTitle, text.isEncryptedKeyCause, 'MOVE');
		default:
			return undefined;
	}
}

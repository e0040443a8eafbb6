import type { Base85Form } from '#lib/domain/reading/base85.ts';
import {
	wasEncodedTwice,
	wasUtf16,
	type FileReading,
	type WordOrder
} from '#lib/domain/reading/reading.ts';
import { containerGroups, type ContainerForm } from '#lib/domain/reading/container-groups.ts';
import type { RecoveryFault } from '#lib/domain/errors.ts';
import type { FileContent, KeyAlgorithm, otherAlgorithms } from '#lib/domain/reading/content.ts';
import type { TextDamage } from '#lib/domain/reading/text-damage.ts';
import { formatBytes, formatDateTimeWithZone } from './format.ts';
import { containerMessages, encryptedBy } from '../messages/containers.ts';
import type { Language } from '#lib/domain/language.ts';
import { readingMessages } from '../messages/reading.ts';
import { recoveryFaultWords } from '../messages/recovery-faults.ts';

/** What a reading says without its bytes, which may be gone. */
export type ReadingFacts = Pick<FileReading, 'steps' | 'content' | 'alternatives'> & {
	byteCount: number;
};

/** @returns what stays of a reading once its bytes are wiped */
export const readingFacts = ({
	steps,
	content,
	alternatives,
	bytes
}: FileReading): ReadingFacts => ({ steps, content, alternatives, byteCount: bytes.length });

/** @returns “UTF-16 text → Base64 → 512 bytes (could also be …)”, for the row *Read as* */
export function readAsWords(
	{ steps, byteCount, alternatives }: Omit<ReadingFacts, 'content'>,
	language: Language
): string {
	const text = readingMessages[language];
	const chain = (how: FileReading['steps'], length: number) =>
		[...how.map((step) => stepWords(step, language)), formatBytes(length, language)].join(' → ');
	const others = alternatives.map((other) => chain(other.steps, other.byteCount)).join(', ');
	const words = chain(steps, byteCount);
	return others === '' ? words : `${words} ${text.couldBe(others)}`;
}

/** @returns one step with its name: “zip, file keys/a.bin”, “the value of MASTER_KEY” */
export function stepWords(
	{ step, name }: FileReading['steps'][number],
	language: Language
): string {
	const text = readingMessages[language];
	switch (step) {
		case 'ZIP':
		case 'TAR':
		case 'GZIP':
		case 'PEM':
		case 'JSON':
		case 'WORD':
			return text.named[step](name);
		case 'UNDONE':
			return text.undone(text.damages[name as TextDamage]);
		case 'PRINTED':
			return name === undefined ? text.steps.PRINTED : text.wordOrders[name as WordOrder];
		case 'BASE85':
			return name === undefined ? text.steps.BASE85 : text.base85[name as Base85Form];
		default:
			return text.steps[step];
	}
}

/** @returns what the content is, for the row *Looks like* */
export function looksLikeWords(content: FileContent, language: Language): string {
	const text = readingMessages[language];
	switch (content.kind) {
		case 'ENCRYPTED_KEY': {
			const method = content.hybrid ? 'RSA_AES_KEY_WRAP' : 'RSAES_OAEP';
			return text.encryptedKey(content.wrappingKeySpec, method);
		}
		case 'CLOUD_TOKEN':
			return text.cloudToken(text.clouds[content.cloud]);
		case 'PUBLIC_KEY': {
			const what = text.publicKeyIn[content.form](algorithmWords(content.algorithm, language));
			return content.validUntil === undefined
				? what
				: text.validUntil(what, formatDateTimeWithZone(content.validUntil, language));
		}
		case 'PRIVATE_KEY':
			if (content.form === 'OPENSSH' || content.form === 'PUTTY' || content.form === 'COSIGN')
				return text.privateKeyOf[content.form](content.encrypted);
			if (content.encrypted) return text.privateKeyLocked;
			return content.algorithm
				? text.privateKey(algorithmWords(content.algorithm, language))
				: text.privateKeyUnknown;
		case 'IMPORT_TOKEN':
			return text.importToken;
		case 'CIPHERTEXT_BLOB':
			return text.ciphertextBlob;
		case 'PKCS_12':
			return text.pkcs12;
		case 'KEY_MATERIAL':
			return text.keyMaterial;
		case 'BYOK_FILE':
			return text.byokFile;
		case 'AGE_FILE':
			return text.ageFile;
		case 'CONTAINER':
			return containerName(content.form, language);
		case 'EMPTY':
			return text.nothing;
		case 'TEXT':
			return text.text;
		case 'UNKNOWN':
		case 'REFUSED':
			return text.unknown;
	}
}

function containerName(form: ContainerForm, language: Language): string {
	const text = containerMessages[language];
	return form in encryptedBy
		? text.encryptedBy(encryptedBy[form as keyof typeof encryptedBy])
		: text.names[form as keyof typeof text.names];
}

/** What a file of another program is, and what to do before its inside is of use. */
export function containerWords(
	{ form, fault }: { form: ContainerForm; fault?: RecoveryFault },
	language: Language
): { title: string; cause: string } {
	if (fault) {
		const [title, ...cause] = recoveryFaultWords(language, fault);
		return { title, cause: cause.join(language === 'en' ? ' ' : '') };
	}
	const text = containerMessages[language];
	return {
		title: text.title(containerName(form, language)),
		cause: text.causes[containerGroups[form]]
	};
}

/** @returns “RSA of 2048 bits”, “P-256”, “Ed25519” */
export function algorithmWords(algorithm: KeyAlgorithm, language: Language): string {
	const text = readingMessages[language];
	switch (algorithm.type) {
		case 'RSA':
			return algorithm.fault === 'PSS_ONLY' || algorithm.fault === 'OAEP_ONLY'
				? text.rsaFor(algorithm.modulusBits, algorithm.fault === 'PSS_ONLY' ? 'PSS' : 'OAEP')
				: text.rsa(algorithm.modulusBits);
		case 'EC':
			return algorithm.curve ?? text.otherCurve;
		case 'OTHER':
			return algorithm.oid;
		case 'ML_DSA':
			return `ML-DSA-${algorithm.parameterSet}`;
		default:
			return algorithmNames[algorithm.type];
	}
}

const algorithmNames: Readonly<Record<(typeof otherAlgorithms)[number], string>> = {
	ED25519: 'Ed25519',
	X25519: 'X25519',
	ED448: 'Ed448',
	X448: 'X448',
	DSA: 'DSA',
	DH: 'Diffie-Hellman',
	GOST: 'GOST R 34.10',
	ML_KEM: 'ML-KEM'
};

/** What is said beside the verdict, since a program has changed the file on its way here. */
export interface ReadingNote {
	title: string;
	cause: string;
}

export function readingNotes(
	{ steps, content, byteCount }: Omit<ReadingFacts, 'alternatives'>,
	language: Language
): ReadingNote[] {
	const text = readingMessages[language];
	const notes: ReadingNote[] = [];
	const size = formatBytes(byteCount, language);
	const damaged = content.kind === 'TEXT' || content.kind === 'UNKNOWN';
	if (wasUtf16({ steps }))
		notes.push({
			title: text.utf16Title,
			cause: damaged ? text.utf16Damaged : text.utf16Cause
		});
	const damage = steps.find(({ step }) => step === 'UNDONE')?.name as TextDamage | undefined;
	if (damage)
		notes.push({ title: text.damagedTitle, cause: text.damagedCause(text.damages[damage]) });
	if (wasEncodedTwice({ steps }))
		notes.push({ title: text.twiceTitle, cause: text.twiceCause(size) });
	return notes;
}

import { toHex, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { wipeReadings, type FileReading } from '#lib/domain/reading/reading.ts';
import { rsaModulusLimits, type KeyAlgorithm } from '#lib/domain/reading/content.ts';
import { wrapTargetFacts, type WrapTarget } from '#lib/domain/wrap/wrap-targets.ts';
import type { WrappingAlgorithm } from '#lib/domain/import/wrapping.ts';
import { cloudWords } from '#lib/service/handouts/cloud-words.ts';
import { formatDateTimeWithZone, groupsOfFour } from '../words/format.ts';
import { describeError } from '../messages/errors.ts';
import type { Language } from '#lib/domain/language.ts';
import { wrapMessages } from '../messages/wrap.ts';
import { algorithmWords, containerWords, type ReadingFacts } from '../words/reading-words.ts';

/** What was brought as the public key of a service; nothing in it is secret. */
export interface PublicKeyEntry {
	name: string;
	fileBytes: number;
	/** of the public key, or of what was found instead */
	reading: ReadingFacts;
	/** SubjectPublicKeyInfo in DER, and the size that the reading says; only of an RSA key */
	found: { publicKey: Bytes; modulusBits: number } | undefined;
	/** different public keys in the file */
	keyCount: number;
	/** what came along with it */
	importToken: Bytes | undefined;
	/** what another Airlock's token says */
	algorithm: WrappingAlgorithm | undefined;
	/** `kid` of a JWK, or the key that a cloud's answer names */
	keyId: string | undefined;
	/** until when what was brought works, if it says so */
	validTo: number | undefined;
}

/** What was brought, as it was read; of several public keys the first. Private keys are wiped. */
export function publicKeyEntry(
	name: string,
	fileBytes: number,
	readings: readonly FileReading[]
): PublicKeyEntry {
	const keys = readings.filter(isPublicKey);
	const rsa = readings.find(isUsable);
	const token = readings.find(isToken);
	const shown = rsa ?? keys[0] ?? readings[0];
	if (!shown) throw new RangeError('a reading is never empty');
	const keyCount = new Set(keys.map(({ bytes: key }) => toHex(key))).size;
	wipeReadings(readings.filter((reading) => reading !== rsa && reading !== token));
	const { content, steps, alternatives, bytes } = shown;
	const airlock =
		token?.content.kind === 'IMPORT_TOKEN' ? (token.content.token ?? undefined) : undefined;
	const facts = readings.map((reading) => reading.facts).find(Boolean);
	return {
		name,
		fileBytes,
		reading: { content, steps, alternatives, byteCount: bytes.length },
		found: rsa && { publicKey: rsa.bytes, modulusBits: bitsOf(rsa) },
		keyCount,
		importToken: rsa && token?.bytes,
		algorithm: airlock?.wrappingAlgorithm,
		keyId: content.kind === 'PUBLIC_KEY' ? (content.keyId ?? facts?.keyId) : facts?.keyId,
		validTo: airlock?.validTo ?? facts?.validTo
	};
}

const isPublicKey = ({ content }: FileReading) => content.kind === 'PUBLIC_KEY';
const isUsable = ({ content }: FileReading) =>
	content.kind === 'PUBLIC_KEY' && content.algorithm.type === 'RSA' && !content.algorithm.fault;
const isToken = ({ content }: FileReading) =>
	content.kind === 'IMPORT_TOKEN' || content.kind === 'CLOUD_TOKEN';

function bitsOf({ content }: FileReading): number {
	return content.kind === 'PUBLIC_KEY' && content.algorithm.type === 'RSA'
		? content.algorithm.modulusBits
		: 0;
}

export interface PublicKeyVerdict {
	tone: 'ok' | 'warning' | 'danger';
	title: string;
	cause: string;
}

/** Whether the key can be used for a service, in words. @param fingerprint - hex, once it is known */
export function publicKeyVerdict(
	entry: PublicKeyEntry,
	target: WrapTarget | undefined,
	fingerprint: string | undefined,
	language: Language,
	now: number
): PublicKeyVerdict {
	const text = wrapMessages[language];
	const no = (title: string, cause = ''): PublicKeyVerdict => ({ tone: 'danger', title, cause });
	const { content } = entry.reading;
	if (!entry.found) {
		if (content.kind === 'PRIVATE_KEY') return no(text.pkPrivate, text.pkPrivateCause);
		if (content.kind === 'CLOUD_TOKEN' || content.kind === 'IMPORT_TOKEN')
			return no(text.pkOnlyToken, text.pkOnlyTokenCause);
		if (content.kind === 'CONTAINER')
			return { tone: 'danger', ...containerWords(content, language) };
		if (content.kind === 'PUBLIC_KEY') return unusableKey(content.algorithm, language);
		return no(text.pkNone, text.pkNoneCause);
	}
	const { modulusBits } = entry.found;
	if (target !== undefined && !fitsTarget(entry, target)) {
		return no(text.pkSize(cloudWords[language][target].name, keySizes(target), modulusBits));
	}
	const until = content.kind === 'PUBLIC_KEY' ? content.validUntil : undefined;
	const ended = until !== undefined && until < now ? until : undefined;
	const tone = entry.keyCount > 1 || ended !== undefined ? 'warning' : 'ok';
	const notes = [
		fingerprint === undefined ? '' : text.fingerprint(groupsOfFour(fingerprint).join(' ')),
		content.kind === 'PUBLIC_KEY' ? text.pkFrom[content.form] : '',
		entry.keyCount > 1 ? text.pkMany(entry.keyCount) : '',
		ended === undefined ? '' : text.pkExpired(formatDateTimeWithZone(ended, language)),
		entry.importToken && target !== undefined && takesToken(target) ? text.pkToken : '',
		entry.validTo === undefined
			? ''
			: text.tokenUntil(formatDateTimeWithZone(entry.validTo, language))
	];
	return { tone, title: text.pkOk(modulusBits), cause: notes.filter(Boolean).join(' ') };
}

/** A public key that no service wraps with: another kind, or one that fails the check. */
function unusableKey(algorithm: KeyAlgorithm, language: Language): PublicKeyVerdict {
	const text = wrapMessages[language];
	if (algorithm.type !== 'RSA')
		return {
			tone: 'danger',
			title: text.pkOther(algorithmWords(algorithm, language)),
			cause: text.pkNoneCause
		};
	if (algorithm.modulusBits < rsaModulusLimits.leastBits)
		return { tone: 'danger', title: text.pkSmall(algorithm.modulusBits), cause: text.pkNoneCause };
	const error = new KmsError('InvalidPublicKey', { reason: algorithm.fault ?? 'NOT_RSA' });
	const { title, cause, next } = describeError(error, language);
	return { tone: 'danger', title, cause: `${cause} ${next}` };
}

/** Services whose upload takes the token as the file that it came in. */
export function takesToken(target: WrapTarget): boolean {
	return target === 'AWS' || target === 'AIRLOCK';
}

/** @returns the sizes that the service has, as one text */
export const keySizes = (target: WrapTarget): string =>
	wrapTargetFacts[target].wrappingKeyBits.map((bits) => `RSA-${bits}`).join(', ');

export function fitsTarget({ found }: PublicKeyEntry, target: WrapTarget): boolean {
	return found !== undefined && wrapTargetFacts[target].wrappingKeyBits.includes(found.modulusBits);
}

import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import { readFile, wipeReadings, type FileReading, type ReadAs } from '#lib/domain/file-reading.ts';
import { wrapTargetFacts, type WrapTarget } from '#lib/domain/wrap-targets.ts';
import type { WrappingAlgorithm } from '#lib/domain/wrapping.ts';
import { cloudWords } from '#lib/service/cloud-words.ts';
import { formatDateTimeWithZone, groupsOfFour } from '../format.ts';
import type { Language } from '../messages/messages.ts';
import { wrapMessages } from '../messages/wrap.ts';
import { containerWords, type ReadingFacts } from '../reading-words.ts';

/** What was brought as the public key of a service; nothing in it is secret. */
export interface PublicKeyEntry {
	name: string;
	fileBytes: number;
	/** of the public key, or of what was found instead */
	reading: ReadingFacts;
	/** SubjectPublicKeyInfo in DER, and the size that the reading says; only of an RSA key */
	found: { publicKey: Bytes; modulusBits: number } | undefined;
	/** what came along with it */
	importToken: Bytes | undefined;
	/** what another Airlock's token says */
	algorithm: WrappingAlgorithm | undefined;
	/** `kid` of a JWK, or the key that a cloud's answer names */
	keyId: string | undefined;
	/** until when what was brought works, if it says so */
	validTo: number | undefined;
}

/** Reads what was brought; of several public keys the first. Private keys are wiped. */
export function readPublicKey(name: string, file: Uint8Array, as: ReadAs): PublicKeyEntry {
	const readings = readFile(file, { name, as });
	const rsa = readings.find(isRsaPublicKey);
	const token = readings.find(isToken);
	const shown = rsa ?? readings.find(isPublicKey) ?? readings[0];
	if (!shown) throw new RangeError('a reading is never empty');
	wipeReadings(readings.filter((reading) => reading !== rsa && reading !== token));
	const { content, steps, alternatives, bytes } = shown;
	const airlock =
		token?.content.kind === 'IMPORT_TOKEN' ? (token.content.token ?? undefined) : undefined;
	const facts = readings.map((reading) => reading.facts).find(Boolean);
	return {
		name,
		fileBytes: file.length,
		reading: { content, steps, alternatives, byteCount: bytes.length },
		found: rsa && { publicKey: rsa.bytes, modulusBits: bitsOf(rsa) },
		importToken: rsa && token?.bytes,
		algorithm: airlock?.wrappingAlgorithm,
		keyId: content.kind === 'PUBLIC_KEY' ? (content.keyId ?? facts?.keyId) : facts?.keyId,
		validTo: airlock?.validTo ?? facts?.validTo
	};
}

const isPublicKey = ({ content }: FileReading) => content.kind === 'PUBLIC_KEY';
const isRsaPublicKey = ({ content }: FileReading) =>
	content.kind === 'PUBLIC_KEY' && content.algorithm.type === 'RSA';
const isToken = ({ content }: FileReading) =>
	content.kind === 'IMPORT_TOKEN' || content.kind === 'CLOUD_TOKEN';

function bitsOf({ content }: FileReading): number {
	return content.kind === 'PUBLIC_KEY' && content.algorithm.type === 'RSA'
		? content.algorithm.modulusBits
		: 0;
}

/** Bytes of an entry that is no longer needed. */
export function forgetPublicKey(entry: PublicKeyEntry | undefined): void {
	wipe(entry?.found?.publicKey, entry?.importToken);
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
	language: Language
): PublicKeyVerdict {
	const text = wrapMessages[language];
	const no = (title: string, cause = ''): PublicKeyVerdict => ({ tone: 'danger', title, cause });
	const { content } = entry.reading;
	if (!entry.found) {
		if (content.kind === 'PRIVATE_KEY') return no(text.pkPrivate, text.pkPrivateCause);
		if (content.kind === 'CLOUD_TOKEN' || content.kind === 'IMPORT_TOKEN')
			return no(text.pkOnlyToken, text.pkOnlyTokenCause);
		if (content.kind === 'CONTAINER')
			return { tone: 'danger', ...containerWords(content.form, language) };
		if (content.kind === 'PUBLIC_KEY') return no(text.pkEc, text.pkNoneCause);
		return no(text.pkNone, text.pkNoneCause);
	}
	const { modulusBits } = entry.found;
	if (modulusBits < 2048) return no(text.pkSmall(modulusBits), text.pkNoneCause);
	if (target !== undefined && !fitsTarget(entry, target)) {
		const sizes = wrapTargetFacts[target].wrappingKeyBits.map((bits) => `RSA-${bits}`).join(', ');
		return no(text.pkSize(cloudWords[language][target].name, sizes, modulusBits));
	}
	const notes = [
		fingerprint === undefined ? '' : text.fingerprint(groupsOfFour(fingerprint).join(' ')),
		content.kind === 'PUBLIC_KEY' && content.form === 'CERTIFICATE' ? text.pkCertificate : '',
		entry.importToken && target !== undefined && takesToken(target) ? text.pkToken : '',
		entry.validTo === undefined
			? ''
			: text.tokenUntil(formatDateTimeWithZone(entry.validTo, language))
	];
	return { tone: 'ok', title: text.pkOk(modulusBits), cause: notes.filter(Boolean).join(' ') };
}

/** Services whose upload takes the token as the file that it came in. */
export function takesToken(target: WrapTarget): boolean {
	return target === 'AWS' || target === 'AIRLOCK';
}

export function fitsTarget({ found }: PublicKeyEntry, target: WrapTarget): boolean {
	return found !== undefined && wrapTargetFacts[target].wrappingKeyBits.includes(found.modulusBits);
}

/** Archives: zip, tar, gzip, and tar in gzip. Each is unpacked once and within one bound; none inside another. */
import { equalBytes, wipe, type Bytes } from '../bytes.ts';
import { gunzip, looksLikeGzip } from './gzip-member.ts';
import type { CloudFacts } from './content.ts';
import { certainty, leaf, namedToken, refusal, withStep, type Layer } from './layer.ts';
import { mayBeSecondPart, withPartsJoined } from './parts-apart.ts';
import { holdsShares, mostReadings, type FileReading, type ReadStep } from './reading.ts';
import { looksLikeTar, tarMembers } from './tar-members.ts';
import { looksLikeZip, zipMembers } from './zip-members.ts';

/** Reads what was inside as if it were a file of its own. */
type Read = (bytes: Uint8Array, layer: Layer) => FileReading[];

/** Whether the bytes are packed by one of the programs that are undone here. */
export const looksPacked = (bytes: Uint8Array): boolean =>
	looksLikeZip(bytes) || looksLikeGzip(bytes) || looksLikeTar(bytes);

/** @returns undefined where the file is not an archive */
export function readArchive(file: Uint8Array, layer: Layer, read: Read): FileReading[] | undefined {
	if (looksLikeZip(file)) return readFiles('ZIP', file, layer, read);
	if (looksLikeGzip(file)) return readGzip(file, layer, read);
	return looksLikeTar(file) ? readFiles('TAR', file, layer, read) : undefined;
}

/** Opens an archive of several files. */
const openers = { ZIP: zipMembers, TAR: tarMembers };

/** Airlock's import parameters, AWS's (`wrappingKey_…`, `importToken_…`), or others. Files without a key are left out. */
function readFiles(
	step: keyof typeof openers,
	archive: Uint8Array,
	layer: Layer,
	read: Read
): FileReading[] {
	const whole = withStep(layer, { step });
	if (layer.insideArchive) return [refusal('ARCHIVE_NESTED', whole)];
	const members = openers[step](archive);
	if ('refused' in members) return [refusal(members.refused, whole)];
	const { kept, refused } = readMembers(members, step, layer, read);
	return kept.length > 0 ? kept : [refused ?? withoutKeys(step, whole)];
}

function readGzip(gzip: Uint8Array, layer: Layer, read: Read): FileReading[] {
	const whole = withStep(layer, { step: 'GZIP' });
	if (layer.insideArchive) return [refusal('ARCHIVE_NESTED', whole)];
	const unpacked = gunzip(gzip);
	if ('refused' in unpacked) return [refusal(unpacked.refused, whole)];
	const { name, bytes } = unpacked;
	if (looksLikeTar(bytes)) {
		const readings = readFiles('TAR', bytes, whole, read);
		wipe(bytes);
		return readings;
	}
	const members = [{ name: name ?? '', bytes }];
	const { kept, refused } = readMembers(members, 'GZIP', layer, read);
	return kept.length > 0 ? kept : [refused ?? withoutKeys('GZIP', whole)];
}

function withoutKeys(step: 'ZIP' | 'TAR' | 'GZIP', layer: Layer): FileReading {
	if (step === 'ZIP') return refusal('ZIP_WITHOUT_KEYS', layer);
	return { ...leaf(new Uint8Array(), layer), content: { kind: 'CONTAINER', form: step } };
}

/** @param members - wiped here. @returns what says what it is or has the length of a key, each once; else why one was refused */
function readMembers(
	members: readonly { name: string; bytes: Bytes }[],
	step: ReadStep['step'],
	layer: Layer,
	read: Read
): { kept: FileReading[]; refused: FileReading | undefined } {
	const readings: FileReading[] = [];
	for (const { name, bytes } of members) {
		if (readings.length < mostReadings) {
			const named = name === '' ? { step } : { step, name };
			const inner = withStep({ ...layer, insideArchive: true }, named);
			const facts = factsOfName(name);
			const found = read(bytes, facts ? { ...inner, facts } : inner);
			readings.push(...found.map((reading) => namedToken(name, reading)));
		}
		wipe(bytes);
	}
	const meant = readings.filter(
		(reading) => mayBeMeant(reading, layer) || mayBeSecondPart(reading)
	);
	const kept = onlyOnce(layer.everyValue ? meant : withPartsJoined(meant));
	wipe(...readings.filter((reading) => !kept.includes(reading)).map(({ bytes }) => bytes));
	return { kept, refused: readings.find(({ content }) => content.kind === 'REFUSED') };
}

/** What is looked for everywhere may have a line break behind it, or an IV, which no length tells. */
const mayBeMeant = (reading: FileReading, { everyValue }: Layer): boolean =>
	certainty(reading) > 0 || (everyValue === true && reading.content.kind === 'UNKNOWN');

/** @returns the first of those whose bytes are equal; a share that is there twice is to be said */
export const onlyOnce = (readings: readonly FileReading[]): FileReading[] =>
	readings.filter(
		(reading, index) =>
			holdsShares(reading) ||
			readings.findIndex((other) => equalBytes(other.bytes, reading.bytes)) === index
	);

/** AWS names its files after the key: `importToken_<key id>_<time>`. */
function factsOfName(name: string): CloudFacts | undefined {
	const keyId = /(?:wrappingKey|importToken)_([0-9a-f-]{36})/i.exec(name)?.[1];
	return keyId === undefined ? undefined : { cloud: 'AWS', keyId };
}

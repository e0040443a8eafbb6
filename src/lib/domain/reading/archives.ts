/** Archives: zip, tar, gzip, and tar in gzip. Each is unpacked once and within one bound; none inside another. */
import { equalBytes, wipe, type Bytes } from '../bytes.ts';
import type { ContainerForm } from './container-groups.ts';
import { gunzip, looksLikeGzip } from './gzip-member.ts';
import type { CloudFacts } from './json-members.ts';
import { certainty, leaf, namedToken, refusal, withStep, type Layer } from './layer.ts';
import { mostReadings, type FileReading, type ReadStep } from './reading.ts';
import { looksLikeTar, tarMembers } from './tar-members.ts';
import { looksLikeZip, zipMembers } from './zip-members.ts';

/** Reads what was inside as if it were a file of its own. */
type Read = (bytes: Uint8Array, layer: Layer) => FileReading[];

/** Whether the bytes are packed by one of the programs that are undone here. */
export const looksPacked = (bytes: Uint8Array): boolean =>
	looksLikeZip(bytes) || looksLikeGzip(bytes) || looksLikeTar(bytes);

/** @returns undefined for what is no archive */
export function readArchive(file: Uint8Array, layer: Layer, read: Read): FileReading[] | undefined {
	if (looksLikeZip(file)) return readZip(file, layer, read);
	if (looksLikeGzip(file)) return readGzip(file, layer, read);
	return looksLikeTar(file) ? readTar(file, layer, read) : undefined;
}

/** Airlock's import parameters, AWS's (`wrappingKey_…`, `importToken_…`), or any other: what is no key is left out. */
function readZip(zip: Uint8Array, layer: Layer, read: Read): FileReading[] {
	const whole = withStep(layer, { step: 'ZIP' });
	if (layer.insideArchive) return [refusal('ZIP_NESTED', whole)];
	const members = zipMembers(zip);
	if ('refused' in members) return [refusal(members.refused, whole)];
	const { kept, refused } = readMembers(members, 'ZIP', layer, read);
	return kept.length > 0 ? kept : [refused ?? refusal('ZIP_WITHOUT_KEYS', whole)];
}

function readTar(tar: Uint8Array, layer: Layer, read: Read): FileReading[] {
	const whole = withStep(layer, { step: 'TAR' });
	if (layer.insideArchive) return [refusal('ZIP_NESTED', whole)];
	const members = tarMembers(tar);
	if ('refused' in members) return [refusal(members.refused, whole)];
	const { kept, refused } = readMembers(members, 'TAR', layer, read);
	return kept.length > 0 ? kept : [refused ?? withoutKeys('TAR', whole)];
}

function readGzip(gzip: Uint8Array, layer: Layer, read: Read): FileReading[] {
	if (layer.insideArchive) return [refusal('ZIP_NESTED', withStep(layer, { step: 'GZIP' }))];
	const unpacked = gunzip(gzip);
	if ('refused' in unpacked) return [refusal(unpacked.refused, withStep(layer, { step: 'GZIP' }))];
	const { name, bytes } = unpacked;
	if (looksLikeTar(bytes)) {
		const readings = readTar(bytes, withStep(layer, { step: 'GZIP' }), read);
		wipe(bytes);
		return readings;
	}
	const members = [{ name: name ?? '', bytes }];
	const { kept, refused } = readMembers(members, 'GZIP', layer, read);
	if (kept.length > 0) return kept;
	return [refused ?? withoutKeys('GZIP', withStep(layer, { step: 'GZIP' }))];
}

function withoutKeys(form: ContainerForm, layer: Layer): FileReading {
	return { ...leaf(new Uint8Array(), layer), content: { kind: 'CONTAINER', form } };
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
	const kept = onlyOnce(readings.filter((reading) => mayBeMeant(reading, layer)));
	wipe(...readings.filter((reading) => !kept.includes(reading)).map(({ bytes }) => bytes));
	return { kept, refused: readings.find(({ content }) => content.kind === 'REFUSED') };
}

/** What is looked for everywhere may have a line break behind it, or an IV, which no length tells. */
const mayBeMeant = (reading: FileReading, { everyValue }: Layer): boolean =>
	certainty(reading) > 0 || (everyValue === true && reading.content.kind === 'UNKNOWN');

/** @returns the first of those whose bytes are equal */
export const onlyOnce = (readings: readonly FileReading[]): FileReading[] =>
	readings.filter(
		(reading, index) =>
			readings.findIndex((other) => equalBytes(other.bytes, reading.bytes)) === index
	);

/** AWS names its files after the key: `importToken_<key id>_<time>`. */
function factsOfName(name: string): CloudFacts | undefined {
	const keyId = /(?:wrappingKey|importToken)_([0-9a-f-]{36})/i.exec(name)?.[1];
	return keyId === undefined ? undefined : { cloud: 'AWS', keyId };
}

/** Files that hold several things: PEM, JSON, zip. */
import { equalBytes, wipe } from '../bytes.ts';
import type { FileReading } from './reading.ts';
import type { FileContent } from './content.ts';
import { jsonMembers, type CloudFacts, type JsonMember } from './json-members.ts';
import {
	asCloudToken,
	certainty,
	leaf,
	namedToken,
	refusal,
	withStep,
	type Layer
} from './layer.ts';
import { pemBlocks, type PemBlock } from './pem-blocks.ts';
import { zipMembers } from './zip-members.ts';

/** Reads what was inside as if it were a file of its own. */
type Read = (bytes: Uint8Array, layer: Layer) => FileReading[];

/** @returns nothing for text without a block */
export function readPem(text: Uint8Array, layer: Layer): FileReading[] {
	return pemBlocks(text)
		.filter(({ label }) => label !== 'EC PARAMETERS')
		.map((block) => readPemBlock(block, withStep(layer, { step: 'PEM', name: block.label })));
}

function readPemBlock({ label, bytes, encrypted }: PemBlock, layer: Layer): FileReading {
	const isPrivate = label.endsWith('PRIVATE KEY') && !label.startsWith('PGP ');
	if (label.startsWith('PGP ')) {
		wipe(bytes);
		return { ...leaf(new Uint8Array(), layer), content: { kind: 'CONTAINER', form: 'PGP' } };
	}
	if (!bytes) {
		const content: FileContent = isPrivate
			? { kind: 'PRIVATE_KEY', form: privateForm(label), algorithm: undefined, encrypted: true }
			: { kind: 'UNKNOWN' };
		return { ...leaf(new Uint8Array(), layer), content };
	}
	const reading = leaf(bytes, layer);
	if (!isPrivate || reading.content.kind === 'PRIVATE_KEY') return reading;
	const form = privateForm(label);
	return { ...reading, content: { kind: 'PRIVATE_KEY', form, algorithm: undefined, encrypted } };
}

function privateForm(label: string) {
	if (label.startsWith('OPENSSH')) return 'OPENSSH';
	if (label.startsWith('RSA')) return 'PKCS_1';
	return label.startsWith('EC ') ? 'SEC_1' : 'PKCS_8';
}

/** @returns nothing for what is no JSON object, or holds nothing known */
export function readJson(text: Uint8Array, layer: Layer, read: Read): FileReading[] {
	const found = jsonMembers(text);
	if (!found) return [];
	const inner = { ...layer, facts: found.facts };
	return found.members.flatMap((member) =>
		readJsonMember(member, withStep(inner, { step: 'JSON', name: member.name }), read)
	);
}

function readJsonMember(member: JsonMember, layer: Layer, read: Read): FileReading[] {
	switch (member.is) {
		case 'ENCODED': {
			const readings = read(member.text, layer);
			wipe(member.text);
			return member.token ? readings.map((reading) => asCloudToken(reading)) : readings;
		}
		case 'JWK': {
			const reading = leaf(member.der, layer);
			const { content } = reading;
			if (content.kind !== 'PUBLIC_KEY' && content.kind !== 'PRIVATE_KEY') return [reading];
			const keyId = member.keyId === undefined ? {} : { keyId: member.keyId };
			return [{ ...reading, content: { ...content, form: 'JWK', ...keyId } }];
		}
		case 'SYMMETRIC_JWK':
			return [{ ...leaf(member.bytes, layer), content: { kind: 'KEY_MATERIAL' } }];
		case 'BYTES':
			return [leaf(member.bytes, layer)];
		case 'CONTAINER': {
			const content: FileContent = { kind: 'CONTAINER', form: member.form };
			return [{ ...leaf(new Uint8Array(), layer), content }];
		}
		case 'BYOK_FILE':
			return [
				{
					...leaf(member.bytes, layer),
					content: { kind: 'BYOK_FILE', keyId: member.keyId }
				}
			];
	}
}

/** All that is said of a zip; one file of it may add its own most. */
const mostReadings = 64;

/** Airlock's import parameters, AWS's (`wrappingKey_…`, `importToken_…`), or any other: what is no key is left out. */
export function readZip(zip: Uint8Array, layer: Layer, read: Read): FileReading[] {
	if (layer.insideZip) return [refusal('ZIP_NESTED', withStep(layer, { step: 'ZIP' }))];
	const members = zipMembers(zip);
	if ('refused' in members) return [refusal(members.refused, withStep(layer, { step: 'ZIP' }))];
	const readings: FileReading[] = [];
	for (const { name, bytes } of members) {
		if (readings.length >= mostReadings) {
			wipe(bytes);
			continue;
		}
		const inner = withStep({ ...layer, insideZip: true }, { step: 'ZIP', name });
		const facts = factsOfName(name);
		const found = read(bytes, facts ? { ...inner, facts } : inner);
		wipe(bytes);
		readings.push(...found.map((reading) => namedToken(name, reading)));
	}
	const kept = readings.filter(
		(reading, index) =>
			certainty(reading) > 0 &&
			readings.findIndex((other) => equalBytes(other.bytes, reading.bytes)) === index
	);
	const lost = readings.filter((reading) => !kept.includes(reading));
	wipe(...lost.map(({ bytes }) => bytes));
	if (kept.length > 0) return kept;
	const nested = readings.find(({ content }) => content.kind === 'REFUSED');
	return [nested ?? refusal('ZIP_WITHOUT_KEYS', withStep(layer, { step: 'ZIP' }))];
}

/** AWS names its files after the key: `importToken_<key id>_<time>`. */
function factsOfName(name: string): CloudFacts | undefined {
	const keyId = /(?:wrappingKey|importToken)_([0-9a-f-]{36})/i.exec(name)?.[1];
	return keyId === undefined ? undefined : { cloud: 'AWS', keyId };
}

/** Texts that hold several things: PEM and JSON. */
import { withPartsJoined } from './parts-apart.ts';
import { wipe } from '../bytes.ts';
import type { FileReading } from './reading.ts';
import type { FileContent } from './content.ts';
import { jsonMembers, type JsonMember } from './json-members.ts';
import { asCloudToken, asNamed, certainty, leaf, withStep, type Layer } from './layer.ts';
import { pemBlocks, type PemBlock } from './pem-blocks.ts';
import { readValues } from './text-values.ts';

/** Reads what was inside as if it were a file of its own. */
type Read = (bytes: Uint8Array, layer: Layer) => FileReading[];

/** @returns nothing for text without a block */
export function readPem(text: Uint8Array, layer: Layer): FileReading[] {
	const blocks = pemBlocks(text);
	// Where none has a body that can be read, the text may have been changed on its way.
	if (!blocks.some(({ label, bytes }) => bytes ?? /PRIVATE|^PGP /.test(label))) return [];
	const keys = blocks.filter(({ label }) => !label.endsWith(' PARAMETERS'));
	return (keys.length > 0 ? keys : blocks.slice(0, 1)).map((block) =>
		readPemBlock(block, withStep(layer, { step: 'PEM', name: block.label }))
	);
}

function readPemBlock({ label, bytes, ...block }: PemBlock, layer: Layer): FileReading {
	const encrypted = block.encrypted || label.startsWith('ENCRYPTED ');
	const isPrivate = label.endsWith('PRIVATE KEY') && !label.startsWith('PGP ');
	const form = privateForm(label);
	if (label.startsWith('PGP ')) {
		wipe(bytes);
		return { ...leaf(new Uint8Array(), layer), content: { kind: 'CONTAINER', form: 'PGP' } };
	}
	if (!bytes || label.endsWith(' PARAMETERS')) {
		const content: FileContent = isPrivate
			? { kind: 'PRIVATE_KEY', form, algorithm: undefined, encrypted }
			: { kind: 'UNKNOWN' };
		return { ...leaf(new Uint8Array(), layer), content };
	}
	const reading = leaf(bytes, layer);
	if (!isPrivate || reading.content.kind === 'PRIVATE_KEY') return reading;
	const content = { kind: 'PRIVATE_KEY', form, algorithm: undefined, encrypted } as const;
	return { ...reading, content };
}

function privateForm(label: string) {
	if (label.startsWith('OPENSSH')) return 'OPENSSH';
	if (/COSIGN|SIGSTORE/.test(label)) return 'COSIGN';
	if (label.startsWith('RSA')) return 'PKCS_1';
	return label.startsWith('EC ') ? 'SEC_1' : 'PKCS_8';
}

/** @returns nothing if it is not a JSON object, or holds nothing known */
export function readJson(text: Uint8Array, layer: Layer, read: Read): FileReading[] {
	const found = jsonMembers(text);
	if (!found) return [];
	const inner = { ...layer, facts: found.facts };
	const readings = found.members.flatMap((member) =>
		readJsonMember(member, withStep(inner, { step: 'JSON', name: member.name }), read)
	);
	if (!layer.everyValue && readings.some((reading) => certainty(reading) > 0))
		return withPartsJoined(readings);
	return [...readValues(found.others, 'JSON', layer, read), ...readings];
}

function readJsonMember(member: JsonMember, layer: Layer, read: Read): FileReading[] {
	switch (member.is) {
		case 'ENCODED': {
			const readings = read(member.text, layer);
			wipe(member.text);
			if (member.token) return readings.map((reading) => asCloudToken(reading));
			return readings.map((reading) => asNamed(member.name, reading));
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
		case 'NAMED':
			return [{ ...leaf(new Uint8Array(), layer), content: member.content }];
		case 'BYOK_FILE':
			return [
				{
					...leaf(member.bytes, layer),
					content: { kind: 'BYOK_FILE', keyId: member.keyId }
				}
			];
	}
}

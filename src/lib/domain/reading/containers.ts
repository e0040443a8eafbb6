/** Texts that hold several things: PEM and JSON. */
import { withPartsJoined } from './parts-apart.ts';
import { equalBytes, utf8, wipe } from '../bytes.ts';
import type { FileReading } from './reading.ts';
import type { FileContent } from './content.ts';
import { jsonMembers, type JsonMember } from './json-members.ts';
import { asCloudToken, certainty, leaf, withStep, type Layer } from './layer.ts';
import { pemBlocks, type PemBlock } from './pem-blocks.ts';
import { readValues } from './text-values.ts';

/** Reads what was inside as if it were a file of its own. */
type Read = (bytes: Uint8Array, layer: Layer) => FileReading[];

/** @returns nothing for text without a block */
export function readPem(text: Uint8Array, layer: Layer): FileReading[] {
	return pemBlocks(text)
		.filter(({ label }) => label !== 'EC PARAMETERS')
		.map((block) => readPemBlock(block, withStep(layer, { step: 'PEM', name: block.label })));
}

function readPemBlock({ label, bytes, ...block }: PemBlock, layer: Layer): FileReading {
	const encrypted = block.encrypted || label.startsWith('ENCRYPTED ');
	const isPrivate = label.endsWith('PRIVATE KEY') && !label.startsWith('PGP ');
	const form = privateForm(label);
	if (label.startsWith('PGP ')) {
		wipe(bytes);
		return { ...leaf(new Uint8Array(), layer), content: { kind: 'CONTAINER', form: 'PGP' } };
	}
	if (!bytes) {
		const content: FileContent = isPrivate
			? { kind: 'PRIVATE_KEY', form, algorithm: undefined, encrypted }
			: { kind: 'UNKNOWN' };
		return { ...leaf(new Uint8Array(), layer), content };
	}
	const reading = leaf(bytes, layer);
	if (!isPrivate || reading.content.kind === 'PRIVATE_KEY') return reading;
	const isLocked = encrypted || isLockedOpenSsh(reading.bytes);
	const content = { kind: 'PRIVATE_KEY', form, algorithm: undefined, encrypted: isLocked } as const;
	return { ...reading, content };
}

function privateForm(label: string) {
	if (label.startsWith('OPENSSH')) return 'OPENSSH';
	if (/COSIGN|SIGSTORE/.test(label)) return 'COSIGN';
	if (label.startsWith('RSA')) return 'PKCS_1';
	return label.startsWith('EC ') ? 'SEC_1' : 'PKCS_8';
}

const openSshHead = utf8('openssh-key-v1\0');
const noCipher = utf8('\0\0\0\u0004none');

/** OpenSSH's PROTOCOL.key: a head, then the name of the cipher. */
function isLockedOpenSsh(blob: Uint8Array): boolean {
	const cipher = blob.subarray(openSshHead.length);
	return (
		equalBytes(blob.subarray(0, openSshHead.length), openSshHead) &&
		!equalBytes(cipher.subarray(0, noCipher.length), noCipher)
	);
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
			return saysCiphertext.test(member.name) ? readings.map(asCiphertext) : readings;
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

const saysCiphertext = /cipher|encrypted|wrapped/i;

/** A field's name says that it holds ciphertext: it is not key material, though it may have the length of a key. */
function asCiphertext(reading: FileReading): FileReading {
	if (reading.content.kind !== 'KEY_MATERIAL') return reading;
	return { ...reading, content: { kind: 'CONTAINER', form: 'SEALED_JSON' } };
}

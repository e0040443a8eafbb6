/** What lies in the JSON that clouds, their command lines and other programs give out. */
import { concat, parseUtf8, utf8, wipe, type Bytes } from '../bytes.ts';
import { mlDsaSeedBytes } from '../key/key-material.ts';
import type { ContainerForm } from './container-groups.ts';
import { namedCurves, type Cloud, type CloudFacts, type FileContent } from './content.ts';
import { derOfNumbers, ed25519Bytes } from './keys-to-der.ts';
import { mlDsaLengths } from './ml-dsa-key.ts';
import { decodeBase64 } from './text-encodings.ts';
import type { TextValue } from './text-values.ts';

/** Something that a JSON text holds, still encoded or already bytes. */
export type JsonMember = { name: string } & (
	| { is: 'ENCODED'; text: Bytes; token: boolean }
	/** a key in DER */
	| { is: 'JWK'; der: Bytes; keyId: string | undefined }
	| { is: 'SYMMETRIC_JWK'; bytes: Bytes }
	| { is: 'BYOK_FILE'; bytes: Bytes; keyId: string | undefined }
	/** what is known without its bytes */
	| { is: 'NAMED'; content: FileContent }
	/** a list of numbers */
	| { is: 'BYTES'; bytes: Bytes }
);

type Fields = Readonly<Record<string, unknown>>;

/** In lower case, without underscores. */
const knownNames: ReadonlySet<string> = new Set([
	...['publickey', 'importtoken', 'ciphertextblob', 'encryptedkeymaterial', 'ciphertext'],
	...['plaintext', 'keymaterial', 'pem', 'privatekeyplaintext', 'wrappingpublickey']
]);
const plainName = (name: string) => name.toLowerCase().replaceAll(/[_-]/g, '');
const mostObjects = 200;
const deepest = 5;
/** Answers of clouds hold three. */
const mostMembers = 32;
const longestName = 100;
/** An ARN has at most 2048 characters; those of keys have 75. */
const longestKeyId = 512;

/** What a JSON text holds. */
export interface JsonFindings {
	members: JsonMember[];
	/** texts long enough for a key, under names that Airlock does not know */
	others: TextValue[];
	facts: CloudFacts | undefined;
}

/** @returns undefined unless the text is a JSON object or a list of objects, of which it reads the first ones only */
export function jsonMembers(text: Uint8Array): JsonFindings | undefined {
	if (!/^\s*(?:\{|\[\s*[{"])/.test(String.fromCharCode(...text.subarray(0, 64)))) return undefined;
	const parsed = parse(text);
	const root = Array.isArray(parsed) ? { '': parsed as unknown } : parsed;
	if (!isFields(root)) return undefined;
	const members: JsonMember[] = [];
	const others: TextValue[] = [];
	let facts: CloudFacts | undefined;
	const queue: { name: string; fields: Fields; depth: number }[] = [
		{ name: '', fields: root, depth: 0 }
	];
	for (let at = 0; at < queue.length && at < mostObjects && members.length < mostMembers; at++) {
		const { name, fields, depth } = queue[at] ?? { name: '', fields: {}, depth: deepest };
		const whole = byokFile(fields) ?? jwk(fields) ?? sealed(fields) ?? numbers(fields);
		if (whole) {
			members.push({ name, ...whole });
			continue;
		}
		for (const field of Object.keys(fields).slice(0, mostObjects)) {
			const value = fields[field];
			if (members.length >= mostMembers) break;
			if (typeof value === 'string' && knownNames.has(plainName(field))) {
				const token = plainName(field) === 'importtoken';
				members.push({ name: field, is: 'ENCODED', text: utf8(value), token });
				if (token || plainName(field) === 'publickey') facts ??= cloudFacts(fields, name);
			} else if (others.length < mostMembers)
				others.push(...otherTexts(field.slice(0, longestName), value));
			if (Array.isArray(value) && value.length >= fewestNumbers && value.every(isByte))
				members.push({ name: field, is: 'BYTES', bytes: Uint8Array.from(value as number[]) });
			const nested = Array.isArray(value) ? value.slice(0, mostObjects) : [value];
			if (depth < deepest && queue.length < mostObjects)
				queue.push(
					...nested.filter(isFields).map((inner) => ({
						name: field.slice(0, longestName),
						fields: inner,
						depth: depth + 1
					}))
				);
		}
	}
	return { members, others, facts };
}

const shortestOther = 20;

function otherTexts(name: string, value: unknown): TextValue[] {
	const texts: unknown[] = Array.isArray(value) ? value.slice(0, mostMembers) : [value];
	return texts.flatMap((text) =>
		typeof text === 'string' && text.length >= shortestOther
			? [{ name, before: name, text, inProse: false }]
			: []
	);
}

function parse(text: Uint8Array): unknown {
	try {
		return JSON.parse(parseUtf8(text) ?? '') as unknown;
	} catch {
		return undefined;
	}
}

const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const stringOf = (fields: Fields, name: string): string | undefined => {
	const value = fields[name];
	return typeof value === 'string' && value !== '' ? value : undefined;
};
const shortOf = (fields: Fields, name: string) => stringOf(fields, name)?.slice(0, longestKeyId);
const numberOf = (fields: Fields, name: string): Bytes | undefined => {
	const value = stringOf(fields, name);
	return value === undefined ? undefined : decodeBase64(utf8(value));
};

/** Azure's transfer file, as its specification for bringing keys has it. */
function byokFile(fields: Fields) {
	const header = fields['header'];
	const bytes = numberOf(fields, 'ciphertext');
	if (!isFields(header) || stringOf(header, 'enc') === undefined || !bytes) return undefined;
	return { is: 'BYOK_FILE', bytes, keyId: shortOf(header, 'kid') } as const;
}

const joseFields = ['recipients', 'encrypted_key', 'tag', 'iv'];
const cipherFields = [
	...['iv', 'nonce', 'authtag', 'salt', 'kdf', 'cipher', 'cipherparams', 'ephemeralkey', 'xamziv']
];

/** What programs call the ciphertext beside its IV. */
const cipherNames =
	/^(?:ciphertext|ct|data|content|payload|value|result|body|message|xamzkey.*)$|^encrypted/;

/** An object whose ciphertext stands beside what is needed to open it: RFC 7516 §7.2, key stores, SOPS, Tink. */
function sealed(fields: Fields) {
	const fieldNames = Object.keys(fields);
	if (fieldNames.length > mostObjects) return undefined;
	const names = new Set(fieldNames.map(plainName));
	const has = (...wanted: string[]) => wanted.some((name) => names.has(name));
	const container = (form: ContainerForm) =>
		({ is: 'NAMED', content: { kind: 'CONTAINER', form } }) as const;
	if (
		has('ciphertext') &&
		has('protected', 'unprotected') &&
		joseFields.some((name) => name in fields)
	)
		return container('JWE');
	if (isFields(fields['sops'])) return container('SOPS');
	if (has('encryptedkeyset') || (has('primarykeyid') && has('key')))
		return container('TINK_KEYSET');
	const hasCiphertext = fieldNames.some(
		(name) => typeof fields[name] === 'string' && cipherNames.test(plainName(name))
	);
	return hasCiphertext && has(...cipherFields) && !has('plaintext')
		? container('CIPHERTEXT')
		: undefined;
}

/** Node's Buffer and a Uint8Array as JSON.stringify writes them: `{"type":"Buffer","data":[…]}`, `{"0":…}`. */
function numbers(fields: Fields) {
	const data = fields['type'] === 'Buffer' ? fields['data'] : undefined;
	if (data === undefined && !('0' in fields)) return undefined;
	const values: unknown[] = Array.isArray(data) ? data : Object.values(fields);
	const inOrder = data !== undefined || Object.keys(fields).every((key, at) => key === String(at));
	const areBytes = values.length >= fewestNumbers && values.every(isByte);
	return inOrder && areBytes
		? ({ is: 'BYTES', bytes: Uint8Array.from(values as number[]) } as const)
		: undefined;
}

const fewestNumbers = 16;
const isByte = (value: unknown) =>
	typeof value === 'number' && Number.isInteger(value) && value >= -128 && value <= 255;

/** A key of RFC 7517, also as Azure prints it (`RSA-HSM`). */
function jwk(fields: Fields) {
	const keyType = stringOf(fields, 'kty')?.replace(/-HSM$/i, '');
	if (keyType === 'oct') {
		const bytes = numberOf(fields, 'k');
		return bytes && ({ is: 'SYMMETRIC_JWK', bytes } as const);
	}
	const der = derOfJwk.get(keyType ?? '')?.(fields);
	if (der) return { is: 'JWK', der, keyId: shortOf(fields, 'kid') } as const;
	return keyType === undefined
		? undefined
		: ({ is: 'NAMED', content: otherJwk(fields, keyType) } as const);
}

/** Of a kind or a curve that is not known here: it is named, and what is inside is not key material. */
function otherJwk(fields: Fields, keyType: string): FileContent {
	const oid = (stringOf(fields, 'crv') ?? keyType).slice(0, longestName);
	const key = { form: 'JWK', algorithm: { type: 'OTHER', oid } } as const;
	return 'd' in fields || 'priv' in fields
		? { kind: 'PRIVATE_KEY', ...key, encrypted: false }
		: { kind: 'PUBLIC_KEY', ...key };
}

/** RFC 7518 §6.3. */
function rsaJwk(fields: Fields): Bytes | undefined {
	const numbers = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'].map((name) => numberOf(fields, name));
	const [n, e] = numbers;
	if (!n || !e) return undefined;
	const all = numbers.filter((number) => number !== undefined);
	try {
		return all.length === numbers.length
			? derOfNumbers.rsaPrivate(all)
			: derOfNumbers.rsaPublic(n, e);
	} finally {
		wipe(...all);
	}
}

/** RFC 7518 §6.2. */
function ecJwk(fields: Fields): Bytes | undefined {
	const name = stringOf(fields, 'crv');
	const curve = namedCurves.find((known) => known === (name === 'P-256K' ? 'secp256k1' : name));
	const [x, y, d] = ['x', 'y', 'd'].map((part) => numberOf(fields, part));
	if (!curve || !x || !y) return undefined;
	const point = concat(Uint8Array.of(4), x, y);
	if (!d) return derOfNumbers.ecPublic(curve, point);
	try {
		return derOfNumbers.ecPrivate(curve, d, point);
	} finally {
		wipe(d);
	}
}

/** RFC 8037 §2; of other curves than Ed25519 it is named only. */
function ed25519Jwk(fields: Fields): Bytes | undefined {
	if (stringOf(fields, 'crv') !== 'Ed25519') return undefined;
	const [x, d] = ['x', 'd'].map((part) => numberOf(fields, part));
	try {
		if ([x, d].some((part) => part && part.length !== ed25519Bytes)) return undefined;
		return d ? derOfNumbers.ed25519Private(d) : x && derOfNumbers.ed25519Public(x);
	} finally {
		wipe(d);
	}
}

/** ML-DSA in JOSE: the algorithm names the parameter set, and the private key is the seed. */
function akpJwk(fields: Fields): Bytes | undefined {
	const parameterSet = ([44, 65, 87] as const).find(
		(set) => stringOf(fields, 'alg') === `ML-DSA-${set}`
	);
	const [pub, priv] = ['pub', 'priv'].map((part) => numberOf(fields, part));
	try {
		if (!parameterSet || pub?.length !== mlDsaLengths[parameterSet].publicKey) return undefined;
		if (!priv) return derOfNumbers.mlDsaPublic(parameterSet, pub);
		return priv.length === mlDsaSeedBytes
			? derOfNumbers.mlDsaPrivate(parameterSet, priv, pub)
			: undefined;
	} finally {
		wipe(priv);
	}
}

const derOfJwk = new Map([
	['RSA', rsaJwk],
	['EC', ecJwk],
	['OKP', ed25519Jwk],
	['AKP', akpJwk]
]);

/** Each cloud's answer to “give me import parameters” has a field that no other has. */
function cloudFacts(fields: Fields, parent: string): CloudFacts {
	const keyId = shortOf(fields, 'KeyId');
	const end = fields['ParametersValidTo'] ?? fields['TokenExpireTime'] ?? fields['ValidTo'];
	const validTo = instant(end);
	return {
		cloud: cloudOf(fields, keyId, parent),
		...(keyId !== undefined && { keyId }),
		...(validTo !== undefined && { validTo })
	};
}

function cloudOf(fields: Fields, keyId: string | undefined, parent: string): Cloud {
	if (keyId?.startsWith('arn:aws')) return 'AWS';
	if (fields['TokenExpireTime'] !== undefined) return 'ALIBABA';
	if (parent === 'Response') return 'TENCENT';
	const token = stringOf(fields, 'ImportToken');
	if (token !== undefined && /^(?:[0-9a-f]{2}){32,}$/i.test(token)) return 'PING_AN';
	return fields['ParametersValidTo'] === undefined ? 'OTHER' : 'AWS';
}

/** A date of ISO 8601, or seconds since 1970, which are what the clouds use. */
function instant(value: unknown): number | undefined {
	const parsed =
		typeof value === 'number' ? value * 1000 : typeof value === 'string' ? Date.parse(value) : NaN;
	return Number.isSafeInteger(Math.round(parsed)) ? Math.round(parsed) : undefined;
}

/** Keys in the text forms of SSH, PuTTY and .NET. */
import { ByteReader, parseUtf8, utf8, wipe, type Bytes } from '../bytes.ts';
import type { FileReading } from './reading.ts';
import type { NamedCurve } from './content.ts';
import { leaf, type Layer } from './layer.ts';
import { derOfNumbers, ed25519Bytes } from './keys-to-der.ts';
import { decodeBase64 } from './text-encodings.ts';

const longestText = 64 * 1024;
const mostKeys = 64;

/** @returns nothing for text of another form */
export function readForeignKeys(text: Uint8Array, layer: Layer): FileReading[] {
	if (text.length > longestText) return [];
	const whole = parseUtf8(text) ?? '';
	return [...[sshKeys, ssh2Keys, puttyKeys, xmlKeys].flatMap((reader) => reader(whole, layer))];
}

const sshLine =
	/(?:^|[\s"])(ssh-rsa|ssh-ed25519|ssh-dss|ecdsa-sha2-nistp(?:256|384|521)) (AAAA[A-Za-z0-9+/]+={0,2})/gm;
const sshCurves = new Map<string, NamedCurve>([
	['ecdsa-sha2-nistp256', 'P-256'],
	['ecdsa-sha2-nistp384', 'P-384'],
	['ecdsa-sha2-nistp521', 'P-521']
]);

/** RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4; a DSA key is named only. */
function sshKeys(text: string, layer: Layer): FileReading[] {
	return [...text.matchAll(sshLine)].slice(0, mostKeys).flatMap(([, type = '', body = '']) => {
		const blob = decodeBase64(utf8(body));
		return blob ? sshBlob(blob, type, layer) : [];
	});
}

function sshBlob(blob: Bytes, type: string, layer: Layer): FileReading[] {
	if (type === 'ssh-dss') {
		const content = { kind: 'PUBLIC_KEY', form: 'SSH', algorithm: { type: 'DSA' } } as const;
		return [{ ...leaf(blob, layer), bytes: blob, content }];
	}
	const der = sshDer(blob, type);
	return der ? asPublicKey(der, 'SSH', layer) : [];
}

/** @returns undefined for a key that was cut off, or is not what its line says */
function sshDer(blob: Bytes, type: string): Bytes | undefined {
	const curve = sshCurves.get(type);
	const reader = new ByteReader(blob);
	const next = () => reader.take(reader.unsigned(4));
	try {
		next(); // the type once more
		if (curve) next(); // the curve's name
		const first = next();
		if (curve) return derOfNumbers.ecPublic(curve, first);
		if (type === 'ssh-ed25519')
			return first.length === ed25519Bytes ? derOfNumbers.ed25519Public(first) : undefined;
		return type === 'ssh-rsa' ? derOfNumbers.rsaPublic(next(), first) : undefined;
	} catch {
		return undefined;
	}
}

/** RFC 4716: `ssh-keygen -e`. Headers may go on in the next line. */
function ssh2Keys(text: string, layer: Layer): FileReading[] {
	const block = /^---- BEGIN SSH2 PUBLIC KEY ----\r?\n([^]*?)^---- END SSH2 PUBLIC KEY ----/m.exec(
		text
	);
	const body = block?.[1]?.replaceAll(/^[\w-]+:(?:.*\\\r?\n)*.*$/gm, '');
	const blob = body === undefined ? undefined : decodeBase64(utf8(body));
	if (!blob || blob.length < 8) return [];
	const type = String.fromCharCode(...blob.subarray(4, 4 + Math.min(blob[3] ?? 0, 32)));
	return sshBlob(blob, type, layer);
}

/** A key file of PuTTY is named only: nothing of it is kept. */
function puttyKeys(text: string, layer: Layer): FileReading[] {
	if (!/^PuTTY-User-Key-File-[1-3]: /.test(text)) return [];
	const cipher = /^Encryption: (\S+)/m.exec(text)?.[1];
	const content = {
		kind: 'PRIVATE_KEY',
		form: 'PUTTY',
		algorithm: undefined,
		encrypted: cipher !== 'none'
	} as const;
	return [{ ...leaf(new Uint8Array(), layer), content }];
}

/** RSAKeyValue of XML Signature §6.4.2, as .NET's ToXmlString writes it. */
function xmlKeys(text: string, layer: Layer): FileReading[] {
	const part = (name: string) => {
		const value = new RegExp(`<(?:\\w{1,16}:)?${name}>([A-Za-z0-9+/=\\s]{1,4096})</`).exec(
			text
		)?.[1];
		return value === undefined ? undefined : decodeBase64(utf8(value));
	};
	if (!text.includes('RSAKeyValue')) return [];
	const n = part('Modulus');
	const e = part('Exponent');
	if (!n || !e) return [];
	const names = ['D', 'P', 'Q', 'DP', 'DQ', 'InverseQ'];
	const secrets = names.map(part).filter((value) => value !== undefined);
	if (secrets.length < names.length) return asPublicKey(derOfNumbers.rsaPublic(n, e), 'XML', layer);
	try {
		return [leaf(derOfNumbers.rsaPrivate([n, e, ...secrets]), layer)];
	} finally {
		wipe(...secrets);
	}
}

function asPublicKey(der: Bytes, form: 'SSH' | 'XML', layer: Layer): FileReading[] {
	const reading = leaf(der, layer);
	return reading.content.kind === 'PUBLIC_KEY'
		? [{ ...reading, content: { ...reading.content, form } }]
		: [];
}

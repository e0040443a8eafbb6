/** Keys as OpenSSL prints them with `-text`, whatever stands around them: of keys, certificates and requests. */
import { fromHex, parseUtf8, utf8, wipe, type Bytes } from '../bytes.ts';
import type { KeyAlgorithm, NamedCurve, otherAlgorithms } from './content.ts';
import { derOfNumbers, ed25519Bytes } from './keys-to-der.ts';
import { leaf, withStep, type Layer } from './layer.ts';
import type { FileReading } from './reading.ts';

const longestText = 64 * 1024;

/** @returns nothing for text of another form. A private key in it is in strings for a moment, as one in JSON is. */
export function readPrintedKeys(text: Uint8Array, layer: Layer): FileReading[] {
	if (text.length > longestText) return [];
	const printed = parseUtf8(text) ?? '';
	if (!/(?:Public|Private)-Key:/.test(printed)) return [];
	const inner = withStep(layer, { step: 'PRINTED' });
	return privateRsa(printed, inner) ?? publicRsa(printed, inner) ?? otherKind(printed, inner);
}

/** A number in lines of hex, `    00:c3:5f:…`, behind its name. @returns undefined where it is not there */
function numberIn(printed: string, name: string): Bytes | undefined {
	const lines = new RegExp(`^[ \\t]*${name}:[ \\t]*\\r?\\n((?:[ \\t]+[0-9a-f:]+\\r?\\n?)+)`, 'm');
	const digits = lines.exec(printed)?.[1]?.replaceAll(/[\s:]/g, '');
	return digits === undefined || digits.length % 2 === 1 ? undefined : fromHex(digits);
}

/** `Exponent: 65537 (0x10001)`; one that is larger is printed in lines. */
function exponentIn(printed: string, name: string): Bytes | undefined {
	const short = new RegExp(`^[ \\t]*${name}: \\d+ \\(0x([0-9a-f]{1,16})\\)`, 'm').exec(
		printed
	)?.[1];
	return short === undefined ? numberIn(printed, name) : fromHex(short.padStart(16, '0'));
}

function publicRsa(printed: string, layer: Layer): FileReading[] | undefined {
	const n = numberIn(printed, 'Modulus');
	const e = exponentIn(printed, 'Exponent');
	if (!n || !e) return undefined;
	const reading = leaf(derOfNumbers.rsaPublic(n, e), layer);
	const { content } = reading;
	return content.kind === 'PUBLIC_KEY'
		? [{ ...reading, content: { ...content, form: 'PRINTED' } }]
		: undefined;
}

function privateRsa(printed: string, layer: Layer): FileReading[] | undefined {
	const names = [
		...['privateExponent', 'prime1', 'prime2', 'exponent1', 'exponent2', 'coefficient']
	];
	const n = numberIn(printed, 'modulus');
	const e = exponentIn(printed, 'publicExponent');
	const secrets = names.map((name) => numberIn(printed, name)).filter((one) => one !== undefined);
	try {
		return n && e && secrets.length === names.length
			? [leaf(derOfNumbers.rsaPrivate([n, e, ...secrets]), layer)]
			: undefined;
	} finally {
		wipe(...secrets);
	}
}

const curves: Readonly<Record<string, NamedCurve>> = {
	...{ prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' },
	...{ secp256k1: 'secp256k1', SM2: 'SM2' }
};

/** @returns undefined for a kind that is named only */
function derOfPublic(printed: string, algorithm: KeyAlgorithm): Bytes | undefined {
	const bytes = numberIn(printed, 'pub');
	if (!bytes) return undefined;
	if (algorithm.type === 'ED25519')
		return bytes.length === ed25519Bytes ? derOfNumbers.ed25519Public(bytes) : undefined;
	return algorithm.type === 'EC' && algorithm.curve
		? derOfNumbers.ecPublic(algorithm.curve, bytes)
		: undefined;
}

/** A key of another kind; a private one is named only. */
function otherKind(printed: string, layer: Layer): FileReading[] {
	const head = /(?:\b(ED25519|X25519|ED448|X448|DSA) )?(Public|Private)-Key:/.exec(printed);
	const curve = /^[ \t]*ASN1 OID: (\w+)/m.exec(printed)?.[1];
	const type = head?.[1] as (typeof otherAlgorithms)[number] | undefined;
	const algorithm: KeyAlgorithm | undefined = type
		? { type }
		: curve === undefined
			? undefined
			: { type: 'EC', curve: curves[curve] };
	if (head?.[2] === 'Private') {
		const content = {
			kind: 'PRIVATE_KEY',
			form: 'PRINTED',
			algorithm: undefined,
			encrypted: false
		} as const;
		return [{ ...leaf(new Uint8Array(), layer), content }];
	}
	if (!algorithm) return [];
	const content = { kind: 'PUBLIC_KEY', form: 'PRINTED', algorithm } as const;
	const bytes = derOfPublic(printed, algorithm) ?? utf8(printed);
	return [{ ...leaf(new Uint8Array(), layer), bytes, content }];
}
